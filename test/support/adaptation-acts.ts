/** A case of the procedure in the hands of a test: who does what, with plausible facts, in a pure fold without database or engine. */
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../../domain/calendar.ts';
import { up as insertParameters } from '../../db/migrations/20261122_3_parameters.ts';
import { rows as laterRows } from '../../db/migrations/20261127_3a_answers_and_posting.ts';
import {
  measureKinds,
  requestKinds,
  type Action,
  type CaseData,
  type Facts,
  type Kind,
  type RequestKind,
} from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { goesByPost } from '../../workflows/authorisation-adaptation/registered-post.ts';
import { isMeasure, isTemporary } from '../../workflows/authorisation-adaptation/rules.ts';
import {
  apply,
  open,
  transitionsOf,
  type Act,
  type CaseState,
  type Consequences,
  type Parameters,
  type Role,
} from '../../workflows/procedure.ts';
import { personOf } from './walk-table.ts';

interface Row {
  code: string;
  value: number;
  unit: Parameters[string]['unit'];
}
let rows: Row[] = [];
// It inserts before it waits for anything.
void insertParameters((() => ({
  insert: async (inserted: Row[]) => {
    rows = inserted;
  },
})) as never);
/** The very delays that the migration writes. */
export const parameters: Parameters = Object.fromEntries([
  ...rows.map(({ code, value, unit }) => [code, { value, unit }]),
  ...laterRows.map(([code, value, unit]) => [code, { value, unit }]),
]) as Parameters;

export type State = CaseState<string, CaseData>;
export const roleFor = (state: State, action: string): Role =>
  transitionsOf(process, state.status)[action]?.by[0] ?? 'operator';

/** Facts such as the forms give them. `choice` picks among what a person might answer. */
export function factsOf(action: Action, data: CaseData, today: Day, choice = 0): object {
  const pick = <T>(...of: T[]): T => of[choice % of.length]!;
  switch (action) {
    case 'ask-complement':
      return { items: ['plan'] };
    case 'give-complement':
    case 'give-remedy':
      return pick<object>({}, { open: ['1'] }, { moreCapacity: true });
    case 'acknowledge':
      return { effectiveOn: addDays(today, pick(20, 0, 3)) };
    case 'propose-visit':
      return { days: [addDays(today, 8), addDays(today, 9)] };
    case 'choose-visit-date':
    case 'plan-visit':
      return { visitOn: addDays(today, pick(8, 1, 0)) };
    case 'report-visit':
      return { visitedOn: today };
    case 'give-opinion':
    case 'give-health-opinion':
      return { opinion: pick('favourable', 'reserved', 'unfavourable') };
    case 'propose-decision': {
      const effectiveOn = addDays(today, pick(20, 20, 20, 0, 90));
      const outcome = isMeasure(data.kind)
        ? pick('take-measure', 'no-measure')
        : pick('grant', 'grant-with-conditions', data.afterRefusal ? 'confirm-refusal' : 'refuse');
      return {
        outcome,
        effectiveOn,
        ...(outcome === 'grant-with-conditions'
          ? {
              conditionsDueOn: addDays(effectiveOn, 30),
              conditions: [
                { id: '1', dueOn: addDays(effectiveOn, 10) },
                { id: '2', dueOn: addDays(effectiveOn, 30) },
              ],
            }
          : {}),
        ...(choice === 4 && isTemporary(data.kind)
          ? { granted: { capacity: 7, untilOn: addDays(effectiveOn, 40) } }
          : {}),
      };
    }
    case 'sign-decision':
      return goesByPost(data.kind, data.proposal?.outcome) ? pick<object>({ registered: true }, {}) : {};
    case 'send-registered':
      return { sentOn: today };
    case 'note-reception':
      return pick<object>({ receivedOn: today }, {});
    case 'declare-conditions':
      return { done: pick(['1'], ['1', '2']) };
    case 'confirm-conditions':
      return pick<object>(
        {},
        { met: ['1'] },
        { met: ['1', '2'] },
        { met: [], unmet: [{ id: '1', dueOn: addDays(today, 20) }] },
      );
    case 'note-conditions-unmet':
      return { conditionsDueOn: addDays(today, 15), ...pick<object>({ registered: true }, {}) };
    case 'ask-extension':
    case 'extend-period':
      return {
        untilOn: addDays(data.plannedEndOn && data.plannedEndOn > today ? data.plannedEndOn : today, pick(60, 10)),
      };
    case 'confirm-return':
    case 'returned':
      return { returnedOn: today };
    case 'plan-hearing':
      return { hearingOn: addDays(today, 14) };
    case 'decide-appeal':
      return {
        outcome: pick('upheld', 'dismissed', 'upheld-in-part', 'dismissed'),
        effectiveOn: addDays(today, 10),
        ...pick<object>(
          {},
          {},
          { registered: true, conditions: [{ id: '1', dueOn: addDays(today, 40) }] },
          { registered: true },
        ),
      };
    default:
      return {};
  }
}

