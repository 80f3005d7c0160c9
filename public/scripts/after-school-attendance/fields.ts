/** The cells of a day that another way of counting needs: what somebody else has written is shown, also where the page had no cell for it. */
import { countLabels } from '../../../domain/after-school/attendance-words.ts';
import type { Counted } from '../../../domain/after-school/counts.ts';
import type { PastedField } from '../../../domain/after-school/pasted-counts.ts';
import { fields, type DayOnPage } from './days.ts';

/** @param counted what the day is to hold: by section or together, and what is counted besides; its cells are there afterwards */
export function drawCells(one: DayOnPage, counted: Counted): void {
  const beside = (['d', 'm'] as const).filter((letter) => one.inputs.has(letter) || counted[fields[letter]] !== null);
  const wanted: PastedField[] = [...(counted.together === null ? (['n', 'p'] as const) : (['t'] as const)), ...beside];
  const place = one.place.querySelector('.day-fields')!;
  const number = String(Number(one.day.slice(8)));
  const inputs = wanted.map((letter) => one.inputs.get(letter) ?? made(place, letter, `${letter}.${number}`));
  one.inputs.clear();
  wanted.forEach((letter, at) => one.inputs.set(letter, inputs[at]!));
  place.replaceChildren(...inputs.map((input) => input.closest('.day-field')!));
  if (counted.together === null) one.place.querySelector('.day-hint')?.remove();
}

function made(place: Element, letter: PastedField, name: string): HTMLInputElement {
  const field = place.querySelector('.day-field')!.cloneNode(true) as HTMLElement;
  field.className = `day-field day-field--${letter}`;
  const [label, input] = [field.querySelector('label')!, field.querySelector('input')!];
  label.htmlFor = name;
  label.textContent = countLabels[fields[letter]];
  Object.assign(input, { id: name, name, value: '' });
  input.dataset.field = letter;
  for (const attribute of ['value', 'aria-invalid', 'aria-describedby']) input.removeAttribute(attribute);
  place.append(field);
  return input;
}
