/** The keyboard as in a spreadsheet: arrows from cell to cell, Enter down a week, a figure typed on a red day opens its question. */
import { weekdayOf } from '../../../domain/days.ts';
import type { PastedField } from '../../../domain/after-school/pasted-counts.ts';
import type { DayOnPage } from './days.ts';

interface Cell {
  at: number;
  letter: PastedField;
}

export function listenToKeys(
  form: HTMLFormElement,
  days: readonly DayOnPage[],
  changed: (one: DayOnPage) => void,
): void {
  const seen = (input: HTMLInputElement | undefined): input is HTMLInputElement =>
    input !== undefined && input.checkVisibility();
  const cells = (): { one: DayOnPage; letter: PastedField; input: HTMLInputElement }[] =>
    days.flatMap((one) => [...one.inputs].flatMap(([letter, input]) => (seen(input) ? [{ one, letter, input }] : [])));
  const cellOf = (input: EventTarget | null): Cell | undefined => {
    for (const [at, { inputs }] of days.entries())
      for (const [letter, one] of inputs) if (one === input) return { at, letter };
    return undefined;
  };

  const beside = (input: HTMLInputElement, step: 1 | -1): HTMLInputElement | undefined => {
    const all = cells();
    return all[all.findIndex((cell) => cell.input === input) + step]?.input;
  };
  /** The same field a week further; below the last one, the top of the next weekday. */
  const below = ({ at, letter }: Cell, step: 1 | -1, goesOn: boolean): HTMLInputElement | undefined => {
    const weekday = weekdayOf(days[at]!.day);
    const inColumn = (column: number) =>
      cells().filter((cell) => cell.letter === letter && weekdayOf(cell.one.day) === column);
    const column = inColumn(weekday);
    const next = column[column.findIndex(({ one }) => one === days[at]) + step];
    if (next || !goesOn) return next?.input;
    for (let further = weekday + step; further >= 1 && further <= 7; further += step) {
      const found = inColumn(further).at(step === 1 ? 0 : -1);
      if (found) return found.input;
    }
    return undefined;
  };

  form.addEventListener('focusin', ({ target }) => {
    if (cellOf(target)) (target as HTMLInputElement).select();
  });
  form.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = cellOf(event.target);
    if (!cell) {
      openByFigure(event, days, changed);
      return;
    }
    const input = event.target as HTMLInputElement;
    const moves: Readonly<Record<string, () => HTMLInputElement | undefined>> = {
      ArrowLeft: () => beside(input, -1),
      ArrowRight: () => beside(input, 1),
      ArrowUp: () => below(cell, -1, false),
      ArrowDown: () => below(cell, 1, false),
      Enter: () => below(cell, event.shiftKey ? -1 : 1, true),
    };
    const move = moves[event.key];
    if (!move || (event.shiftKey && event.key !== 'Enter')) return;
    event.preventDefault();
    const next = move();
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  });
}

/** Nothing is refused silently: who types a number on a red day is asked whether the place was open. */
function openByFigure(event: KeyboardEvent, days: readonly DayOnPage[], changed: (one: DayOnPage) => void): void {
  const summary = event.target instanceof Element ? event.target.closest('summary') : null;
  const one = summary && days.find(({ place }) => place.contains(summary));
  const [input] = one ? one.inputs.values() : [];
  if (!one || !input || !/^\d$/.test(event.key)) return;
  event.preventDefault();
  summary.closest('details')!.open = true;
  input.value = event.key;
  input.focus();
  input.setSelectionRange(1, 1);
  changed(one);
}
