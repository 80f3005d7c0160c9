/** What `inspector.ts` starts: looks at one file at a time, and knows nothing else of the house. */
import type { Extension } from './accepted-types.ts';
import { inspectFile } from './inspect-file.ts';

process.on('message', ({ path, extension }: { path: string; extension: Extension }) => {
  inspectFile(path, extension).then(
    (fault) => process.send?.({ fault }),
    // What it is made to trip over is no file that its reader could open.
    () => process.send?.({ fault: 'too-demanding' }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
