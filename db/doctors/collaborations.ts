/** The doctors of a crèche as consultations look at them: who they are, and the days on which they may be chosen. */
import type { Collaboration } from '../../domain/consultations/consultation.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Status } from '../../workflows/doctor-validation/contract.ts';
import type { Database } from '../connect.ts';

export type Specialty = 'general-practitioner' | 'paediatrician';
/** A collaboration by the name of its doctor. */
export interface NamedCollaboration extends Collaboration {
  familyName: string;
  firstName: string;
  specialty: Specialty;
  /** Of its last case, as the table of the procedure names it. */
  status: Status;
  caseId: string;
}

/**
 * Every collaboration of the place, over or not, by name. A doctor whom ONE has not validated yet bears the name that the operator typed.
 * The caller has looked at the rights on the place.
 */
export async function collaborationsOf(db: Database, facilityId: string): Promise<NamedCollaboration[]> {
  const { rows } = await db.raw<{
    rows: (Omit<NamedCollaboration, 'valid'> & { valid: { from: Day; until: Day | null }[] })[];
  }>(
    `
select c.id, c.case_id as "caseId", c.status, to_char(c.from_on, 'YYYY-MM-DD') as "from", to_char(c.until_on, 'YYYY-MM-DD') as until,
  c.kilometres::float8 as kilometres, c.function as specialty,
  coalesce(d.family_name, c.asked->>'familyName') as "familyName", coalesce(d.first_name, c.asked->>'firstName') as "firstName",
  coalesce(v.valid, '[]') as valid
from doctor_collaborations c
join doctors d on d.id = c.doctor_id
left join lateral (
  select jsonb_agg(jsonb_build_object('from', to_char(from_on, 'YYYY-MM-DD'), 'until', to_char(until_on, 'YYYY-MM-DD')) order by from_on) as valid
  from doctor_validity where collaboration_id = c.id
) v on true
where c.facility_id = :facilityId
order by searchable(coalesce(d.family_name, c.asked->>'familyName') || ' ' || coalesce(d.first_name, c.asked->>'firstName')), c.from_on, c.id`,
    { facilityId },
  );
  return rows;
}
