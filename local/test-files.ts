/** Which files a run of the tests takes, and in what order. */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @throws Error when a path does not exist, or holds no test */
export function findTestFiles(paths: readonly string[]): string[] {
  const files = [...new Set((paths.length > 0 ? paths : ['test']).flatMap(expand))].sort();
  if (files.length === 0) throw new Error(`No test file in ${paths.join(' ')}`);
  return files;
}

function expand(path: string): string[] {
  if (!existsSync(path)) throw new Error(`No such test file: ${path}`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|browser)\.ts$/.test(name))
    .map((name) => join(path, name));
}

// Only a help to the order; nothing is lost with it.
const kept = join('node_modules', '.cache', 'pro-one', 'test-durations.json');
type Durations = Record<string, number>;
const readDurations = (): Durations => (existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Durations) : {});

/** Milliseconds, where no run has told yet. */
const usual: readonly [kind: RegExp, took: number][] = [
  [/bad-input|access\/matrix/, 60_000],
  [/journey.*\.browser|typed\.browser|\/faults\/|local\/(start|deployment)/, 35_000],
  [/\.browser\.ts$|demonstration|(error-)?links|adaptation\/http|access\/lists/, 20_000],
];

/** Files that leave most of the work to a browser, or to processes that they start and stop. */
export const waits = (file: string): boolean => /\.browser\.ts$|\/faults\/|\/local\//.test(file);

/** The longest first, so that the last ones are short and the processes end together; unknown ones are guessed by kind and size. */
export function longestFirst(files: readonly string[]): string[] {
  const known = readDurations();
  const weigh = (file: string): number =>
    known[file] ?? usual.find(([kind]) => kind.test(file))?.[1] ?? statSync(file).size / 3;
  const weights = new Map(files.map((file) => [file, weigh(file)]));
  return [...files].sort((a, b) => weights.get(b)! - weights.get(a)!);
}

/** @param took milliseconds */
export function keepDurations(results: readonly { file: string; took: number }[]): void {
  mkdirSync(dirname(kept), { recursive: true });
  const now = Object.fromEntries(results.map(({ file, took }) => [file, Math.round(took)]));
  writeFileSync(kept, `${JSON.stringify({ ...readDurations(), ...now }, null, 1)}\n`);
}
