/** The worker, wired: what `worker.ts` starts and what tests start with another clock or mailbox. */
import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import {
  Worker,
  bundleWorkflowCode,
  type NativeConnection,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Database } from '../db/connect.ts';
import type { Bell } from '../workflows/bell.ts';
import type { BatchActivities } from '../workflows/batch.ts';
import type { OpeningActivities } from '../workflows/rounds.ts';
import type { RoundActivities } from '../workflows/sweep.ts';
import { createDesk } from './desk.ts';
import type { ProcedureEffects } from './effects.ts';

export interface WorkerDependencies {
  db: Database;
  procedures: readonly ProcedureEffects[];
  bell: Bell;
  log: Logger;
  /** Only where schedules run. */
  rounds?: RoundActivities;
  /** Long work that is no case, and what the calendar opens by it. */
  batches?: BatchActivities & OpeningActivities;
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  bundle: WorkflowBundleWithSourceMap;
}

export const bundleWorkflows = (
  workflowsPath = new URL('../workflows/index.ts', import.meta.url).pathname,
): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath,
    logger: {
      log: () => undefined,
      trace: () => undefined,
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (message) => {
        throw new Error(message);
      },
    },
  });

export const createActivities = (
  deps: Pick<WorkerDependencies, 'db' | 'procedures' | 'bell' | 'log' | 'rounds' | 'batches'>,
): ReturnType<typeof createDesk> & Partial<RoundActivities & BatchActivities & OpeningActivities> => {
  const desk = createDesk(deps);
  return { ...desk, carryOut: (errand) => whileBeating(() => desk.carryOut(errand)), ...deps.rounds, ...deps.batches };
};

/** The engine hears every few seconds that the errand is being run: a worker that was killed is noticed at once, not after the longest letter. */
async function whileBeating<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => {
    context.heartbeat();
  }, 3_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

export function createWorker(deps: WorkerDependencies): Promise<Worker> {
  return Worker.create({
    connection: deps.connection,
    namespace: deps.namespace,
    taskQueue: deps.taskQueue,
    workflowBundle: deps.bundle,
    activities: createActivities(deps),
    maxCachedWorkflows: 300,
    maxConcurrentActivityTaskExecutions: 10,
    maxConcurrentLocalActivityExecutions: 20,
    maxConcurrentWorkflowTaskExecutions: 20,
    stickyQueueScheduleToStartTimeout: '3s',
    shutdownGraceTime: '5s',
    shutdownForceTime: '10s',
  });
}

/** The rounds that the calendar opens. Made once; a second start finds them. */
export async function ensureSchedules(client: Client, taskQueue: string): Promise<void> {
  const rounds = [
    { workflow: 'sweep', spec: { intervals: [{ every: '1m' as const }] } },
    { workflow: 'nightly', spec: { calendars: [{ hour: 3, minute: 15 }], timezone: 'Europe/Brussels' } },
  ];
  for (const { workflow, spec } of rounds) {
    try {
      await client.schedule.create({
        scheduleId: workflow,
        spec,
        policies: { overlap: 'SKIP' },
        action: { type: 'startWorkflow', workflowType: workflow, taskQueue, workflowId: workflow },
      });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ScheduleAlreadyRunning') throw error;
    }
  }
}
