/** What the clerk reads of a case at each bell, in one round trip, and his mark that he has seen it. */
import type { CaseState } from '../workflows/procedure.ts';
import { prepare, run } from './acts/prepared.ts';
import type { Database } from './connect.ts';
import { passDeadline } from './supervision/retry-effect.ts';

/**
 * What was sent before an hour counts, however long it was on its way: the clock lets so much time go by before it acts, in milliseconds
 * (hypothèse; a decision tells why).
 */
export const patience = 300_000;

export interface DeskRow {
  slug: string;
  reference: string;
  status: string;
  state: CaseState;
  act_number: number;
  due_on: string | null;
  closed_at: number | null;
  pending: { number: number; effect: string }[];
  /** A deadline of it was refused, and nothing has changed since. */
  left_alone: boolean;
}

const readDesk = prepare(
  'read-desk',
  `
select c.slug, c.reference, c.status, c.state, c.act_number, c.due_on, c.closed_at,
  coalesce((select jsonb_agg(jsonb_build_object('number', e.act_number, 'effect', e.effect) order by e.act_number, e.effect)
    from effects e where e.case_id = c.id and e.status = 'pending'), '[]') as pending,
  exists (select from effects e where e.case_id = c.id and e.act_number = c.act_number and e.effect = '${passDeadline}'
    and e.status = 'failed') as left_alone
from cases c where c.id = cast(:caseId as uuid)`,
);

export async function findDesk(db: Database, caseId: string): Promise<DeskRow | undefined> {
  const [row] = await run<DeskRow>(db, readDesk, { caseId });
  return row;
}

const noteSeen = prepare(
  'note-seen',
  'update cases set engine_seq = cast(:number as int) where id = cast(:caseId as uuid) and engine_seq < cast(:number as int)',
);

export const markSeen = (db: Database, caseId: string, number: number): Promise<unknown> =>
  run(db, noteSeen, { caseId, number });
