/** The rounds of a plan, as its acts tell them: what was submitted, what ONE remarked, what was answered and decided. */
import type { Instant } from '../../../domain/calendar.ts';
import type { Plan } from '../../../domain/functioning-review/plan.ts';
import type { Act } from '../own.ts';

export interface Said {
  by: string;
  role: string;
  at: Instant;
}
export interface Remarks extends Said {
  /** On the whole of it. */
  general?: string;
  byObjective: Readonly<Record<string, string>>;
}
export interface Round extends Said {
  /** From 1. What the coordination decides is a round too: the last one. */
  number: number;
  plan: Plan;
  digest: string;
  /** To what was remarked on the whole of it; of an arbitration, its reason. */
  text?: string;
  arbitrated: boolean;
  remarks?: Remarks;
}
export interface Signature extends Said {
  acr: number | null;
  hash: string;
}
export interface PlanStory {
  rounds: readonly Round[];
  agreed?: Said;
  /** Those that stand: a change that is asked for makes them fall. */
  signedByOperator?: Signature;
  signedByOne?: Signature;
  /** Asked for after a signature, and not yet followed by another plan. */
  change?: Said & { reason: string; fell: Signature | undefined };
}

const planActs = ['submit-plan', 'arbitrate'];

export function storyOf(acts: readonly Act[]): PlanStory {
  const rounds: Round[] = [];
  let rest: Omit<PlanStory, 'rounds'> = {};
  for (const act of acts) {
    const said: Said = { by: act.actor_name ?? "l'ONE", role: act.actor_role, at: act.at };
    const content = act.content ?? {};
    if (planActs.includes(act.action)) {
      const text = textIn(content.answer) ?? textIn(content.reason);
      rounds.push({
        ...said,
        number: rounds.length + 1,
        plan: (content.plan as Plan | undefined) ?? { objectives: [] },
        digest: typeof act.facts.digest === 'string' ? act.facts.digest : '',
        arbitrated: act.action === 'arbitrate',
        ...(text ? { text } : {}),
      });
      rest = act.action === 'arbitrate' ? { agreed: said } : {};
    }
    if (act.action === 'ask-revision') {
      const last = rounds.at(-1);
      const general = textIn(content.remark);
      if (last)
        last.remarks = {
          ...said,
          ...(general ? { general } : {}),
          byObjective: (content.remarks as Record<string, string> | undefined) ?? {},
        };
    }
    if (act.action === 'accept-plan') rest = { agreed: said };
    if (act.action === 'sign-plan') rest = { ...rest, signedByOperator: signatureOf(act, said) };
    if (act.action === 'countersign-plan') rest = { ...rest, signedByOne: signatureOf(act, said) };
    if (act.action === 'ask-change' || act.action === 'reopen-plan')
      rest = {
        change: { ...said, reason: textIn(content.reason) ?? '', fell: rest.signedByOperator },
      };
  }
  return { rounds, ...rest };
}

const signatureOf = ({ acr, hash }: Act, said: Said): Signature => ({ ...said, acr, hash: hash.toString('hex') });
const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** What an answer is waited for: the remarks of the last round, while there is no later one. */
export const openRemarks = ({ rounds }: PlanStory): Remarks | undefined => rounds.at(-1)?.remarks;
/** Objectives on which such a remark stands. */
export const remarkedIn = (story: PlanStory): Set<string> =>
  new Set(Object.keys(openRemarks(story)?.byObjective ?? {}));
