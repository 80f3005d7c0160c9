/** What is asked of the history of a body: in the address, as people write it, and as the list takes it. */
import { deeds, type BodyHistoryFilter } from '../../db/history/body-history.ts';
import type { Day } from '../../domain/calendar.ts';
import { readDay } from '../../domain/written-day.ts';
import { dayFault } from '../../domain/day-fault.ts';
import { id } from '../forms/envelope.ts';
import type { Faults } from '../forms/form.ts';
import { wordsIn } from '../forms/inputs.ts';
import { eventsLike, subjectsLike } from './sentences.ts';

export const names = ['who', 'deed', 'kind', 'on', 'from', 'to'] as const;
export type Typed = Partial<Record<(typeof names)[number], string>>;

export interface Read {
  typed: Typed;
  filter: BodyHistoryFilter;
  faults: Faults;
}

export function readFilter(query: Readonly<Record<string, unknown>>): Read {
  const typed = Object.fromEntries(
    names.flatMap((name) => {
      const text = wordsIn(query[name], 60);
      return text === undefined ? [] : [[name, text]];
    }),
  ) as Typed;
  const faults: Faults = {};
  const dayOf = (name: 'from' | 'to'): Day | undefined => {
    const text = typed[name];
    if (text === undefined) return undefined;
    const read = readDay(text);
    if (read.ok) return read.day;
    faults[name] = dayFault(read);
    return undefined;
  };
  const [from, to] = [dayOf('from'), dayOf('to')];
  if (from && to && to < from) faults.to = 'Le dernier jour vient avant le premier';
  const deed = deeds.find((each) => each === typed.deed);
  const [events, subjects] = [eventsLike(typed.kind ?? ''), subjectsLike(typed.on ?? '')];
  const who = id.safeParse(typed.who);
  return {
    typed,
    faults,
    filter: {
      ...(who.success ? { actorId: who.data } : {}),
      ...(deed ? { deed } : {}),
      ...(events.length > 0 ? { events } : {}),
      ...(subjects.length > 0 ? { subjects } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    },
  };
}
