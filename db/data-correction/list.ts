/** The corrections that are under way: of a place and its body, for the sheets; of the helpdesk, for its desk. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { slug, type Kind } from '../../workflows/data-correction/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';

export interface OpenCorrection {
  id: string;
  kind: Kind;
  reference: string;
  status: string;
  subject_id: string;
  facility_name: string;
  opened_at: Instant;
  due_on: Day | null;
}
const columns = [
  'id',
  'kind',
  'reference',
  'status',
  'subject_id',
  'facility_name',
  'opened_at',
  'due_on',
] as const satisfies readonly (keyof OpenCorrection)[];

/** Of these subjects (a place, its organising body), those that this person may see. */
export const listOpenCorrections = (
  db: Database,
  ability: Ability,
  subjectIds: readonly string[],
): Promise<OpenCorrection[]> =>
  accessibleBy(db('cases'), ability, 'read', 'Case')
    .where({ slug })
    .whereIn('subject_id', [...subjectIds])
    .whereNull('closed_at')
    .orderBy(['opened_at', 'id'])
    .select(...columns);

/** In the hands of the helpdesk. */
export const correctionsOfHelpdesk = (db: Database, ability: Ability) =>
  accessibleBy(db('cases'), ability, 'accept', 'Case')
    .where({ slug, turn: 'one' })
    .whereNull('closed_at')
    .whereIn('id', db('tasks').where({ slug, role: 'helpdesk' }).whereNull('closed_at').select('case_id'));
/** Those that have waited longest first. */
export const listCorrectionsOfHelpdesk = (db: Database, ability: Ability): Promise<OpenCorrection[]> =>
  correctionsOfHelpdesk(db, ability)
    .orderBy(['due_on', 'opened_at', 'id'])
    .limit(200)
    .select(...columns);

/** The correction that this person has asked for with this sending. */
export async function findOpeningOf(
  db: Database,
  { userId, token }: { userId: string; token: string },
): Promise<string | undefined> {
  const row: { id: string } | undefined = await db('acts as a')
    .join('cases as c', 'c.id', 'a.case_id')
    .where({ 'a.author': userId, 'a.token': token, 'a.number': 1, 'c.slug': slug })
    .first('c.id');
  return row?.id;
}
