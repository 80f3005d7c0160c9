/** Whether a facility is a subsidised crèche, and what follows for the validation of its team. */
import type { ActElsewhere } from '../act-elsewhere.ts';
import type { Database } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
import { slug, type CaseData, type Status, type TeamPath } from '../../workflows/team-validation/contract.ts';

/** What the case is told of its facility, as it is now: another path, or that it is late, or nothing. */
export async function findPathActs(
  trx: Database,
  { case: { id: caseId, facility_id: facilityId, state }, act }: EffectContext<Status, CaseData>,
): Promise<ActElsewhere[]> {
  const facility = (await trx('facilities').where({ id: facilityId }).first('kind')) as { kind: string };
  const path: TeamPath = facility.kind === 'subsidised-creche' ? 'quarterly' : 'yearly';
  return [
    ...(path === state.data.path ? [] : [{ caseId, slug, action: 'change-path', facts: { path } }]),
    ...(path === 'yearly' && act.action === 'last-day-ends'
      ? [{ caseId, slug, action: 'declare-late', facts: {} }]
      : []),
  ];
}
