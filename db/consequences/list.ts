/** What the decision of a case has touched, what came back of it, and who has ticked that they know. */
import type { Instant } from '../../domain/calendar.ts';
import type { Consequence } from '../../domain/consequences/consequences.ts';
import { instant, type Database } from '../connect.ts';

export type Side = 'operator' | 'one';
export interface DoneConsequence {
  told: Consequence;
  done_at: Instant;
  back: 'given-back' | 'changed-since' | null;
  back_at: Instant | null;
}
export interface ReadBy {
  side: Side;
  at: Instant;
  name: string;
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
      .select('case_id', 'told', 'done_at', 'back', 'back_at'),
    db('consequences_read as r')
      .join('users as u', 'u.id', 'r.user_id')
      .where({ 'r.case_id': caseId })
      .orderBy('r.side')
      .select('r.side', 'r.at', db.raw("u.first_name || ' ' || u.family_name as name")),
  ])) as [(DoneConsequence & { case_id: string })[], ReadBy[]];
  return {
    done: rows.filter((row) => row.case_id === caseId),
    gaveBack: rows.filter((row) => row.case_id !== caseId),
    read,
  };
}

/** Ticked: the first word of a side stands. @returns false where nothing was done yet that could be known */
export async function noteRead(
  db: Database,
  { caseId, side, userId, at }: { caseId: string; side: Side; userId: string; at: Instant },
): Promise<boolean> {
  if (!(await db('consequences').where({ case_id: caseId }).first('position'))) return false;
  await db('consequences_read')
    .insert({ case_id: caseId, side, user_id: userId, at: instant(at) })
    .onConflict(['case_id', 'side'])
    .ignore();
  return true;
}
