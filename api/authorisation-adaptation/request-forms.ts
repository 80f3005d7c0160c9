/**
 * The six request forms, and the one way of reading, checking and telling them.
 * What an operator has typed is kept as it is until it can be read: then as the value (dates YYYY-MM-DD, numbers, booleans). Both are read again alike.
 */
import { z } from 'zod';
import { formatAddress, type Address } from '../../domain/address.ts';
import { isDay, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { requestKinds, type RequestKind, type SubmitFacts } from '../../workflows/authorisation-adaptation/contract.ts';
import type {
  AnyRequestForm,
  Field,
  Finding,
  FormContext,
  FormFacility,
  Need,
  Option,
  Step,
} from './request-forms/form.ts';
import { capacityChange } from './request-forms/capacity-change.ts';
import { endOfActivity } from './request-forms/end-of-activity.ts';
import { permanentMove } from './request-forms/permanent-move.ts';
import { returnToPremises } from './request-forms/return-to-premises.ts';
import { noticeOf, shortNotice, type Notice } from './request-forms/rules.ts';
import { temporaryCessation } from './request-forms/temporary-cessation.ts';
import { temporaryMove } from './request-forms/temporary-move.ts';

export type { Field, Finding, FormContext, FormFacility, Need, RunningPeriod, Step } from './request-forms/form.ts';
export type Values = Record<string, unknown>;

const noNoticeReason = 'Indiquez le motif du délai réduit';

/** In the order of the guide. */
export const requestForms: Readonly<Record<RequestKind, AnyRequestForm>> = {
  'permanent-move': permanentMove,
  'temporary-move': temporaryMove,
  'end-of-activity': endOfActivity,
  'temporary-cessation': temporaryCessation,
  'return-to-premises': returnToPremises,
  'capacity-change': capacityChange,
};
export const isRequestKind = (kind: unknown): kind is RequestKind =>
  (requestKinds as readonly unknown[]).includes(kind);

const addressParts = ['street', 'number', 'box', 'postcode', 'locality'] as const;

/** The names of the inputs of a field: `address.street`… or the field's own. */
export const inputsOf = ({ name, input }: Field): string[] =>
  input === 'address' ? addressParts.map((part) => `${name}.${part}`) : [name];
export const fieldsOf = (form: AnyRequestForm): Field[] => form.steps.flatMap(({ fields }) => fields);
export const findStep = (form: AnyRequestForm, key: string): Step | undefined =>
  form.steps.find((step) => step.key === key);
const stepHolding = (form: AnyRequestForm, field: string): Step | undefined =>
  form.steps.find(({ fields }) => fields.some(({ name }) => name === field.split('.')[0]));

/** What the person typed on one page, by field; undefined when the body holds an input that the page does not have. */
export function typedIn(step: Step, body: Readonly<Record<string, unknown>>): Values | undefined {
  const known = new Set(step.fields.flatMap(inputsOf));
  if (Object.keys(body).some((key) => !known.has(key))) return undefined;
  return Object.fromEntries(
    step.fields.map((field) => [
      field.name,
      field.input === 'address'
        ? Object.fromEntries(addressParts.map((part) => [part, clean(body[`${field.name}.${part}`])]))
        : clean(body[field.name]),
    ]),
  );
}
// Characters that no keyboard types, and that PostgreSQL would refuse.
const clean = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .replace(/\r\n?/g, '\n')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
        .normalize('NFC')
    : '';

/** A kept value, as it would be typed again. */
function asTyped(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value === 'number') return String(value);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) =>
        inner === null || inner === undefined ? [] : [[key, asTyped(inner)]],
      ),
    );
  return value ?? undefined;
}

function readField(
  form: AnyRequestForm,
  { name, input }: Field,
  kept: unknown,
): { value?: unknown; faults: Finding[] } {
  const schema = form.schema.shape[name] as z.ZodType | undefined;
  if (!schema) throw new Error(`${form.kind}: no value ${name}`);
  const read = z.safeParse(schema, asTyped(kept) ?? (input === 'address' ? {} : ''));
  if (read.success) return { value: compact(read.data), faults: [] };
  const seen = new Set<string>();
  return {
    faults: read.error.issues.flatMap((issue) => {
      const field = [name, ...issue.path].join('.');
      if (seen.has(field)) return [];
      seen.add(field);
      return [
        {
          level: 'fault' as const,
          field: issue.path.length === 0 && input === 'address' ? `${name}.street` : field,
          text: issue.message,
        },
      ];
    }),
  };
}
const compact = (value: unknown): unknown =>
  value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined))
    : value;

/** The form after a page was sent: what can be read becomes a value, what cannot stays as typed. */
export function keep(form: AnyRequestForm, kept: Values, step: Step, typed: Values): Values {
  const names = new Set(step.fields.map(({ name }) => name));
  const others = Object.entries(kept).filter(([name]) => !names.has(name));
  const own = step.fields.map((field) => {
    const { value, faults } = readField(form, field, typed[field.name]);
    return [field.name, faults.length > 0 ? typed[field.name] : value] as const;
  });
  return Object.fromEntries([...others, ...own.filter(([, value]) => value !== undefined)]);
}

export interface StepState {
  step: Step;
  state: 'complete' | 'started' | 'todo';
  faults: Finding[];
}
export interface Assessment {
  steps: StepState[];
  /** The values that can be read; all of them when `complete`. */
  values: Values;
  warnings: Finding[];
  notice: Notice | undefined;
  complete: boolean;
}

