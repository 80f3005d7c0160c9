/** What was declared, row by row, for the partial `summary-list`. */
import { formatAddress, type Address } from '../../domain/address.ts';
import { isDay } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { SummaryRow } from '../forms/summary.ts';
import type { AnyDraftForm, Option, Question, Step, Values } from './form.ts';
import { fieldsOf, holds } from './reading.ts';

/** Unknown and empty values are left out. */
export function summaryOf(form: AnyDraftForm, values: Values, only?: Step): SummaryRow[] {
  const fields = only ? only.fields : fieldsOf(form);
  return fields.flatMap((field): SummaryRow[] => {
    const value = values[field.name];
    const row = { field: field.name, label: field.short ?? field.label };
    if (!holds(value)) return [];
    switch (field.input) {
      case 'address':
        return [{ ...row, value: formatAddress(value as Address) }];
      case 'date':
        return [{ ...row, value: typeof value === 'string' && isDay(value) ? formatLongDate(value) : String(value) }];
      case 'number':
        return [{ ...row, value: field.unit ? measured(value, field.unit) : String(value) }];
      case 'yes-no':
        return [{ ...row, value: value === true ? 'oui' : 'non' }];
      case 'textarea':
        return [{ ...row, values: String(value).split(/\n+/) }];
      // Options that depend on the case (a period to come back from) are shown by the page that knows it.
      case 'choice': {
        const text = fixedOptions(field).find((option) => option.value === value)?.text;
        return text ? [{ ...row, value: text }] : [];
      }
      case 'text':
        return [{ ...row, value: String(value) }];
      default:
        return field.input satisfies never;
    }
  });
}
const fixedOptions = ({ options }: Question): readonly Option[] =>
  typeof options === 'function' ? [] : (options ?? []);
/** « 400 000 € », « 1 place ». A number without a unit may be a year, which is not cut into thousands. */
const measured = (value: unknown, unit: string): string =>
  `${typeof value === 'number' ? value.toLocaleString('fr-BE') : String(value)} ${unitFor(value, unit)}`;
const unitFor = (value: unknown, unit: string): string => (Number(value) < 2 ? unit.replace(/s$/, '') : unit);
