/**
 * The bell after an act: signal-with-start of the case's workflow, without content, best effort.
 * People come first: bells wait in a small bounded queue that joins those of one case; what does not fit is rung by the sweeper.
 */
import type { Client } from '@temporalio/client';

export interface Bell { ring(slug: string, caseId: string): void; waiting(): number; quiet(): Promise<void> }

export function createBell({ client, taskQueue, hands = 2, capacity = 5_000, onFailure = () => undefined }: {
  client: Client; taskQueue: string; hands?: number; capacity?: number; onFailure?: (code: string) => void;
}): Bell {
  const queue = new Map<string, string>();
  let busy = 0;
  let quiet: (() => void)[] = [];

  async function pull(): Promise<void> {
    for (const [caseId, slug] of queue) {
      queue.delete(caseId);
      await ringOnce(client, taskQueue, slug, caseId).catch((error: unknown) => { onFailure(error instanceof Error ? error.name : 'failed'); });
    }
  }
  function call(): void {
    if (busy >= hands || queue.size === 0) return;
    busy += 1;
    // After the answers that are already on their way.
    setImmediate(() => void pull().finally(() => {
      busy -= 1;
      if (busy === 0 && queue.size === 0) { quiet.forEach((done) => { done(); }); quiet = []; }
      call();
    }));
  }
  return {
    ring(slug, caseId) {
      if (queue.size < capacity) queue.set(caseId, slug);
      call();
    },
    waiting: () => queue.size + busy,
    quiet: () => (busy === 0 && queue.size === 0 ? Promise.resolve() : new Promise((done) => { quiet.push(done); })),
  };
}

/** One bell, awaited. @throws when the engine is away */
export async function ringOnce(client: Client, taskQueue: string, slug: string, caseId: string): Promise<void> {
  await client.withDeadline(Date.now() + 5_000, () => client.workflow.signalWithStart(slug, {
    workflowId: `${slug}-${caseId}`, taskQueue, args: [caseId], signal: 'acted', signalArgs: [],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING',
  }));
}
