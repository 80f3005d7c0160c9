/**
 * Recommandé: a decision against which a delay runs is posted, and its delay runs from the day it was received
 * (M.B. 28.07.2004, art. 56 et 57).
 */
import { addPeriod, addWorkingDays, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { delay, dueDay, parameterOf, type Moment, type Role, type TaskRow, type Transitions } from '../procedure.ts';
import type { CaseData, Kind, Outcome, Words } from './contract.ts';

/** Decisions against which a delay runs go by registered post, beside the portal. */
export const goesByPost = (kind: Kind, outcome: Outcome | undefined): boolean =>
  outcome === 'refuse' ||
  outcome === 'confirm-refusal' ||
  (outcome === 'take-measure' && kind !== 'lifting-of-suspension');

/** A registered letter that nobody has posted yet: its delay cannot run out, and posting it is a task. */
export const toPost = ({ registered }: CaseData): boolean =>
  registered !== undefined && registered.sentOn === undefined;
/** Posted, and it is not known yet when it was received. */
const underWay = ({ registered }: CaseData): boolean =>
  registered?.sentOn !== undefined && registered.receivedOn === undefined && !registered.unclaimed;

/** Whoever decided it posts it. */
const poster = ({ registered }: CaseData): Role => registered?.by ?? 'referent';
/** A registered letter is posted by somebody, who notes when; then when it was received, from which the delay runs. */
export const posting: Transitions<Words> = {
  'send-registered': {
    by: ['referent', 'appeal-secretariat'],
    whose: poster,
    when: toPost,
    note: ({ registered, ...data }, facts) => ({ ...data, registered: registered && { ...registered, ...facts } }),
    basis: 'M.B. 28.07.2004, art. 56 et 57: la décision est notifiée par recommandé',
  },
  'note-reception': {
    by: ['referent', 'appeal-secretariat'],
    whose: poster,
    when: underWay,
    note: ({ registered, ...data }, { receivedOn }) => ({
      ...data,
      registered: registered && { ...registered, ...(receivedOn ? { receivedOn } : { unclaimed: true as const }) },
    }),
    effects: ['notify-operator'],
    basis: 'M.B. 28.07.2004, art. 57: le délai court à partir de la réception',
  },
};
export const postingTasks: readonly TaskRow<Words>[] = [
  { action: 'send-registered', role: poster, due: delay('registered-sending'), while: toPost },
  { action: 'note-reception', role: poster, due: delay('registered-reception'), while: underWay },
];
/** While its letter is not posted, it is ONE that must act, though the operator already may. */
export const whenPosted =
  (turn: 'operator' | 'nobody') =>
  (data: CaseData): 'operator' | 'nobody' | 'one' =>
    toPost(data) ? 'one' : turn;

/** What the case remembers of an act whose letter goes by registered post. */
export const posted = (
  facts: { registered?: true },
  by: 'referent' | 'appeal-secretariat',
  at: Instant,
): Pick<CaseData, 'registered'> => ({ registered: facts.registered ? { by, decidedOn: dayOf(at) } : undefined });

/**
 * The day from which a delay runs: the reception of the registered letter. Until it is known, and where nobody took it from the post: the
 * third working day after it was sent (presumed reception of a plain registered letter).
 */
function receivedOn({ data, enteredAt, parameters }: Moment<CaseData>): Day {
  const { registered } = data;
  const sentOn = registered?.sentOn ?? registered?.decidedOn ?? data.decidedOn ?? dayOf(enteredAt);
  return registered?.receivedOn ?? addWorkingDays(sentOn, parameterOf('reception', parameters).value);
}

export function afterReception(moment: Moment<CaseData>, delay: string): Day {
  const from = receivedOn(moment);
  const { registered, decidedOn } = moment.data;
  // Holidays are those known when it was decided.
  const knownOn = registered?.decidedOn ?? decidedOn ?? dayOf(moment.enteredAt);
  return addPeriod(from, { days: parameterOf(delay, moment.parameters).value }, knownOn);
}
/** Cases from before the post was followed count from the act. */
export const afterReceptionIfPosted = (moment: Moment<CaseData>, delay: string): Day =>
  moment.data.registered
    ? afterReception(moment, delay)
    : dueDay(moment.enteredAt, { parameter: delay }, moment.parameters);

/** The clock takes a delay for over only where its letter was posted. */
export const oncePosted =
  (lastDay: (moment: Moment<CaseData>) => Day | null) =>
  (moment: Moment<CaseData>): Day | null =>
    toPost(moment.data) ? null : lastDay(moment);
