/** What the table asks of an agreement, and what it rests on. */
import { addMonths, addPeriod, addWorkingDays, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { hypothesis } from '../kit-acts.ts';
import {
  delay,
  parameterOf,
  valueOf,
  type DeadlineRow,
  type EffectOf,
  type Moment,
  type Parameters,
  type Transitions,
} from '../procedure.ts';
import type { CaseData, Facts, Words } from './contract.ts';

export const training =
  'ONE, formation continue AES: condition vérifiée au moins tous les cinq ans, dans le dossier d’agrément';
export const renewing = 'ONE, projet pilote AES1: pendant le renouvellement, les effets de l’agrément sont maintenus';
export const commission = 'Décret ATL du 3 juillet 2003, art. 21: la commission d’agrément donne son avis';

/** A number of months before the end; of a renewal that is opened too near to it, some days after the opening, and never after the end. */
export function submitByOf(endsOn: Day, openedAt: Instant, parameters: Parameters): Day {
  const usual = addMonths(endsOn, -parameterOf('submission', parameters).value);
  const least = addPeriod(dayOf(openedAt), { days: parameterOf('submission-least', parameters).value });
  if (usual >= least) return usual;
  return least < endsOn ? least : endsOn;
}
export const dataOfRenewal = (
  { agreementId, endsOn }: Facts['open-renewal'],
  at: Instant,
  parameters: Parameters,
): CaseData => ({
  kind: 'renewal',
  agreementId,
  endsOn,
  submitBy: submitByOf(endsOn, at, parameters),
});
export const dataOfRequest = (facts: Facts['open-request']): CaseData => ({ ...facts });

/** A number of months before the agreement ends. */
export const beforeTheEnd =
  (parameter: string) =>
  ({ data, parameters }: Moment<CaseData>): Day | null =>
    data.endsOn ? addMonths(data.endsOn, -valueOf(delay(parameter), parameters)) : null;
export const isLate = ({ submitBy }: CaseData, at: Instant): boolean => submitBy !== undefined && dayOf(at) > submitBy;

/** Submitted in time: whatever ONE still has to do, the agreement goes on until it decides. */
export const isInTime = ({ kind, submittedOn, late }: CaseData): boolean =>
  kind === 'renewal' && submittedOn !== undefined && !late;

/** From the request to the decision, the end of the agreement is looked at once. */
export const theEnd: DeadlineRow<Words> = {
  act: 'agreement-ends',
  on: ({ data }) => (data.kind === 'renewal' && !data.ended ? data.endsOn : null),
};
export const untilTheEnd: Transitions<Words> = {
  'agreement-ends': {
    by: ['clock'],
    note: (data) => ({ ...data, ended: true, ...(isInTime(data) ? { prolonged: true as const } : {}) }),
    effects: (data) => [...(data.prolonged ? (['prolong'] as const) : []), 'notify-operator', 'notify-agents'],
    basis: renewing,
  },
};

/** What ends a case without a decision ends what was prolonged for it: what was never prolonged is not touched. */
export const ending =
  (told: readonly EffectOf<Words>[]) =>
  (data: CaseData): readonly EffectOf<Words>[] =>
    data.prolonged ? ['end-prolongation', ...told] : told;

/** Until ONE has decided, the operator may give up the request. */
export const withdrawing: Transitions<Words> = {
  withdraw: {
    by: ['operator'],
    to: 'withdrawn',
    signed: true,
    effects: ending(['notify-operator', 'notify-agents']),
    basis: hypothesis,
  },
};

/** Presumed reception of the letter, three working days after it was signed, then the delay of the appeal (hypothèse). */
export const lastDayOfAppeal = ({ data, enteredAt, parameters }: Moment<CaseData>): Day => {
  const decidedOn = data.decidedOn ?? dayOf(enteredAt);
  const received = addWorkingDays(decidedOn, parameterOf('reception', parameters).value);
  return addPeriod(received, { days: parameterOf('appeal', parameters).value }, decidedOn);
};
