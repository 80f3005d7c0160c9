/** What a person wishes to be told by mail, and how the letters of ONE come to them. */
import type { Instant } from '../../domain/calendar.ts';
import type { LetterWay } from '../../domain/newsletters.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';

export const noticeWishes = ['each', 'daily', 'binding'] as const;
export interface MailWishes {
  notices: (typeof noticeWishes)[number];
  flash: LetterWay;
  prodige: LetterWay;
  /** 0: never chosen. */
  version: number;
}

export async function findMailWishes(db: Database, userId: string): Promise<MailWishes> {
  const row = await db('mail_wishes')
    .where({ user_id: userId })
    .first<MailWishes | undefined>('notices', 'flash', 'prodige', 'version');
  return row ?? { notices: 'each', flash: 'mail', prodige: 'mail', version: 0 };
}

/** @returns false when they were changed since this version was read */
export function keepMailWishes(
  db: Database,
  { userId, acr }: { userId: string; acr: number | null },
  { notices, flash, prodige, version }: MailWishes,
  at: Instant,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const before = await findMailWishes(trx, userId);
    const values = { notices, flash, prodige, updated_at: instant(at) };
    const kept =
      version === 0
        ? await trx('mail_wishes')
            .insert({ user_id: userId, ...values })
            .onConflict('user_id')
            .ignore()
            .returning('version')
        : await trx('mail_wishes')
            .where({ user_id: userId, version })
            .update({ ...values, version: version + 1 })
            .returning('version');
    if (kept.length === 0) return false;
    await recordAudit(trx, {
      at,
      actorId: userId,
      acr,
      event: 'preferences',
      subject: 'user',
      subjectId: userId,
      change: {
        notices_by_mail: { before: before.notices, after: notices },
        flash: { before: before.flash, after: flash },
        prodige: { before: before.prodige, after: prodige },
      },
    });
    return true;
  });
}
