/**
 * The clerk who never sleeps: the loop that every procedure shares. He hears the bell or reaches an hour, works off his desk
 * (passed deadlines become acts, short database work is done there), carries out the errands outside, and sleeps again.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  defineQuery,
  defineSignal,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

/** Rung without content after an act: lost, doubled or late it does no harm, for the clerk pulls. */
export const acted = defineSignal('acted');

/** What is to be done outside the database for an act; carried out once per (case, act number, effect). */
export interface Errand {
  caseId: string;
  number: number;
  effect: string;
}
export interface Desk {
  number: number;
  errands: Errand[];
  wakeAt: number | null;
  open: boolean;
}

export interface DeskActivities {
  workOff(input: { caseId: string; now: number }): Promise<Desk>;
  giveUp(errand: Errand & { failure: string; now: number }): Promise<void>;
}
export interface View {
  number: number;
  waitingUntil: number | null;
  carryingOut: string[];
}
export const view = defineQuery<View>('view');

const { workOff, giveUp } = proxyLocalActivities<DeskActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '30s' },
});

/** Works one case to its end. `carryOut` may throw: the errand then becomes a task for a person. */
export async function clerk(
  caseId: string,
  carryOut: (errand: Errand) => Promise<void>,
  again: (caseId: string) => Promise<void>,
): Promise<void> {
  let rung = false;
  const seen: View = { number: 0, waitingUntil: null, carryingOut: [] };
  setHandler(acted, () => {
    rung = true;
  });
  setHandler(view, () => seen);

  for (;;) {
    rung = false;
    const desk = await workOff({ caseId, now: Date.now() });
    Object.assign(seen, {
      number: desk.number,
      waitingUntil: desk.wakeAt,
      carryingOut: desk.errands.map(({ effect }) => effect),
    });
    await Promise.all(desk.errands.map((errand) => carryOutOrGiveUp(errand, carryOut)));
    if (desk.errands.length > 0) continue;
    if (workflowInfo().continueAsNewSuggested) return again(caseId);
    if (!desk.open && !rung) return;
    await nextHour(desk.wakeAt, () => rung);
  }
}

async function nextHour(wakeAt: number | null, rung: () => boolean): Promise<void> {
  if (wakeAt === null) return condition(rung);
  const left = wakeAt - Date.now();
  if (left > 0) await condition(rung, left);
}

async function carryOutOrGiveUp(errand: Errand, carryOut: (errand: Errand) => Promise<void>): Promise<void> {
  try {
    await carryOut(errand);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const { cause } = error;
    await giveUp({
      ...errand,
      failure: cause instanceof ApplicationFailure ? (cause.type ?? 'failed') : 'failed',
      now: Date.now(),
    });
  }
}
