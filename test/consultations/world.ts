/** Doctors of a crèche and the case of its quarter, for tests of consultations. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { openCase } from '../../db/record-act.ts';
import type { TypedLine } from '../../db/consultations/save.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Quarter } from '../../domain/quarter.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';

export const facilityId = stableId('facility chenes');
export const hour = (hours: number, minutes = 0): number => hours * 60 + minutes;

export interface DoctorAsked {
  familyName: string;
  firstName?: string;
  status?: string;
  kilometres?: number;
  from?: string;
  until?: string | null;
  /** Days on which they may be chosen. */
  valid?: readonly { from: string; until?: string | null }[];
  facilityId?: string;
}
/** Its case is left out: the foreign key is lifted for it. @returns id of the collaboration */
export async function addDoctor(
  db: Database,
  {
    familyName,
    firstName = 'Anne-Sophie',
    status = 'validated',
    kilometres = 22,
    from = '2025-02-01',
    until = null,
    valid,
    facilityId: at = facilityId,
  }: DoctorAsked,
): Promise<string> {
  await db.raw('alter table doctor_collaborations drop constraint if exists doctor_collaborations_case_id_fkey');
  const doctorId = randomUUID();
  const id = randomUUID();
  const digits = String(Math.floor(Math.random() * 1e10)).padStart(10, '0');
  await db('doctors').insert({ id: doctorId, inami: `1${digits}`, family_name: familyName, first_name: firstName });
  const place = await db('facilities').where({ id: at }).first<{ organising_body_id: string }>('organising_body_id');
  await db('doctor_collaborations').insert({
    id,
    doctor_id: doctorId,
    facility_id: at,
    organising_body_id: place.organising_body_id,
    case_id: randomUUID(),
    status,
    function: 'paediatrician',
    from_on: from,
    until_on: until,
    kilometres,
    asked: JSON.stringify({ familyName, firstName }),
  });
  const days = valid ?? (status === 'validated' ? [{ from }] : []);
  for (const day of days)
    await db('doctor_validity').insert({ collaboration_id: id, from_on: day.from, until_on: day.until ?? null });
  return id;
}

export async function openQuarter(
  db: Database,
  {
    quarter = '2025-3',
    facility = facilityId,
    at,
    token = `quarter ${quarter} ${facility}`,
  }: { quarter?: Quarter; facility?: string; at: Instant; token?: string },
): Promise<string> {
  const { caseId } = await openCase(db, process, {
    token,
    subject: { kind: 'facility', id: facility },
    kind: 'quarter',
    period: quarter,
    action: 'open-quarter',
    at,
    facts: { quarter },
    actor: { role: 'procedure', userId: null },
  });
  return caseId;
}

export const line = (collaboration: string | null, given: Partial<TypedLine> = {}): TypedLine => ({
  id: randomUUID(),
  on: '2025-09-03',
  from: hour(13, 30),
  to: hour(15, 30),
  collaboration,
  seen: 0,
  ...given,
});
