/** How the grid and its columns are called: what Tabulator leaves out. */
import { dayInWords, letterOf } from '../../../domain/attendance/weeks.ts';
import { dayOfNumber, type Model } from './model.ts';

/** « M 14 » to the eye, « mercredi 14 » to the ear. */
export const header = (model: Model, day: number): HTMLElement => {
  const title = document.createElement('span');
  const on = dayOfNumber(model, day);
  const words = document.createElement('span');
  words.className = 'visually-hidden';
  words.textContent = dayInWords(on);
  const short = document.createElement('span');
  short.setAttribute('aria-hidden', 'true');
  short.append(letterOf(on), document.createElement('br'), String(day));
  title.append(words, short);
  return title;
};

/** Roles that Tabulator leaves out: a grid holds groups of rows and nothing else. */
export function nameGrid(place: HTMLElement, model: Model, label: string, describedBy: string): void {
  place.setAttribute('aria-label', label);
  place.setAttribute('aria-describedby', describedBy);
  place.setAttribute('aria-rowcount', String(model.rows.length + 2));
  place.setAttribute('aria-colcount', String(model.days.length + 2));
  place.setAttribute('aria-multiselectable', 'true');
  place.removeAttribute('aria-owns');
  place.removeAttribute('tabindex');
  // The cells have the focus, one at a time.
  place.querySelector('.tabulator-tableholder')?.removeAttribute('tabindex');
  for (const each of place.querySelectorAll(
    '.tabulator-header, .tabulator-tableholder, .tabulator-footer, .tabulator-header-contents',
  ))
    each.setAttribute('role', 'presentation');
  place.querySelector('.tabulator-calcs-holder')?.setAttribute('role', 'rowgroup');
  for (const each of place.querySelectorAll('[role="columnheader"]')) each.removeAttribute('aria-sort');
}
