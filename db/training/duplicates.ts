/** One line for each person, module and day: looked for wherever a line begins to count, or counts again. */
import type { Day } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { linesWithNames } from './lines.ts';

export class Duplicate extends Error {
  collaborationIds: string[];
  constructor(collaborationIds: string[]) {
    super('a line of this module and day is there');
    this.name = 'Duplicate';
    this.collaborationIds = collaborationIds;
  }
}

/** Two sendings about one person come one after the other: the second sees the lines of the first. */
export const lockPeople = (trx: Database, ids: readonly string[]): Promise<unknown> =>
  trx('collaborations')
    .whereIn('id', [...ids])
    .orderBy('id')
    .forUpdate()
    .select('id');

// Of one title: chosen from the list, or written with « Autre ».
const duplicates = `
select mine.collaboration_id as person, other.case_id as twin
from training_lines mine join training_lines other
  on other.collaboration_id = mine.collaboration_id and other.from_on = mine.from_on and other.case_id <> mine.case_id
left join training_modules m on m.id = other.module_id
left join training_modules n on n.id = mine.module_id
where mine.case_id = any(cast(:cases as uuid[])) and other.case_id <> all(cast(:cases as uuid[]))
  and other.status in ('waiting', 'information-asked', 'recognised')
  and (other.module_id = mine.module_id
    or searchable(coalesce(other.module_typed, m.title)) = searchable(coalesce(mine.module_typed, n.title)))`;

/** Lines that count, or wait to count, beside these cases, whose lines are written already. */
export async function findTwins(db: Database, cases: readonly string[]): Promise<{ person: string; twin: string }[]> {
  if (cases.length === 0) return [];
  return (await db.raw<{ rows: { person: string; twin: string }[] }>(duplicates, { cases: [...cases] })).rows;
}

/** @throws Duplicate */
export async function refuseDuplicates(trx: Database, cases: readonly string[]): Promise<void> {
  const twins = await findTwins(trx, cases);
  if (twins.length > 0) throw new Duplicate([...new Set(twins.map(({ person }) => person))]);
}

const standing = ['waiting', 'information-asked', 'recognised'];
/** Whether a line or a title that is taken up again would count beside another one of the same person. */
export async function countsTwice(trx: Database, caseId: string): Promise<boolean> {
  const counts: unknown =
    (await trx('training_lines').where({ case_id: caseId }).whereIn('status', standing).first('case_id')) ??
    (await trx('training_qualifications').where({ case_id: caseId }).whereIn('status', standing).first('case_id'));
  if (counts) return false;
  const title: unknown = await trx('training_qualifications as mine')
    .join('training_qualifications as other', 'other.collaboration_id', 'mine.collaboration_id')
    .where('mine.case_id', caseId)
    .whereNot('other.case_id', caseId)
    .whereIn('other.status', standing)
    .first('other.case_id');
  return title !== undefined || (await findTwins(trx, [caseId])).length > 0;
}

/** Another line of the same person that counts, or waits to count. */
export interface OtherLine {
  caseId: string;
  reference: string;
  module: string;
  organisation: string;
  fromOn: Day;
  toOn: Day;
  hours: number;
}
export const listOthers = (db: Database, ability: Ability, caseId: string): Promise<OtherLine[]> =>
  accessibleBy(linesWithNames(db), ability, 'read', 'Case')
    .where(
      'l.collaboration_id',
      db('training_lines as mine').where('mine.case_id', caseId).select('mine.collaboration_id'),
    )
    .whereNot('l.case_id', caseId)
    .whereIn('l.status', standing)
    .orderBy([{ column: 'l.from_on', order: 'desc' }, { column: 'l.case_id' }])
    .limit(50)
    .select({
      caseId: 'l.case_id',
      reference: 'cases.reference',
      module: db.raw('coalesce(m.title, l.module_typed)'),
      organisation: db.raw('coalesce(o.name, l.organisation_typed)'),
      fromOn: 'l.from_on',
      toOn: 'l.to_on',
      hours: db.raw('cast(l.hours as float8)'),
    }) as unknown as Promise<OtherLine[]>;
