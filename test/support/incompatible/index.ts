/** What somebody might do without thinking of running cases: the same workflow, that now waits a minute first. */
import { sleep } from '@temporalio/workflow';
import { authorisationAdaptation } from '../../../workflows/authorisation-adaptation/workflow.ts';

async function later(caseId: string): Promise<void> {
  await sleep('1 minute');
  await authorisationAdaptation(caseId);
}
export { later as 'authorisation-adaptation' };
