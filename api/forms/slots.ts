/** Up to three dates for a meeting, each with its hour: how they are typed, read and said. */
import type { Day } from '../../domain/calendar.ts';
import { isWorkingDay } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Slot } from '../../domain/slot.ts';
import type { Faults, Input } from './form.ts';
import { answer, dateInput, hourInput, notBefore, notTooFar, optionalDay, radios, requiredDay } from './inputs.ts';
import { optionalHour, requiredHour } from './numbers.ts';

const hourMissing = "Écrivez l'heure de cette date, par exemple 9:30.";
const rows = [
  { day: 'day1', from: 'from1' },
  { day: 'day2', from: 'from2' },
  { day: 'day3', from: 'from3' },
] as const;
interface Typed {
  day1?: Day;
  day2?: Day;
  day3?: Day;
  from1?: string;
  from2?: string;
  from3?: string;
}

export const slotInputs = (): Input[] =>
  rows.flatMap(({ day, from }, index) => [
    dateInput(day, `Date ${String(index + 1)}`, { required: index === 0 }),
    hourInput(from, `Heure ${String(index + 1)}`, {
      required: index === 0,
      hint: index === 0 ? 'par exemple 9:30' : undefined,
    }),
  ]);
export const slotFields = {
  day1: requiredDay('Proposez au moins une date.'),
  from1: requiredHour(hourMissing),
  day2: optionalDay(),
  from2: optionalHour(),
  day3: optionalDay(),
  from3: optionalHour(),
};
export const slotsIn = (values: Typed): Slot[] =>
  rows.flatMap(({ day, from }) => {
    const on = values[day];
    return on ? [{ on, from: values[from] ?? '' }] : [];
  });
/** @param what « La rencontre », in the sentence of a day that is over */
export const slotFaults = (values: Typed, today: Day, what = 'La rencontre'): Faults =>
  Object.assign(
    {},
    ...rows.map(({ day, from }) => ({
      ...notBefore(day, values[day], today, what),
      ...notTooFar(day, values[day], today),
      ...(values[day] && !values[from] ? { [from]: hourMissing } : {}),
    })),
  ) as Faults;
/** Saturday, Sunday or a holiday: nobody is expected there. */
export const doubtsOf = (slots: readonly Slot[], what = 'de la rencontre'): string[] =>
  slots
    .filter(({ on }) => !isWorkingDay(on))
    .map(({ on }) => `Le ${formatLongDate(on)} n'est pas un jour ouvrable : vérifiez la date ${what}.`);

export const slotInWords = ({ on, from }: Slot): string =>
  `${formatLongDate(on)}${from ? ` à ${from.replace(/^0?(\d+):/, '$1 h ')}` : ''}`;
const slotValue = ({ on, from }: Slot): string => `${on} ${from}`;

const noneChosen = 'Choisissez une des dates proposées.';
/** One of the dates proposed, of those still to come. */
export const slotChoice = (label: string, slots: readonly Slot[], today: Day): Input =>
  radios(
    'slot',
    label,
    slots.filter(({ on }) => on >= today).map((slot) => ({ value: slotValue(slot), text: slotInWords(slot) })),
  );
export const slotChoiceField = { slot: answer(noneChosen) };
export function slotChoiceFaults(slot: string, slots: readonly Slot[], today: Day): Faults {
  const chosen = slots.find((each) => slotValue(each) === slot);
  if (!chosen) return { slot: noneChosen };
  return chosen.on < today ? { slot: "Cette date est passée : choisissez-en une autre, ou proposez-en d'autres." } : {};
}
export const chosenSlot = (slot: string): Slot => ({ on: slot.slice(0, 10), from: slot.slice(11) });
