/** What a sheet would do to the days of a place, beside what is encoded and what its calendar asks for. Nothing is written. Pure. */
import { childrenInWords } from '../attendance-words.ts';
import type { Day } from '../../days.ts';
import { formatShortDate } from '../../french-dates.ts';
import { monthInWords, monthOf, type Month } from '../../quarter.ts';
import {
  faultInWords,
  firstCountedMonth,
  faultOf,
  isCountedMonth,
  isGiven,
  lastCountedMonth,
  nothingCounted,
  presentOf,
  type Counted,
  type EnrolledMonth,
  type PlaceCounts,
  type Section,
} from '../counts.ts';
import { beyondEnrolled, type CountWarning } from '../month-standing.ts';
import { notRequired, type NotRequired, type PlaceCalendar } from '../required-days.ts';
import type { DayFault, ReadDays, Said, SheetDay } from './read-rows.ts';

/**
 * `empty`: the sheet says nothing, and the day is asked for. `red`: nothing is asked for, and nothing said.
 * `question`: children on a day for which nothing is asked. `locked`: its month was sent. `early`: children on a day that is still to come;
 * `to-come`: such a day without any.
 */
export type Doing = 'new' | 'changed' | 'same' | 'empty' | 'red' | 'question' | 'locked' | 'early' | 'to-come';
export interface PlannedDay {
  row: number;
  day: Day;
  doing: Doing;
  before: Counted;
  after: Counted;
  /** Of what is encoded; 0 where nothing is. */
  version: number;
  /** Why nothing is asked for. */
  why: NotRequired | undefined;
  /** Said to have been open then. */
  opens: boolean;
}
export interface PlannedEnrolled {
  row: number;
  month: Month;
  /** `kept`: what is encoded stays beside what a quarter says. */
  doing: 'new' | 'changed' | 'same' | 'locked' | 'empty' | 'kept';
  before: Pick<EnrolledMonth, 'nursery' | 'primary'>;
  after: Pick<EnrolledMonth, 'nursery' | 'primary'>;
  version: number;
}
export interface DaysPlan {
  days: PlannedDay[];
  enrolled: PlannedEnrolled[];
  /** What cannot be: a count beyond another, a day that is still to come. */
  faults: DayFault[];
  warnings: CountWarning[];
}
export interface Standing {
  counts: PlaceCounts;
  calendar: PlaceCalendar;
  /** Months that were sent. */
  locked: ReadonlySet<Month>;
  today: Day;
  /** Days that the page was told to have been open. */
  open: ReadonlySet<Day>;
  /** The enrolled are those of the quarter, as a report gives them: proposed for a month of which nothing is said, never put over another number. */
  isOfQuarter?: boolean;
}

/** A day said as a sum stays apart where it was counted apart and the sum is the same: what says more is kept. */
export function told(before: Counted, said: Said): Counted {
  const { together, nursery, primarySchool, ...others } = said;
  const rest = { ...before, ...others };
  if (lacking(before, said)) return rest;
  if (nursery !== undefined || primarySchool !== undefined)
    return {
      ...rest,
      together: null,
      nursery: nursery ?? before.nursery,
      primarySchool: primarySchool ?? before.primarySchool,
    };
  if (together === undefined || (before.together === null && presentOf(before) === together && isApart(before)))
    return rest;
  return { ...rest, together, nursery: null, primarySchool: null };
}
/** One of both would take away the sum that stands, and leave the other one unsaid: which one is to be written. */
function lacking({ together }: Counted, { nursery, primarySchool, ...said }: Said): Section | undefined {
  if (together === null || said.together !== undefined) return undefined;
  if (nursery !== undefined && primarySchool === undefined) return 'primarySchool';
  return nursery === undefined && primarySchool !== undefined ? 'nursery' : undefined;
}
const isApart = ({ nursery, primarySchool }: Counted): boolean => nursery !== null && primarySchool !== null;

const isSame = (one: Counted, other: Counted): boolean =>
  (Object.keys(nothingCounted) as (keyof Counted)[]).every((key) => one[key] === other[key]);
const onlyCounts = ({ nursery, primarySchool, together, positive, morning }: Counted): Counted => ({
  ...{ nursery, primarySchool, together },
  ...{ positive, morning },
});

