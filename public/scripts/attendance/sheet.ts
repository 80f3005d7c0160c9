/** What one sees of the grid: Tabulator lays out the rows that are in sight, frozen names and totals; `paint.ts` paints the cells. */
import { ColumnCalcsModule, FormatModule, FrozenColumnsModule, Tabulator } from 'tabulator-tables';
import { header, nameGrid } from './grid-names.ts';
import { isClosed, type GridRow, type Model } from './model.ts';
import { cellsOf, columnOf, paintCell, paintSelected, paintTotals, type Painting, type Selection } from './paint.ts';

export const rowHeight = 28;
const narrow = matchMedia('(max-width: 45rem)').matches;
const nameWidth = narrow ? 116 : 184;
const dayWidth = 30;
const totalWidth = narrow ? 44 : 52;
const mostHeight = 640;
/** Header, totals and edges. */
const around = 82;

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
  const painting: Painting = { model, selection, childrenHref };

  function paintRow(element: HTMLElement, id: string): void {
    const row = model.byId.get(id);
    const index = indexOf.get(id);
    if (!row || index === undefined) return;
    element.dataset.row = String(index);
    element.setAttribute('aria-rowindex', String(index + 2));
    for (const cell of cellsOf(element)) paintCell(painting, cell, row, index);
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
      paintTotals(place, model);
    },
    paintSelection() {
      for (const element of rowElements()) {
        const index = Number(element.dataset.row);
        for (const cell of cellsOf(element)) paintSelected(painting, cell, index);
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
      const column = columnOf(cell, model);
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
