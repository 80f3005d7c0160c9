/** The organising bodies for which a person may introduce a project, as drafts see them: without a place. */
import { asSubject, type Ability } from '../access/subjects.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Database } from '../connect.ts';
import { OrganisingBody } from '../models/organising-body.ts';
import { administrationOf } from '../../domain/postcodes.ts';

export interface BodySubject {
  id: string;
  name: string;
  organising_body_id: string;
  facility_id: null;
  /** Of its seat, until the project says where it is. */
  administration: string;
}

const subjectOf = ({ id, name, postcode }: OrganisingBody): BodySubject => ({
  id,
  name,
  organising_body_id: id,
  facility_id: null,
  administration: administrationOf(postcode) ?? 'bruxelles',
});
/** Whoever reads a body sees it here; opening is asked for besides. */
const mayOpen =
  (ability: Ability, slug: string, action: string) =>
  (body: BodySubject): boolean =>
    ability.can(action, asSubject('Draft', { ...body, slug }));

/** In alphabetical order. */
export async function listBodySubjects(
  db: Database,
  ability: Ability,
  opening: { slug: string; action: string },
): Promise<BodySubject[]> {
  const rows = await accessibleBy(OrganisingBody.query(db), ability, 'read', 'OrganisingBody')
    .orderBy('name')
    .limit(100);
  return rows.map(subjectOf).filter(mayOpen(ability, opening.slug, opening.action));
}

export async function findBodySubject(db: Database, ability: Ability, id: string): Promise<BodySubject | undefined> {
  const row = await accessibleBy(OrganisingBody.query(db), ability, 'read', 'OrganisingBody').findOne({ id });
  return row && subjectOf(row);
}
