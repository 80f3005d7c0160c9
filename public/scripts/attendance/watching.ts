/** What others change is asked for every few seconds, as long as somebody works on the page: a page left open keeps no session awake. */
import type { GridRow, Model } from './model.ts';

const every = 3_000;
const stillThere = 10 * 60_000;

interface Changes {
  locked: boolean;
  cursor: string;
  removed: string[];
  rows: (GridRow & { by: string | null; mine: boolean })[];
}

export function watch(model: Model, address: string, take: (changes: Changes) => void): void {
  let lastTouch = performance.now();
  const touch = (): void => {
    lastTouch = performance.now();
  };
  for (const event of ['keydown', 'mousedown', 'focus', 'touchstart']) addEventListener(event, touch);

  const look = async (): Promise<void> => {
    const isWatched = document.visibilityState === 'visible' && performance.now() - lastTouch < stillThere;
    if (isWatched && navigator.onLine) {
      const answer = await fetch(`${address}?since=${model.cursor}`, {
        redirect: 'manual',
        headers: { accept: 'application/json' },
        // On a dead line it would look no more.
        signal: AbortSignal.timeout(20_000),
      }).catch(() => undefined);
      if (answer?.ok) {
        const changes = (await answer.json()) as Changes;
        model.cursor = changes.cursor;
        if (changes.rows.length > 0 || changes.removed.length > 0 || changes.locked !== model.locked) take(changes);
      }
    }
    setTimeout(() => void look(), every);
  };
  setTimeout(() => void look(), every);
}
