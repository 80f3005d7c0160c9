/** The opinion of ONE's health referent on the domain of health: the content of their act. */
import type { Instant } from '../../../domain/calendar.ts';
import type { Database } from '../../connect.ts';

export interface HealthOpinion {
  text: string;
  by: string | null;
  at: Instant;
}
/** The last one. The caller has looked at whether ONE's evaluation may be read. */
export async function findHealthOpinion(db: Database, caseId: string): Promise<HealthOpinion | undefined> {
  return (await db('acts as a')
    .join('act_contents as k', (on) => {
      on.on('k.case_id', 'a.case_id').andOn('k.number', 'a.number');
    })
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .where({ 'a.case_id': caseId, 'a.action': 'give-health-opinion' })
    .orderBy('a.number', 'desc')
    .first({
      text: db.raw("k.content ->> 'text'"),
      at: 'a.at',
      by: db.raw("u.first_name || ' ' || u.family_name"),
    })) as HealthOpinion | undefined;
}
