/**
 * One of the processes that `npm test` hands its files to: runs one after another with mocha, tells where it is and what came of it.
 * What a file leaves open is a failure of that file: it would keep the process alive for ever.
 */
import { Server, Socket } from 'node:net';
import { format } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import Mocha from 'mocha';
import type { FromProcess, ToProcess } from './test-pool.ts';

const options = JSON.parse(process.env.TEST_MOCHA_OPTIONS || '{}') as Mocha.MochaOptions;
const patience = 3000;

const tell = (message: FromProcess): void => {
  process.send?.(message);
};
/** What keeps this process alive: connections and servers by their address, the rest by kind. */
function listOpen(): string[] {
  const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles: () => object[] };
  const addressed = handles.call(process).flatMap((handle) => {
    if (handle instanceof Server) return [`server at ${describeAddress(handle)}`];
    if (handle instanceof Socket && handle.remotePort)
      return [`connection to ${handle.remoteAddress ?? ''}:${String(handle.remotePort)}`];
    return [];
  });
  const kinds = process.getActiveResourcesInfo().filter((kind) => !/^TCP(Server|Socket)Wrap$/.test(kind));
  return [...addressed, ...kinds.map((kind) => (kind === 'MessagePort' ? 'thread (of a Temporal worker?)' : kind))];
}
function describeAddress(server: Server): string {
  const address = server.address();
  return typeof address === 'object' ? `${address?.address ?? ''}:${String(address?.port)}` : address;
}
/** What is open now and was not then. */
function listOpenSince(before: readonly string[]): string[] {
  const known = [...before];
  return listOpen().filter((one) => {
    const at = known.indexOf(one);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

let openBefore = listOpen();

/** Says what is being run; counts nothing by itself. */
class Teller extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, given: Mocha.MochaOptions) {
    super(runner, given);
    for (const event of ['test', 'hook'] as const)
      runner.on(event, (one: Mocha.Test | Mocha.Hook) => {
        tell({ at: one.fullTitle() });
      });
  }
}

async function run(file: string): Promise<void> {
  const from = performance.now();
  const cpuBefore = process.cpuUsage();
  openBefore = listOpen();
  tell({ at: 'loading the file' });
  listenToFaults((fault) => {
    throw fault;
  });
  // The first house of a run loads the whole demonstration; on a busy machine that alone takes a minute.
  const mocha = new Mocha({ timeout: 180_000, ...options, reporter: Teller });
  mocha.addFile(file);
  let [passed, failed, pending, said] = [0, 0, 0, ''];
  const strays: string[] = [];
  const noteStray = (fault: unknown): void => {
    strays.push(format(fault));
  };
  try {
    await mocha.loadFilesAsync();
    await new Promise<void>((ended) => {
      const runner = mocha.run(() => {
        ended();
      });
      const failures: Mocha.Test[] = [];
      runner.on('fail', (test: Mocha.Test, err: Error) => {
        failures.push(Object.assign(test, { err }));
      });
      runner.on('end', () => {
        ({ passes: passed, failures: failed, pending } = runner.stats!);
        if (failures.length > 0) said = listed(failures);
        listenToFaults(noteStray);
        process.on('uncaughtException', noteStray);
      });
    });
  } catch (error) {
    failed += 1;
    said = `\n  ${file} cannot be loaded:\n${format(error)}\n`;
  }
  const took = performance.now() - from;
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpu = (user + system) / 1000;
  const until = performance.now() + patience;
  while (listOpenSince(openBefore).length > 0 && performance.now() < until) await sleep(20);
  failed += strays.length;
  said += strays.map((stray) => `\n  ${file}, after its end:\n${stray}\n`).join('');
  tell({ done: { file, passed, failed, pending, said, took, cpu, leftOpen: listOpenSince(openBefore) } });
}

/** The failures as mocha writes them. */
function listed(failures: Mocha.Test[]): string {
  const lines: string[] = [];
  const { consoleLog, list } = Mocha.reporters.Base;
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    lines.push(format(...args));
  };
  try {
    list(failures);
  } finally {
    Mocha.reporters.Base.consoleLog = consoleLog;
  }
  return lines.join('\n');
}

/** Mocha adds its own for each run, leaves them, and throws at what comes after the end. */
function listenToFaults(hear: (fault: unknown) => void): void {
  process.removeAllListeners('uncaughtException').removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', hear);
}

process.on('message', (message: ToProcess) => {
  if ('file' in message) void run(message.file);
  else tell({ open: listOpenSince(openBefore) });
});
process.on('disconnect', () => {
  process.exit(0);
});
