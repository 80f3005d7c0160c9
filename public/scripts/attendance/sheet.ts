/** What one sees of the grid: Tabulator lays out the rows that are in sight, frozen names and totals; each cell is painted from the model. */
import { ColumnCalcsModule, FormatModule, FrozenColumnsModule, Tabulator } from 'tabulator-tables';
import { readCode } from '../../../domain/attendance/codes.ts';
import { presentByDay, totalsOf } from '../../../domain/attendance/month.ts';
import { dayInWords } from '../../../domain/attendance/weeks.ts';
import { cellInWords, childName, codeClass, pointInWords } from '../../../views/attendance/words.ts';
import { header, nameGrid } from './grid-names.ts';
import { dayOfNumber, isClosed, keyOf, type GridRow, type Model } from './model.ts';

export const rowHeight = 28;
const narrow = matchMedia('(max-width: 45rem)').matches;
const nameWidth = narrow ? 116 : 184;
const dayWidth = 30;
const totalWidth = narrow ? 44 : 52;
const mostHeight = 640;
/** Header, totals and edges. */
const around = 82;

/** From the anchor to the head, which has the focus. Column 0 is the name, 1 the first day. */
export interface Selection {
  anchor: { row: number; column: number };
  head: { row: number; column: number };
}
export interface Sheet {
  /** Everything in sight, as the model and the selection are now. */
  paint(): void;
  /** The same, where only the selection has moved. */
  paintSelection(): void;
  /** Brings a cell into sight. @returns its element once it is there */
  show(row: number, column: number): Promise<HTMLElement | undefined>;
  cellAt(target: EventTarget | null): { row: number; column: number } | undefined;
  elementOf(row: number, column: number): HTMLElement | undefined;
  /** Rows came or went. */
  rebuild(): Promise<void>;
  holder: HTMLElement;
}

Tabulator.registerModule([FormatModule, FrozenColumnsModule, ColumnCalcsModule]);

const dataOf = (rows: readonly GridRow[]): { id: string }[] => rows.map(({ id }) => ({ id }));
const inFrench = (value: number): string => String(value).replace('.', ',');

