/** The kinds of long work. Adding one: its file beside, a line here, and its words in `api/supervision/batch-words.ts`. */
import type { AnyBatchKind } from './batch.ts';
import { processes } from '../../workflows/registry.ts';
import { assignTasksBatch } from './assign-tasks.ts';
import { closeCommission } from './close-commission.ts';
import { decideTrainingBatch } from './decide-training.ts';
import { drawMinutes, drawMinutesBatch, type DrawMinutes } from './draw-minutes.ts';
import { openCasesBatch } from './open-cases.ts';
import { publishLumpSums } from './publish-lump-sums.ts';
import { publishResults } from './publish-results.ts';
import { settlePayments } from './settle-payments.ts';

export const batchKinds: readonly AnyBatchKind[] = [
  assignTasksBatch,
  closeCommission,
  decideTrainingBatch,
  drawMinutes,
  openCasesBatch(processes),
  publishLumpSums,
  publishResults,
  settlePayments,
];

/** Where letters are printed: the worker. */
export const batchKindsThatPrint = (draw: DrawMinutes): readonly AnyBatchKind[] =>
  batchKinds.map((kind) => (kind === drawMinutes ? drawMinutesBatch(draw) : kind));
