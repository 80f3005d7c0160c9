/** The keyboard, the mouse and the clipboard, as in a spreadsheet. */
import { codes } from '../../../domain/attendance/codes.ts';
import type { Model } from './model.ts';
import { kept } from './model.ts';
import { listenToClipboard } from './clipboard.ts';
import type { Selection } from './paint.ts';
import type { Sheet } from './sheet.ts';

export interface Written {
  rowId: string;
  day: number;
  typed: string;
}
export interface Hands {
  /** Goes to a cell, as if by the arrows. */
  goTo(row: number, column: number): Promise<void>;
}

export function listen(
  place: HTMLElement,
  model: Model,
  sheet: Sheet,
  selection: Selection,
  does: {
    write: (cells: readonly Written[]) => void;
    undo: () => void;
    redo: () => void;
    nextFault: (from: { row: number; column: number }) => { row: number; column: number } | undefined;
    tell: (text: string) => void;
  },
): Hands {
  let editor: HTMLInputElement | undefined;
  let dragging = false;
  /** On the way to a cell that is not drawn yet: what was left may be gone from the page, and the focus with it. */
  let moving = false;
  let turns = 0;
  const lastColumn = model.days.length;
  const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

  async function goTo(row: number, column: number, extends_ = false): Promise<void> {
    if (model.rows.length === 0) return;
    selection.head = { row: clamp(row, 0, model.rows.length - 1), column: clamp(column, extends_ ? 1 : 0, lastColumn) };
    if (!extends_) selection.anchor = { ...selection.head };
    else if (selection.anchor.column === 0) selection.anchor.column = 1;
    const turn = ++turns;
    moving = true;
    const element = await sheet.show(selection.head.row, selection.head.column);
    // Somebody who holds a key down has gone on meanwhile.
    if (turn !== turns) return;
    moving = false;
    sheet.paintSelection();
    element?.focus({ preventScroll: true });
    // In its place within the grid already: the page follows where the grid itself is out of sight.
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  const isHere = (target: EventTarget | null): boolean =>
    target instanceof Element && target.closest('.tabulator-cell') !== null && place.contains(target);
  const bounds = () => {
    const { anchor, head } = selection;
    return {
      top: Math.min(anchor.row, head.row),
      bottom: Math.max(anchor.row, head.row),
      left: Math.max(1, Math.min(anchor.column, head.column)),
      right: Math.max(anchor.column, head.column),
    };
  };
  const inBounds = (text: (row: number, column: number) => string): Written[] => {
    const { top, bottom, left, right } = bounds();
    const cells: Written[] = [];
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) {
        const id = model.rows[row]?.id;
        if (id) cells.push({ rowId: id, day: column, typed: text(row, column) });
      }
    return cells;
  };
  const erase = (): void => does.write(inBounds(() => ''));

  /** @param first what was typed to begin with; undefined keeps what stands there */
  function edit(first?: string): void {
    const { row, column } = selection.head;
    const element = sheet.elementOf(row, column);
    const line = model.rows[row];
    if (model.locked || column === 0 || !element || !line || editor) return;
    selection.anchor = { row, column };
    const input = document.createElement('input');
    input.type = 'text';
    input.className = 'cell-editor';
    input.maxLength = 12;
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.setAttribute('aria-label', `${element.getAttribute('aria-label') ?? ''}. Codes : ${codes.join(', ')}`);
    input.value = first ?? line.cells[column - 1] ?? '';
    editor = input;
    delete element.dataset.text;
    element.replaceChildren(input);
    input.focus();
    if (first === undefined) input.select();
    const leave = (keeps: boolean): void => {
      if (editor !== input) return;
      editor = undefined;
      const typed = input.value;
      input.remove();
      if (keeps) does.write([{ rowId: line.id, day: column, typed: kept(typed) }]);
      sheet.paint();
    };
    input.addEventListener('blur', () => leave(true));
    input.addEventListener('keydown', (event) => {
      event.stopPropagation();
      const moves: Readonly<Record<string, [number, number]>> = {
        Enter: [event.shiftKey ? -1 : 1, 0],
        Tab: [0, event.shiftKey ? -1 : 1],
        ArrowUp: [-1, 0],
        ArrowDown: [1, 0],
        // What was typed over goes on by the arrows; what is corrected keeps them for the text.
        ...(first === undefined
          ? {}
          : { ArrowLeft: [0, -1] as [number, number], ArrowRight: [0, 1] as [number, number] }),
      };
      const move = moves[event.key];
      if (event.key === 'Escape') {
        event.preventDefault();
        leave(false);
        void goTo(row, column);
      } else if (move) {
        event.preventDefault();
        leave(true);
        void goTo(row + move[0], column + move[1]);
      }
    });
  }

  document.addEventListener('keydown', (event) => {
    if (editor || !(isHere(event.target) || (moving && event.target === document.body))) return;
    const { row, column } = selection.head;
    const whole = event.ctrlKey || event.metaKey;
    const jump = Math.max(1, Math.floor(sheet.holder.clientHeight / 28) - 1);
    const moves: Readonly<Record<string, [number, number]>> = {
      ArrowUp: [whole ? 0 : row - 1, column],
      ArrowDown: [whole ? model.rows.length - 1 : row + 1, column],
      ArrowLeft: [row, whole ? 1 : column - 1],
      ArrowRight: [row, whole ? lastColumn : column + 1],
      Home: [whole ? 0 : row, 1],
      End: [whole ? model.rows.length - 1 : row, lastColumn],
      PageUp: [row - jump, column],
      PageDown: [row + jump, column],
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      void goTo(move[0], move[1], event.shiftKey);
      return;
    }
    if (whole && ['z', 'y', 'a'].includes(event.key.toLowerCase())) {
      event.preventDefault();
      if (event.key.toLowerCase() === 'a') {
        selection.anchor = { row: 0, column: 1 };
        selection.head = { row: model.rows.length - 1, column: lastColumn };
        sheet.paintSelection();
      } else if (event.key.toLowerCase() === 'y' || event.shiftKey) does.redo();
      else does.undo();
      return;
    }
    if (whole || event.altKey) return;
    switch (event.key) {
      case 'Enter':
        if (column === 0) sheet.elementOf(row, 0)?.querySelector('a')?.click();
        else void goTo(row + (event.shiftKey ? -1 : 1), column);
        break;
      case 'Tab': {
        // At both ends of a row the page goes on: nobody is held in the grid.
        const next = column + (event.shiftKey ? -1 : 1);
        if (next < 1 || next > lastColumn) return;
        void goTo(row, next);
        break;
      }
      case 'F2':
        edit();
        break;
      case 'F8': {
        const fault = does.nextFault(selection.head);
        if (fault) void goTo(fault.row, fault.column);
        else does.tell('Aucune faute.');
        break;
      }
      case 'Delete':
      case 'Backspace':
        erase();
        break;
      default:
        if (!/^.$/u.test(event.key) || event.key === ' ' || column === 0) return;
        edit(event.key);
    }
    event.preventDefault();
  });

  place.addEventListener('mousedown', (event) => {
    const at = sheet.cellAt(event.target);
    if (!at || event.button !== 0 || event.target === editor) return;
    if (at.column === 0 && event.target instanceof HTMLAnchorElement) return;
    event.preventDefault();
    editor?.blur();
    dragging = at.column > 0;
    void goTo(at.row, at.column, event.shiftKey);
  });
  place.addEventListener('mouseover', (event) => {
    const at = dragging ? sheet.cellAt(event.target) : undefined;
    if (!at || at.column === 0) return;
    selection.head = at;
    sheet.paintSelection();
    sheet.elementOf(at.row, at.column)?.focus({ preventScroll: true });
  });
  addEventListener('mouseup', () => {
    dragging = false;
  });
  place.addEventListener('dblclick', (event) => {
    if (sheet.cellAt(event.target)) edit();
  });

  listenToClipboard({
    model,
    sheet,
    selection,
    bounds,
    inBounds,
    erase,
    isOurs: (target) => !editor && isHere(target),
    ...does,
  });
  return { goTo: (row, column) => goTo(row, column) };
}
