/** The hours of everybody who works, or has worked, in after-school care of a body: four queries, whatever the number of people. */
import type { Day } from '../../domain/calendar.ts';
import {
  hoursOfPerson,
  isStillLookedAt,
  type FollowedLine,
  type HoursOfPerson,
} from '../../domain/after-school/hours-of-person.ts';
import { grouped } from '../../domain/grouped.ts';
import type { FunctionCode } from '../../domain/staff/functions.ts';
import type { Status } from '../../workflows/training-recognition/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { standings } from './overview.ts';
import { traineeFunctions } from './people.ts';
import { findHoursRule } from './rules.ts';

export interface BodyTrainee extends HoursOfPerson {
  collaborationId: string;
  firstName: string;
  familyName: string;
  function: FunctionCode;
  enteredOn: Day;
  leftOn: Day | null;
  /** Of their newest contract. */
  facilityId: string;
  facilityName: string;
  /** Of the newest that was asked for; null where none was. */
  qualification: Status | null;
}

interface PersonRow {
  collaborationId: string;
  firstName: string;
  familyName: string;
  function: FunctionCode;
  facilityId: string;
  facilityName: string;
  enteredOn: Day;
  leftOn: Day | null;
}

/** By name, those whom the reader may see in Mon Équipe. */
export async function listHoursOfBody(
  db: Database,
  ability: Ability,
  organisingBodyId: string,
  today: Day,
): Promise<BodyTrainee[]> {
  const [rule, people, lines, qualifications] = await Promise.all([
    findHoursRule(db, today),
    listPeople(db, ability, organisingBodyId, today),
    listFollowed(db, ability, organisingBodyId),
    listTitles(db, ability, organisingBodyId),
  ]);
  const linesOf = grouped(lines, ({ collaborationId }) => collaborationId);
  const titleOf = new Map(qualifications.map((one) => [one.collaborationId, one.status]));
  return people
    .filter((person) => isStillLookedAt(person, today, rule.months))
    .map((person) => {
      const qualification = titleOf.get(person.collaborationId) ?? null;
      const facts = {
        ...person,
        hasTitle: qualification === 'recognised',
        lines: linesOf.get(person.collaborationId) ?? [],
      };
      return { ...person, qualification, ...hoursOfPerson(facts, today, rule) };
    });
}

function listPeople(db: Database, ability: Ability, organisingBodyId: string, today: Day): Promise<PersonRow[]> {
  const newest = accessibleBy(
    db('collaboration_places').join('staff_contracts as k', 'k.id', 'collaboration_places.contract_id'),
    ability,
    'read',
    'Collaboration',
  )
    .where('collaboration_places.organising_body_id', organisingBodyId)
    .whereIn('k.function', traineeFunctions)
    .where('k.from_on', '<=', today)
    .distinctOn('k.collaboration_id')
    .orderBy([{ column: 'k.collaboration_id' }, { column: 'k.from_on', order: 'desc' }, { column: 'k.id' }])
    .select('k.collaboration_id', 'k.function', 'k.facility_id', 'collaboration_places.person_id');
  const spans = db('staff_contracts as s')
    .join('collaborations as b', 'b.id', 's.collaboration_id')
    .where('b.organising_body_id', organisingBodyId)
    .whereIn('s.function', traineeFunctions)
    .where('s.from_on', '<=', today)
    .groupBy('s.collaboration_id')
    .select(
      's.collaboration_id',
      db.raw('min(s.from_on) as entered_on'),
      // One contract without an end is enough to be there.
      db.raw('case when bool_or(s.to_on is null) then null else max(s.to_on) end as left_on'),
    );
  return db(newest.as('n'))
    .join(spans.as('t'), 't.collaboration_id', 'n.collaboration_id')
    .join('people as p', 'p.id', 'n.person_id')
    .join('facilities as f', 'f.id', 'n.facility_id')
    .orderBy(['p.sort_name', 'n.collaboration_id'])
    .select({
      collaborationId: 'n.collaboration_id',
      firstName: 'p.first_name',
      familyName: 'p.family_name',
      function: 'n.function',
      facilityId: 'n.facility_id',
      facilityName: 'f.name',
      enteredOn: 't.entered_on',
      leftOn: 't.left_on',
    }) as unknown as Promise<PersonRow[]>;
}

const listFollowed = (
  db: Database,
  ability: Ability,
  organisingBodyId: string,
): Promise<(FollowedLine & { collaborationId: string })[]> =>
  accessibleBy(db('training_lines as l').join('cases', 'cases.id', 'l.case_id'), ability, 'read', 'Case')
    .where('l.organising_body_id', organisingBodyId)
    .whereIn('l.status', ['recognised', 'refused', 'waiting', 'information-asked'])
    .select({
      collaborationId: 'l.collaboration_id',
      fromOn: 'l.from_on',
      hours: db.raw('cast(l.hours as float8)'),
      standing: db.raw(standings),
      atOperator: db.raw("l.status = 'information-asked'"),
    }) as unknown as Promise<(FollowedLine & { collaborationId: string })[]>;

const listTitles = (
  db: Database,
  ability: Ability,
  organisingBodyId: string,
): Promise<{ collaborationId: string; status: Status }[]> =>
  accessibleBy(db('training_qualifications as q').join('cases', 'cases.id', 'q.case_id'), ability, 'read', 'Case')
    .where('q.organising_body_id', organisingBodyId)
    .whereNotIn('q.status', ['withdrawn', 'cancelled', 'merged'])
    .distinctOn('q.collaboration_id')
    .orderBy([{ column: 'q.collaboration_id' }, { column: 'q.entered_at', order: 'desc' }])
    .select({ collaborationId: 'q.collaboration_id', status: 'q.status' }) as unknown as Promise<
    { collaborationId: string; status: Status }[]
  >;

export interface WaitingModule {
  collaborationId: string;
  caseId: string;
  module: string;
  organisation: string;
  organisationStatus: 'to-examine' | 'recognised' | 'refused' | null;
  hours: number;
  fromOn: Day;
  /** Of the desk; null while no round has grouped the line. */
  groupId: string | null;
  /** Lines that wait in the group, of every body, as last counted. */
  groupLines: number | null;
}
/** What waits at ONE for the people of a body, oldest first. */
export const listWaitingModules = (
  db: Database,
  ability: Ability,
  organisingBodyId: string,
): Promise<WaitingModule[]> =>
  accessibleBy(db('training_lines as l').join('cases', 'cases.id', 'l.case_id'), ability, 'read', 'Case')
    .leftJoin('training_organisations as o', 'o.id', 'l.organisation_id')
    .leftJoin('training_modules as m', 'm.id', 'l.module_id')
    .leftJoin('training_line_spellings as ls', (join) => join.on('ls.case_id', 'l.case_id').andOnNull('ls.decision_id'))
    .leftJoin('training_spellings as s', 's.id', 'ls.spelling_id')
    .leftJoin('training_groups as g', 'g.id', 's.group_id')
    .where('l.organising_body_id', organisingBodyId)
    .where('l.status', 'waiting')
    .orderBy(['l.entered_at', 'l.case_id'])
    .select({
      collaborationId: 'l.collaboration_id',
      caseId: 'l.case_id',
      module: db.raw('coalesce(m.title, l.module_typed)'),
      organisation: db.raw('coalesce(o.name, l.organisation_typed)'),
      organisationStatus: 'o.status',
      hours: db.raw('cast(l.hours as float8)'),
      fromOn: 'l.from_on',
      groupId: 'g.id',
      groupLines: db.raw("cast(g.reasons ->> 'lines' as int)"),
    }) as unknown as Promise<WaitingModule[]>;
