/** Which decisions can be proposed, by what the case is. */
import type { CaseData, Outcome } from '../../workflows/authorisation-adaptation/contract.ts';
import { isMeasure } from '../../workflows/authorisation-adaptation/rules.ts';

export function outcomesFor(data: CaseData): Outcome[] {
  if (isMeasure(data.kind)) return ['take-measure', 'no-measure'];
  return ['grant', 'grant-with-conditions', data.afterRefusal ? 'confirm-refusal' : 'refuse'];
}
