/**
 * Runs test files in a few processes. No file can hang the run: whoever passes its limit is told with what it had open, and its process ends.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findCommandLine, stopProcess } from './processes.ts';

export interface FileResult {
  file: string;
  passed: number;
  failed: number;
  pending: number;
  /** The failures, in full. */
  said: string;
  /** Milliseconds by the clock, and of the processor by the test's own process. */
  took: number;
  cpu: number;
  /** What the file should have closed: kinds of resources, command lines of processes. */
  leftOpen: string[];
}
export type ToProcess = { file: string } | { tell: 'open' };
export type FromProcess = { at: string } | { done: FileResult } | { open: string[] };

export interface PoolOptions {
  files: readonly string[];
  jobs: number;
  /** Whether a file mostly waits, for a browser or for processes it starts. Every second process takes such files first. */
  waits?: (file: string) => boolean;
  env: NodeJS.ProcessEnv;
  /** Milliseconds for one file; Infinity: none, for debugging. */
  fileLimit: number;
  /** No further file is begun, and those that run are cut short. */
  signal?: AbortSignal;
  mocha?: Mocha.MochaOptions;
  execArgv?: string[];
  onOutput?: (text: string) => void;
  onResult?: (result: FileResult) => void;
}

const markVariable = 'PRO_ONE_TEST_PROCESS';
let processes = 0;

/** @returns one result for each file that was begun */
export async function runFiles(options: PoolOptions): Promise<FileResult[]> {
  const { files, jobs, waits = () => false } = options;
  // What waits and what computes side by side: no processor idle, and none that all wait for.
  const queues = [files.filter((file) => !waits(file)), files.filter(waits)];
  const results: FileResult[] = [];
  const work = async (_: unknown, place: number): Promise<void> => {
    const [own, others] = [queues[place % 2]!, queues[(place + 1) % 2]!];
    let current: TestProcess | undefined;
    while (!options.signal?.aborted) {
      const file = own.shift() ?? others.shift();
      if (file === undefined) break;
      current ??= startProcess(options);
      const { result, isGone } = await current.run(file);
      if (isGone) current = undefined;
      results.push(result);
      options.onResult?.(result);
    }
    await current?.stop();
  };
  await Promise.all(Array.from({ length: Math.min(jobs, files.length) }, work));
  return results;
}

interface TestProcess {
  run(file: string): Promise<{ result: FileResult; isGone: boolean }>;
  stop(): Promise<void>;
}

function startProcess({ env, fileLimit, signal, mocha = {}, execArgv = [], onOutput }: PoolOptions): TestProcess {
  const mark = `${String(process.pid)}-${String((processes += 1))}`;
  const child = fork(resolve(import.meta.dirname, 'test-process.ts'), [], {
    env: { ...env, [markVariable]: mark, TEST_MOCHA_OPTIONS: JSON.stringify(mocha) },
    execArgv: ['--import', 'tsx', ...execArgv],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => onOutput?.(text));
  /** What the files have started; the compiler belongs to the process. */
  const findStarted = (): number[] =>
    findMarked(mark).filter((pid) => pid !== child.pid && !findCommandLine(pid)?.includes('esbuild'));
  const stop = async (): Promise<void> => {
    const gone = new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve(true);
      else child.once('exit', resolve);
    });
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
    await gone;
    clearTimeout(timer);
    for (const pid of findMarked(mark)) await stopProcess(pid, 'SIGTERM', 2000);
  };

  return {
    stop,
    async run(file) {
      const from = performance.now();
      const cut = (said: string, leftOpen: string[]): FileResult => ({
        file,
        passed: 0,
        failed: 1,
        pending: 0,
        said: `\n  ${file}: ${said}\n`,
        took: performance.now() - from,
        cpu: 0,
        leftOpen,
      });
      const ended = await waitForEnd(child, file, fileLimit, signal);
      if (ended.how === 'done') {
        const leftOpen = [...ended.result.leftOpen, ...findStarted().map(describeProcess)];
        if (leftOpen.length === 0) return { result: ended.result, isGone: false };
        // The next file begins in a process where nothing of this one goes on.
        await stop();
        const said = `${ended.result.said}\n  ${file} left open: ${leftOpen.join(', ')}\n`;
        return { result: { ...ended.result, failed: ended.result.failed + 1, said, leftOpen }, isGone: true };
      }
      const open = ended.how === 'gone' ? [] : await askWhatIsOpen(child);
      const leftOpen = [...open, ...findStarted().map(describeProcess)];
      await stop();
      const how = {
        gone: `its process ended (${ended.how === 'gone' ? ended.code : ''})`,
        late: `not ended after ${String(fileLimit / 1000)} s`,
        aborted: 'cut short, the run is over',
      }[ended.how];
      const said = `${how}, while at: ${ended.at}. Open: ${leftOpen.join(', ') || 'nothing known'}`;
      return { result: cut(said, leftOpen), isGone: true };
    },
  };
}

type End = { at: string } & (
  | { how: 'done'; result: FileResult }
  | { how: 'gone'; code: string }
  | { how: 'late' }
  | { how: 'aborted' }
);

function waitForEnd(child: ChildProcess, file: string, limit: number, signal?: AbortSignal): Promise<End> {
  return new Promise((resolve) => {
    let at = 'the start of its process';
    const end = (how: Omit<End, 'at'>): void => {
      clearTimeout(timer);
      child.off('message', hear).off('exit', leave);
      signal?.removeEventListener('abort', abort);
      resolve({ ...how, at } as End);
    };
    const hear = (message: FromProcess): void => {
      if ('at' in message) at = message.at;
      if (!isBegun && timer) {
        clearTimeout(timer);
        timer = setTimeout(late, limit);
      }
      isBegun = true;
      if ('done' in message) end({ how: 'done', result: message.done } as End);
    };
    const leave = (code: number | null, by: string | null): void => {
      end({ how: 'gone', code: by ?? `code ${String(code)}` } as End);
    };
    const abort = (): void => {
      end({ how: 'aborted' });
    };
    const late = (): void => {
      end({ how: 'late' });
    };
    // The start of a process on a busy machine is not the file's fault.
    let timer = Number.isFinite(limit) ? setTimeout(late, Math.max(limit, 60_000)) : undefined;
    let isBegun = false;
    child.on('message', hear).on('exit', leave);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    else child.send({ file } satisfies ToProcess);
  });
}

/** A process that computes without end answers nothing. */
function askWhatIsOpen(child: ChildProcess): Promise<string[]> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(['a computation without pause']);
    }, 2000);
    child.on('message', (message: FromProcess) => {
      if (!('open' in message)) return;
      clearTimeout(timer);
      resolve(message.open);
    });
    child.send({ tell: 'open' } satisfies ToProcess, () => undefined);
  });
}

/** Whatever a file has started and not stopped: processes that carry its process's mark. */
function findMarked(mark: string): number[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && carries(pid, `${markVariable}=${mark}`));
}

export function carries(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, 'utf8')
      .split('\0')
      .includes(mark);
  } catch {
    return false;
  }
}
const describeProcess = (pid: number): string =>
  `process ${String(pid)} (${findCommandLine(pid)?.slice(0, 80) ?? '?'})`;