/** Everything that the rules have to say of a form, on a day, for a place. */
export function assess(form: AnyRequestForm, kept: Values, context: FormContext): Assessment {
  const values: Values = {};
  const faults: Finding[] = [];
  for (const field of fieldsOf(form)) {
    const read = readField(form, field, kept[field.name]);
    faults.push(...read.faults);
    if (read.faults.length === 0 && read.value !== undefined) values[field.name] = read.value;
  }
  const notice = noticeFor(form, values, context);
  const warnings: Finding[] = [];
  if (notice?.short) {
    warnings.push({ level: 'warning', field: form.wishedDay, text: shortNotice(notice, Boolean(values.noticeReason)) });
    if (!values.noticeReason) faults.push({ level: 'fault', field: 'noticeReason', text: noNoticeReason });
  }
  for (const finding of form.rules(values, context)) (finding.level === 'fault' ? faults : warnings).push(finding);
  const steps = form.steps.map((step): StepState => {
    const own = faults.filter(({ field }) => stepHolding(form, field) === step);
    const touched = step.fields.some(({ name }) => holds(kept[name]));
    return { step, faults: own, state: own.length === 0 ? 'complete' : touched ? 'started' : 'todo' };
  });
  return { steps, values, warnings, notice, complete: faults.length === 0 };
}
const holds = (value: unknown): boolean =>
  value !== null && typeof value === 'object'
    ? Object.values(value).some(holds)
    : value !== undefined && value !== null && value !== '';

/** The notice that the wished day is held to; undefined when no day is known, or none is asked (disaster, illness). */
export function noticeFor(form: AnyRequestForm, values: Values, context: FormContext): Notice | undefined {
  const wished = values[form.wishedDay];
  if (typeof wished !== 'string' || !isDay(wished) || form.noticeWaived?.(values)) return undefined;
  return noticeOf(wished, form.notice(context.facility), context);
}

export interface AskedDocument {
  slot: string;
  label: string;
  hint?: string;
  need: Exclude<Need, 'none'>;
}
/** The documents that these answers ask for. */
export function documentsFor(form: AnyRequestForm, facility: FormFacility, values: Values): AskedDocument[] {
  return form.documents.flatMap(({ slot, label, hint, need }) => {
    const asked = need(facility, values);
    return asked === 'none' ? [] : [{ slot, label, ...(hint ? { hint } : {}), need: asked }];
  });
}
/** The label of a document of a form, for pages that know its slot only. */
export const documentLabel = (kind: RequestKind, slot: string): string | undefined =>
  requestForms[kind].documents.find((each) => each.slot === slot)?.label;

/** First day at the new place, last day of activity, first day of the period… */
export function wishedOn(kind: RequestKind, values: Values): Day {
  const day = values[requestForms[kind].wishedDay];
  if (typeof day !== 'string' || !isDay(day)) throw new Error(`${kind}: no wished day`);
  return day;
}

/** The facts of the act `submit`: codes, days and numbers only. `values` are complete. */
export function factsOf(
  kind: RequestKind,
  values: Values,
  { home, authorisation }: Pick<FormFacility, 'home'> & { authorisation: { capacity: number } },
): SubmitFacts {
  const { plannedEndOn, capacity, linkedCaseId } = values;
  return {
    kind,
    home,
    wishedOn: wishedOn(kind, values),
    ...(typeof plannedEndOn === 'string' ? { plannedEndOn } : {}),
    moreCapacity: typeof capacity === 'number' && capacity > authorisation.capacity,
    ...(typeof linkedCaseId === 'string' ? { linkedCaseId } : {}),
  };
}

export interface SummaryRow {
  field: string;
  label: string;
  value?: string;
  values?: string[];
  previous?: string;
}

/** What was declared, row by row, for the partial `summary-list`. Unknown and empty values are left out. */
export function summaryOf(kind: RequestKind, values: Values, only?: Step): SummaryRow[] {
  const fields = only ? only.fields : fieldsOf(requestForms[kind]);
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
        return [{ ...row, value: field.unit ? `${String(value)} ${unitFor(value, field.unit)}` : String(value) }];
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
const fixedOptions = ({ options }: Field): readonly Option[] => (typeof options === 'function' ? [] : (options ?? []));
const unitFor = (value: unknown, unit: string): string => (Number(value) < 2 ? unit.replace(/s$/, '') : unit);

/** The summary with what differs from the authorisation in force marked by its former value. */
export function changedRows(
  kind: RequestKind,
  values: Values,
  authorisation: { address: Address; capacity: number },
  only?: Step,
): SummaryRow[] {
  const former: Record<string, string> = {
    address: formatAddress(authorisation.address),
    capacity: `${authorisation.capacity} places`,
  };
  return summaryOf(kind, values, only).map((row) =>
    former[row.field] !== undefined && former[row.field] !== row.value ? { ...row, previous: former[row.field] } : row,
  );
}

// What the definitive request asks too, under its own names.
const heirs: Partial<Record<RequestKind, Readonly<Record<string, string>>>> = {
  'temporary-move': {
    address: 'address',
    capacity: 'capacity',
    reason: 'reason',
    startsOn: 'movesOn',
    noticeReason: 'noticeReason',
  },
  'temporary-cessation': { parentsInformedOn: 'parentsInformedOn', noticeReason: 'noticeReason' },
};
/** What was typed for a temporary request, for the definitive one that is proposed instead. */
export const carryOver = (from: RequestKind, kept: Values): Values =>
  Object.fromEntries(
    Object.entries(heirs[from] ?? {}).flatMap(([name, heir]) => (kept[name] === undefined ? [] : [[heir, kept[name]]])),
  );
