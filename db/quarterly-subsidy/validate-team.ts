/** What is submitted validates Mon Équipe of the year in which it is submitted, where that still waits: the fourth quarter completes the year that has begun. */
import type { ActElsewhere } from '../act-elsewhere.ts';
import type { Database } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
import { findYearToComplete } from '../team-validation/find-validations.ts';
import { readTeam } from '../team-validation/read-team.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { CaseData, Status } from '../../workflows/quarterly-subsidy/contract.ts';

export async function findTeamActs(
  trx: Database,
  {
    case: { facility_id: facilityId, organising_body_id: organisingBodyId, state },
    act,
  }: EffectContext<Status, CaseData>,
): Promise<ActElsewhere[]> {
  const { quarter } = state.data;
  if (facilityId === null) return [];
  const found = await findYearToComplete(trx, facilityId, act.at);
  if (!found) return [];
  const { year, ...target } = found;
  const { digest, figures } = await readTeam(trx, { organisingBodyId, facilityId }, { year, today: dayOf(act.at) });
  return [{ ...target, action: 'validate-from-quarter', facts: { quarter, digest, people: figures.people } }];
}
