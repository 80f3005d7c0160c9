/** « Mes médecins »: the doctors of one place, as its operator sees them. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { isDigits, withoutSeparators } from '../../domain/parsed.ts';
import { searchable } from '../../domain/searchable.ts';
import type { CaseData, Status } from '../../workflows/doctor-validation/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import type { Specialty } from './collaborations.ts';

export interface DoctorRow {
  caseId: string;
  collaborationId: string;
  inami: string;
  familyName: string;
  firstName: string;
  function: Specialty;
  from: Day;
  until: Day | null;
  status: Status;
  since: Instant;
  due: Day | null;
  data: CaseData;
  /** Written down and not signed yet. */
  drafts: number;
}

const familyName = "coalesce(d.family_name, c.asked->>'familyName')";
const firstName = "coalesce(d.first_name, c.asked->>'firstName')";
const byName =
  "searchable(coalesce(d.family_name, c.asked->>'familyName') || ' ' || coalesce(d.first_name, c.asked->>'firstName'))";
const holding =
  "searchable(coalesce(d.family_name, c.asked->>'familyName') || ' ' || coalesce(d.first_name, c.asked->>'firstName')) like ?";
export const mostDoctors = 200;

/** By name; those whose collaboration is over stand last. @param words of a name, or digits of a number */
export function listDoctors(db: Database, ability: Ability, facilityId: string, words: string): Promise<DoctorRow[]> {
  const query = accessibleBy(db('cases'), ability, 'read', 'Case')
    .join('doctor_collaborations as c', 'c.case_id', 'cases.id')
    .join('doctors as d', 'd.id', 'c.doctor_id')
    .where('c.facility_id', facilityId)
    .orderByRaw("c.status in ('ended', 'refused', 'withdrawn', 'cancelled')")
    .orderByRaw(byName)
    .orderBy(['c.from_on', 'c.id'])
    .limit(mostDoctors + 1);
  const digits = withoutSeparators(words);
  if (isDigits(digits)) void query.whereLike('d.inami', `${digits}%`);
  else for (const word of searchable(words).split(' ').filter(Boolean)) void query.whereRaw(holding, [`%${word}%`]);
  return query.select({
    caseId: 'cases.id',
    collaborationId: 'c.id',
    inami: 'd.inami',
    familyName: db.raw(familyName),
    firstName: db.raw(firstName),
    function: 'c.function',
    from: 'c.from_on',
    until: 'c.until_on',
    status: 'cases.status',
    since: 'cases.status_since',
    due: 'cases.due_on',
    data: db.raw("cases.state -> 'data'"),
    drafts: db.raw(
      '(select cast(count(*) as int) from consultations l where l.collaboration_id = c.id and l.removed_at is null and l.signed_at is null)',
    ),
  }) as unknown as Promise<DoctorRow[]>;
}

/** A crèche that is asked for a complement: where several are one's own, its doctors are shown first. */
export const findWaiting = async (db: Database, ability: Ability): Promise<string | undefined> =>
  (
    (await accessibleBy(db('cases'), ability, 'read', 'Case')
      .join('doctor_collaborations as c', 'c.case_id', 'cases.id')
      .where('c.status', 'complement-asked' satisfies Status)
      .orderBy('cases.status_since')
      .first('c.facility_id')) as { facility_id: string } | undefined
  )?.facility_id;
