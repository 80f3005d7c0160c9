/** The form of the week: one row for each day, one or two periods in it, and the day from which it holds. What is typed is read day by day. */
import { z } from 'zod';
import {
  hoursOn,
  faultOfPeriods,
  lengthInWords,
  openMinutes,
  periodsOf,
  weekdays,
  type DatedHours,
  type Period,
  type Week,
} from '../../domain/signaletique/opening-hours.ts';
import { openingSentence } from '../../domain/signaletique/opening-sentence.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import type { Day } from '../../domain/calendar.ts';
import { readHour } from '../../domain/written-hour.ts';
import { errorLinks, faultsIn, isFaulty, type Faults, type Input } from '../forms/form.ts';
import { optionalLine, requiredDay } from '../forms/inputs.ts';

type Typed = Readonly<Record<string, unknown>>;
export interface WeekContext {
  hours: readonly DatedHours[];
  today: Day;
  /** The version that the page showed, as its address said: its hours are those that were left in the fields. */
  shown?: Day | undefined;
}

/** The fields of a day: whether it is open, and from when to when, once or twice. */
const fieldsOf = (day: number) => ({
  open: `open${String(day)}`,
  pairs: [
    [`from${String(day)}`, `to${String(day)}`],
    [`again${String(day)}`, `until${String(day)}`],
  ] as const,
});
const hourOf = (name: string): string =>
  name.startsWith('from') || name.startsWith('again') ? 'ouverture' : 'fermeture';

const schema = z.strictObject({
  validFrom: requiredDay('Écrivez à partir de quel jour ces heures valent'),
  ...Object.fromEntries(
    weekdays.flatMap(({ day }) => {
      const { open, pairs } = fieldsOf(day);
      return [[open, optionalLine(10)], ...pairs.flat().map((name) => [name, optionalLine(20)])];
    }),
  ),
});

/** The version that the address asks for, or that holds; of a new one, what holds then is where one begins. */
const shownFirst = ({ hours, today, shown }: WeekContext): DatedHours | undefined =>
  hours.find(({ validFrom }) => validFrom === shown) ?? hoursOn(hours, today) ?? hours[0];

/** What stands in the form before anybody types. */
export function typedWeek(context: WeekContext): Typed {
  const version = shownFirst(context);
  return {
    validFrom: version && version.validFrom === context.shown ? context.shown : version ? '' : context.today,
    ...Object.fromEntries(
      weekdays.flatMap(({ day }) => {
        const periods = version ? periodsOf(version.week, day) : [];
        const { open, pairs } = fieldsOf(day);
        return [
          ...(periods.length > 0 ? [[open, 'oui']] : []),
          ...pairs.flatMap(([opens, closes], place) => [
            [opens, periods[place]?.[0] ?? ''],
            [closes, periods[place]?.[1] ?? ''],
          ]),
        ] as [string, string][];
      }),
    ),
  };
}

export type ReadWeek = { ok: true; validFrom: Day; week: Week } | { ok: false; faults: Faults };

export function readWeek(typed: Typed, context: WeekContext): ReadWeek {
  const read = schema.safeParse(typed);
  const faults: Faults = read.success ? {} : faultsIn(read.error);
  const week: Record<string, Period[]> = {};
  const standing = shownFirst(context)?.week ?? {};
  for (const { day, name } of weekdays) {
    const { open, pairs } = fieldsOf(day);
    const given = (field: string): string => (typeof typed[field] === 'string' ? typed[field].trim() : '');
    const isOpen = given(open) !== '';
    const filled = pairs.filter((pair) => pair.some((field) => given(field) !== ''));
    if (!isOpen) {
      // The hours of a day that was open are left in its fields when its box is emptied; others were typed and would be lost.
      const before = periodsOf(standing, day).flat();
      const isLeft = filled
        .flat()
        .every((field) => given(field) === '' || before.includes(readHour(given(field)) ?? ''));
      if (!isLeft) faults[open] = `Cochez « ouvert » pour le ${name}, ou effacez ses heures`;
      continue;
    }
    if (filled.length === 0) {
      faults[pairs[0][0]] ??= `Écrivez les heures du ${name}, ou décochez « ouvert »`;
      continue;
    }
    const periods: Period[] = [];
    for (const pair of filled) {
      const [from, to] = pair.map((field) => {
        const hour = readHour(given(field));
        if (hour === undefined)
          faults[field] ??=
            given(field) === ''
              ? `Écrivez l'heure de ${hourOf(field)} du ${name}`
              : `« ${given(field)} » n'est pas une heure : écrivez par exemple 7:30`;
        return hour;
      });
      if (from !== undefined && to !== undefined) periods.push([from, to]);
    }
    const fault = periods.length === filled.length ? faultOfPeriods(periods) : undefined;
    if (fault) faults[filled.at(-1)![1]] ??= `${name} : ${lowered(fault)}`;
    week[String(day)] = periods;
  }
  if (!isFaulty(faults) && Object.keys(week).length === 0)
    faults.open1 =
      'Aucun jour n’est ouvert : cochez au moins un jour. Une fermeture de plusieurs mois se demande depuis « Mon autorisation ».';
  const validFrom = read.data?.validFrom as Day | undefined;
  const fault = validFrom && faultOfDay(validFrom, context);
  if (fault) faults.validFrom ??= fault;
  return isFaulty(faults) || validFrom === undefined ? { ok: false, faults } : { ok: true, validFrom, week };
}
const lowered = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** Days that are over were read by parents, and subsidies were counted on them: only what holds is put right. */
function faultOfDay(day: Day, { hours, today }: WeekContext): string | undefined {
  const current = hoursOn(hours, today);
  if (day > `${String(Number(today.slice(0, 4)) + 3)}-12-31`)
    return "Vérifiez l'année : ce jour est dans plus de trois ans";
  if (day >= today || !current || day === current.validFrom) return undefined;
  return `Ce jour est passé : écrivez le ${formatShortDate(today)} ou un jour à venir, ou le ${formatShortDate(current.validFrom)} pour corriger les heures actuelles`;
}

