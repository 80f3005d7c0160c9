/** Who a person is stands once for every body: whoever changes it tells the others, without saying for whom it was changed. */
import type { Instant } from '../../domain/calendar.ts';
import { recordAudits } from '../audit.ts';
import { instant, type Database } from '../connect.ts';

/** Under the lock of every sheet of the person, always in one order: two bodies that write at once wait for each other. */
export const lockSheetsOf = (trx: Database, personId: string): Promise<unknown> =>
  trx('collaborations').where({ person_id: personId }).orderBy('id').forUpdate().select('id');

interface Changed {
  personId: string;
  /** Of the body that has changed or confirmed it. */
  sheetId: string;
  /** Column by column; none: it was confirmed as it stands. */
  columns: readonly string[];
  at: Instant;
}

/** The sheet is looked at; those of the other bodies say that it changed, and so does their history. */
export async function tellOtherBodies(trx: Database, { personId, sheetId, columns, at }: Changed): Promise<void> {
  await trx('collaborations')
    .where({ id: sheetId })
    .whereNotNull('identity_changed_at')
    .update({ identity_changed_at: null });
  if (columns.length === 0) return;
  const others = await trx('collaborations')
    .where({ person_id: personId })
    .whereNot({ id: sheetId })
    .update({
      identity_changed_at: instant(at),
      version: trx.raw('version + 1'),
      updated_by: null,
      updated_at: instant(at),
    })
    .returning<{ id: string }[]>('id');
  if (others.length === 0) return;
  await recordAudits(
    trx,
    // By nobody: who did it would tell where else the person works. The line of the body that did it says it.
    others.map(({ id }) => ({
      at,
      actorId: null,
      event: 'identity-elsewhere',
      subject: 'collaboration',
      subjectId: id,
      change: Object.fromEntries(columns.map((column) => [column, { before: 'set', after: 'set' }])),
    })),
  );
}

/**
 * Whether ONE knows the names for sure: they are those of a strong sign-in under the same number, or ONE has corrected the number that goes
 * with them. No body changes them then.
 */
export const hasConfirmedNames = `(exists (select from users u where u.niss_hash = people.niss_hash and u.last_sign_in_acr >= 450
    and u.first_name = people.first_name and u.family_name = people.family_name)
  or exists (select from niss_corrections n where n.person_id = people.id and n.status = 'confirmed')) as has_confirmed_names`;
