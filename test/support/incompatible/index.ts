/** What somebody might do without thinking of running cases: the same workflow, that now waits a minute first. */
import { sleep } from '@temporalio/workflow';
import { caseWorkflow } from '../../../workflows/case-workflow.ts';

async function later(caseId: string): Promise<void> {
  await sleep('1 minute');
  await caseWorkflow(caseId);
}
export { later as default };
