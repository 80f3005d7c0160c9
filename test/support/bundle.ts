/** The workflows as the worker runs them, put together once for all the files of a run: two seconds and a half of work. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundleWorkflows } from '../../activities/create-worker.ts';

let bundled: Promise<WorkflowBundleWithSourceMap> | undefined;
export const theBundle = (): Promise<WorkflowBundleWithSourceMap> => (bundled ??= findOrBundle());

async function findOrBundle(): Promise<WorkflowBundleWithSourceMap> {
  const kept = process.env.PRO_ONE_TEST_RUN && path.join(process.env.PRO_ONE_TEST_RUN, 'workflow-bundle.json');
  if (kept && existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as WorkflowBundleWithSourceMap;
  const bundle = await bundleWorkflows();
  if (kept) {
    writeFileSync(`${kept}.${String(process.pid)}`, JSON.stringify(bundle));
    renameSync(`${kept}.${String(process.pid)}`, kept);
  }
  return bundle;
}
