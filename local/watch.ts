import { watch } from 'node:fs';
import { join } from 'node:path';

/**
 * Tells which rooms of the project have a TypeScript file that changed, a moment after the last change.
 * Templates and styles need none of this: in development they are read again for each page.
 * @returns a function that ends it
 */
export function watchRooms(
  root: string,
  rooms: readonly string[],
  onChange: (room: string, file: string) => void,
): () => void {
  const timers = new Map<string, NodeJS.Timeout>();
  const watchers = rooms.map((room) =>
    watch(join(root, room), { recursive: true }, (_event, file) => {
      if (!file?.endsWith('.ts')) return;
      clearTimeout(timers.get(room));
      timers.set(
        room,
        setTimeout(() => {
          onChange(room, join(room, file));
        }, 300),
      );
    }),
  );
  return () => {
    for (const watcher of watchers) watcher.close();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}
