/** Why a group cannot be decided on, and what of it waits. */
import type { Instant } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';
import { isPlausibleRow } from '../training/plausible.ts';

export type DecisionRefusal =
  /** `own`: by the same person, from another page. */
  | { refused: 'decided'; by: string; own: boolean; at: Instant; number: number }
  /** The decision that is cited has been taken back. */
  | { refused: 'base-undone'; by: string; at: Instant; number: number }
  /** What is cited is no decision that one may follow. */
  | { refused: 'no-base' }
  | { refused: 'open-elsewhere'; by: string; at: Instant }
  | { refused: 'nothing-waits' };

/** What this very form has become already. */
export const findSent = (
  db: Database,
  userId: string,
  token: string,
): Promise<{ decisionId: string; batchId: string; total: number } | undefined> =>
  db('training_decisions as d')
    .joinRaw(
      `join batches as b on b.kind = 'decide-training' and b.parameters ->> 'decisionId' = cast(d.id as text) and b.asked_by = d.decided_by`,
    )
    .where({ 'd.decided_by': userId, 'd.token': token })
    .orderBy('b.at')
    .first('d.id as decisionId', 'b.id as batchId', 'b.total') as unknown as Promise<
    { decisionId: string; batchId: string; total: number } | undefined
  >;

export async function findBaseFault(trx: Database, restsOn: string | null): Promise<DecisionRefusal | undefined> {
  if (restsOn === null) return undefined;
  const base = (await trx('training_decisions as d')
    .leftJoin('users as u', 'u.id', 'd.undone_by')
    .where('d.id', restsOn)
    .whereNot('d.kind', 'ask-information')
    .first('d.number', 'd.undone_at as at', trx.raw("u.first_name || ' ' || u.family_name as by"))) as
    | { number: number; at: Instant | null; by: string | null }
    | undefined;
  if (!base) return { refused: 'no-base' };
  return base.at === null ? undefined : { refused: 'base-undone', by: base.by ?? '', at: base.at, number: base.number };
}

/** A line that was taken up again by itself, or whose hours are not believed: a person decides it, whatever stands on its spelling, and no precedent. */
export const forAPerson = `(ls.apart or not ${isPlausibleRow})`;

/** A decision that stands on one of the spellings; not where a line of it waits for a person. */
export async function findTaken(
  trx: Database,
  rows: readonly { id: number }[],
  userId: string,
): Promise<DecisionRefusal | undefined> {
  const row = (await trx('training_decisions as d')
    .join('users as u', 'u.id', 'd.decided_by')
    .join('training_spellings as s', 's.decision_id', 'd.id')
    .whereIn(
      's.id',
      rows.map(({ id }) => id),
    )
    .whereNotExists(waiting(trx).whereRaw('ls.spelling_id = s.id').whereRaw(forAPerson))
    .whereNull('d.undone_at')
    .orderBy('d.number')
    .first('d.number', 'd.decided_at', 'd.decided_by', trx.raw("u.first_name || ' ' || u.family_name as by"))) as
    | { number: number; decided_at: Instant; decided_by: string; by: string }
    | undefined;
  return (
    row && {
      refused: 'decided',
      by: row.by,
      own: row.decided_by === userId,
      at: row.decided_at,
      number: row.number,
    }
  );
}

const waiting = (trx: Database) =>
  trx('training_line_spellings as ls')
    .join('training_lines as l', 'l.case_id', 'ls.case_id')
    .whereNull('ls.decision_id')
    .where('l.status', 'waiting')
    .select('ls.case_id');
export const hasWaiting = async (trx: Database, spellings: readonly number[]): Promise<boolean> =>
  (await waiting(trx)
    .whereIn('ls.spelling_id', [...spellings])
    .first()) !== undefined;
