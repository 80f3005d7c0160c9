/** The round that tells webhooks what has happened, each minute; what fails has its own next hour. */
import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';

export interface WebhookActivities {
  /** Draws what is to be told from the acts that were recorded, and tells what is due. */
  deliverWebhooks(): Promise<{ told: number; failed: number }>;
}

const { deliverWebhooks } = proxyActivities<WebhookActivities>({
  startToCloseTimeout: '5m',
  retry: { maximumAttempts: 2 },
});

export async function webhooks(): Promise<{ told: number; failed: number }> {
  const round = await deliverWebhooks();
  setCurrentDetails(`Webhooks : ${String(round.told)} annonces reçues, ${String(round.failed)} échecs.`);
  return round;
}
