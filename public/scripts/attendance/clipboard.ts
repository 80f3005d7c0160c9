/** Blocks of cells to and from a spreadsheet, by its own keys. */
import type { Written } from './keys.ts';
import { kept, type Model } from './model.ts';
import type { Selection } from './paint.ts';
import type { Sheet } from './sheet.ts';

/** Lines and columns of a block as Excel puts it on the clipboard. */
export const blockOf = (text: string): string[][] =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t').map((cell) => cell.trim().replace(/^"(.*)"$/s, '$1')));

interface Bounds {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export function listenToClipboard({
  model,
  sheet,
  selection,
  bounds,
  inBounds,
  erase,
  isOurs,
  write,
  tell,
}: {
  model: Model;
  sheet: Sheet;
  selection: Selection;
  bounds: () => Bounds;
  inBounds: (text: (row: number, column: number) => string) => Written[];
  erase: () => void;
  /** Whether what happens there happens to cells of the grid. */
  isOurs: (target: EventTarget | null) => boolean;
  write: (cells: readonly Written[]) => void;
  tell: (text: string) => void;
}): void {
  const lastColumn = model.days.length;
  const copy = (event: ClipboardEvent): void => {
    const { top, bottom, left, right } = bounds();
    const lines = model.rows.slice(top, bottom + 1).map(({ cells }) => cells.slice(left - 1, right).join('\t'));
    event.clipboardData?.setData('text/plain', lines.join('\r\n'));
    event.preventDefault();
    tell(`${several((bottom - top + 1) * (right - left + 1))} sur le presse-papiers.`);
  };
  document.addEventListener('copy', (event) => {
    if (isOurs(event.target)) copy(event);
  });
  document.addEventListener('cut', (event) => {
    if (!isOurs(event.target)) return;
    copy(event);
    erase();
  });
  document.addEventListener('paste', (event) => {
    if (!isOurs(event.target) || model.locked) return;
    event.preventDefault();
    const block = blockOf(event.clipboardData?.getData('text/plain') ?? '');
    const { top, left } = bounds();
    // One cell fills all that is selected.
    if (block.length === 1 && block[0]!.length === 1) {
      const typed = kept(block[0]![0]!);
      write(inBounds(() => typed));
      return;
    }
    let outside = 0;
    const cells: Written[] = [];
    block.forEach((line, down) =>
      line.forEach((text, right) => {
        const id = model.rows[top + down]?.id;
        if (id && left + right <= lastColumn) cells.push({ rowId: id, day: left + right, typed: kept(text) });
        else if (text !== '') outside += 1;
      }),
    );
    write(cells);
    selection.anchor = { row: top, column: left };
    selection.head = {
      row: Math.min(model.rows.length - 1, top + block.length - 1),
      column: Math.min(lastColumn, left + Math.max(...block.map(({ length }) => length)) - 1),
    };
    sheet.paint();
    tell(
      `${several(cells.length)} collées, Ctrl+Z défait.${outside > 0 ? ` ${several(outside)} hors de la grille sont laissées.` : ''}`,
    );
  });
}
const several = (count: number): string => `${String(count)} ${count === 1 ? 'cellule' : 'cellules'}`;
