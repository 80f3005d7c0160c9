/** The days of a month as cells by week: what is asked for, what stands there, and why there is no field. */
import {
  beyondInWords,
  childrenInWords,
  countLabels,
  dayInFull,
  dayInMonth,
  enrolledInWords,
  reasonInWords,
} from '../../domain/after-school/attendance-words.ts';
import {
  enrolledIn,
  isBlank,
  isGiven,
  presentOf,
  type DayCounts,
  type Section,
} from '../../domain/after-school/counts.ts';
import { beyondEnrolled, type MonthStanding } from '../../domain/after-school/month-standing.ts';
import { addDays, type Day } from '../../domain/calendar.ts';
import { weekdayOf } from '../../domain/days.ts';
import { daysOfMonth, monthInWords } from '../../domain/quarter.ts';
import type { Loaded, MonthContext } from './month-context.ts';
import { dayFields, fieldLetters, seenOf, type DayField, type NotKept } from './read-form.ts';

/** What a form brought back: what was typed, what others have written, and red days of which is asked whether the place was open. */
export interface Sent {
  kept?: ReadonlyMap<string, NotKept>;
  elsewhere?: ReadonlyMap<Day, string>;
  asks?: ReadonlySet<Day>;
}

export function weekCells(
  { month, today, lockedBy }: MonthContext,
  { counts, counting }: Loaded,
  standing: MonthStanding,
  { sent = {}, weekend = false }: { sent?: Sent; weekend?: boolean } = {},
) {
  const days = daysOfMonth(month);
  const required = new Set(standing.required);
  const odd = new Set(standing.warnings.flatMap((warning) => ('day' in warning ? [warning.day] : [])));
  const wide = days.some(
    (day) => weekdayOf(day) > 5 && (weekend || required.has(day) || odd.has(day) || sent.asks?.has(day)),
  );
  const columns = wide ? 7 : 5;
  const more: DayField[] = (['d', 'm'] as const).filter(
    (letter) =>
      counting[dayFields[letter] as 'positive' | 'morning'] ||
      days.some((day) => (counts.days.get(day)?.[dayFields[letter]] ?? null) !== null),
  );
  const cellOf = (day: Day) => {
    const counted = counts.days.get(day);
    const nth = String(Number(day.slice(8)));
    const why = standing.red.get(day) ?? standing.openedAnyway.find((one) => one.day === day)?.why;
    const isRed = !required.has(day);
    const given = !isRed && isGiven(counted, standing.enrolled);
    const beyond = counted && !isRed ? beyondEnrolled(day, counted, standing.enrolled) : [];
    // What was typed is shown in its own fields, also where somebody else has counted in the other way meanwhile.
    const isTyped = (letter: DayField): boolean => (sent.kept?.get(`${letter}.${nth}`)?.typed ?? '') !== '';
    const together = isTyped('t') || ((counted?.together ?? null) !== null && !isTyped('n') && !isTyped('p'));
    const letters: DayField[] = [...(together ? (['t'] as const) : (['n', 'p'] as const)), ...more];
    const fields = letters.map((letter) => {
      const name = `${letter}.${nth}`;
      const kept = sent.kept?.get(name);
      const value = counted?.[dayFields[letter]] ?? null;
      return {
        ...{
          name,
          letter,
          label: countLabels[dayFields[letter]],
          value: kept?.typed ?? (value === null ? '' : String(value)),
        },
        error: kept?.error,
        odd: beyond.some((one) => 'section' in one && one.section === dayFields[letter]),
      };
    });
    const elsewhere = sent.elsewhere?.get(day);
    return {
      ...{ day, nth, name: dayInFull(day), short: dayInMonth(day) },
      kind: isRed ? 'red' : day > today ? 'future' : 'asked',
      askable: day <= today,
      state:
        day > today || isRed ? '' : given ? (beyond.length > 0 ? 'odd' : 'given') : day === today ? 'today' : 'missing',
      note: noteOf(day, { today, counted, given, beyond }),
      why: why && reasonInWords(why, day),
      opened: why !== undefined && !isRed,
      ask: sent.asks?.has(day) ?? false,
      fields,
      errors: fields.flatMap(({ name, label, error }) => (error ? [{ name, label, error }] : [])),
      elsewhere,
      seen: seenOf(counted?.version ?? 0, [
        ...fieldLetters.map((letter) => counted?.[dayFields[letter]] ?? null),
        counted?.openAnyway ? 1 : 0,
      ]),
      together,
      strayed: isRed && counted !== undefined && !isBlank(counted),
      locked: lockedBy !== undefined,
    };
  };
  const weeks: Day[][] = [];
  for (const day of days) {
    if (weekdayOf(day) > columns) continue;
    const last = weeks.at(-1);
    if (last && weekdayOf(last.at(-1)!) < weekdayOf(day)) last.push(day);
    else weeks.push([day]);
  }
  return {
    columns,
    wide,
    header: Array.from({ length: columns }, (_, at) => dayInMonth(addDays('2026-06-01', at)).split(' ')[0]!),
    weeks: weeks.map((week) => {
      const cells = week.map(cellOf);
      return {
        name: `semaine du ${dayInMonth(week[0]!).split(' ')[1]!} ${monthInWords(month).split(' ')[0]!}`,
        first: dayInMonth(week[0]!).split(' ')[1]!,
        before: Array.from({ length: weekdayOf(week[0]!) - 1 }),
        after: Array.from({ length: columns - weekdayOf(week.at(-1)!) }),
        cells,
        complete: cells.every(({ kind, state, errors, elsewhere, ask, strayed }) =>
          kind === 'red' ? !ask && !strayed : state === 'given' && errors.length === 0 && !elsewhere,
        ),
      };
    }),
  };
}

function noteOf(
  day: Day,
  {
    today,
    counted,
    given,
    beyond,
  }: { today: Day; counted: DayCounts | undefined; given: boolean; beyond: ReturnType<typeof beyondEnrolled> },
): string {
  if (day > today) return 'à venir';
  const [first] = beyond;
  if (first && 'enrolled' in first) return beyondInWords(first.count, first.enrolled);
  if (given && counted) return childrenInWords(presentOf(counted) ?? 0);
  return day === today ? "aujourd'hui" : 'à encoder';
}

/** Above the columns of a phone: « 46 inscrits ». */
export const enrolledNote = (standing: MonthStanding, section: Section): string => {
  const count = enrolledIn(standing.enrolled, section);
  return count === null ? '' : enrolledInWords(count);
};
