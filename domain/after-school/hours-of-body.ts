/** The hours of everybody at a body: who matters first, what waits, and what one decision would clear. */
import type { HoursOfPerson, HoursState } from './hours-of-person.ts';

const urgency: Readonly<Record<HoursState, number>> = { short: 0, waits: 1, running: 2, reached: 3, unasked: 4 };

/** Who lacks hours that nothing will bring first; then who waits for ONE; then whose period ends first. Who has left comes last. */
export const byUrgency = <P extends HoursOfPerson>(people: readonly P[]): P[] =>
  people.toSorted(
    (one, other) =>
      Number(one.hasLeft) - Number(other.hasLeft) ||
      urgency[one.state] - urgency[other.state] ||
      other.missing - one.missing ||
      (one.period?.to ?? '').localeCompare(other.period?.to ?? ''),
  );

export interface BodyHours {
  people: number;
  /** Of who works there today, by state. */
  states: Readonly<Record<HoursState, number>>;
  /** Below the mark today, whatever the reason. */
  below: number;
}

export function sumOfBody(people: readonly HoursOfPerson[]): BodyHours {
  const states: Record<HoursState, number> = { reached: 0, waits: 0, running: 0, short: 0, unasked: 0 };
  for (const { state, hasLeft } of people) if (!hasLeft) states[state] += 1;
  return {
    people: people.length,
    states,
    below: states.waits + states.running + states.short,
  };
}

/** A module that waits at ONE for one person. */
export interface WaitingLine<P extends HoursOfPerson = HoursOfPerson> {
  /** What one decision clears together: the group of the desk, or the line alone while it has none. */
  group: string;
  hours: number;
  person: P;
}
export interface ModuleEffect<L extends WaitingLine> {
  group: string;
  lines: L[];
  /** For each person of the group, the hours recognised after it and after those that stand before it in the list. */
  after: { person: L['person']; hours: number; reaches: boolean }[];
  /** Persons whom this decision brings to their mark. */
  reaching: number;
}

/** The decisions to take, the one that brings most persons to their mark first, then the one that clears most lines. */
export function byEffect<L extends WaitingLine>(lines: readonly L[]): ModuleEffect<L>[] {
  const left = new Map<string, L[]>();
  for (const line of lines) left.set(line.group, [...(left.get(line.group) ?? []), line]);
  const recognised = new Map<L['person'], number>();
  const hoursOf = (person: L['person']): number => recognised.get(person) ?? person.period?.recognised ?? 0;
  const effectOf = (group: string, own: L[]): ModuleEffect<L> => {
    const gained = new Map<L['person'], number>();
    for (const { person, hours } of own) gained.set(person, (gained.get(person) ?? 0) + hours);
    const after = [...gained].map(([person, gain]) => {
      const before = hoursOf(person);
      return { person, hours: before + gain, reaches: before < person.mark && before + gain >= person.mark };
    });
    return { group, lines: own, after, reaching: after.filter(({ reaches }) => reaches).length };
  };
  // By what each would do alone; what is shown then adds up from the first to the last.
  const hoursIn = ({ lines: own }: ModuleEffect<L>): number => own.reduce((sum, { hours }) => sum + hours, 0);
  const ordered = [...left]
    .map(([group, own]) => effectOf(group, own))
    .sort(
      (one, other) =>
        other.reaching - one.reaching ||
        other.lines.length - one.lines.length ||
        hoursIn(other) - hoursIn(one) ||
        one.group.localeCompare(other.group),
    );
  return ordered.map(({ group, lines: own }) => {
    const effect = effectOf(group, own);
    for (const { person, hours } of effect.after) recognised.set(person, hours);
    return effect;
  });
}
