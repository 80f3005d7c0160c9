/** How each cell of the grid looks, and what it says to whoever hears it: painted from the model, again at each change. */
import { readCode } from '../../../domain/attendance/codes.ts';
import { presentByDay, totalsOf } from '../../../domain/attendance/month.ts';
import { dayInWords } from '../../../domain/attendance/weeks.ts';
import { cellInWords, childName, codeClass, pointInWords } from '../../../views/attendance/words.ts';
import { dayOfNumber, isClosed, keyOf, type GridRow, type Model } from './model.ts';

/** From the anchor to the head, which has the focus. Column 0 is the name, 1 the first day. */
export interface Selection {
  anchor: { row: number; column: number };
  head: { row: number; column: number };
}
export interface Painting {
  model: Model;
  selection: Selection;
  childrenHref: string;
}

export const columnOf = (cell: Element, { days }: Pick<Model, 'days'>): number => {
  const field = cell.getAttribute('tabulator-field') ?? '';
  return field === 'total' ? days.length + 1 : Number(field.slice(1));
};
const inFrench = (value: number): string => String(value).replace('.', ',');

export function paintCell(painting: Painting, cell: HTMLElement, row: GridRow, index: number): void {
  const { model, childrenHref } = painting;
  const column = columnOf(cell, model);
  if (cell.querySelector('input')) return;
  paintSelected(painting, cell, index);
  if (column === 0) {
    cell.setAttribute('role', 'rowheader');
    const name = childName(row);
    const wrong = model.wrongRows.has(row.id);
    toggle(cell, { 'named-wrong': wrong });
    if (cell.dataset.text === name) return;
    cell.dataset.text = name;
    const link = document.createElement(model.locked ? 'span' : 'a');
    if (link instanceof HTMLAnchorElement) link.href = `${childrenHref}/${row.id}`;
    link.tabIndex = -1;
    link.textContent = name;
    cell.replaceChildren(link);
    return;
  }
  if (column > model.days.length) {
    const { present } = totalsOf([row]);
    setText(cell, inFrench(present.days + present.halfDays / 2));
    return;
  }
  const text = row.cells[column - 1] ?? '';
  const key = keyOf(row.id, column);
  const code = readCode(text);
  const conflict = model.conflicts.get(key);
  const point = model.faultAt.get(key);
  setText(cell, conflict ? `${conflict.mine || '–'}≠${conflict.theirs || '–'}` : code || text);
  const classes = code ? codeClass[code].split(' ') : [];
  toggle(cell, {
    'p': classes.includes('p'),
    'aj': classes.includes('aj'),
    'ai': classes.includes('ai'),
    'closed-code': classes.includes('closed-code'),
    'wrong': point?.weight === 'fault' && !conflict,
    'doubt': point?.weight === 'doubt' && !conflict,
    'conflict': conflict !== undefined,
    'waits': model.waiting.has(key),
    'fresh': model.fresh.has(key),
  });
  const said = [
    cellInWords(text),
    conflict ? 'deux valeurs' : '',
    point ? pointInWords(point, model.byId, model.rules.places).text : '',
    model.waiting.has(key) ? "en attente d'enregistrement" : '',
  ].filter(Boolean);
  const label = `${childName(row)}, ${dayInWords(dayOfNumber(model, column))} : ${said.join(', ')}`;
  if (cell.getAttribute('aria-label') !== label) cell.setAttribute('aria-label', label);
  cell.title =
    point || model.fresh.has(key) ? [...said.slice(1), model.fresh.get(key) ?? ''].filter(Boolean).join(' ') : '';
}

/** Only one cell at a time is reached by Tab. */
export function paintSelected({ model, selection }: Painting, cell: HTMLElement, index: number): void {
  const column = columnOf(cell, model);
  const isHead = selection.head.row === index && selection.head.column === column;
  if (cell.tabIndex !== (isHead ? 0 : -1)) cell.tabIndex = isHead ? 0 : -1;
  toggle(cell, {
    'head': isHead,
    'in-range': column > 0 && column <= model.days.length && within(selection, index, column),
  });
}

export function paintTotals(place: HTMLElement, model: Model): void {
  const present = presentByDay(model.rows, model.days.length);
  const { places } = model.rules;
  for (const cell of place.querySelectorAll<HTMLElement>('.tabulator-calcs .tabulator-cell')) {
    const column = columnOf(cell, model);
    const isDay = column > 0 && column <= model.days.length;
    const count = present[column - 1] ?? 0;
    const over = isDay && places > 0 && count > places;
    setText(
      cell,
      column === 0
        ? places > 0
          ? `Présents / ${String(places)} places`
          : 'Présents'
        : isDay
          ? count === 0 && isClosed(model, column)
            ? ''
            : inFrench(count)
          : inFrench(present.reduce((sum, one) => sum + one, 0)),
    );
    toggle(cell, { over });
    if (isDay)
      cell.setAttribute(
        'aria-label',
        `${dayInWords(dayOfNumber(model, column))} : ${inFrench(count)} présents${over ? ', plus que de places' : ''}`,
      );
    cell.tabIndex = -1;
  }
}

export const cellsOf = (row: HTMLElement): NodeListOf<HTMLElement> =>
  row.querySelectorAll<HTMLElement>('.tabulator-cell');

function setText(cell: HTMLElement, text: string): void {
  if (cell.dataset.text === text) return;
  cell.dataset.text = text;
  cell.textContent = text;
}
function toggle(cell: HTMLElement, classes: Readonly<Record<string, boolean>>): void {
  for (const [each, on] of Object.entries(classes))
    if (cell.classList.contains(each) !== on) cell.classList.toggle(each, on);
}
const within = ({ anchor, head }: Selection, row: number, column: number): boolean =>
  row >= Math.min(anchor.row, head.row) &&
  row <= Math.max(anchor.row, head.row) &&
  column >= Math.min(anchor.column, head.column) &&
  column <= Math.max(anchor.column, head.column) &&
  (anchor.row !== head.row || anchor.column !== head.column);
