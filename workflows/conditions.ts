/** Conditions of a decision, followed one by one: the operator says that one is met, ONE verifies, and nothing is taken for unmet by the clock. */
import { addWorkingDays, dayOf, type Day, type Instant } from '../domain/calendar.ts';
import { parameterOf, type Parameters } from './parameters.ts';

/** Its words are content. `overdue`: its day has passed and nobody has said it is done. */
export interface Condition {
  id: string;
  dueOn: Day;
  state: 'open' | 'said-done' | 'overdue' | 'met';
  saidOn?: Day;
}
type Conditions = readonly Condition[] | undefined;

export const toDeclare = (conditions: Conditions): boolean =>
  conditions?.some(({ state }) => state === 'open' || state === 'overdue') ?? false;
export const hasOpen = (conditions: Conditions): boolean => conditions?.some(({ state }) => state === 'open') ?? false;
/** All met; without a list of them, whoever confirms confirms all. */
export const areMet = (conditions: Conditions): boolean => conditions?.every(({ state }) => state === 'met') ?? true;

/** The operator says that these are met. */
export const declared = (conditions: Conditions, done: readonly string[], at: Instant): Condition[] | undefined =>
  conditions?.map((condition) =>
    done.includes(condition.id) && condition.state !== 'met'
      ? { ...condition, state: 'said-done', saidOn: dayOf(at) }
      : condition,
  );
/** ONE has looked. Without a word on any of them, all are met. */
export const verified = (
  conditions: Conditions,
  { met, unmet = [] }: { met?: readonly string[]; unmet?: readonly { id: string; dueOn: Day }[] },
): Condition[] | undefined =>
  conditions?.map((condition) => {
    if (!met || met.includes(condition.id)) return { ...condition, state: 'met' };
    const later = unmet.find(({ id }) => id === condition.id);
    return later ? { ...condition, state: 'open', dueOn: later.dueOn } : condition;
  });
/** Their day has passed and nobody has said that they are done. */
export const overdue = (conditions: Conditions, at: Instant): Condition[] | undefined =>
  conditions?.map((condition) =>
    condition.state === 'open' && condition.dueOn < dayOf(at) ? { ...condition, state: 'overdue' } : condition,
  );

/** The nearest day of a condition that nobody has said to be done. */
export const nextOpenOn = (conditions: Conditions): Day | null =>
  conditions
    ?.filter(({ state }) => state === 'open')
    .map(({ dueOn }) => dueOn)
    .sort()[0] ?? null;
/** Until when ONE looks at what is said to be done first: the parameter `conditions-check`, in working days; null where nothing is said. */
export function toCheckOn(conditions: Conditions, parameters: Parameters): Day | null {
  const said = conditions?.flatMap(({ state, saidOn }) => (state === 'said-done' && saidOn ? [saidOn] : [])).sort()[0];
  return said ? addWorkingDays(said, parameterOf('conditions-check', parameters).value) : null;
}