/** Monday on each other working day, as it was typed: nothing is saved. */
export function withMondayCopied(typed: Typed): Typed {
  const monday = fieldsOf(1);
  return {
    ...typed,
    ...Object.fromEntries(
      weekdays
        .filter(({ day }) => day > 1 && day < 6)
        .flatMap(({ day }) => {
          const { open, pairs } = fieldsOf(day);
          return [
            [open, typed[monday.open]],
            ...pairs.flatMap(([opens, closes], place) => [
              [opens, typed[monday.pairs[place]![0]]],
              [closes, typed[monday.pairs[place]![1]]],
            ]),
          ] as [string, unknown][];
        }),
    ),
  };
}

/** Whether the form that was sent had two periods a day, filled in or not. */
export const hasTwo = (typed: Typed): boolean => weekdays.some(({ day }) => fieldsOf(day).pairs[1][0] in typed);

/** The form as it is drawn. @param twice two periods a day, asked for or there already */
export function weekForm(typed: Typed, faults: Faults, context: WeekContext, twice: boolean) {
  const isTwice = twice || weekdays.some(({ day }) => fieldsOf(day).pairs[1].some((name) => Boolean(typed[name])));
  const read = readWeek(typed, context);
  const hour = (name: string, label: string): Input => ({
    partial: 'field-text',
    name,
    label,
    value: typed[name],
    invalid: faults[name] !== undefined,
  });
  const rows = weekdays.map(({ day, name }) => {
    const { open, pairs } = fieldsOf(day);
    const shown = isTwice ? pairs : pairs.slice(0, 1);
    const own = [open, ...pairs.flat()].filter((field) => faults[field]);
    const periods = typedPeriods(typed, day);
    return {
      day,
      name,
      box: { partial: 'field-checkbox', name: open, label: `ouvert le ${name}`, checked: Boolean(typed[open]) },
      pairs: shown.map(([opens, closes], place) => ({
        from: hour(opens, `${name}, ouverture${place > 0 ? ' de la seconde plage' : ''}`),
        to: hour(closes, `${name}, fermeture${place > 0 ? ' de la seconde plage' : ''}`),
        again: place > 0,
      })),
      length: typed[open] && periods.length > 0 ? lengthInWords(openMinutes(periods)) : 'fermé',
      errors: own.map((field) => ({ id: `${field}-error`, text: faults[field] })),
      errorIds: own.map((field) => `${field}-error`).join(' '),
    };
  });
  const names = ['validFrom', ...weekdays.flatMap(({ day }) => [fieldsOf(day).open, ...fieldsOf(day).pairs.flat()])];
  return {
    validFrom: {
      partial: 'field-date',
      name: 'validFrom',
      label: 'Valables à partir du',
      hint: 'jj/mm/aaaa. Avant ce jour, les parents voient les heures actuelles.',
      required: true,
      value: typed.validFrom,
      error: faults.validFrom,
    },
    rows,
    isTwice,
    sentence: read.ok ? openingSentence(read.week) : undefined,
    from: read.ok ? formatLongDate(read.validFrom) : undefined,
    errors: errorLinks(faults, names),
  };
}
function typedPeriods(typed: Typed, day: number): Period[] {
  return fieldsOf(day).pairs.flatMap(([opens, closes]): Period[] => {
    const [from, to] = [opens, closes].map((name) => readHour(typeof typed[name] === 'string' ? typed[name] : ''));
    return from && to && from < to ? [[from, to]] : [];
  });
}
