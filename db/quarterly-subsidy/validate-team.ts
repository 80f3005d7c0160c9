/** What is submitted validates Mon Équipe of the year: where its validation still waits, and the quarter is of that year. */
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
  const year = await findYearToComplete(trx, facilityId, quarter, act.at);
  if (!year) return [];
  const { digest, figures } = await readTeam(
    trx,
    { organisingBodyId, facilityId },
    { year: quarter.slice(0, 4), today: dayOf(act.at) },
  );
  return [{ ...year, action: 'validate-from-quarter', facts: { quarter, digest, people: figures.people } }];
}
