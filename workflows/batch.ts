/**
 * Long work that is no case, in time: chunk after chunk until nothing is left, on hold while somebody wants it so.
 * The rows of the batch are the truth; the bell only says that they are to be looked at again.
 */
import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { acted } from './clerk.ts';

export type BatchStatus = 'running' | 'paused' | 'done' | 'cancelled' | 'undoing' | 'undo-paused' | 'undone';
export interface BatchProgress {
  status: BatchStatus;
  total: number;
  done: number;
  failed: number;
  undone: number;
  kept: number;
}
export type Order = 'pause' | 'resume' | 'cancel' | 'undo';
export interface BatchActivities {
  /** A chunk of the work, at the pace that leaves people theirs. */
  workOffBatch(id: string): Promise<BatchProgress>;
  /** An order given from the engine's side; persons give theirs in the portal. */
  orderBatch(input: { id: string; order: Order }): Promise<void>;
}

export const progress = defineQuery<BatchProgress | undefined>('progress');
/** For who runs the engine. The portal writes its orders in the database and rings. */
export const signals: Readonly<Record<Order, ReturnType<typeof defineSignal>>> = {
  pause: defineSignal('pause'),
  resume: defineSignal('resume'),
  cancel: defineSignal('cancel'),
  undo: defineSignal('undo'),
};

// A database that is away comes back: tried for as long as it takes. A chunk that is interrupted is noticed by its silence.
const { workOffBatch } = proxyActivities<BatchActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});
const { orderBatch } = proxyActivities<BatchActivities>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '10s' },
});

export async function batch(id: string): Promise<void> {
  let rung = false;
  const orders: Order[] = [];
  let seen: BatchProgress | undefined;
  setHandler(acted, () => {
    rung = true;
  });
  for (const order of Object.keys(signals) as Order[])
    setHandler(signals[order], () => {
      orders.push(order);
    });
  setHandler(progress, () => seen);

  for (;;) {
    rung = false;
    for (let order = orders.shift(); order; order = orders.shift()) await orderBatch({ id, order });
    seen = await workOffBatch(id);
    setCurrentDetails(detailsOf(seen));
    const told = (): boolean => rung || orders.length > 0;
    switch (seen.status) {
      case 'running':
      case 'undoing':
        break;
      case 'paused':
      case 'undo-paused':
        await condition(told);
        break;
      case 'done':
      case 'cancelled':
      case 'undone':
        if (!told()) return;
        break;
      default:
        seen.status satisfies never;
    }
    if (workflowInfo().continueAsNewSuggested && orders.length === 0) await continueAsNew<typeof batch>(id);
  }
}

const words: Readonly<Record<BatchStatus, string>> = {
  'running': 'En cours',
  'paused': 'En pause',
  'done': 'Terminé',
  'cancelled': 'Arrêté',
  'undoing': "En train d'être défait",
  'undo-paused': "En pause pendant qu'il est défait",
  'undone': 'Défait',
};
const detailsOf = ({ status, total, done, failed, undone, kept }: BatchProgress): string =>
  `${words[status]} : ${String(done)} sur ${String(total)} faits, ${String(failed)} en échec${undone + kept > 0 ? `, ${String(undone)} défaits, ${String(kept)} gardés` : ''}.`;
