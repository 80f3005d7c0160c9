/** The worker, wired: what `worker.ts` starts and what tests start with another clock or mailbox. */
import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import {
  Worker,
  bundleWorkflowCode,
  type NativeConnection,
  type WorkflowBundle,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import type { Database } from '../db/connect.ts';
import type { Bell } from '../workflows/bell.ts';
import type { BatchActivities } from '../workflows/batch.ts';
import type { OpeningActivities } from '../workflows/rounds.ts';
import type { DeskActivities, Errand } from '../workflows/clerk.ts';
import type { MailActivities } from '../workflows/mailer.ts';
import type { StaffActivities } from '../workflows/staff.ts';
import type { RoundActivities } from '../workflows/sweep.ts';
import type { TrainingDeskActivities } from '../workflows/training-desk.ts';
import type { WebhookActivities } from '../workflows/webhooks.ts';
import { createDesk } from './desk.ts';
import type { AnyEffects, RunErrand } from './effects.ts';
import type { createMailRounds } from './mailer.ts';

export interface WorkerDependencies {
  db: Database;
  procedures: readonly AnyEffects[];
  writeLetter: RunErrand;
  bell: Bell;
  /** How long a deadline's hour is over before the clock acts, in milliseconds. */
  patience: number;
  /** Only where mails are sent. */
  mails?: ReturnType<typeof createMailRounds>;
  /** Only where schedules run. */
  rounds?: RoundActivities & StaffActivities & Partial<TrainingDeskActivities & WebhookActivities>;
  /** Long work that is no case, and what the calendar opens by it. */
  batches?: BatchActivities & OpeningActivities;
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  bundle: WorkflowBundle;
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

/** Letters that are drawn up at once; the others wait their turn as activities, so that desks are not held up. */
const atOnce = 3;

export function createActivities(
  deps: Pick<
    WorkerDependencies,
    'db' | 'procedures' | 'writeLetter' | 'bell' | 'patience' | 'mails' | 'rounds' | 'batches'
  >,
): DeskActivities & { carryOutAtOnce(errand: Errand): Promise<void> } & Partial<
    MailActivities &
      RoundActivities &
      StaffActivities &
      TrainingDeskActivities &
      WebhookActivities &
      BatchActivities &
      OpeningActivities
  > {
  const { mails, rounds, batches } = deps;
  const desk = createDesk(deps);
  let inHand = 0;
  return {
    workOff: (input) => hushed(() => desk.workOff(input, Context.current().cancellationSignal)),
    giveUp: (errand) => hushed(() => desk.giveUp(errand)),
    carryOut: (errand) => hushed(() => whileBeating((signal) => desk.carryOut(errand, signal))),
    async carryOutAtOnce(errand) {
      if (inHand >= atOnce) throw ApplicationFailure.nonRetryable('hands full', 'hands-full');
      inHand += 1;
      try {
        await hushed(() => desk.carryOut(errand, Context.current().cancellationSignal));
      } finally {
        inHand -= 1;
      }
    },
    ...(mails && {
      sendMails: () =>
        hushed(() =>
          mails.sendMails(() => {
            Context.current().heartbeat();
          }, Context.current().cancellationSignal),
        ),
    }),
    ...rounds,
    ...batches,
  };
}

/** What went wrong enters the engine as a code: the sentence of a database or of a browser may hold a name. */
async function hushed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CancelledFailure) throw error;
    const nonRetryable = error instanceof ApplicationFailure && error.nonRetryable === true;
    const { type, code, name } = error as { type?: string; code?: string; name?: string };
    const failure = type ?? code ?? name ?? 'failed';
    throw ApplicationFailure.create({ message: failure, type: failure, nonRetryable });
  }
}

/** The engine hears every few seconds that the errand is being run: a worker that was killed is noticed at once, not after the longest letter. */
async function whileBeating<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => {
    context.heartbeat();
  }, 3_000);
  try {
    return await work(context.cancellationSignal);
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
