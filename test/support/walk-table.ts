/** A case in the hands of a test, in a pure fold: who does what of a table, without database or engine. */
import { dayOf, type Day } from '../../domain/calendar.ts';
import {
  apply,
  open,
  type Actor,
  type CaseState,
  type Consequences,
  type Parameters,
  type Process,
  type Role,
  type Vocabulary,
} from '../../workflows/procedure.ts';

/** One person for each role. */
export const personOf = (role: Role): string | null => (role === 'clock' || role === 'procedure' ? null : `${role}-1`);
const actorOf = (role: Role): Actor => ({ role, userId: personOf(role) });

export type StateOf<V extends Vocabulary> = CaseState<V['status'], V['data']>;
type Done<V extends Vocabulary> = Omit<Consequences, 'state'> & { state: StateOf<V> };

export const walkTable = <V extends Vocabulary>(process: Process<V>, parameters: Parameters) => ({
  open: (role: Role, action: string, facts: object, at: number): StateOf<V> =>
    open(process, { action, facts, actor: actorOf(role) }, at, parameters).state as StateOf<V>,
  act: (state: StateOf<V>, role: Role, action: string, facts: object, at: number): Done<V> =>
    apply(process, state, { action, facts, actor: actorOf(role) }, at, parameters) as Done<V>,
  /** The deadlines that stand before an instant pass, each at its hour. */
  wait(from: StateOf<V>, until: number): { state: StateOf<V>; passed: [act: string, on: Day][] } {
    let state = from;
    const passed: [act: string, on: Day][] = [];
    for (;;) {
      const [due] = state.deadlines.filter(({ at }) => at < until).sort((a, b) => a.at - b.at);
      if (!due) return { state, passed };
      passed.push([due.act, dayOf(due.at)]);
      const act = { action: due.act, facts: {}, actor: actorOf('clock'), deadline: due.id };
      state = apply(process, state, act, due.at, parameters).state as StateOf<V>;
    }
  },
});
