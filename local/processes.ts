import { spawn, execFileSync } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, connect } from 'node:net';
import { setPriority } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdsPort } from './listening.ts';

/** A program started beside this one: how it is called in messages, and what to run. */
export interface Program {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** Where its output goes; nothing: thrown away. */
  logFile?: string;
  /** Remembers the process, so that the next start can stop it if this one was killed. */
  pidFile?: string;
  uid?: number;
  gid?: number;
  /** Yields the processor to the web and the database. */
  lowPriority?: boolean;
  stopSignal?: NodeJS.Signals;
}

export interface Child {
  name: string;
  pid: number;
  /** Settles when the process is gone, whoever stopped it. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  isRunning: () => boolean;
  stop: () => Promise<void>;
}

/**
 * Starts a program in a process group of its own: Ctrl-C reaches only the launcher, which stops the others in order.
 * @throws Error when the command cannot be run at all
 */
export async function startChild(program: Program): Promise<Child> {
  if (program.logFile) mkdirSync(dirname(program.logFile), { recursive: true });
  const log = program.logFile ? openSync(program.logFile, 'a') : undefined;
  const child = spawn(program.command, program.args, {
    cwd: program.cwd,
    env: program.env ?? process.env,
    uid: program.uid,
    gid: program.gid,
    detached: true,
    stdio: ['ignore', log ?? 'ignore', log ?? 'ignore'],
  });
  if (log !== undefined) closeSync(log);
  const exited = new Promise<Awaited<Child['exited']>>((resolve) =>
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    }),
  );
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });

  const pid = child.pid!;
  if (program.lowPriority) lowerPriority(pid);
  if (program.pidFile) {
    mkdirSync(dirname(program.pidFile), { recursive: true });
    writeFileSync(program.pidFile, JSON.stringify({ pid, command: findCommandLine(pid) }));
    void exited.then(() => {
      rmSync(program.pidFile!, { force: true });
    });
  }
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    name: program.name,
    pid,
    exited,
    isRunning,
    stop: async () => {
      if (isRunning()) await stopProcess(pid, program.stopSignal);
      await exited;
    },
  };
}

/** Asks a process to end, and ends it after `patience` milliseconds; resolves when it is gone. */
export async function stopProcess(pid: number, signal: NodeJS.Signals = 'SIGTERM', patience = 10_000): Promise<void> {
  const end = performance.now() + patience;
  sendSignal(pid, signal);
  while (isAlive(pid) && performance.now() < end) await sleep(25);
  if (!isAlive(pid)) return;
  sendSignal(pid, 'SIGKILL');
  while (isAlive(pid)) await sleep(25);
}

/** Stops what a launcher that was killed has left behind; a pid taken over by another program is left alone. */
export async function stopLeftOver(pidFile: string): Promise<boolean> {
  if (!existsSync(pidFile)) return false;
  const { pid, command } = readPidFile(pidFile);
  const isOurs = pid > 1 && command !== undefined && findCommandLine(pid) === command;
  if (isOurs) await stopProcess(pid);
  rmSync(pidFile, { force: true });
  return isOurs;
}

function readPidFile(pidFile: string): { pid: number; command: string | undefined } {
  try {
    return JSON.parse(readFileSync(pidFile, 'utf8')) as { pid: number; command: string | undefined };
  } catch {
    return { pid: 0, command: undefined }; // cut short by the kill
  }
}

/** The command line of a living process; undefined when there is none (a zombie has none either). */
export function findCommandLine(pid: number): string | undefined {
  try {
    if (existsSync('/proc/self/cmdline'))
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
    return execFileSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A process that ended and whose parent has not looked yet still has a pid, but no command line.
  return findCommandLine(pid) !== undefined;
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // already gone
  }
}

/**
 * How far the engine stands back where the processor is wanted. Five is a third of the weight of web and database: people come first, and
 * the engine keeps up; at 19 it starved as soon as other programs wanted the cores.
 */
const engineNice = 5;

/** Each child has a session of its own, hence a group of its own (Linux): among groups only the group's number counts, not the process's. */
function lowerPriority(pid: number): void {
  for (const lower of [
    () => {
      setPriority(pid, engineNice);
    },
    () => {
      writeFileSync(`/proc/${String(pid)}/autogroup`, String(engineNice));
    },
  ])
    try {
      lower();
    } catch {
      // Some containers and systems refuse it; it only makes things a little less smooth.
    }
}

/**
 * Tries until `check` gives true; gives up when `child` ends or the time is over.
 * `ports` are those that the child itself must hold: whoever else answers there is not taken for it.
 * @throws Error in French, saying who did not answer
 */
export async function waitUntil(
  name: string,
  check: () => Promise<boolean>,
  options: { child?: Child; ports?: readonly number[]; timeout?: number } = {},
): Promise<void> {
  const { child, ports = [] } = options;
  const end = performance.now() + (options.timeout ?? 60_000);
  const isReady = async (): Promise<boolean> =>
    (!child || ports.every((port) => holdsPort(child.pid, port))) && (await check().catch(() => false));
  while (!(await isReady())) {
    if (child && !child.isRunning()) throw new Error(`${name} s’est arrêté en démarrant.`);
    if (performance.now() > end)
      throw new Error(`${name} ne répond pas après ${Math.round((options.timeout ?? 60_000) / 1000)} secondes.`);
    await sleep(50);
  }
}

export function answersTcp(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.setTimeout(1000);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
    socket.once('timeout', () => {
      socket.destroy();
      resolve(false);
    });
  });
}

export async function answersHttp(url: string): Promise<boolean> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
  await response.body?.cancel();
  return response.status < 500;
}

/** Below those that Linux (32768) and others (49152) give to connections that go out. */
const drawnPorts = { least: 10_000, many: 22_000 };

/** The wished port when it is free on the loopback, else the next free one; 0 gives any. `taken` are ports promised to others. */
export async function findFreePort(wished: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  // Not one that the system draws: between our look and the start of the program it may give that to any connection that goes out.
  for (let draw = 0; wished === 0 && draw < 200; draw++) {
    const port = drawnPorts.least + Math.floor(Math.random() * drawnPorts.many);
    if (await tryPort(port)) return port;
  }
  for (let port = wished; port < wished + 200; port++) {
    if (!taken.has(port) && (await tryPort(port))) return port;
  }
  throw new Error(`Aucun port libre entre ${wished} et ${wished + 199}.`);
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' ? address?.port : undefined);
      });
    });
  });
}

/** The last lines of a log, for a message about a program that ended. */
export function readTail(logFile: string, lines = 15): string {
  if (!existsSync(logFile)) return '';
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/** Runs a command to its end, its output into `onOutput` and a log; gives the exit code. */
export async function runToEnd(
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; logFile?: string; onOutput?: (text: string) => void } = {},
): Promise<number> {
  const log = options.logFile ? createWriteStream(options.logFile, { flags: 'a' }) : undefined;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      options.onOutput?.(text);
      log?.write(text);
    });
  }
  return new Promise((resolve) => {
    child.once('error', () => {
      log?.end();
      resolve(127);
    });
    child.once('close', (code) => {
      log?.end();
      resolve(code ?? 1);
    });
  });
}
