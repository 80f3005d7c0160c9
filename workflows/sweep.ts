/** The rounds of the house that Temporal Schedules start: each minute, bells that were lost; each night, what must be put in order. */
import { proxyActivities } from '@temporalio/workflow';

export interface RoundActivities {
  /** Cases whose clerk has not seen their last act, or their hour. @returns how many were rung for */
  ringLaggingCases(): Promise<number>;
  /** Open cases whose workflow was ended from outside in the last minutes. @returns how many were rung for */
  ringEndedByHand(): Promise<number>;
  /** Open cases that no workflow looks after. @returns how many were found, and rung for */
  ringForgottenCases(): Promise<number>;
  /** Closes the chain of the audit over what was written since the last seal. */
  sealAudit(): Promise<void>;
  /** Takes the head of every case's chain out of the database. @returns how many cases it tells of */
  leaveHeads(): Promise<number>;
  /** Files that no row names any more, and what was begun in forms and left there. @returns how many files went */
  sweepFiles(): Promise<number>;
}

const { ringLaggingCases, ringEndedByHand } = proxyActivities<RoundActivities>({
  startToCloseTimeout: '55s',
  retry: { maximumAttempts: 2 },
});
const { ringForgottenCases, sealAudit, leaveHeads, sweepFiles } = proxyActivities<RoundActivities>({
  startToCloseTimeout: '30m',
  retry: { maximumAttempts: 3 },
});

export const sweep = async (): Promise<number> =>
  (await Promise.all([ringLaggingCases(), ringEndedByHand()])).reduce((all, rung) => all + rung, 0);

export async function nightly(): Promise<{ forgotten: number; files: number }> {
  await sealAudit();
  const forgotten = await ringForgottenCases();
  const files = await sweepFiles();
  // Last: a place that is full or a mailbox that is away holds nothing else back, and the night's workflow says that it failed.
  await leaveHeads();
  return { forgotten, files };
}