export function createSheet(
  place: HTMLElement,
  model: Model,
  {
    selection,
    childrenHref,
    label,
    describedBy,
  }: { selection: Selection; childrenHref: string; label: string; describedBy: string },
): Promise<Sheet> {
  const indexOf = new Map<string, number>();
  const renumber = (): void => {
    indexOf.clear();
    model.rows.forEach(({ id }, index) => indexOf.set(id, index));
  };
  renumber();
  const blank = (): string => '';
  const table = new Tabulator(place, {
    data: dataOf(model.rows),
    index: 'id',
    height: Math.min(mostHeight, model.rows.length * rowHeight + around),
    rowHeight,
    layout: 'fitData',
    renderVertical: 'virtual',
    columnDefaults: { minWidth: 20, headerSort: false, resizable: false, formatter: blank, bottomCalc: blank },
    columns: [
      { title: 'Enfant', field: 'n0', width: nameWidth, frozen: true },
      ...model.days.map((_, index) => ({
        title: String(index + 1),
        field: `n${String(index + 1)}`,
        width: dayWidth,
        cssClass: isClosed(model, index + 1) ? 'closed-day' : 'open-day',
        titleFormatter: () => header(model, index + 1),
      })),
      { title: 'Jours', field: 'total', width: totalWidth, frozen: true },
    ],
    rowFormatter: (row) => {
      paintRow(row.getElement(), (row.getData() as { id: string }).id);
    },
  });

  const holderOf = (): HTMLElement => place.querySelector<HTMLElement>('.tabulator-tableholder')!;
  const fieldNumber = (cell: Element): number => {
    const field = cell.getAttribute('tabulator-field') ?? '';
    return field === 'total' ? model.days.length + 1 : Number(field.slice(1));
  };

  function paintRow(element: HTMLElement, id: string): void {
    const row = model.byId.get(id);
    const index = indexOf.get(id);
    if (!row || index === undefined) return;
    element.dataset.row = String(index);
    element.setAttribute('aria-rowindex', String(index + 2));
    for (const cell of cellsOf(element)) paintCell(cell, row, index, fieldNumber(cell));
  }

  function paintCell(cell: HTMLElement, row: GridRow, index: number, column: number): void {
    if (cell.querySelector('input')) return;
    select(cell, index, column);
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
  function select(cell: HTMLElement, index: number, column: number): void {
    const isHead = selection.head.row === index && selection.head.column === column;
    if (cell.tabIndex !== (isHead ? 0 : -1)) cell.tabIndex = isHead ? 0 : -1;
    toggle(cell, {
      'head': isHead,
      'in-range': column > 0 && column <= model.days.length && within(selection, index, column),
    });
  }

  function paintTotals(): void {
    const present = presentByDay(model.rows, model.days.length);
    const { places } = model.rules;
    for (const cell of place.querySelectorAll<HTMLElement>('.tabulator-calcs .tabulator-cell')) {
      const column = fieldNumber(cell);
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

  const rowElements = () => holderOf().querySelectorAll<HTMLElement>('.tabulator-row[data-row]');
  const elementOf = (row: number, column: number): HTMLElement | undefined => {
    const field = column > model.days.length ? 'total' : `n${String(column)}`;
    return (
      holderOf().querySelector<HTMLElement>(`.tabulator-row[data-row="${String(row)}"] [tabulator-field="${field}"]`) ??
      undefined
    );
  };

  const sheet: Sheet = {
    get holder() {
      return holderOf();
    },
    elementOf,
    paint() {
      for (const element of rowElements()) {
        const row = model.rows[Number(element.dataset.row)];
        if (row) paintRow(element, row.id);
      }
      paintTotals();
    },
    paintSelection() {
      for (const element of rowElements()) {
        const index = Number(element.dataset.row);
        for (const cell of cellsOf(element)) select(cell, index, fieldNumber(cell));
      }
    },
    async show(row, column) {
      const holder = holderOf();
      const top = row * rowHeight;
      if (top < holder.scrollTop) holder.scrollTop = top;
      else if (top + rowHeight > holder.scrollTop + holder.clientHeight)
        holder.scrollTop = top + rowHeight - holder.clientHeight;
      const left = nameWidth + (column - 1) * dayWidth;
      if (column > 0 && left - nameWidth < holder.scrollLeft) holder.scrollLeft = left - nameWidth;
      else if (left + dayWidth + totalWidth > holder.scrollLeft + holder.clientWidth)
        holder.scrollLeft = left + dayWidth + totalWidth - holder.clientWidth;
      for (let tries = 0; tries < 5; tries += 1) {
        const element = elementOf(row, column);
        if (element) return element;
        await new Promise((drawn) => requestAnimationFrame(drawn));
      }
      return elementOf(row, column);
    },
    cellAt(target) {
      const cell = target instanceof Element ? target.closest('.tabulator-cell') : null;
      const element = cell?.closest<HTMLElement>('.tabulator-row[data-row]');
      if (!cell || !element) return undefined;
      const column = fieldNumber(cell);
      return column > model.days.length ? undefined : { row: Number(element.dataset.row), column };
    },
    async rebuild() {
      renumber();
      const { scrollTop, scrollLeft } = holderOf();
      await table.replaceData(dataOf(model.rows));
      holderOf().scrollTop = scrollTop;
      holderOf().scrollLeft = scrollLeft;
      sheet.paint();
    },
  };
  return new Promise((ready) => {
    table.on('tableBuilt', () => {
      nameGrid(place, model, label, describedBy);
      sheet.paint();
      ready(sheet);
    });
  });
}

const cellsOf = (row: HTMLElement): NodeListOf<HTMLElement> => row.querySelectorAll<HTMLElement>('.tabulator-cell');

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
