/** Cells save themselves: sent in the order in which they were typed, kept on this machine until the server has them. */
import { createStore, del, get, keys, set } from 'idb-keyval';
import { createPost, whyRefused } from '../post-form.ts';
import { keyOf, type Conflict, type Model, type Waiting } from './model.ts';

export type Status =
  | { is: 'saved'; at: number }
  | { is: 'saving' | 'offline' | 'signed-out' | 'other-person' | 'sent' | 'refused' | 'loaded' };
interface Answer {
  savedAt: number;
  cells: (
    | { rowId: string; day: number; outcome: 'saved'; version: number }
    | { rowId: string; day: number; outcome: 'changed'; version: number; stands: string; by: string; at: number }
    | { rowId: string; day: number; outcome: 'gone' }
  )[];
}
export interface Sender {
  /** There is something new to send. */
  wake(): void;
  /** What waited here when the page was last left. @returns how many cells */
  recall(): Promise<number>;
  forget(): Promise<void>;
}

/** As many cells as one form may hold. */
const atOnce = 500;
/** What is typed meanwhile goes together: one sending at a time. */
const soon = 30;
const retryAfter = 5_000;
/** `portal.js` deletes it at the sign-out, by this name. */
const store = createStore('pro-one-attendance', 'waiting');

export function createSender(
  model: Model,
  { save, csrf, user, mark }: { save: string; csrf: string; user: string; mark: string },
  told: (status: Status, conflicts: readonly Conflict[]) => void,
): Sender {
  const place = `${user} ${mark}`;
  let timer: number | undefined;
  let running = false;

  const remember = async (): Promise<void> => {
    const kept = { waiting: [...model.waiting.values()], conflicts: [...model.conflicts.values()] };
    await (kept.waiting.length + kept.conflicts.length > 0 ? set(place, kept, store) : del(place, store)).catch(
      () => undefined, // storage refused: it lasts for the page
    );
  };
  const later = (delay: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void flush(), delay);
  };

  const send = createPost(save, csrf);
  const post = (cells: readonly Waiting[]): Promise<Response> =>
    send({ cells: JSON.stringify(cells.map(({ rowId, day, typed, seen }) => [rowId, day, typed, seen])) });

  async function flush(): Promise<void> {
    if (running || model.waiting.size === 0) return;
    running = true;
    const batch = [...model.waiting.values()].slice(0, atOnce);
    told({ is: 'saving' }, []);
    try {
      const answer = await post(batch);
      if (answer.ok) take(batch, (await answer.json()) as Answer);
      else told({ is: await whyNot(answer) }, []);
    } catch {
      told({ is: 'offline' }, []);
      later(retryAfter);
    }
    running = false;
    await remember();
    if (model.waiting.size > 0 && timer === undefined) later(soon);
  }

  function take(batch: readonly Waiting[], { savedAt, cells }: Answer): void {
    timer = undefined;
    const sent = new Map(batch.map((cell) => [keyOf(cell.rowId, cell.day), cell.typed]));
    const conflicts: Conflict[] = [];
    for (const cell of cells) {
      const key = keyOf(cell.rowId, cell.day);
      const waiting = model.waiting.get(key);
      const row = model.byId.get(cell.rowId);
      if (cell.outcome === 'gone' || !row) {
        model.waiting.delete(key);
        continue;
      }
      row.versions[cell.day - 1] = cell.version;
      // Typed again while it was under way: it goes once more, from what was just saved.
      if (waiting && cell.outcome === 'saved' && waiting.typed !== sent.get(key)) {
        model.waiting.set(key, { ...waiting, seen: cell.version });
        continue;
      }
      model.waiting.delete(key);
      if (cell.outcome === 'changed')
        conflicts.push({
          rowId: cell.rowId,
          day: cell.day,
          mine: waiting?.typed ?? '',
          theirs: cell.stands,
          by: cell.by,
          at: cell.at,
          version: cell.version,
        });
    }
    for (const conflict of conflicts) model.conflicts.set(keyOf(conflict.rowId, conflict.day), conflict);
    told({ is: 'saved', at: savedAt }, conflicts);
  }

  async function whyNot(answer: Response): Promise<Exclude<Status['is'], 'saved'>> {
    const why = await whyRefused(answer);
    if (why === 'sent') model.locked = true;
    if (why === 'offline') later(retryAfter);
    return why;
  }

  const resume = (): void => {
    if (document.visibilityState === 'visible' && model.waiting.size > 0) later(0);
  };
  addEventListener('online', resume);
  addEventListener('focus', resume);
  document.addEventListener('visibilitychange', resume);

  return {
    wake() {
      void remember();
      later(soon);
    },
    async recall() {
      // What another user left on this machine is none of this one's business.
      const others = (await keys<string>(store).catch(() => [])).filter((key) => !key.startsWith(`${user} `));
      await Promise.all(others.map((key) => del(key, store)));
      const kept = await get<{ waiting: Waiting[]; conflicts: Conflict[] }>(place, store).catch(() => undefined);
      let count = 0;
      for (const cell of kept?.waiting ?? []) {
        const row = model.byId.get(cell.rowId);
        if (!row) continue;
        row.cells[cell.day - 1] = cell.typed;
        model.waiting.set(keyOf(cell.rowId, cell.day), cell);
        count += 1;
      }
      for (const conflict of kept?.conflicts ?? [])
        if (model.byId.has(conflict.rowId)) model.conflicts.set(keyOf(conflict.rowId, conflict.day), conflict);
      if (count > 0 && !model.locked) later(0);
      return count;
    },
    async forget() {
      model.waiting.clear();
      model.conflicts.clear();
      await remember();
    },
  };
}
