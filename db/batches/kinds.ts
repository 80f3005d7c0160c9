/** The kinds of long work. Adding one: its file beside, a line here, and its words in `api/supervision/batch-words.ts`. */
import type { AnyBatchKind } from './batch.ts';
import { assignTasksBatch } from './assign-tasks.ts';

export const batchKinds: readonly AnyBatchKind[] = [assignTasksBatch];
