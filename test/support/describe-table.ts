/** What every process table must hold, proved by walking it: at random along lives of cases, and whole. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Database } from '../../db/connect.ts';
import { noticesOf } from '../../db/notices.ts';
import { appointmentOf, changesOf } from '../../workflows/appointments.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import {
  apply,
  available,
  isClosed,
  open,
  Refused,
  rowOf,
  transitionsOf,
  turnOf,
  type Act,
  type AnyProcess,
  type CaseState,
  type Consequences,
  type Parameters,
  type Role,
} from '../../workflows/procedure.ts';
import { kitActWords } from '../../workflows/kit-acts.ts';
import { agentRoles } from '../../workflows/roles.ts';
import { freshDatabase } from './database.ts';
import { hour } from './times.ts';
import { personOf } from './walk-table.ts';

export interface Beginning {
  action: string;
  facts: object;
  role: Role;
  at: Instant;
}
type State = CaseState;
/** What the table's own examples do not say. */
export interface TableExamples {
  /** How cases begin; by default each opening with its examples, by the first role that may. */
  beginnings?: fc.Arbitrary<Beginning>;
  /** Those from which the whole table is walked. */
  everyBeginning?: readonly Beginning[];
  /** Facts such as the forms give them; `choice` picks among what a person might answer. */
  factsOf?: (action: string, data: never, today: Day, choice: number) => object;
  /** Two states are the same place when the table cannot tell them apart; by default status and data do. */
  placeOf?: (state: State) => string;
  /** Acts that end a case without having dealt with it: no way out of a dead end. */
  aside?: readonly string[];
  /** Before the parameters are read: those that no migration writes. */
  prepare?: (db: Database) => Promise<void>;
  /** Fewer places than this, and the walk has not been everywhere. */
  leastPlaces?: number;
}

export const start = Date.UTC(2027, 0, 11, 9);
const roles: readonly Role[] = [
  'operator',
  ...agentRoles,
  'appeal-secretariat',
  'supervisor',
  'helpdesk',
  'clock',
  'procedure',
];

interface Step {
  before: State | null;
  act: Act | null;
  at: number;
  done: Consequences;
}

