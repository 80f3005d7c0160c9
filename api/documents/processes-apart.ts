/**
 * Files are looked at, and workbooks read and drawn, in processes apart: a file made to cost time or memory then costs them to nobody else,
 * and a process can be ended at any point (within a thread, running out of memory takes the whole web along). Few at once, the others wait;
 * kept for the next file, and gone after a quiet minute. They are given neither the configuration nor a connection.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import type { Jobs } from './process-apart.ts';

/** Hypothèses: a scan of 10 MB takes about one second and 150 MB. */
const budget = { cpuSeconds: 6, seconds: 40, megabytes: 500, heapMegabytes: 256 };
const atOnce = 2;
const mostWaiting = 30;
const lookEvery = 50;
const quietMinute = 60_000;
const toStart = 60_000;

/** What came out; or nothing: it took too much, or too many wait. */
export type DoneApart<Result> = { ok: true; result: Result } | { ok: false; fault: 'too-demanding' | 'busy' };
type Job<Kind extends keyof Jobs> = { kind: Kind } & Jobs[Kind]['job'];

let working = 0;
const waiting: (() => void)[] = [];

/** Does one piece of work in a process apart. */
export async function doApart<Kind extends keyof Jobs>(job: Job<Kind>): Promise<DoneApart<Jobs[Kind]['result']>> {
  if (waiting.length >= mostWaiting) return { ok: false, fault: 'busy' };
  if (working >= atOnce) await new Promise<void>((turn) => waiting.push(turn));
  else working += 1;
  try {
    return await ask(takeResting() ?? (await (takePrepared() ?? start())), job);
  } finally {
    // The place is handed on, not given back, when somebody waits.
    const next = waiting.shift();
    if (next) next();
    else working -= 1;
  }
}

const resting: { child: ChildProcess; end: NodeJS.Timeout }[] = [];
function takeResting(): ChildProcess | undefined {
  const taken = resting.pop();
  clearTimeout(taken?.end);
  return taken?.child;
}

let prepared: Promise<ChildProcess> | undefined;
function takePrepared(): Promise<ChildProcess> | undefined {
  const taken = prepared;
  prepared = undefined;
  return taken;
}
/** Work is on its way: what will do it starts meanwhile. */
export function prepareProcessApart(): void {
  if (all.size > 0 || prepared) return;
  const starting = start();
  prepared = starting;
  starting.then(
    (child) => {
      if (prepared !== starting) return;
      prepared = undefined;
      rest(child);
    },
    () => {
      if (prepared === starting) prepared = undefined;
    },
  );
}

const all = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of all) child.kill('SIGKILL');
});

async function start(): Promise<ChildProcess> {
  const child = fork(new URL('process-apart.ts', import.meta.url), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${String(budget.heapMegabytes)}`],
    env: {},
    // Where `tsx` is found.
    cwd: new URL('../../', import.meta.url),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Bytes as bytes.
    serialization: 'advanced',
  });
  all.add(child);
  child.once('exit', () => {
    all.delete(child);
    const at = resting.findIndex((each) => each.child === child);
    if (at !== -1) clearTimeout(resting.splice(at, 1)[0]?.end);
  });
  await new Promise<void>((ready, fail) => {
    const tooLate = setTimeout(() => {
      child.kill('SIGKILL');
    }, toStart);
    child.once('message', () => {
      clearTimeout(tooLate);
      ready();
    });
    for (const event of ['error', 'exit'])
      child.once(event, () => {
        clearTimeout(tooLate);
        fail(new Error('the process apart does not start'));
      });
  });
  child.removeAllListeners('error').on('error', () => child.kill('SIGKILL'));
  giveWay(child);
  child.unref();
  child.channel?.unref();
  return child;
}

/** Pages come first; where memory runs out, the system ends this one and not the web. */
function giveWay({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  setPriority(pid, 10);
  try {
    writeFileSync(`/proc/${String(pid)}/oom_score_adj`, '1000');
  } catch {
    /* not on Linux */
  }
}

function ask<Kind extends keyof Jobs>(child: ChildProcess, job: Job<Kind>): Promise<DoneApart<Jobs[Kind]['result']>> {
  const before = costOf(child);
  return new Promise((resolve) => {
    const finish = (done: DoneApart<Jobs[Kind]['result']>, isWell: boolean): void => {
      clearTimeout(deadline);
      clearInterval(look);
      child.off('message', answered).off('exit', gone);
      if (isWell) rest(child);
      else child.kill('SIGKILL');
      resolve(done);
    };
    const answered = (done: DoneApart<Jobs[Kind]['result']>): void => {
      finish(done, true);
    };
    const gone = (): void => {
      finish({ ok: false, fault: 'too-demanding' }, false);
    };
    const deadline = setTimeout(gone, budget.seconds * 1000);
    const look = setInterval(() => {
      const { cpuSeconds, megabytes } = costOf(child);
      if (cpuSeconds - before.cpuSeconds > budget.cpuSeconds || megabytes > budget.megabytes) gone();
    }, lookEvery);
    child.once('message', answered).once('exit', gone);
    child.send(job, (error) => {
      if (error) gone();
    });
  });
}

function rest(child: ChildProcess): void {
  const end = setTimeout(() => child.kill(), quietMinute);
  end.unref();
  resting.push({ child, end });
}

/** What a process has cost so far, where the system says so (Linux, `proc(5)`, a hundred ticks in a second, pages of 4 KiB). */
function costOf({ pid }: ChildProcess): { cpuSeconds: number; megabytes: number } {
  try {
    const [, told = ''] = readFileSync(`/proc/${String(pid)}/stat`, 'latin1').split(') ');
    const fields = told.split(' ').map(Number);
    return { cpuSeconds: ((fields[11] ?? 0) + (fields[12] ?? 0)) / 100, megabytes: ((fields[21] ?? 0) * 4096) / 1e6 };
  } catch {
    return { cpuSeconds: 0, megabytes: 0 };
  }
}
