/** Conditions as a decision writes them, proposed or on appeal: one by one, with a day each. */
import type { Day } from '../../domain/calendar.ts';
import type { Typed } from '../cases/act-form.ts';
import type { Faults, Input } from './form.ts';
import { dateInput, notBefore, optionalDay, optionalText, textarea } from './inputs.ts';
import { rowsFilled, rowsShape, rowsShown } from './rows.ts';

const names = ['condition', 'conditionDueOn'] as const;
export interface WrittenCondition {
  id: string;
  text: string;
  dueOn: Day;
}

export const conditionShape = rowsShape({ condition: optionalText(1000), conditionDueOn: optionalDay() });
type Read = Readonly<Record<string, string | undefined>>;

export const conditionInputs = (typed: Typed): Input[] =>
  rowsShown(typed, names, 2).flatMap((row) => [
    textarea(`condition${row}`, `Condition ${row}`, {
      required: false,
      rows: 2,
      maxLength: 1000,
      ...(row === 1 ? { hint: 'Par exemple : Clôturer le jardin' } : {}),
    }),
    dateInput(`conditionDueOn${row}`, `Condition ${row} : à remplir avant le`, { required: false }),
  ]);
export const conditionsTyped = (conditions: readonly Partial<WrittenCondition>[] | undefined): Typed =>
  Object.fromEntries(
    (conditions ?? []).flatMap(({ text, dueOn }, index) => [
      [`condition${index + 1}`, text],
      [`conditionDueOn${index + 1}`, dueOn],
    ]),
  );
/** Those that are whole, numbered in their order. */
export const conditionsRead = (values: Read): WrittenCondition[] =>
  rowsFilled(values, names)
    .map((row) => ({ text: values[`condition${row}`], dueOn: values[`conditionDueOn${row}`] }))
    .flatMap(({ text, dueOn }, index) => (text && dueOn ? [{ id: String(index + 1), text, dueOn }] : []));
export const conditionFaults = (values: Read, today: Day): Faults =>
  Object.assign(
    {},
    ...rowsFilled(values, names).map((row): Faults => {
      const dueOn = values[`conditionDueOn${row}`];
      return {
        ...(values[`condition${row}`] ? {} : { [`condition${row}`]: 'Écrivez la condition.' }),
        ...(dueOn
          ? notBefore(`conditionDueOn${row}`, dueOn, today, "L'échéance de la condition")
          : { [`conditionDueOn${row}`]: 'Écrivez la date avant laquelle cette condition doit être remplie.' }),
      };
    }),
  ) as Faults;
