/** The workflow of a case, whatever its procedure: the clerk, and how often what he carries out is tried. */
import { continueAsNew, isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { clerk, type DeskActivities, type Errand } from './clerk.ts';
import { retries, type ErrandKind } from './effect-kinds.ts';

const outside = {
  letter: proxyActivities<Pick<DeskActivities, 'carryOut'>>(retries.letter),
  publication: proxyActivities<Pick<DeskActivities, 'carryOut'>>(retries.publication),
  errand: proxyActivities<Pick<DeskActivities, 'carryOut'>>(retries.errand),
} satisfies Readonly<Record<ErrandKind, object>>;
/** Tried once on the spot, which costs the engine half as much; a worker that has its hands full says so at once. */
const { carryOutAtOnce } = proxyLocalActivities<{ carryOutAtOnce(errand: Errand): Promise<void> }>({
  startToCloseTimeout: '20s',
  retry: { maximumAttempts: 1 },
});

export async function caseWorkflow(caseId: string): Promise<void> {
  await clerk(caseId, carryOut, (id) => continueAsNew<typeof caseWorkflow>(id));
}

async function carryOut(errand: Errand): Promise<void> {
  const summary = `${errand.effect}.${String(errand.number)}`;
  if (errand.kind === 'letter') {
    try {
      await carryOutAtOnce.executeWithOptions({ summary }, [errand]);
      return;
    } catch (error) {
      // Ended from outside, it is not tried another way.
      if (isCancellation(error)) throw error;
    }
  }
  await outside[errand.kind ?? 'letter'].carryOut.executeWithOptions({ summary }, [errand]);
}
