/**
 * Scripts of pages that are written in TypeScript and share the rules of `domain/` with the server: put together once, when the process starts.
 * esbuild is there with tsx, which runs the server itself; there is no step of building and no file of it in the repository.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Name under `/assets` → where it begins. */
const entries: Readonly<Record<string, string>> = {
  'scripts/after-school-schedule.js': 'public/scripts/after-school-schedule/main.ts',
  'scripts/after-school-attendance.js': 'public/scripts/after-school-attendance/main.ts',
  'scripts/attendance.js': 'public/scripts/attendance/main.ts',
  'scripts/opening-hours.js': 'public/scripts/opening-hours/main.ts',
};

let built: ReadonlyMap<string, Buffer> | undefined;

/** @param again reads the sources anew, while one edits them */
export function browserScripts({ again = false } = {}): ReadonlyMap<string, Buffer> {
  if (again) built = undefined;
  built ??= new Map(
    Object.entries(entries).map(([name, entry]) => {
      const { outputFiles } = buildSync({
        entryPoints: [path.join(root, entry)],
        absWorkingDir: root,
        bundle: true,
        write: false,
        format: 'iife',
        target: 'es2022',
        minify: true,
        legalComments: 'none',
        logLevel: 'error',
      });
      return [name, Buffer.from(outputFiles[0]?.contents ?? [])];
    }),
  );
  return built;
}
