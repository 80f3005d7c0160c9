/**
 * The bell after an act: signal-with-start of the case's workflow, without content, best effort.
 * People come first: bells wait in a small bounded queue that joins those of one case; what does not fit is rung by the sweeper.
 */
import type { Client } from '@temporalio/client';

export interface Bell {
  /** @param reference what the engine's own pages call the case, should its workflow start with this bell */
  ring(slug: string, caseId: string, reference?: string): void;
  waiting(): number;
  quiet(): Promise<void>;
}

/** A case whose clerk has just been rung is not rung again at once: he sees all its acts at the next bell. */
const pause = 500;

export function createBell({
  client,
  taskQueue,
  hands = 2,
  capacity = 5_000,
  onFailure = () => undefined,
}: {
  client: Client;
  taskQueue: string;
  hands?: number;
  capacity?: number;
  onFailure?: (code: string) => void;
}): Bell {
  const queue = new Map<string, { slug: string; reference: string | undefined; notBefore: number }>();
  const rung = new Map<string, number>();
  let busy = 0;
  let waking: NodeJS.Timeout | undefined;
  let quiet: (() => void)[] = [];

  function next(): { caseId: string; slug: string; reference: string | undefined } | undefined {
    for (const [caseId, { notBefore, ...bell }] of queue)
      if (notBefore <= performance.now()) return { caseId, ...bell };
    return undefined;
  }
  async function pull(): Promise<void> {
    for (let bell = next(); bell; bell = next()) {
      const { caseId, slug, reference } = bell;
      queue.delete(caseId);
      if (rung.size > capacity) rung.clear();
      rung.set(caseId, performance.now());
      await ringOnce(client, taskQueue, slug, caseId, reference).catch((error: unknown) => {
        onFailure(error instanceof Error ? error.name : 'failed');
      });
    }
  }
  function call(): void {
    if (busy >= hands || queue.size === 0) return;
    if (!next()) {
      waking ??= setTimeout(() => {
        waking = undefined;
        call();
      }, pause);
      return;
    }
    busy += 1;
    // After the answers that are already on their way.
    setImmediate(
      () =>
        void pull().finally(() => {
          busy -= 1;
          if (busy === 0 && queue.size === 0) {
            quiet.forEach((done) => {
              done();
            });
            quiet = [];
          }
          call();
        }),
    );
  }
  return {
    ring(slug, caseId, reference) {
      const notBefore = (rung.get(caseId) ?? -pause) + pause;
      const waiting = queue.get(caseId);
      if (waiting || queue.size < capacity)
        queue.set(caseId, {
          slug,
          reference: reference ?? waiting?.reference,
          notBefore: waiting?.notBefore ?? notBefore,
        });
      call();
    },
    waiting: () => queue.size + busy,
    quiet: () =>
      busy === 0 && queue.size === 0
        ? Promise.resolve()
        : new Promise((done) => {
            quiet.push(done);
          }),
  };
}

/** One bell, awaited. @throws when the engine is away */
export async function ringOnce(
  client: Client,
  taskQueue: string,
  slug: string,
  caseId: string,
  reference?: string,
): Promise<void> {
  await client.withDeadline(Date.now() + 5_000, () =>
    client.workflow.signalWithStart(slug, {
      workflowId: `${slug}-${caseId}`,
      taskQueue,
      args: [caseId],
      signal: 'acted',
      signalArgs: [],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      ...(reference ? { staticSummary: reference } : {}),
    }),
  );
}

/** There are mails to send; the mailer is woken, or started. @throws when the engine is away */
export async function ringMailer(client: Client, taskQueue: string): Promise<void> {
  await client.withDeadline(Date.now() + 5_000, () =>
    client.workflow.signalWithStart('mailer', {
      workflowId: 'mailer',
      taskQueue,
      args: [],
      signal: 'mails-wait',
      signalArgs: [],
      staticSummary: 'Courriels aux opérateurs',
    }),
  );
}