export const firstFacts = (
  kind: Kind,
  today: Day,
  { home = false, moreCapacity = false, periodDays = 120 } = {},
): { action: 'submit' | 'open-measure'; facts: object } =>
  isMeasure(kind)
    ? {
        action: 'open-measure',
        facts: {
          kind,
          home,
          effectiveOn: addDays(today, 60),
          ...(kind === 'lifting-of-suspension' ? {} : { registered: true }),
        } satisfies Facts['open-measure'],
      }
    : {
        action: 'submit',
        facts: {
          kind: kind as RequestKind,
          home,
          wishedOn: addDays(today, 40),
          moreCapacity,
          ...(isTemporary(kind) ? { plannedEndOn: addDays(today, 40 + periodDays) } : {}),
        } satisfies Facts['submit'],
      };

export const allKinds: readonly Kind[] = [...requestKinds, ...measureKinds];

/** A case told act by act. `at` moves on only when somebody waits. */
export class Told {
  state: State;
  at: Instant;
  last: Consequences;
  effects: string[][];
  constructor(kind: Kind, options: { on?: Day; home?: boolean; moreCapacity?: boolean; periodDays?: number } = {}) {
    this.at = startOfDay(options.on ?? '2027-01-11') + 10 * 3_600_000;
    const { action, facts } = firstFacts(kind, dayOf(this.at), options);
    const role = action === 'submit' ? 'operator' : 'referent';
    this.last = open(process, { action, facts, actor: { role, userId: personOf(role) } }, this.at, parameters);
    this.state = this.last.state as State;
    this.effects = [this.last.effects];
  }

  get status(): string {
    return this.state.status;
  }
  get today(): Day {
    return dayOf(this.at);
  }
  get waits(): { act: string; on: Day }[] {
    return this.state.deadlines.map(({ act, at }) => ({ act, on: dayOf(at) }));
  }
  task(action: string): { role: Role; dueOn: Day | null } | undefined {
    return this.state.tasks.find((task) => task.action === action);
  }

  /** A person acts; by default whoever the table expects, with usual facts. @throws Refused */
  does(
    action: Action,
    facts: object = factsOf(action, this.state.data, this.today),
    role = roleFor(this.state, action),
    userId = personOf(role),
  ): this {
    return this.apply({ action, facts, actor: { role, userId } }, this.at);
  }

  /** Nobody acts until the next deadline, which passes. */
  passesNext(): string {
    const next = [...this.state.deadlines].sort((a, b) => a.at - b.at)[0];
    if (!next) throw new Error(`nothing to wait for in ${this.status}`);
    this.apply(
      { action: next.act, facts: {}, actor: { role: 'clock', userId: null }, deadline: next.id },
      Math.max(this.at, next.at),
    );
    return next.act;
  }

  /** Nobody acts until this deadline has passed. @returns the acts of the clock on the way */
  waitsFor(act: Action): string[] {
    const passed: string[] = [];
    for (let i = 0; i < 40; i += 1) {
      passed.push(this.passesNext());
      if (passed.at(-1) === act) return passed;
    }
    throw new Error(`${act} does not come`);
  }

  letDays(days: number): this {
    this.at += days * 86_400_000;
    return this;
  }

  private apply(act: Act, at: Instant): this {
    this.last = apply(process, this.state, act, at, parameters);
    this.state = this.last.state as State;
    this.at = at;
    this.effects.push(this.last.effects);
    return this;
  }
}
