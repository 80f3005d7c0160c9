import { openFor } from '../../db/access/acts.ts';
import { findFacility, listFacilities, type FacilityRow } from '../../db/authorisations.ts';
import type { Database } from '../../db/connect.ts';
import type { Ability } from '../../db/access/subjects.ts';
import type { DraftSubject } from './draft-forms.ts';

/** A facility that a request is for. */
export type FacilitySubject = FacilityRow & DraftSubject;
const asSubject = (facility: FacilityRow): FacilitySubject => ({ ...facility, facility_id: facility.id });

/** Of a procedure about facilities: those for which the person may introduce a request, closed ones left out. @param slug of the procedure */
export const facilitySubjects = (slug: string) => ({
  listSubjects: async (db: Database, ability: Ability): Promise<FacilitySubject[]> =>
    (await listFacilities(db, ability, openFor(slug))).filter(({ closed_on }) => closed_on === null).map(asSubject),
  findSubject: async (
    db: Database,
    ability: Ability,
    id: string,
    right: 'read' | 'open',
  ): Promise<FacilitySubject | undefined> => {
    const facility = await findFacility(db, ability, right === 'read' ? 'read' : openFor(slug), id);
    return facility && asSubject(facility);
  },
});
