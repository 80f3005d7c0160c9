/** A page with what was typed before put back into its form; or, where the form has no such fields any more, a list of what was typed. Pure. */
import { typedRows } from '../forms/typed-fields.ts';
import type { Input } from '../forms/form.ts';
import type { LateForm } from './keep.ts';

type Data = Record<string, unknown>;
/** What comes with a form beside what is typed. */
const beside = new Set(['token', 'version', 'then', 'page', 'draft', 'key']);
const addressParts = ['street', 'number', 'box', 'postcode', 'locality'];

const isInput = (value: unknown): value is Input =>
  typeof value === 'object' &&
  value !== null &&
  String((value as Data).partial).startsWith('field-') &&
  typeof (value as Data).name === 'string';

const valuesOf = ({ fields }: LateForm): Map<string, string[]> => {
  const values = new Map<string, string[]>();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
};

/** The page with as much of what was begun as finds a place there. */
export function fillIn<T extends Data>(page: T, begun: Readonly<Record<string, string | string[]>>): T {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    if (!isInput(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]));
    const typed = begun[value.name];
    if (value.partial === 'field-checkbox') return { ...value, checked: typed !== undefined };
    return typed === undefined || value.partial === 'field-file' ? value : { ...value, value: typed };
  };
  const whole = walk(page) as T;
  return { ...whole, values: { ...(whole.values as Data | undefined), ...begun } };
}

/** @returns the page, filled in; undefined when something that was typed finds no place on it, or more than one */
export function refill<T extends Data>(page: T, late: LateForm): T | undefined {
  const values = valuesOf(late);
  const key = values.get('key')?.[0];
  const places = new Map<string, number>();
  const take = (name: string): string[] | undefined => {
    places.set(name, (places.get(name) ?? 0) + 1);
    return values.get(name);
  };
  const filled = (input: Input): Input => {
    if (input.partial === 'field-file') return input;
    if (input.partial === 'field-address')
      return {
        ...input,
        value: Object.fromEntries(addressParts.map((part) => [part, take(`${input.name}.${part}`)?.[0]])),
      };
    const typed = take(input.name);
    if (input.partial === 'field-checkbox') return { ...input, checked: typed !== undefined };
    return typed ? { ...input, value: typed.length > 1 ? typed : typed[0] } : input;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    if (isInput(value)) return filled(value);
    const { key: other } = value as Data;
    // Another line than the one that was sent.
    if (key !== undefined && typeof other === 'string' && other !== key) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]));
  };
  const whole = walk(page) as T;
  // A view that draws its fields itself reads what was typed there; ids are no text of a form.
  const own = page.values as Data | undefined;
  const told = Object.fromEntries(
    [...values].flatMap(([name, [value, ...more]]) =>
      own && !places.has(name) && more.length === 0 && value !== undefined && !isId(value) ? [[name, value]] : [],
    ),
  );
  for (const name of Object.keys(told)) places.set(name, 1);
  for (const [name, typed] of values)
    if (!beside.has(name) && typed.some((value) => value.trim() !== '') && places.get(name) !== 1) return undefined;
  // The same sending, seen from where it was typed: done once, and refused where somebody was quicker.
  const same = Object.fromEntries(
    ['token', 'version'].flatMap((name) => {
      const value = values.get(name)?.[0];
      return value === undefined || page[name] === undefined ? [] : [[name, value]];
    }),
  );
  return { ...whole, ...same, ...(own ? { values: { ...own, ...told } } : {}) };
}

/** Where the page has no label for it. */
const words: Readonly<Record<string, string>> = {
  text: 'Votre texte',
  message: 'Votre message',
  reason: 'Motif',
  declaration: 'Déclaration',
  name: 'Nom',
  email: 'Courriel',
};

/** What is about to be sent, in the words of the page as far as it has any. Ids are left out. */
export function toldRows(page: Data, { fields }: LateForm): { label: string; values: string[] }[] {
  const inputs = inputsIn(page);
  const typed = fields.filter(([name, value]) => !beside.has(name) && value.trim() !== '' && !isId(value));
  return [...new Set(typed.map(([name]) => name))].flatMap((name) => {
    const values = typed.flatMap(([other, value]) => (other === name ? [value] : []));
    const input = inputs.find((one) => one.name === name);
    if (!input && !(name in words) && values.every(isCode)) return [];
    return typedRows([input ?? { partial: 'field-text', name, label: words[name] ?? 'Autre réponse' }], {
      [name]: values,
    });
  });
}
/** A mark that a page sends back, a box of a matrix: no words of a person. */
const isCode = (value: string): boolean => /^[0-9a-f]{12,}$|[0-9a-f]{8}-[0-9a-f]{4}-/.test(value);
const isId = (value: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value);
const inputsIn = (value: unknown): Input[] => {
  if (Array.isArray(value)) return value.flatMap(inputsIn);
  if (typeof value !== 'object' || value === null) return [];
  return isInput(value) ? [value] : Object.values(value).flatMap(inputsIn);
};
