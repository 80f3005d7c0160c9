/** The attendance of a month as one grid: it takes the place of the table by weeks, which stays for whoever wants it. */
import type { Proposal, Point } from '../../../domain/attendance/check-month.ts';
import type { PointGroup } from '../../../views/attendance/words.ts';
import { dayOfNumber, keyOf, lookAgain, modelOf, takeChanges, write, type Conflict, type Loaded } from './model.ts';
import { listen, type Written } from './keys.ts';
import { createSender, type Status } from './sending.ts';
import type { Selection } from './paint.ts';
import { createSheet } from './sheet.ts';
import { cellsInWords, showConflicts, showPoints, statusInWords } from './told.ts';
import { watch } from './watching.ts';

const grid = document.querySelector<HTMLElement>('[data-attendance-grid]');
if (grid) void start(grid);

async function start(place: HTMLElement): Promise<void> {
  const {
    load = '',
    save = '',
    changes = '',
    user = '',
    mark = '',
    children = '',
    closures = '',
    csrf = '',
  } = place.dataset;
  const answer = await fetch(load, { headers: { accept: 'application/json' } });
  if (!answer.ok) return;
  const model = modelOf((await answer.json()) as Loaded);
  const part = (name: string): HTMLElement => place.querySelector<HTMLElement>(`[data-${name}]`)!;
  const points = document.querySelector<HTMLElement>('[data-points]')!;
  const selection: Selection = { anchor: { row: 0, column: 1 }, head: { row: 0, column: 1 } };
  place.hidden = false;
  for (const part_ of document.querySelectorAll<HTMLElement>('[data-by-week]')) part_.hidden = true;
  const sheet = await createSheet(part('sheet'), model, {
    selection,
    childrenHref: children,
    label: document.querySelector('h1')?.textContent ?? '',
    describedBy: 'grid-help',
  });

  const tell = (text: string): void => {
    part('told').textContent = text;
  };
  let lastStatus = '';
  function say(status: Status): void {
    const { text, kind, signIn, reload } = statusInWords(status, model);
    const line = part('status');
    if (text === lastStatus) return;
    lastStatus = text;
    line.dataset.kind = kind;
    line.replaceChildren(text);
    if (signIn || reload) {
      const link = document.createElement('a');
      link.href = signIn ? '/sign-in' : location.pathname;
      if (signIn) link.target = '_blank';
      link.textContent = signIn ? 'se reconnecter (autre onglet)' : 'recharger la page';
      line.append(' ', link, '.');
    }
  }

  const sender = createSender(model, { save, csrf, user, mark }, (status, conflicts) => {
    say(status);
    if (conflicts.length > 0) tell(`Deux valeurs pour ${cellsInWords(conflicts.length)} : choisissez sous la grille.`);
    redraw();
  });

  let lookTimer: number | undefined;
  /** Cells at once; totals and what is wrong a moment later, once for all that was typed or pasted. */
  function redraw(): void {
    sheet.paint();
    clearTimeout(lookTimer);
    lookTimer = window.setTimeout(() => {
      lookAgain(model);
      sheet.paint();
      showPoints(points, model, mends);
      showConflicts(part('choice'), model, { take: choose, goTo: ({ rowId, day }) => void go(rowId, day) });
    }, 60);
  }

  interface Step {
    before: Written[];
    after: Written[];
  }
  const done: Step[] = [];
  const undone: Step[] = [];
  function writeAll(cells: readonly Written[]): Step {
    const step: Step = { before: [], after: [] };
    for (const cell of cells) {
      const before = write(model, cell.rowId, cell.day, cell.typed);
      if (before === undefined) continue;
      step.before.push({ ...cell, typed: before });
      step.after.push(cell);
    }
    if (step.after.length > 0) {
      sender.wake();
      redraw();
    }
    return step;
  }
  const change = (cells: readonly Written[]): void => {
    if (model.locked) return tell('Ce mois ne se modifie plus.');
    const step = writeAll(cells);
    if (step.after.length === 0) return;
    done.push(step);
    undone.length = 0;
  };
  const again = (from: Step[], to: Step[], which: 'before' | 'after', said: string): void => {
    const step = from.pop();
    if (!step) return tell(`Rien à ${said}.`);
    writeAll(step[which]);
    to.push(step);
    tell(`${cellsInWords(step.after.length)} : ${said === 'défaire' ? 'défait' : 'refait'}.`);
    const first = step.before[0];
    if (first) void go(first.rowId, first.day);
  };

  const rowOf = (rowId: string): number => model.rows.findIndex(({ id }) => id === rowId);
  const go = (rowId: string, day: number): Promise<void> => hands.goTo(rowOf(rowId), day);
  const hands = listen(part('sheet'), model, sheet, selection, {
    write: change,
    undo: () => again(done, undone, 'before', 'défaire'),
    redo: () => again(undone, done, 'after', 'refaire'),
    tell,
    nextFault(from) {
      const places = [...model.faultAt.values()].map((point) => ({
        row: rowOf(point.rowId ?? ''),
        column: Number(point.day?.slice(8)),
      }));
      const ordered = places.sort((a, b) => a.row - b.row || a.column - b.column);
      return ordered.find((at) => at.row > from.row || (at.row === from.row && at.column > from.column)) ?? ordered[0];
    },
  });

  const mends = {
    childHref: (rowId: string) => `${children}/${rowId}`,
    closuresHref: closures,
    goTo: ({ rowId, day }: Point) => {
      if (day !== null) void hands.goTo(rowId === null ? selection.head.row : rowOf(rowId), Number(day.slice(8)));
    },
    mend: (group: PointGroup, proposal: Proposal) =>
      change(
        group.flatMap(({ rowId, day }) =>
          rowId !== null && day !== null
            ? [{ rowId, day: Number(day.slice(8)), typed: proposal.do === 'set' ? proposal.code : '' }]
            : [],
        ),
      ),
  };
  /** One of both values stands, from the version that the other one has made. */
  function choose(conflict: Conflict, text: string): void {
    const row = model.byId.get(conflict.rowId);
    if (!row) return;
    if (text === conflict.theirs) {
      row.cells[conflict.day - 1] = conflict.theirs;
      row.versions[conflict.day - 1] = conflict.version;
      model.conflicts.delete(keyOf(conflict.rowId, conflict.day));
      sender.wake();
      redraw();
    } else change([{ rowId: conflict.rowId, day: conflict.day, typed: text }]);
    void go(conflict.rowId, conflict.day);
  }

  watch(model, changes, (seen) => {
    if (seen.locked && !model.locked) {
      model.locked = true;
      say({ is: 'sent' });
    }
    const { others, rebuilt } = takeChanges(model, seen.rows, seen.removed);
    if (others.length > 0) tell(`${others.join(', ')} a modifié des présences ou des enfants de ce mois.`);
    if (rebuilt) void sheet.rebuild();
    redraw();
    // A mark of what is new fades by itself.
    setTimeout(() => {
      model.fresh.clear();
      sheet.paint();
    }, 8_000);
  });

  for (const form of document.querySelectorAll<HTMLFormElement>('form[action$="/sign-out"]'))
    form.addEventListener(
      'submit',
      (event) => {
        if (model.waiting.size === 0) return;
        if (
          !confirm(
            `${cellsInWords(model.waiting.size)} pas encore enregistrées seront perdues. Se déconnecter quand même ?`,
          )
        ) {
          event.preventDefault();
          event.stopImmediatePropagation();
        }
      },
      true,
    );

  const recalled = await sender.recall();
  if (recalled > 0 && model.locked) {
    say({ is: 'sent' });
    await sender.forget();
  } else if (recalled > 0) say(navigator.onLine ? { is: 'saving' } : { is: 'offline' });
  else say({ is: 'loaded' });
  redraw();
  const asked = /^#c\.([0-9a-f-]{36})\.(\d{1,2})$/.exec(location.hash);
  if (asked && model.byId.has(asked[1]!)) await go(asked[1]!, Number(asked[2]));
  place.dataset.ready = dayOfNumber(model, 1);
}
