/** The form of a schedule: for each day the two halves, the day from which it holds, what is said of it. What is typed is read cell by cell. */
import { z } from 'zod';
import { halvesOf, periodsIn, shortDay, weekMinutes } from '../../domain/after-school/half-days.ts';
import { weekOn } from '../../domain/after-school/schedule-effect.ts';
import { addMonths, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import {
  hoursOn,
  lengthInWords,
  openMinutes,
  periodsOf,
  weekdays,
  type DatedHours,
  type Period,
  type Week,
} from '../../domain/signaletique/opening-hours.ts';
import { periodsInWords } from '../../domain/signaletique/opening-sentence.ts';
import { readHour } from '../../domain/written-hour.ts';
import { errorLinks, faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { optionalLine, optionalText, requiredDay } from '../forms/inputs.ts';

type Typed = Readonly<Record<string, unknown>>;
export interface ScheduleContext {
  hours: readonly DatedHours[];
  today: Day;
  /** The version to come that is changed; undefined: a new one. */
  shown: Day | undefined;
}

const halves = ['morning', 'afternoon'] as const;
/** The fields of a day, of its morning and of its afternoon. */
const fieldsOf = (day: number) => ({
  morning: [`from${String(day)}`, `to${String(day)}`] as const,
  afternoon: [`again${String(day)}`, `until${String(day)}`] as const,
});
export const hourFields = weekdays.flatMap(({ day }) => Object.values(fieldsOf(day)).flat());
const called = { morning: 'matinée', afternoon: 'après-midi' } as const;

const longest = 2000;
const schema = z.strictObject({
  validFrom: requiredDay('Écrivez à partir de quel jour cet horaire vaut'),
  comment: optionalText(longest),
  reason: optionalText(longest),
  ...Object.fromEntries(hourFields.map((name) => [name, optionalLine(20)])),
});

/** The week in its fields. */
export const weekTyped = (week: Week): Typed =>
  Object.fromEntries(
    weekdays.flatMap(({ day }) => {
      const stands = halvesOf(periodsOf(week, day));
      return halves.flatMap((half) =>
        fieldsOf(day)[half].map((name, end) => [name, stands[half]?.[end] ?? ''] as [string, string]),
      );
    }),
  );
/** What stands in the form before anybody types: of a version to come its own, of a new one the hours that hold. */
export function typedSchedule({ hours, today, shown }: ScheduleContext): Typed {
  const own = hours.find(({ validFrom }) => validFrom === shown);
  return {
    validFrom: own?.validFrom ?? '',
    comment: '',
    reason: '',
    ...weekTyped(own?.week ?? hoursOn(hours, today)?.week ?? {}),
  };
}

const given = (typed: Typed, field: string): string => (typeof typed[field] === 'string' ? typed[field].trim() : '');

export type ReadSchedule =
  | { ok: true; validFrom: Day; week: Week; comment: string | null; reason: string | null }
  | { ok: false; faults: Faults };

export function readSchedule(typed: Typed, { today }: ScheduleContext): ReadSchedule {
  const read = schema.safeParse(typed);
  const faults: Faults = read.success ? {} : faultsIn(read.error);
  const week: Record<string, Period[]> = {};
  for (const { day, name } of weekdays) {
    const periods = readDayOf(typed, { day, name }, faults);
    if (periods.length > 0) week[String(day)] = periods;
  }
  if (!isFaulty(faults) && Object.keys(week).length === 0)
    faults.from1 = "Aucun jour n'est ouvert : écrivez les heures d'un jour au moins";
  const { validFrom, comment, reason } = (read.data ?? {}) as {
    validFrom?: Day;
    comment?: string | undefined;
    reason?: string | undefined;
  };
  if (validFrom !== undefined) {
    const fault = faultOfDay(validFrom, today);
    if (fault) faults.validFrom ??= fault;
    else if (validFrom < today && reason === undefined)
      faults.reason ??= `Le ${formatLongDate(validFrom)} est passé : dites pourquoi cet horaire vaut depuis ce jour-là`;
  }
  return isFaulty(faults) || validFrom === undefined
    ? { ok: false, faults }
    : { ok: true, validFrom, week, comment: comment ?? null, reason: reason ?? null };
}

function readDayOf(typed: Typed, { day, name }: { day: number; name: string }, faults: Faults): Period[] {
  const read = (half: (typeof halves)[number]): Period | undefined => {
    const fields = fieldsOf(day)[half];
    if (fields.every((field) => given(typed, field) === '')) return undefined;
    const [from, to] = fields.map((field, end) => {
      const hour = readHour(given(typed, field));
      if (hour === undefined)
        faults[field] ??=
          given(typed, field) === ''
            ? `Écrivez l'heure ${end === 0 ? 'du début' : 'de la fin'} (${name}, ${called[half]}), ou videz l'autre case`
            : `« ${given(typed, field)} » n'est pas une heure : écrivez par exemple 7:30`;
      return hour;
    });
    if (from === undefined || to === undefined) return undefined;
    if (to > from) return [from, to];
    faults[fields[1]] ??=
      `${name}, ${called[half]} : la fin (${to}) ${to === from ? 'est à la même heure que le' : 'est avant le'} début (${from})`;
    return undefined;
  };
  const [morning, afternoon] = [read('morning'), read('afternoon')];
  if (morning && afternoon && afternoon[0] <= morning[1])
    faults[fieldsOf(day).afternoon[0]] ??=
      `${name} : l'après-midi commence à ${afternoon[0]}, avant la fin de la matinée (${morning[1]}). Séparez-les, ou n'en écrivez qu'une`;
  return periodsIn({ morning, afternoon });
}

/** How far back hours may be put right (hypothèse: a budget year and the one before). */
const monthsBack = 24;
function faultOfDay(day: Day, today: Day): string | undefined {
  if (day > addMonths(today, 36)) return "Vérifiez l'année : ce jour est dans plus de trois ans";
  return day < addMonths(today, -monthsBack)
    ? "Vérifiez l'année : ce jour est passé depuis plus de deux ans"
    : undefined;
}

/** The first day that is filled in, on the days from Monday to Friday that are as they were typed or empty: nothing is saved. */
export function withFirstDayCopied(typed: Typed): Typed {
  const filled = weekdays.find(({ day }) =>
    Object.values(fieldsOf(day))
      .flat()
      .some((name) => given(typed, name) !== ''),
  );
  if (!filled) return typed;
  const from = Object.values(fieldsOf(filled.day)).flat();
  return {
    ...typed,
    ...Object.fromEntries(
      weekdays
        .filter(({ day }) => day < 6 && day !== filled.day)
        .flatMap(({ day }) =>
          Object.values(fieldsOf(day))
            .flat()
            .map((name, place) => [name, given(typed, from[place]!)]),
        ),
    ),
  };
}

/** As much of the week as can be read: of a day in fault, nothing. */
export function readableWeek(typed: Typed): Week {
  return Object.fromEntries(
    weekdays.flatMap(({ day, name }) => {
      const faults: Faults = {};
      const periods = readDayOf(typed, { day, name }, faults);
      return periods.length > 0 && !isFaulty(faults) ? [[String(day), periods]] : [];
    }),
  );
}

/** The grid as it is drawn, with what it changes marked. */
export function scheduleGrid(typed: Typed, faults: Faults, context: ScheduleContext) {
  const read = requiredDay('').safeParse(typed.validFrom);
  const from = read.success ? read.data : context.today;
  const standing = weekOn(context.hours, from, context.shown);
  const week = readableWeek(typed);
  const rows = weekdays.map(({ day, name }) => {
    const before = halvesOf(periodsOf(standing, day));
    const periods = periodsOf(week, day);
    const cells = halves.map((half) => {
      const fields = fieldsOf(day)[half];
      const typedNow = fields.map((field) => readHour(given(typed, field)) ?? given(typed, field));
      const was = before[half];
      const isChanged = typedNow.join() !== (was ?? ['', '']).join();
      return {
        label: called[half],
        hours: fields.map((field, end) => ({
          partial: 'field-text',
          name: field,
          label: `${name}, ${called[half]}, ${end === 0 ? 'de' : 'à'}`,
          value: typed[field],
          invalid: faults[field] !== undefined,
        })),
        before: isChanged ? (was ? periodsInWords([was]) : 'fermé') : undefined,
        was: was?.join() ?? ',',
      };
    });
    const length = openMinutes(periods);
    const own = Object.values(fieldsOf(day))
      .flat()
      .filter((field) => faults[field]);
    return {
      day,
      name,
      cells,
      isChanged: cells.some(({ before: was }) => was !== undefined),
      length: length > 0 ? lengthInWords(length) : 'fermé',
      warning: length > 0 && length < shortDay ? 'moins de deux heures' : undefined,
      errors: own.map((field) => ({ id: `${field}-error`, text: faults[field] })),
      errorIds: own.map((field) => `${field}-error`).join(' '),
    };
  });
  return {
    rows,
    total: lengthInWords(weekMinutes(week)),
    errors: errorLinks(faults, ['validFrom', ...hourFields, 'reason', 'comment']),
  };
}
