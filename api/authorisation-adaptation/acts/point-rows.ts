/** The rows in which an agent writes points one by one: what is awaited, and why. */
import type { Typed } from '../../cases/act-form.ts';
import type { Faults, Input } from '../../forms/form.ts';
import { optionalLine, optionalText, textarea } from '../../forms/inputs.ts';
import { rowsFilled, rowsShape, rowsShown } from '../../forms/rows.ts';
import type { Row } from '../page-types.ts';
import { awaited, labelOf, type Point } from '../points.ts';

const names = ['about', 'why'] as const;
const longest = 2000;

export const pointShape = rowsShape({ about: optionalLine(100), why: optionalText(longest) });
/** The row where each begins: to read a point again that was sent back. */
export const pointsTyped = (points: readonly Point[] | undefined): Typed =>
  Object.fromEntries(
    (points ?? []).flatMap(({ about, why }, index) => [
      [`about${index + 1}`, about],
      [`why${index + 1}`, why],
    ]),
  );

export const pointInputs = (row: Row, typed: Typed, least: number): Input[] =>
  rowsShown(typed, names, least).map((number) => ({
    partial: 'field-group',
    name: `point${number}`,
    label: `Point ${number}`,
    inputs: [
      {
        partial: 'field-select',
        name: `about${number}`,
        label: `Point ${number} : ce qui est attendu`,
        options: awaited(row),
        required: number === 1 && least > 0,
      },
      textarea(`why${number}`, `Point ${number} : pourquoi, et comment y répondre`, {
        rows: 2,
        maxLength: longest,
        required: number === 1 && least > 0,
      }),
    ],
  }));

type Read = Readonly<Record<string, string | undefined>>;
export function pointFaults(values: Read, row: Row): Faults {
  return Object.assign(
    {},
    ...rowsFilled(values, names).map((number): Faults => {
      const about = values[`about${number}`];
      const label = about ? labelOf(row, about) : undefined;
      return {
        ...(about ? {} : { [`about${number}`]: 'Choisissez ce qui est attendu pour ce point.' }),
        ...(about && !label ? { [`about${number}`]: "Ce point n'existe pas dans ce formulaire." } : {}),
        ...(values[`why${number}`] ? {} : { [`why${number}`]: 'Écrivez pourquoi, et ce qui est attendu.' }),
      };
    }),
  ) as Faults;
}
export const pointsRead = (values: Read, row: Row): Point[] =>
  rowsFilled(values, names).map((number, index) => ({
    id: String(index + 1),
    about: values[`about${number}`] ?? 'other',
    label: labelOf(row, values[`about${number}`] ?? '') ?? '',
    why: values[`why${number}`] ?? '',
  }));
