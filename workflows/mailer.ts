/** The one workflow that sends mails: rung when notices wait, it has all of them sent, and waits again. Idle it costs nothing. */
import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

/** Rung without content; a lost one is made good by the next look at the queue. */
export const mailsWait = defineSignal('mails-wait');

export interface MailActivities {
  /** Sends what waits, in batches. What fails is tried again later, by its own hour in the queue. */
  sendMails(): Promise<{ sent: number; postponed: number; refused: number }>;
}

const { sendMails } = proxyActivities<MailActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  summary: 'avis qui attendent un courriel',
});

export async function mailer(): Promise<void> {
  let waiting = true;
  setHandler(mailsWait, () => {
    waiting = true;
  });
  for (;;) {
    await condition(() => waiting);
    waiting = false;
    const { sent, postponed, refused } = await sendMails();
    setCurrentDetails(
      `Dernière tournée : ${String(sent)} envoyés, ${String(postponed)} remis à plus tard, ${String(refused)} refusés.`,
    );
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof mailer>();
  }
}
