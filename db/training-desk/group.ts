/** One group as it is decided: its spellings with the lines that wait, those that merely resemble, and what stands in the lists already. */
import type { Why } from '../../domain/likeness/grouping.ts';
import type { Database } from '../connect.ts';

export interface GroupSpelling {
  id: number;
  organisation: string;
  module: string;
  why: Why;
  /** In the group by default. */
  isIn: boolean;
  lines: number;
  hours: number;
}

/** Those with lines that wait: the group's own by number of lines, then those that resemble. Nothing where none is left. */
export async function listGroupSpellings(db: Database, groupId: string): Promise<GroupSpelling[]> {
  const { rows } = await db.raw<{ rows: GroupSpelling[] }>(
    `with shown as (
       select s.id, s.organisation, s.module, s.why, true as "isIn" from training_spellings s where s.group_id = :groupId
       union all
       select s.id, s.organisation, s.module, 'weak', false from training_neighbours n
       join training_spellings s on s.id = n.spelling_id where n.group_id = :groupId and s.group_id <> :groupId)
     select shown.*, count(l.case_id) as lines, sum(l.hours) as hours from shown
     join training_line_spellings ls on ls.spelling_id = shown.id and ls.decision_id is null
     join training_lines l on l.case_id = ls.case_id and l.status = 'waiting'
     group by shown.id, shown.organisation, shown.module, shown.why, shown."isIn"
     order by shown."isIn" desc, count(l.case_id) desc, shown.id`,
    { groupId },
  );
  return rows;
}

export const isGroup = async (db: Database, id: string): Promise<boolean> =>
  (await db('training_groups').where({ id }).first('id')) !== undefined;

export interface ListedOrganisation {
  id: string;
  name: string;
  kind: 'one' | 'agreed' | 'habilitated' | 'unknown';
  status: 'to-examine' | 'recognised' | 'refused';
  version: number;
}
/** What the lists have by that name; where it is a misspelling, the organisation that it stands for. */
export async function findListedOrganisation(db: Database, name: string): Promise<ListedOrganisation | undefined> {
  const { rows } = await db.raw<{ rows: ListedOrganisation[] }>(
    `select t.id, t.name, t.kind, t.status, t.version from training_organisations o
     join training_organisations t on t.id = coalesce(o.alias_of, o.id)
     where searchable(o.name) = searchable(?) order by (o.alias_of is null) desc, o.created_at, o.id limit 1`,
    [name],
  );
  return rows[0];
}
export interface ListedModule {
  id: string;
  title: string;
  status: 'to-examine' | 'recognised' | 'refused';
  version: number;
}
export async function findListedModule(
  db: Database,
  organisationId: string,
  title: string,
): Promise<ListedModule | undefined> {
  const { rows } = await db.raw<{ rows: ListedModule[] }>(
    `select t.id, t.title, t.status, t.version from training_modules m join training_modules t on t.id = coalesce(m.alias_of, m.id)
     where m.organisation_id = ? and searchable(m.title) = searchable(?) order by (m.alias_of is null) desc, m.created_at, m.id limit 1`,
    [organisationId, title],
  );
  return rows[0];
}
