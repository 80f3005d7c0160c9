/**
 * Names that do not tell enough alone, told by the day: who followed the same module on the same day for as many hours sat in the same room, whatever
 * they wrote. So a teacher, a room, initials, a shorter name come to the group of the others.
 */
import { compareNames, type Vocabulary } from './compare.ts';
import type { Draft, Spelling, Why } from './grouping.ts';

/** Of the sessions of what joins, this share must be the other's: two modules of one house meet on a day by chance (hypothèse). */
const enoughDays = 0.5;

/** @returns the groups that are left; those that moved are empty and gone */
export function gatherBySession(drafts: readonly Draft[], words: Vocabulary, moduleWords: Vocabulary): Draft[] {
  const days = new Map<string, Map<Draft, number>>();
  const note = (draft: Draft, { sessions, operators }: Spelling): void => {
    for (const session of sessions) {
      const there = days.get(session) ?? days.set(session, new Map<Draft, number>()).get(session)!;
      there.set(draft, (there.get(draft) ?? 0) + operators.length);
    }
  };
  for (const draft of drafts)
    draft.spellings.forEach((spelling) => {
      note(draft, spelling);
    });

  const size = ({ spellings }: Draft): number => spellings.reduce((sum, { operators }) => sum + operators.length, 0);
  const bySize = drafts
    .map((draft) => ({ draft, size: size(draft) }))
    .sort((one, other) => one.size - other.size || (one.draft.group.head < other.draft.group.head ? -1 : 1));
  const order = new Map(bySize.map(({ draft }, index) => [draft, index]));
  const isGreater = (one: Draft, other: Draft): boolean => order.get(one)! > order.get(other)!;
  const gone = new Set<Draft>();
  const first = new Map<string, Why>();

  for (const { draft } of bySize) {
    const staying: Spelling[] = [];
    for (const spelling of draft.spellings) {
      const home = homeOf(draft, spelling);
      if (!home) staying.push(spelling);
      else {
        home.draft.spellings.push(spelling);
        // What came by way of another group came for its first reason.
        const why = first.get(spelling.id) ?? home.why;
        first.set(spelling.id, why);
        home.draft.group.members.push({ id: spelling.id, isIn: true, why });
        note(home.draft, spelling);
      }
    }
    if (staying.length === draft.spellings.length) continue;
    const ids = new Set(staying.map(({ id }) => id));
    draft.spellings = staying;
    draft.group.members = draft.group.members.filter(({ id }) => ids.has(id));
    for (const there of days.values()) there.delete(draft);
    staying.forEach((spelling) => {
      note(draft, spelling);
    });
    const [next] = draft.group.members;
    if (!next) gone.add(draft);
    else if (!ids.has(draft.group.head)) draft.group.head = next.id;
  }
  return drafts.filter((draft) => !gone.has(draft));

  function homeOf(from: Draft, { sessions }: Spelling): { draft: Draft; why: Why } | undefined {
    const shared = new Map<Draft, { days: number; operators: number }>();
    for (const session of sessions)
      for (const [draft, operators] of days.get(session) ?? []) {
        if (draft === from || gone.has(draft)) continue;
        const so = shared.get(draft) ?? { days: 0, operators: 0 };
        shared.set(draft, { days: so.days + 1, operators: so.operators + operators });
      }
    const fitting = [...shared]
      .filter(([, { days: many }]) => many >= sessions.length * enoughDays)
      .flatMap(([draft, { operators }]) => {
        const why = fits(from, draft);
        return why ? [{ draft, why, operators }] : [];
      })
      .sort((one, other) => other.operators - one.operators);
    const [best, next] = fitting;
    return best && (!next || next.operators * 2 < best.operators) ? best : undefined;
  }

  /** Of all the days of one module, those that are the other's as well: a single day two modules of one house share by chance. */
  function shareOf(from: Draft, to: Draft): number {
    const all = new Set(from.spellings.flatMap(({ sessions }) => sessions));
    return [...all].filter((session) => days.get(session)?.has(to)).length / all.size;
  }

  function fits(from: Draft, to: Draft): Why | undefined {
    const module = compareNames(from.module.head.name, to.module.head.name, moduleWords);
    if (module.strength === 'none') return undefined;
    if (from.organisation === to.organisation)
      return isGreater(to, from) && shareOf(from, to) >= enoughDays ? 'shorter' : undefined;
    if (to.kind !== 'name') return undefined;
    if (from.kind !== 'name') return module.strength === 'strong' || haveSameMarks(from, to) ? from.kind : undefined;
    if (module.strength !== 'strong') return undefined;
    if (!isGreater(to, from)) return undefined;
    const organisation = compareNames(from.organisation.head.name, to.organisation.head.name, words);
    return organisation.strength === 'none' ? undefined : organisation.cause;
  }
}
const haveSameMarks = (one: Draft, other: Draft): boolean =>
  one.module.head.name.marks.join() === other.module.head.name.marks.join();
