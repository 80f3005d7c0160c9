/**
 * The clerk who never sleeps: the loop that every procedure shares. He hears the bell or reaches an hour, works off his desk
 * (passed deadlines become acts, short database work is done there), carries out the errands outside, and sleeps again.
 *
 * What the desk answers stands in the history. An answer of an earlier release lacks the fields that came later, and is followed as
 * that release followed it: so recorded histories replay, and no marker is paid for at each case.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  defineQuery,
  defineSignal,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { ErrandKind } from './effect-kinds.ts';
import type { Turn } from './procedure.ts';

/** Rung without content after an act: lost, doubled or late it does no harm, for the clerk pulls. */
export const acted = defineSignal('acted');

/** What is to be done outside the database for an act; carried out once per (case, act number, effect). */
export interface Errand {
  caseId: string;
  number: number;
  effect: string;
  /** Absent in answers of release 0.1. */
  kind?: ErrandKind;
}
export interface Desk {
  number: number;
  errands: Errand[];
  wakeAt: number | null;
  open: boolean;
  /** How the case stands, in codes: what one reads of it in the engine's own pages. Absent in answers of release 0.1. */
  reference?: string;
  status?: string;
  turn?: Turn;
  dueOn?: string;
  /** The act of the deadline that comes next. */
  waitsFor?: string;
}

export interface DeskActivities {
  workOff(input: { caseId: string; now: number }, signal?: AbortSignal): Promise<Desk>;
  carryOut(errand: Errand, signal?: AbortSignal): Promise<void>;
  giveUp(errand: Errand & { failure: string; now: number }): Promise<void>;
}
export interface View {
  number: number;
  waitingUntil: number | null;
  carryingOut: string[];
}
export const view = defineQuery<View>('view');

const { workOff, giveUp } = proxyLocalActivities<Pick<DeskActivities, 'workOff' | 'giveUp'>>({
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
  const alarm = createAlarm();

  for (;;) {
    rung = false;
    const desk = await workOff({ caseId, now: Date.now() });
    Object.assign(seen, {
      number: desk.number,
      waitingUntil: desk.wakeAt,
      carryingOut: desk.errands.map(({ effect }) => effect),
    });
    setCurrentDetails(detailsOf(desk));
    await Promise.all(desk.errands.map((errand) => carryOutOrGiveUp(errand, carryOut)));
    if (desk.errands.length > 0) continue;
    if (workflowInfo().continueAsNewSuggested) return again(caseId);
    if (!desk.open && !rung) return;
    await (desk.reference === undefined ? nextHour(desk, () => rung) : alarm.wait(desk, () => rung));
  }
}

/** As release 0.1 waited: a timer for each bell. */
async function nextHour({ wakeAt }: Desk, rung: () => boolean): Promise<void> {
  if (wakeAt === null) return condition(rung);
  const left = wakeAt - Date.now();
  if (left > 0) await condition(rung, left);
}

/** The hour that a case waits for. Its timer is set anew only when the hour moves, not at each bell. */
function createAlarm(): { wait(desk: Desk, rung: () => boolean): Promise<void> } {
  let set: { at: number; timer: CancellationScope; over: boolean } | undefined;
  function setTo(at: number, left: number, summary: string): void {
    const mine = { at, timer: new CancellationScope(), over: false };
    set = mine;
    mine.timer
      .run(() => sleep(left, { summary }))
      .then(
        () => {
          mine.over = true;
        },
        () => undefined, // moved: it was cancelled
      );
  }
  return {
    async wait({ wakeAt, waitsFor }, rung) {
      if (set && (set.at !== wakeAt || set.over)) {
        set.timer.cancel();
        set = undefined;
      }
      if (wakeAt === null) return condition(rung);
      const left = wakeAt - Date.now();
      if (left <= 0) return;
      if (!set) setTo(wakeAt, left, waitsFor ?? 'deadline');
      await condition(() => rung() || set?.over === true);
    },
  };
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

const turns: Readonly<Record<Turn, string>> = { one: "l'ONE", operator: "l'opérateur", nobody: 'personne' };

/** What one reads of the case in the engine's own pages: codes and days, no word of a person. */
function detailsOf({ reference, status, turn, dueOn, number, errands, wakeAt, waitsFor, open }: Desk): string {
  return [
    `**${reference ?? ''}** · ${status ?? ''} · acte ${String(number)}`,
    turn ? `Le tour est à ${turns[turn]}${dueOn ? `, jusqu'au ${dueOn}` : ''}.` : '',
    errands.length > 0 ? `En cours : ${errands.map(({ effect }) => effect).join(', ')}.` : '',
    !open
      ? 'Dossier clôturé.'
      : wakeAt === null
        ? "Attend un acte d'une personne."
        : `Attend un acte d'une personne, ou ${waitsFor ?? 'une échéance'} le ${new Date(wakeAt).toISOString()}.`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
