/** What became of the appointment of a case. */
import type { Instant } from '../domain/calendar.ts';
import type { CaseState } from '../workflows/procedure.ts';
import { milliseconds, type Database } from './connect.ts';

interface Changes {
  state: Pick<CaseState, 'status' | 'data'>;
  /** Oldest first. */
  done: { number: number; action: string; facts: object; at: Instant }[];
}

const changes = `select json_build_object('status', c.status, 'data', c.state -> 'data') as state,
  (select coalesce(json_agg(json_build_object('number', a.number, 'action', a.action, 'facts', a.facts, 'at', ${milliseconds('a.at')})
      order by a.number), '[]')
    from acts a where a.case_id = c.id and a.action = any(cast(:actions as text[]))) as done
from cases c where c.id = :caseId`;

/** @param actions those that may change it */
export async function listChanges(db: Database, caseId: string, actions: readonly string[]): Promise<Changes> {
  const { rows } = await db.raw<{ rows: [Changes] }>(changes, { caseId, actions: [...actions] });
  return rows[0];
}
