/** Asks Temporal about one case. The engine may be away: supervision then says so. */
import type { Client } from '@temporalio/client';
import type { View } from '../workflows/clerk.ts';
import type { Engine } from './context.ts';

export const askEngine = (client: Client, now: () => number): Engine => ({
  async describe(slug, caseId) {
    try {
      return await client.withDeadline(now() + 2_000, async () => {
        const handle = client.workflow.getHandle(`${slug}-${caseId}`);
        const { status, raw } = await handle.describe();
        const running = status.name === 'RUNNING';
        const view = running ? await handle.query<View>('view').catch(() => undefined) : undefined;
        return {
          running,
          number: view?.number ?? 0,
          waitingUntil: view?.waitingUntil ?? null,
          carryingOut: (raw.pendingActivities ?? []).map((activity) => ({
            effect: activity.activityType?.name ?? '',
            attempt: activity.attempt ?? 1,
            lastFailure: activity.lastFailure?.applicationFailureInfo?.type ?? null,
          })),
        };
      });
    } catch {
      return undefined;
    }
  },
});
