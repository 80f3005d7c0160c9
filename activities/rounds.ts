/** The rounds of the house: lost bells, forgotten cases, the seal of the audit, files without a row. */
import type { Client } from '@temporalio/client';
import { applicationLimitsOn } from '../db/applications/limits.ts';
import { sweepCalls } from '../db/applications/requests.ts';
import { tellOfTokens } from '../db/applications/tell.ts';
import { sealAudit } from '../db/audit.ts';
import { sweepOrphans, type BlobStore } from '../db/blob-store.ts';
import type { Database } from '../db/connect.ts';
import { askReviews, tellOfUsers } from '../db/continuity/rounds.ts';
import { fileLimitsOn } from '../db/file-limits.ts';
import { sweepFormDrafts } from '../db/form-drafts.ts';
import { eraseReviews } from '../db/functioning-review/erase.ts';
import { eraseFamilies } from '../db/pre-request/erase.ts';
import { erasePrivacyRequests } from '../db/privacy-request/erase.ts';
import { eraseTakenOff } from '../db/keep-document.ts';
import { sweepImports } from '../db/sheet-imports/imports.ts';
import { sweepKeptForms } from '../db/kept-forms.ts';
import { freeTasks } from '../db/inbox/free-tasks.ts';
import { queueLists } from '../db/list-mails.ts';
import { putInForce } from '../db/signaletique/hours.ts';
import { remindOfPlaces } from '../db/presentation/remind.ts';
import { ringLagging, ringOpen, ringOverdue } from '../db/ring-lagging.ts';
import { workOutWaits } from '../db/training/waits.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { isUuid } from '../domain/identifiers.ts';
import type { Bell } from '../workflows/bell.ts';
import type { StaffActivities } from '../workflows/staff.ts';
import type { RoundActivities } from '../workflows/sweep.ts';

/** A file is written before its row: one that came today may still get it. */
const day = 86_400_000;
/** The sweep comes each minute; what it missed once, it finds the next time or the one after. */
const lookBack = 180_000;

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
}): Omit<RoundActivities, 'leaveHeads'> & StaffActivities {
  return {
    ringLaggingCases: async () => (await ringLagging(db, bell)) + (await ringOverdue(db, bell, now())),
    async ringEndedByHand() {
      const since = new Date(now() - lookBack).toISOString();
      const ended: string[] = [];
      for await (const { workflowId } of client.workflow.list({
        query: `ExecutionStatus in ('Terminated', 'Canceled', 'Failed', 'TimedOut') and CloseTime > '${since}'`,
      }))
        if (isUuid(workflowId.slice(-36))) ended.push(workflowId.slice(-36));
      return ended.length > 0 ? ringOpen(db, bell, ended) : 0;
    },
    sealAudit: async () => {
      await sealAudit(db, now());
    },
    freeTasks: () => freeTasks(db, now()),
    // Each working morning, before anybody is told: places in the queue of training hold for the whole day.
    async queueLists() {
      await workOutWaits(db, now());
      return queueLists(db, now());
    },
    async lookAfterUsers() {
      const asked = await askReviews(db, now());
      const told = (await tellOfUsers(db, now())) + (await tellOfTokens(db, now()));
      return { asked, told: told + (await remindOfPlaces(db, now())) };
    },
    putHoursInForce: () => putInForce(db, dayOf(now())),
    async sweepFiles() {
      const { takenOffDays } = await fileLimitsOn(db, dayOf(now()));
      const { callsKeptDays } = await applicationLimitsOn(db, dayOf(now()));
      await Promise.all([
        sweepFormDrafts(db, now()),
        sweepKeptForms(db, now()),
        sweepImports(db, now()),
        sweepCalls(db, now(), callsKeptDays),
        eraseTakenOff(db, now() - takenOffDays * day),
        eraseFamilies(db, now()),
        erasePrivacyRequests(db, now()),
        eraseReviews(db, now()),
      ]);
      return sweepOrphans(db, blobs, now() - day);
    },
    async ringForgottenCases() {
      const looked = new Set<string>();
      for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" }))
        looked.add(workflowId);
      const open = (await db('cases').whereNull('closed_at').select('id', 'slug', 'reference')) as {
        id: string;
        slug: string;
        reference: string;
      }[];
      const forgotten = open.filter(({ id, slug }) => !looked.has(`${slug}-${id}`));
      forgotten.forEach(({ id, slug, reference }) => {
        bell.ring(slug, id, reference);
      });
      await bell.quiet();
      return forgotten.length;
    },
  };
}
