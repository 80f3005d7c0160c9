/** What is known of a doctor by the number, and where else the doctor collaborates. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Status } from '../../workflows/doctor-validation/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';

/** What every body may know of a doctor whom ONE has validated: no address, telephone or mail that another body has typed. */
export interface KnownDoctor {
  /** Eleven digits. */
  inami: string;
  familyName: string;
  firstName: string;
}

export const findKnownDoctor = (db: Database, inami: string): Promise<KnownDoctor | undefined> =>
  db('doctors')
    .where({ inami })
    .whereNotNull('validated_at')
    .first({ inami: 'inami', familyName: 'family_name', firstName: 'first_name' }) as Promise<KnownDoctor | undefined>;

/** The numbers that stand in the list of a place, with the case of each: none of them is introduced twice. */
export async function listStanding(db: Database, facilityId: string): Promise<ReadonlyMap<string, string>> {
  const rows = (await db('doctor_collaborations as c')
    .join('doctors as d', 'd.id', 'c.doctor_id')
    .where('c.facility_id', facilityId)
    .whereNotIn('c.status', ['ended', 'refused', 'withdrawn', 'cancelled'] satisfies Status[])
    .select('d.inami', 'c.case_id')) as { inami: string; case_id: string }[];
  return new Map(rows.map(({ inami, case_id }) => [inami, case_id]));
}

export interface DoctorOfCase extends KnownDoctor {
  collaborationId: string;
  validated: boolean;
}
/** Undefined where the collaboration goes on in another case: the doctor was introduced again. */
export const findDoctorOfCase = (db: Database, caseId: string): Promise<DoctorOfCase | undefined> =>
  db('doctor_collaborations as c')
    .join('doctors as d', 'd.id', 'c.doctor_id')
    .where('c.case_id', caseId)
    .first({
      collaborationId: 'c.id',
      inami: 'd.inami',
      familyName: 'd.family_name',
      firstName: 'd.first_name',
      validated: db.raw('d.validated_at is not null'),
    }) as Promise<DoctorOfCase | undefined>;

/** The days on which this doctor held a consultation, newest first: those after the end of a collaboration are not paid. */
export const listConsultationDays = async (db: Database, collaborationId: string): Promise<Day[]> =>
  (
    (await db('consultations')
      .where({ collaboration_id: collaborationId })
      .whereNull('removed_at')
      .whereNotNull('held_on')
      .orderBy('held_on', 'desc')
      .limit(500)
      .select('held_on')) as { held_on: Day }[]
  ).map(({ held_on: on }) => on);

export interface Elsewhere {
  caseId: string;
  facilityName: string;
  locality: string;
  status: Status;
  since: Instant;
  from: Day;
  until: Day | null;
}
/** The other places of the same number, those that the reader may see. */
export async function listElsewhere(db: Database, ability: Ability, caseId: string): Promise<Elsewhere[]> {
  const doctor = db('doctor_collaborations').where({ case_id: caseId }).select('doctor_id');
  return accessibleBy(db('cases'), ability, 'read', 'Case')
    .join('doctor_collaborations as c', 'c.case_id', 'cases.id')
    .whereIn('c.doctor_id', doctor)
    .whereNot('cases.id', caseId)
    .orderBy(['cases.facility_name', 'c.from_on'])
    .limit(50)
    .select({
      caseId: 'cases.id',
      facilityName: 'cases.facility_name',
      locality: 'cases.locality',
      status: 'cases.status',
      since: 'cases.status_since',
      from: 'c.from_on',
      until: 'c.until_on',
    }) as unknown as Promise<Elsewhere[]>;
}

export interface Colleague {
  name: string;
  validated: boolean;
}
/** The other doctors of the same place, by name: who else sees to the children's health. */
export async function listColleagues(db: Database, caseId: string, facilityId: string): Promise<Colleague[]> {
  const { rows } = await db.raw<{ rows: Colleague[] }>(
    `select coalesce(d.first_name, c.asked->>'firstName', '') || ' ' || coalesce(d.family_name, c.asked->>'familyName', '') as name,
       c.status in ('validated', 'change-to-validate') as validated
     from doctor_collaborations c join doctors d on d.id = c.doctor_id
     where c.facility_id = :facilityId and c.case_id <> :caseId and c.status in ('validated', 'change-to-validate') order by name`,
    { facilityId, caseId },
  );
  return rows;
}
