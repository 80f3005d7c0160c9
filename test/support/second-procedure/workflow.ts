import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import { clerk, type Errand } from '../../../workflows/clerk.ts';

const { carryOut } = proxyActivities<{ carryOut(errand: Errand): Promise<void> }>({
  startToCloseTimeout: '10s',
  retry: { maximumAttempts: 5 },
});

export async function quarterAttendance(caseId: string): Promise<void> {
  await clerk(caseId, carryOut, (id) => continueAsNew<typeof quarterAttendance>(id));
}