export function planDays({ days, enrolled }: Pick<ReadDays, 'days' | 'enrolled'>, standing: Standing): DaysPlan {
  const faults: DayFault[] = [];
  const plannedMonths = enrolled.map((each) => planEnrolled(each, standing));
  const inscribed = new Map(standing.counts.months);
  for (const { month, after, version, doing } of plannedMonths)
    if (doing !== 'locked') inscribed.set(month, { ...after, version });
  const planned = days.map((each) => planDay(each, standing));
  const warnings = planned.flatMap(({ day, after, doing }) =>
    doing === 'new' || doing === 'changed' ? beyondEnrolled(day, after, inscribed.get(monthOf(day))) : [],
  );
  for (const [at, { row, day, before, after, doing, isSaid }] of planned.entries()) {
    const other = isSaid && !standing.locked.has(monthOf(day)) ? lacking(before, days[at]!.said) : undefined;
    if (other) faults.push(sumStands(days[at]!, before.together ?? 0, other));
    if (doing === 'early')
      faults.push({
        ...{ row, column: 'day', kind: 'to-come' },
        sentence: `Le ${formatShortDate(day)} n'est pas encore passé : ses enfants ne peuvent pas être comptés. Laissez cette ligne de côté`,
      });
    if (monthOf(day) < firstCountedMonth && (doing === 'new' || doing === 'changed' || doing === 'question'))
      faults.push({
        ...{ row, column: 'day', kind: 'to-come' },
        sentence: `Le ${formatShortDate(day)} : le portail compte les enfants depuis octobre 2025. Vérifiez l'année, ou laissez cette ligne de côté`,
      });
    const fault = doing === 'locked' || doing === 'same' ? undefined : faultOf(after);
    if (fault === undefined) continue;
    const present = presentOf(after);
    faults.push({
      ...{ row, column: 'positive', kind: 'beyond' },
      sentence: `Le ${formatShortDate(day)} : ${faultInWords(fault, after)}`,
      ...(fault === 'positive-beyond' && present !== null ? { proposal: String(present) } : {}),
    });
  }
  for (const { row, month, doing } of plannedMonths)
    if ((doing === 'new' || doing === 'changed') && !isCountedMonth(month, standing.today))
      faults.push({
        ...{ row, column: 'day', kind: 'to-come' },
        sentence: `Inscrits en ${monthInWords(month)} : le portail prend ceux d'octobre 2025 à ${monthInWords(lastCountedMonth(standing.today))}. Vérifiez l'année, ou laissez cette ligne de côté`,
      });
  return { days: planned.map(({ isSaid: _, ...day }) => day), enrolled: plannedMonths, faults, warnings };
}

function sumStands({ row, day, said }: SheetDay, sum: number, other: Section): DayFault {
  const one = (other === 'nursery' ? said.primarySchool : said.nursery) ?? 0;
  const [there, missing] = other === 'nursery' ? ['primaire', 'maternelle'] : ['maternelle', 'primaire'];
  return {
    ...{ row, column: other, kind: 'both-sums' },
    sentence: `Le ${formatShortDate(day)} : ${childrenInWords(sum)} ensemble ${sum < 2 ? 'est encodé' : 'sont encodés'}, et le fichier n'en dit que ${String(one)} en ${there} : écrivez ceux de ${missing} aussi`,
    ...(sum > one ? { proposal: String(sum - one) } : {}),
  };
}

function planDay(
  { row, day, said }: SheetDay,
  { counts, calendar, locked, today, open }: Standing,
): PlannedDay & { isSaid: boolean } {
  const there = counts.days.get(day);
  const before = there ? onlyCounts(there) : nothingCounted;
  const why = notRequired(day, calendar);
  const isOpen = why !== undefined && (there?.openAnyway === true || open.has(day));
  const says = Object.keys(said).length > 0;
  const some = Object.values(said).some((count) => count > 0);
  const isAsked = (!why || isOpen) && day <= today;
  // Software writes 0 where a place is closed: on a day for which nothing is asked it answers nothing.
  const isSaid = says && (isAsked || some);
  const after = isSaid ? told(before, said) : before;
  return {
    row,
    day,
    doing: doingOf(),
    before,
    after,
    version: there?.version ?? 0,
    why,
    opens: isOpen && there?.openAnyway !== true,
    isSaid,
  };

  function doingOf(): Doing {
    // What stands on a red day counts for nothing until somebody says that the place was open.
    const isIdle = why !== undefined && isSaid && some && there?.openAnyway !== true && !locked.has(monthOf(day));
    if (!isSame(before, after) || isIdle) {
      if (locked.has(monthOf(day))) return 'locked';
      if (day > today) return 'early';
      if (why && !isOpen) return 'question';
      return isSame(before, nothingCounted) ? 'new' : 'changed';
    }
    if (isSaid || isGiven(there, counts.months.get(monthOf(day)))) return 'same';
    if (why && !isOpen) return 'red';
    return day > today ? 'to-come' : 'empty';
  }
}

function planEnrolled(
  { row, month, said }: ReadDays['enrolled'][number],
  { counts, locked, isOfQuarter }: Standing,
): PlannedEnrolled {
  const there = counts.months.get(month);
  const before = { nursery: there?.nursery ?? null, primary: there?.primary ?? null };
  const told = { ...before, ...said };
  const after = isOfQuarter
    ? { nursery: before.nursery ?? told.nursery, primary: before.primary ?? told.primary }
    : told;
  const isAlike = before.nursery === after.nursery && before.primary === after.primary;
  const isNothing = before.nursery === null && before.primary === null;
  const doing = isAlike
    ? Object.keys(said).length === 0
      ? 'empty'
      : told.nursery === after.nursery && told.primary === after.primary
        ? 'same'
        : 'kept'
    : locked.has(month)
      ? 'locked'
      : isNothing
        ? 'new'
        : 'changed';
  return { row, month, doing, before, after, version: there?.version ?? 0 };
}