export function describeTable(process: AnyProcess, given: TableExamples = {}): void {
  const { leastPlaces = 1, aside = [] } = given;
  const examples = process.examples as
    | {
        openings: Record<string, readonly object[] | undefined>;
        facts: Record<string, ((data: object) => readonly object[]) | undefined>;
      }
    | undefined;
  const everyAction = [
    ...new Set(Object.keys(process.statuses).flatMap((status) => Object.keys(transitionsOf(process, status)))),
  ];
  let parameters: Parameters = {};
  before(async () => {
    const database = await freshDatabase({ max: 1 });
    await given.prepare?.(database.db);
    parameters = await parametersOn(database.db, process.slug, dayOf(start));
    await database.drop();
  });

  const factsOf = (action: string, data: object, today: Day, choice = 0): object => {
    if (given.factsOf) return given.factsOf(action, data as never, today, choice);
    const answers = examples?.facts[action]?.(data) ?? [{}];
    return answers[choice % answers.length] ?? {};
  };
  const everyBeginning =
    given.everyBeginning ??
    Object.entries(process.opens).flatMap(([action, opening]) =>
      (examples?.openings[action] ?? [{}]).map((facts) => ({ action, facts, role: opening!.by[0]!, at: start })),
    );
  const beginnings =
    given.beginnings ??
    fc
      .tuple(fc.constantFrom(...everyBeginning), fc.integer({ min: start, max: start + 900 * 24 * hour }))
      .map(([beginning, at]) => ({ ...beginning, at }));
  const begin = ({ action, facts, role, at }: Beginning): Consequences =>
    open(process, { action, facts, actor: { role, userId: personOf(role) } }, at, parameters);

  /** What may happen next to a case: persons with one of their usual answers, and the deadlines that stand. */
  function nextActs(state: State, at: number): { act: Act; at: number }[] {
    const persons = available(process, state).flatMap((action) => {
      const { by, notBy } = transitionsOf(process, state.status)[action]!;
      // Four eyes within one role: a colleague.
      const doer = (role: Role): string | null =>
        notBy && state.lastBy[notBy] === personOf(role) ? `${role}-2` : personOf(role);
      const answers = [
        ...new Map(
          [0, 1, 2, 3]
            .map((choice) => factsOf(action, state.data, dayOf(at), choice))
            .map((facts) => [JSON.stringify(facts), facts]),
        ).values(),
      ];
      return by
        .filter((role) => role !== 'clock')
        .flatMap((role) =>
          answers.map((facts) => ({ act: { action, facts, actor: { role, userId: doer(role) } }, at })),
        );
    });
    const clock = state.deadlines.map((deadline) => ({
      act: { action: deadline.act, facts: {}, actor: { role: 'clock' as const, userId: null }, deadline: deadline.id },
      at: Math.max(at, deadline.at),
    }));
    return [...persons, ...clock];
  }

  /** A random life of a case: its steps. */
  const life = fc
    .tuple(
      beginnings,
      fc.array(fc.record({ choice: fc.nat(), hours: fc.integer({ min: 0, max: 24 * 12 }) }), { maxLength: 25 }),
    )
    .map(([first, choices]): Step[] => {
      const steps: Step[] = [{ before: null, act: null, at: first.at, done: begin(first) }];
      let { at } = first;
      for (const { choice, hours } of choices) {
        const state = steps.at(-1)!.done.state as State;
        const due = [...state.deadlines].sort((a, b) => a.at - b.at)[0];
        // The clock is never late by more than the step of a person: what has passed, passes first.
        const passes = due && due.at <= at + hours * hour;
        const acts = passes
          ? nextActs(state, at).filter(({ act }) => act.deadline === due.id)
          : nextActs(state, at + hours * hour).filter(({ act }) => act.deadline === undefined);
        const next = acts[choice % acts.length];
        if (!next) break;
        at = next.at;
        steps.push({ before: state, act: next.act, at, done: apply(process, state, next.act, at, parameters) });
      }
      return steps;
    });
  const hold = (check: (steps: Step[]) => void, numRuns = 200): void => {
    fc.assert(fc.property(life, check), { numRuns });
  };
  const statesOf = (steps: Step[]): State[] => steps.map(({ done }) => done.state as State);

  describe(`the table of ${process.slug}, walked at random`, () => {
    it('say whose an act is that several roles of ONE may do', () => {
      const open = Object.entries(process.statuses).flatMap(([status, row]) =>
        Object.entries(row.on)
          .filter(([, transition]) => (transition?.by.filter((role) => role !== 'operator').length ?? 0) > 1)
          .filter(([, transition]) => !transition?.whose)
          .map(([action]) => `${action} in ${status}`),
      );
      expect(open).to.deep.equal([]);
    });

    it('leads somewhere or refuses with a code, for every act in every state by anybody', () => {
      hold((steps) => {
        for (const { done, at } of steps) {
          const state = done.state as State;
          for (const action of everyAction) {
            const by = transitionsOf(process, state.status)[action]?.by ?? [];
            for (const role of new Set([...by, roles.find((other) => !by.includes(other))!])) {
              try {
                const { state: next } = apply(
                  process,
                  state,
                  { action, facts: factsOf(action, state.data, dayOf(at)), actor: { role, userId: personOf(role) } },
                  at,
                  parameters,
                );
                rowOf(process, next.status);
                expect(by).to.include(role);
              } catch (error) {
                expect(error).to.be.instanceOf(Refused);
              }
            }
          }
        }
      }, 60);
    });

    it('has somebody whose turn it is, with a task, and a next date or a word for what it waits for', () => {
      hold((steps) => {
        for (const state of statesOf(steps).filter(({ status }) => !isClosed(process, status))) {
          const turn = turnOf(process, state);
          const own = state.deadlines.filter(({ act }) => act !== 'escalate');
          if (turn === 'nobody') {
            expect(rowOf(process, state.status).waitsFor, state.status).to.be.a('string');
            const { standing, undated } = rowOf(process, state.status);
            if (!standing && !undated) expect(own, state.status).not.to.be.empty;
          }
          // What an operator leaves undone is taken up by the clock.
          if (turn === 'operator') {
            expect(
              state.tasks.some(({ role }) => role === 'operator'),
              state.status,
            ).to.equal(true);
            expect(own, state.status).not.to.be.empty;
          }
          // What ONE leaves undone is told to the supervisor, once; but for what waits at a desk of its own, without a task.
          if (turn === 'one' && (state.tasks.length > 0 || !rowOf(process, state.status).waitsFor)) {
            const tasks = state.tasks.filter(({ role }) => role !== 'operator');
            expect(tasks, state.status).not.to.be.empty;
            for (const { id, dueOn } of tasks) {
              expect(dueOn, id).to.be.a('string');
              expect(
                state.passed.includes(`escalate.${id}`) ||
                  state.deadlines.some((deadline) => deadline.id === `escalate.${id}`),
                id,
              ).to.equal(true);
            }
          }
        }
      });
    });

    it('accepts each deadline when it passes, once, and comes to rest when nobody acts', () => {
      hold((steps) => {
        for (const [index, { done, at }] of steps.entries()) {
          const state = done.state as State;
          for (const { id, act, at: hourOf } of state.deadlines) {
            const clock: Act = { action: act, facts: {}, actor: { role: 'clock', userId: null }, deadline: id };
            const next = apply(process, state, clock, Math.max(at, hourOf), parameters).state;
            expect(next.deadlines.map((deadline) => deadline.id)).not.to.include(id);
            expect(() => apply(process, next, clock, Math.max(at, hourOf), parameters)).to.throw(Refused);
          }
          if (index !== steps.length - 1) continue;
          let alone = state;
          let rounds = 0;
          for (let now = at; alone.deadlines.length > 0; rounds += 1) {
            const due = [...alone.deadlines].sort((a, b) => a.at - b.at)[0]!;
            now = Math.max(now, due.at);
            alone = apply(
              process,
              alone,
              { action: due.act, facts: {}, actor: { role: 'clock', userId: null }, deadline: due.id },
              now,
              parameters,
            ).state as State;
          }
          expect(rounds).to.be.lessThan(20);
        }
      });
    });

    it('wakes the clerk at the nearest deadline, and rings him for whatever changes that, moves the case or brings work', () => {
      hold((steps) => {
        for (const { before, done } of steps) {
          const nearest = done.state.deadlines.length ? Math.min(...done.state.deadlines.map(({ at }) => at)) : null;
          expect(done.wakeAt).to.equal(nearest);
          const stood = before?.deadlines.length ? Math.min(...before.deadlines.map(({ at }) => at)) : null;
          const moved = done.state.movedBy === done.state.number;
          expect(done.concernsClerk).to.equal(moved || done.work.length > 0 || nearest !== stood);
        }
      });
    });

    it("gives the elapsed time to whoever's turn it was, and counts none twice", () => {
      hold((steps) => {
        const shadow = { one: 0, operator: 0, nobody: 0 };
        for (const [index, { before, at }] of steps.entries())
          if (before) shadow[turnOf(process, before)] += at - steps[index - 1]!.at;
        const last = steps.at(-1)!;
        expect(last.done.state.clocks).to.include({ one: shadow.one, operator: shadow.operator });
        expect(shadow.one + shadow.operator + shadow.nobody).to.equal(last.at - steps[0]!.at);
      });
    });

    it('opens and closes tasks so that the open ones are always those of the state, each id once', () => {
      hold((steps) => {
        const standing = new Map<string, string>();
        const ever = new Set<string>();
        for (const { done } of steps) {
          for (const { id } of done.closed) expect(standing.delete(id), `closed ${id}`).to.equal(true);
          for (const { id, action } of done.opened) {
            expect(ever.has(id), `opened again ${id}`).to.equal(false);
            ever.add(id);
            standing.set(id, action);
          }
          expect([...standing.keys()].sort()).to.deep.equal(done.state.tasks.map(({ id }) => id).sort());
          const possible = available(process, done.state);
          for (const action of standing.values())
            expect(possible, `${done.state.status}: task ${action}`).to.include(action);
          if (isClosed(process, done.state.status))
            expect([standing.size, done.state.deadlines.length]).to.deep.equal([0, 0]);
        }
      });
    });

    it('has operators told by mail of whatever is asked of them, and of the end of their case', () => {
      // Of no operator: who has asked is told by mails of its own.
      if (process.confidential) return;
      hold((steps) => {
        for (const { act, done } of steps) {
          if (!act || act.actor.role === 'operator') continue;
          const asks = done.opened.some(({ role }) => role === 'operator');
          if (!asks && !isClosed(process, done.state.status)) continue;
          const request = { ...act, token: '', at: start };
          expect(noticesOf(request, done), `${act.action} to ${done.state.status}`).to.include('notify-operator');
        }
      });
    });

    it('tells operators, and their calendars, of whatever becomes of an appointment', () => {
      if (!process.appointments) return;
      const changes = changesOf(process);
      hold((steps) => {
        for (const { before, act, done } of steps) {
          const stood = before && appointmentOf(process, before);
          const stands = appointmentOf(process, done.state);
          if (!act || JSON.stringify(stood) === JSON.stringify(stands)) continue;
          expect(changes, `${act.action} in ${before?.status ?? ''}`).to.include(act.action);
          const isHeld =
            stood && ['record-minutes', 'record-report', 'report-visit', 'meeting-over'].includes(act.action);
          if (!isHeld)
            expect(noticesOf({ ...act, token: '', at: start }, done), act.action).to.include('notify-operator');
        }
      });
    });

    it('folds to the same state from its acts written as JSON, and never changes the state it was given', () => {
      hold((steps) => {
        let state: State | null = null;
        for (const { act, at, done } of steps) {
          if (!act) {
            state = JSON.parse(JSON.stringify(done.state)) as State;
            continue;
          }
          const frozen = freeze(state!);
          state = JSON.parse(
            JSON.stringify(apply(process, frozen, JSON.parse(JSON.stringify(act)) as Act, at, parameters).state),
          ) as State;
          expect(state).to.deep.equal(JSON.parse(JSON.stringify(done.state)));
        }
      });
    });

    it('lets nobody do what their own act before forbids them', () => {
      hold((steps) => {
        for (const { done, at } of steps) {
          for (const [action, { notBy, by }] of Object.entries(transitionsOf(process, done.state.status))) {
            const author = notBy && done.state.lastBy[notBy];
            if (!author || !available(process, done.state).includes(action)) continue;
            const facts = factsOf(action, done.state.data, dayOf(at));
            const act = (userId: string): unknown =>
              apply(process, done.state, { action, facts, actor: { role: by[0]!, userId } }, at, parameters);
            expect(() => act(author)).to.throw(Refused, 'four-eyes');
            act('another');
          }
        }
      });
    });
  });

  describe(`the table of ${process.slug}, walked whole`, () => {
    const place =
      given.placeOf ??
      (({ status, data, deadlines }) => JSON.stringify([status, data, deadlines.map(({ act }) => act)]));
    const setAside = new Set([...Object.keys(kitActWords), ...aside]);
    const places = new Map<string, State>();
    const ways = new Map<string, Set<string>>();
    const walked = new Set<string>();

    before(function () {
      this.timeout(120_000);
      const queue = everyBeginning.map((beginning) => ({ state: begin(beginning).state as State, at: beginning.at }));
      queue.forEach(({ state }) => places.set(place(state), state));
      for (let next = queue.shift(); next; next = queue.shift()) {
        const from = place(next.state);
        for (const { act, at } of nextActs(next.state, next.at)) {
          let reached: State;
          try {
            reached = apply(process, next.state, act, at, parameters).state as State;
          } catch (error) {
            if (error instanceof Refused) continue;
            throw error;
          }
          walked.add(`${next.state.status} ${act.action}`);
          const to = place(reached);
          if (!setAside.has(act.action)) ways.set(to, (ways.get(to) ?? new Set()).add(from));
          if (places.has(to)) continue;
          places.set(to, reached);
          queue.push({ state: reached, at: at + hour });
        }
      }
    });

    it('reaches every status and uses every line of it', () => {
      expect([...new Set([...places.values()].map(({ status }) => status))].sort()).to.deep.equal(
        Object.keys(process.statuses).sort(),
      );
      const lines = Object.keys(process.statuses).flatMap((status) =>
        Object.keys(transitionsOf(process, status)).map((action) => `${status} ${action}`),
      );
      expect(lines.filter((line) => !walked.has(line) && !/ escalate$/.test(line))).to.deep.equal([]);
    });

    it('has no dead end: from each place the ordinary acts and the clock lead to an end', () => {
      // At rest is an end too: nobody is expected to act any more.
      const saved = new Set(
        [...places]
          .filter(([, { status }]) => isClosed(process, status) || rowOf(process, status).standing)
          .map(([name]) => name),
      );
      for (const queue = [...saved]; queue.length > 0; ) {
        for (const from of ways.get(queue.pop()!) ?? [])
          if (!saved.has(from)) {
            saved.add(from);
            queue.push(from);
          }
      }
      expect([...places.keys()].filter((name) => !saved.has(name))).to.deep.equal([]);
      expect(places.size).to.be.at.least(leastPlaces);
    });

    it('gives each line its basis, an article or a document or the word «hypothèse»', () => {
      const without = Object.keys(process.statuses).flatMap((status) =>
        Object.entries(transitionsOf(process, status))
          .filter(([action, { basis }]) => !basis && action !== 'write-message')
          .map(([action]) => `${status} ${action}`),
      );
      expect(without).to.deep.equal([]);
    });
  });
}

function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
