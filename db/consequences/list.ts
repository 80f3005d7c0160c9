/** What the decision of a case has touched, what came back of it, and who has ticked that they know. */
import type { Instant } from '../../domain/calendar.ts';
import type { Consequence } from '../../domain/consequences/consequences.ts';
import { instant, type Database } from '../connect.ts';

export type Side = 'operator' | 'one';
export interface DoneConsequence {
  act_number: number;
  told: Consequence;
  done_at: Instant;
  back: 'given-back' | 'changed-since' | null;
  back_at: Instant | null;
}
export interface ReadBy {
  side: Side;
  at: Instant;
  name: string;
  /** The last act whose lines were read. */
  seen_act: number;
}
export interface Consequences {
  done: DoneConsequence[];
  /** Of a return: what it has given back, of other cases. */
  gaveBack: DoneConsequence[];
  read: ReadBy[];
}

export async function listConsequences(db: Database, caseId: string): Promise<Consequences> {
  const [rows, read] = (await Promise.all([
    db('consequences')
      .where((either) => {
        void either.where({ case_id: caseId }).orWhere({ back_by: caseId });
      })
      .orderBy(['done_at', 'act_number', 'position'])
      .select('case_id', 'act_number', 'told', 'done_at', 'back', 'back_at'),
    db('consequences_read as r')
      .join('users as u', 'u.id', 'r.user_id')
      .where({ 'r.case_id': caseId })
      .orderBy(['r.seen_act', 'r.at', 'r.side'])
      .select('r.side', 'r.at', 'r.seen_act', db.raw("u.first_name || ' ' || u.family_name as name")),
  ])) as [(DoneConsequence & { case_id: string })[], ReadBy[]];
  return {
    done: rows.filter((row) => row.case_id === caseId),
    gaveBack: rows.filter((row) => row.case_id !== caseId),
    read,
  };
}

/**
 * The tick of a side: the first word of each on what it has seen.
 * @param seen the last act whose lines stood on the page
 * @returns `more` where lines have been added since; undefined where nothing was done yet that could be known
 */
export async function noteRead(
  db: Database,
  { caseId, side, userId, seen, at }: { caseId: string; side: Side; userId: string; seen: number; at: Instant },
): Promise<'noted' | 'more' | undefined> {
  const last = (await db('consequences').where({ case_id: caseId }).max('act_number as act').first()) as
    | { act: number | null }
    | undefined;
  if (last?.act == null) return undefined;
  if (seen < last.act) return 'more';
  await db('consequences_read')
    .insert({ case_id: caseId, side, user_id: userId, at: instant(at), seen_act: last.act })
    .onConflict(['case_id', 'side', 'seen_act'])
    .ignore();
  return 'noted';
}
