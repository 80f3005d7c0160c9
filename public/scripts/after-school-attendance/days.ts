/** The days of the form as they stand on the page: what is typed in each, and what the server has. */
import {
  faultInWords,
  faultOf,
  isBlank,
  nothingCounted,
  typedOver,
  type Counted,
  type DayCounts,
} from '../../../domain/after-school/counts.ts';
import type { PastedField } from '../../../domain/after-school/pasted-counts.ts';
import { readCount } from '../../../domain/after-school/written-count.ts';

export const fields = { n: 'nursery', p: 'primarySchool', t: 'together', d: 'positive', m: 'morning' } as const;
export const letters = Object.keys(fields) as PastedField[];

export interface DayOnPage {
  day: string;
  place: HTMLElement;
  /** Nothing is asked for on it, unless the place was open. */
  red: boolean;
  inputs: Map<PastedField, HTMLInputElement>;
  /** What the server has, and which version of it. */
  kept: Counted & { openAnyway: boolean };
  version: number;
}

export function daysOn(form: HTMLFormElement): DayOnPage[] {
  return [...form.querySelectorAll<HTMLElement>('[data-day]')].map((place) => {
    const [version = '0', ...values] = (place.querySelector<HTMLInputElement>('[data-seen]')?.value ?? '').split(':');
    const numbers = values.map((value) => (value === '' ? null : Number(value)));
    return {
      day: place.dataset.day ?? '',
      place,
      red: place.dataset.kind === 'red',
      inputs: new Map(
        [...place.querySelectorAll<HTMLInputElement>('[data-field]')].map((input) => [
          input.dataset.field as PastedField,
          input,
        ]),
      ),
      kept: {
        ...nothingCounted,
        ...Object.fromEntries(letters.map((letter, at) => [fields[letter], numbers[at] ?? null])),
        openAnyway: numbers[letters.length] === 1,
      },
      version: Number(version),
    };
  });
}

/** « oui », « non », or nothing said yet; a day that is asked for needs no answer. */
export function openOn({ place, red, kept }: DayOnPage): 'yes' | 'no' | 'unsaid' {
  if (!red) return kept.openAnyway ? 'yes' : 'no';
  return (
    (place.querySelector<HTMLInputElement>('input[type="radio"]:checked')?.value as 'yes' | 'no' | undefined) ??
    'unsaid'
  );
}

/** What is typed: numbers, or what is wrong by field. */
export function typedOn({ inputs, kept }: DayOnPage): { counted: Counted; faults: ReadonlyMap<PastedField, string> } {
  const faults = new Map<PastedField, string>();
  const typed: Partial<Counted> = {};
  for (const [letter, input] of inputs) {
    const read = readCount(input.value);
    if ('fault' in read) faults.set(letter, read.fault);
    typed[fields[letter]] = 'fault' in read ? null : read.value;
  }
  const counted = typedOver(kept, typed);
  const fault = faults.size === 0 ? faultOf(counted) : undefined;
  if (fault) faults.set(fault === 'positive-beyond' ? 'd' : 'n', faultInWords(fault, counted));
  return { counted, faults };
}

/** Whether the day is to be sent: changed, readable, and of a red one the place was open. */
export function toSend(one: DayOnPage): (Counted & { openAnyway: boolean }) | undefined {
  const { counted, faults } = typedOn(one);
  const open = openOn(one);
  if (faults.size > 0 || (one.red && open !== 'yes' && !isBlank(counted))) return undefined;
  const next = { ...counted, openAnyway: open === 'yes' && !isBlank(counted) };
  const same = (Object.keys(next) as (keyof typeof next)[]).every((key) => next[key] === one.kept[key]);
  return same ? undefined : next;
}

/** Whether leaving the page loses something of it. */
export const isUnsaved = (one: DayOnPage): boolean => {
  const { counted, faults } = typedOn(one);
  return (
    faults.size > 0 ||
    toSend(one) !== undefined ||
    (one.red && openOn(one) === 'unsaid' && !isBlank(counted) && !isKept(one, counted))
  );
};
const isKept = ({ kept }: DayOnPage, counted: Counted): boolean =>
  letters.every((letter) => counted[fields[letter]] === kept[fields[letter]]);

/** @param which cells; the others stay as they are typed */
export function write(one: DayOnPage, counted: Counted, which: (letter: PastedField) => boolean): void {
  for (const [letter, input] of one.inputs) {
    if (!which(letter)) continue;
    const value = counted[fields[letter]];
    input.value = value === null ? '' : String(value);
  }
}

/** What stands there now, as the server says. */
export function keep(one: DayOnPage, stands: Counted & Pick<DayCounts, 'openAnyway'>, version: number): void {
  one.version = version;
  one.kept = { ...stands };
  const seen = one.place.querySelector<HTMLInputElement>('[data-seen]');
  if (seen)
    seen.value = [version, ...letters.map((letter) => stands[fields[letter]] ?? ''), stands.openAnyway ? 1 : ''].join(
      ':',
    );
}
