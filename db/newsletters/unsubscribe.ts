/** By the link of a mail, without signing in: no more mails of this letter. */
import type { Instant } from '../../domain/calendar.ts';
import type { Letter } from '../../domain/newsletters.ts';
import { findMailWishes } from '../account/mail-wishes.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';

/** Whose link it is, and of which letter. */
interface Reader {
  userId: string;
  letter: Letter;
}
const findReader = async (db: Database, token: string): Promise<Reader | undefined> =>
  (await db('newsletter_mails as m')
    .join('newsletter_issues as i', 'i.id', 'm.issue_id')
    .where('m.token', token)
    .first({ userId: 'm.user_id', letter: 'i.letter' })) as Reader | undefined;

const columnOf = (letter: Letter): 'flash' | 'prodige' => (letter === 'flash-accueil' ? 'flash' : 'prodige');

/** @returns the letter, and whether it still comes by mail; undefined: no link of ours */
export async function findLetterOf(
  db: Database,
  token: string,
): Promise<{ letter: Letter; byMail: boolean } | undefined> {
  const reader = await findReader(db, token);
  if (!reader) return undefined;
  const wishes = await findMailWishes(db, reader.userId);
  return { letter: reader.letter, byMail: wishes[columnOf(reader.letter)] === 'mail' };
}

/** Followed twice, it is done once; who has chosen the post meanwhile keeps it. @returns the letter; undefined: no link of ours */
export const unsubscribe = (db: Database, token: string, at: Instant): Promise<Letter | undefined> =>
  db.transaction(async (trx) => {
    const reader = await findReader(trx, token);
    if (!reader) return undefined;
    const column = columnOf(reader.letter);
    const { notices, flash, prodige } = await findMailWishes(trx, reader.userId);
    const changed = await trx('mail_wishes')
      .insert({ user_id: reader.userId, notices, flash, prodige, updated_at: instant(at), [column]: 'none' })
      .onConflict('user_id')
      .merge({ [column]: 'none', updated_at: instant(at), version: trx.raw('mail_wishes.version + 1') })
      .where(`mail_wishes.${column}`, 'mail')
      .returning('user_id');
    if (changed.length > 0)
      await recordAudit(trx, {
        at,
        actorId: null,
        event: 'preferences',
        subject: 'user',
        subjectId: reader.userId,
        change: { [column]: { before: 'mail', after: 'none' } },
      });
    return reader.letter;
  });
