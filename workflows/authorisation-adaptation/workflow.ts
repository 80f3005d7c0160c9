/** The adaptation of an authorisation in time: what is carried out outside, how often it is tried, and for how long. */
import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import { clerk, type Errand } from '../clerk.ts';

interface Outside {
  carryOut(errand: Errand): Promise<void>;
}

/** A letter is drawn up here: a fault that lasts is ours, a person must look after an hour. */
const letters = proxyActivities<Outside>({
  startToCloseTimeout: '60s',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 3, maximumInterval: '10m', maximumAttempts: 10 },
});

/** A mailbox elsewhere may be down for a day. */
const mail = proxyActivities<Outside>({
  startToCloseTimeout: '30s',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '2s', backoffCoefficient: 3, maximumInterval: '1h', maximumAttempts: 30 },
});

export async function authorisationAdaptation(caseId: string): Promise<void> {
  await clerk(
    caseId,
    (errand) => (errand.effect.startsWith('notify-') ? mail : letters).carryOut(errand),
    (id) => continueAsNew<typeof authorisationAdaptation>(id),
  );
}
