/** What was told of a doctor who was refused or withdrawn: the operator introduces them again without typing it twice. */
import type { Status } from '../../workflows/doctor-validation/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import type { Told } from './told.ts';

export const findStory = async (
  db: Database,
  ability: Ability,
  facilityId: string,
  caseId: string,
): Promise<Told | undefined> =>
  (
    (await accessibleBy(db('cases'), ability, 'read', 'Case')
      .join('doctor_collaborations as c', 'c.case_id', 'cases.id')
      .where({ 'cases.id': caseId, 'c.facility_id': facilityId })
      .whereIn('c.status', ['refused', 'withdrawn', 'cancelled'] satisfies Status[])
      .first('c.asked')) as { asked: Told } | undefined
  )?.asked;
