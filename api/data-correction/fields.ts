/** Each datum as a form asks for it and as a page quotes it. */
import type { Datum } from '../../db/data-correction/data.ts';
import type { Quoted } from '../../db/data-correction/wanted.ts';
import { formatAddress } from '../../domain/address.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatEnterpriseNumber, parseEnterpriseNumber } from '../../domain/enterprise-number.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { bodyKinds, facilityKinds } from '../../domain/kinds.ts';
import type { Kind } from '../../workflows/data-correction/contract.ts';
import { fieldWords } from '../../views/data-correction/words.ts';
import { address } from '../forms/address.ts';
import { faultsIn, type Faults, type Input } from '../forms/form.ts';
import { requiredDay, requiredLine } from '../forms/inputs.ts';

/** What a value is judged by, beside itself. */
export interface Around {
  kind: Kind;
  /** Of a place. */
  facilityKind?: string;
  today: Day;
  /** From which day the authorisation is another one already. */
  nextVersionOn?: Day | undefined;
}
type Typed = Readonly<Record<string, unknown>>;
type ReadValue = { ok: true; quoted: Quoted } | { ok: false; faults: Faults };

/** The input, and its parts where it has some: names of `Around.kind` `seat` are `wanted.street`… */
export const wantedName = 'wanted';
export const wantedNames = [
  wantedName,
  ...['street', 'number', 'box', 'postcode', 'locality'].map((part) => `${wantedName}.${part}`),
];
const longest = 150;

/** The kinds of place that one may be taken for another: a crèche stays a crèche (hypothèse). */
const alike = [
  ['subsidised-creche', 'creche'],
  ['childminder', 'co-childminder'],
  ['after-school-1', 'after-school-2'],
] as const;
const kindsFor = (facilityKind = ''): readonly string[] =>
  alike.find((kinds) => (kinds as readonly string[]).includes(facilityKind)) ?? [];
/** Whether this datum of a place may be asked about at all. */
export const mayBeOther = (kind: Kind, facilityKind: string): boolean =>
  kind !== 'facility-type' || kindsFor(facilityKind).length > 0;

const optionsOf = ({ kind, facilityKind }: Around): readonly (readonly [string, string])[] =>
  kind === 'facility-type'
    ? kindsFor(facilityKind).map((value) => [value, textOf(kind, value)] as const)
    : // Who a person is, is no nature that a body may take.
      Object.entries(bodyKinds).filter(([value]) => value !== 'natural-person');

export function textOf(kind: Kind, value: Datum | null): string {
  if (value === null) return 'aucun';
  if (typeof value !== 'string') return formatAddress(value);
  switch (kind) {
    case 'facility-type':
      return (facilityKinds as Readonly<Record<string, string>>)[value] ?? value;
    case 'body-type':
      return (bodyKinds as Readonly<Record<string, string>>)[value] ?? value;
    case 'authorised-on':
      return formatLongDate(value);
    case 'enterprise-number':
      return formatEnterpriseNumber(value);
    default:
      return value;
  }
}

export function wantedInput(around: Around): Input {
  const common = { name: wantedName, label: `${fieldWords[around.kind]}, comme il devrait être`, required: true };
  const label = 'Ce qui devrait y être';
  switch (around.kind) {
    case 'seat':
      return { ...common, partial: 'field-address', label, legend: label };
    case 'facility-type':
    case 'body-type':
      return {
        ...common,
        partial: 'field-select',
        label,
        options: optionsOf(around).map(([value, text]) => ({ value, text })),
      };
    case 'authorised-on':
      return { ...common, partial: 'field-date', label, hint: 'jj/mm/aaaa' };
    case 'enterprise-number':
      return {
        ...common,
        partial: 'field-text',
        label,
        inputmode: 'numeric',
        hint: 'Dix chiffres, par exemple 0440.966.354.',
      };
    default:
      return { ...common, partial: 'field-text', label };
  }
}

const missing = 'Écrivez ce qui devrait y être';
const wrong = (text: string): ReadValue => ({ ok: false, faults: { [wantedName]: text } });

/** What was typed, read to what will be kept. */
export function readWanted(around: Around, typed: Typed): ReadValue {
  const { kind } = around;
  if (kind === 'seat') return readSeat(typed);
  const value = typed[wantedName];
  if (kind === 'authorised-on') return readFirstDay(around, value);
  const line = requiredLine(missing, longest).safeParse(value);
  if (!line.success) return wrong(line.error.issues[0]?.message ?? missing);
  if (kind === 'enterprise-number') {
    const number = parseEnterpriseNumber(line.data);
    return number.ok
      ? quoted(kind, number.value)
      : wrong("Ce n'est pas un numéro d'entreprise : vérifiez les dix chiffres, ils commencent par 0 ou 1");
  }
  if (kind === 'facility-type' || kind === 'body-type')
    return optionsOf(around).some(([known]) => known === line.data)
      ? quoted(kind, line.data)
      : wrong('Choisissez une des réponses proposées');
  return quoted(kind, line.data);
}

const quoted = (kind: Kind, value: Datum): ReadValue => ({ ok: true, quoted: { value, text: textOf(kind, value) } });

function readFirstDay({ kind, today, nextVersionOn }: Around, value: unknown): ReadValue {
  const day = requiredDay(missing).safeParse(value);
  if (!day.success) return wrong(day.error.issues[0]?.message ?? missing);
  if (day.data > today) return wrong("La première autorisation ne peut pas être dans l'avenir");
  return nextVersionOn !== undefined && day.data >= nextVersionOn
    ? wrong(`L'autorisation a changé le ${formatLongDate(nextVersionOn)} : la première est avant ce jour`)
    : quoted(kind, day.data);
}

function readSeat(typed: Typed): ReadValue {
  const part = (name: string): unknown => typed[`${wantedName}.${name}`];
  const read = address.safeParse({
    street: part('street'),
    number: part('number'),
    box: part('box'),
    postcode: part('postcode'),
    locality: part('locality'),
  });
  if (!read.success)
    return {
      ok: false,
      faults: Object.fromEntries(
        Object.entries(faultsIn(read.error)).map(([name, text]) => [
          name === 'form' ? name : `${wantedName}.${name}`,
          text,
        ]),
      ),
    };
  const { box, ...rest } = read.data;
  return quoted('seat', { ...rest, ...(box === undefined ? {} : { box }) });
}

/** The value back in its inputs: a complement begins with what was wanted before. */
export function typedOf({ value }: Quoted): Record<string, string> {
  if (value === null) return {};
  if (typeof value === 'string') return { [wantedName]: value };
  return Object.fromEntries(Object.entries(value).map(([part, text]) => [`${wantedName}.${part}`, text ?? '']));
}
