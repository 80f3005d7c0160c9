/** The rounds of the house: lost bells, forgotten cases, the seal of the audit, files without a row. */
import type { Client } from '@temporalio/client';
import { sealAudit } from '../db/audit.ts';
import { sweepOrphans, type BlobStore } from '../db/blob-store.ts';
import type { Database } from '../db/connect.ts';
import { ringLagging } from '../db/ring-lagging.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Bell } from '../workflows/bell.ts';
import type { RoundActivities } from '../workflows/sweep.ts';

/** A file is written before its row: one that came today may still get it. */
const day = 86_400_000;

export function createRounds({
  db,
  bell,
  blobs,
  client,
  now,
}: {
  db: Database;
  bell: Bell;
  blobs: BlobStore;
  client: Client;
  now: () => Instant;
}): Omit<RoundActivities, 'leaveHeads'> {
  return {
    ringLaggingCases: () => ringLagging(db, bell),
    sealAudit: async () => {
      await sealAudit(db, now());
    },
    sweepFiles: () => sweepOrphans(db, blobs, now() - day),
    async ringForgottenCases() {
      const looked = new Set<string>();
      for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" }))
        looked.add(workflowId);
      const open = (await db('cases').whereNull('closed_at').select('id', 'slug')) as { id: string; slug: string }[];
      const forgotten = open.filter(({ id, slug }) => !looked.has(`${slug}-${id}`));
      forgotten.forEach(({ id, slug }) => {
        bell.ring(slug, id);
      });
      await bell.quiet();
      return forgotten.length;
    },
  };
}
