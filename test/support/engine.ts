/** The clerk at work in a test: a real database, the time-skipping server, and one clock for both; errands outside are only noted. */
import { randomUUID } from 'node:crypto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { createBatchActivities } from '../../activities/batches.ts';
import { createOpeningRounds } from '../../activities/opening-rounds.ts';
import type { AnyBatchKind } from '../../db/batches/batch.ts';
import { openCasesBatch } from '../../db/batches/open-cases.ts';
import { createWorker } from '../../activities/create-worker.ts';
import type { AnyEffects } from '../../activities/effects.ts';
import { procedures as theProcedures } from '../../activities/procedures.ts';
import type { Database } from '../../db/connect.ts';
import type { EffectContext } from '../../db/effect-context.ts';
import { openCase, recordAct, type Recorded } from '../../db/record-act.ts';
import { dayOf, startOfDay, type Day } from '../../domain/calendar.ts';
import { findTimeSkippingServer } from '../../local/temporal-test-server.ts';
import { waitUntil } from '../../local/processes.ts';
import type { Action, CaseData, Kind } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { isMeasure } from '../../workflows/authorisation-adaptation/rules.ts';
import { createBell, type Bell } from '../../workflows/bell.ts';
import type { AnyProcess, CaseState } from '../../workflows/procedure.ts';
import { factsOf, firstFacts, roleFor } from './adaptation-acts.ts';
import { theBundle } from './bundle.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { makeFacility } from './places.ts';

Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });

export interface Call {
  caseId: string;
  number: number;
  effect: string;
}
export interface OpenOptions {
  facilityId?: string;
  home?: boolean;
  moreCapacity?: boolean;
  linkedCaseId?: string;
  content?: object;
  facts?: object;
  bell?: 'rung' | 'lost';
}
export interface ActOptions {
  facts?: object;
  content?: object;
  userId?: string;
  bell?: 'rung' | 'lost' | 'twice';
  role?: Parameters<typeof recordAct>[3]['actor']['role'];
}
export interface Row {
  status: string;
  state: CaseState<string, CaseData>;
  act_number: number;
  engine_seq: number;
  bell_seq: number;
  administration: string;
  facility_id: string;
  closed_at: number | null;
}

export interface Engine extends TestDatabase {
  env: TestWorkflowEnvironment;
  bell: Bell;
  /** What was carried out outside, in order. */
  calls: Call[];
  /** Throws for errands that shall fail. */
  outside: { run: (context: EffectContext) => Promise<void> };
  now(): Promise<number>;
  today(): Promise<Day>;
  open(kind: Kind, options?: OpenOptions): Promise<string>;
  act(caseId: string, action: Action, options?: ActOptions): Promise<Recorded>;
  row(caseId: string): Promise<Row>;
  actionsOf(caseId: string): Promise<{ action: string; on: Day; actor_role: string }[]>;
  /** The clerk has caught up with every case. */
  settle(): Promise<void>;
  /** Lets the clock run to the start of a day, and the clerk catch up. */
  sleepUntil(day: Day): Promise<void>;
  sleep(ms: number): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface EngineOptions {
  database?: TestDatabase;
  bundle?: WorkflowBundleWithSourceMap;
  /** Kinds of long work, and the procedures that the calendar may open. */
  batches?: readonly AnyBatchKind[];
  opened?: readonly AnyProcess[];
  procedures?: readonly AnyEffects[];
  /** Items of long work in a second. */
  pace?: number;
}

export async function startEngine({
  database,
  bundle,
  batches = [],
  opened = [],
  procedures = theProcedures,
  pace = 500,
}: EngineOptions = {}): Promise<Engine> {
  const [kept, path] = await Promise.all([database ?? freshDatabase(), findTimeSkippingServer()]);
  const { db } = kept;
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  const bell = createBell({ client: env.client, taskQueue: 'procedures' });
  const calls: Call[] = [];
  const outside: Engine['outside'] = { run: async () => undefined };
  const run = async (context: EffectContext): Promise<void> => {
    await outside.run(context);
    calls.push({ caseId: context.case.id, number: context.act.number, effect: context.effect });
  };
  const workerDb = kept.dbOf('worker');
  const worker: Worker = await createWorker({
    db: workerDb,
    bell,
    patience: 0,
    connection: env.nativeConnection,
    namespace: env.namespace ?? 'default',
    taskQueue: 'procedures',
    bundle: bundle ?? (await theBundle()),
    batches: {
      ...createBatchActivities({ db: workerDb, bell, kinds: [...batches, openCasesBatch(opened)], pace }),
      ...createOpeningRounds({ db: workerDb, bell, among: opened }),
    },
    procedures,
    writeLetter: run,
  });
  const running = worker.run();
  const people = new Map<string, string>();
  const personOf = (role: string): string | null =>
    role === 'clock' || role === 'procedure' ? null : (people.get(role) ?? people.set(role, randomUUID()).get(role)!);
  const rowOf = async (caseId: string): Promise<Row> => (await db('cases').where({ id: caseId }).first()) as Row;
  const now = async (): Promise<number> => Number(await env.currentTimeMs());
  const ring = (slug: string, caseId: string, how: ActOptions['bell'] = 'rung'): void => {
    for (let times = how === 'rung' ? 1 : how === 'twice' ? 2 : 0; times > 0; times -= 1) bell.ring(slug, caseId);
  };
  let stopped = false;

  const engine: Engine = {
    ...kept,
    env,
    bell,
    calls,
    outside,
    now,
    today: async () => dayOf(await now()),
    async open(
      kind,
      { facilityId, home = false, moreCapacity = false, linkedCaseId, content, facts = {}, bell: how = 'rung' } = {},
    ) {
      const caseId = randomUUID();
      const at = await now();
      const first = firstFacts(kind, dayOf(at), { home, moreCapacity });
      const role = isMeasure(kind) ? 'referent' : 'operator';
      await openCase(db, process, {
        ...first,
        facts: { ...first.facts, ...facts },
        caseId,
        subject: { kind: 'facility', id: facilityId ?? (await makeFacility(db, { home })) },
        kind,
        linkedCaseId: linkedCaseId ?? null,
        token: randomUUID(),
        content: content ?? null,
        actor: { role, userId: personOf(role) },
        at,
      });
      ring(process.slug, caseId, how);
      return caseId;
    },
    async act(caseId, action, { facts, content, role, userId, bell: how } = {}) {
      const { state } = await rowOf(caseId);
      const at = await now();
      const actor = role ?? roleFor(state, action);
      const recorded = await recordAct(db, process, caseId, {
        action,
        token: randomUUID(),
        facts: facts ?? factsOf(action, state.data, dayOf(at)),
        content: content ?? null,
        actor: { role: actor, userId: userId ?? personOf(actor) },
        at,
      });
      if (recorded.ring) ring(process.slug, caseId, how);
      return recorded;
    },
    row: rowOf,
    actionsOf: async (caseId) =>
      (
        (await db('acts').where({ case_id: caseId }).orderBy('number').select('action', 'at', 'actor_role')) as {
          action: string;
          at: number;
          actor_role: string;
        }[]
      ).map(({ action, at, actor_role }) => ({ action, on: dayOf(at), actor_role })),
    async settle() {
      await waitUntil(
        'clerk',
        async () => {
          await bell.quiet();
          const { rows } = await db.raw<{ rows: object[] }>(`select id from cases where engine_seq < bell_seq
          union select case_id from effects where status = 'pending'`);
          return rows.length === 0;
        },
        { timeout: 20_000 },
      );
    },
    async sleep(ms) {
      await env.sleep(ms);
      await engine.settle();
    },
    sleepUntil: async (day) => engine.sleep(Math.max(1, startOfDay(day) - (await now()))),
    async stop() {
      if (stopped) return;
      stopped = true;
      // A bell still being tried again when its channel closes would end the whole test run.
      await bell.quiet();
      worker.shutdown();
      await running;
      await env.teardown();
    },
    async close() {
      await engine.stop();
      await kept.drop();
    },
  };
  return engine;
}

/** Everything from the opening to a decision that is signed. */
export async function decide(
  engine: Engine,
  caseId: string,
  outcome: string,
  effectiveOn: Day,
  more: { conditions?: object[] } = {},
): Promise<void> {
  const conditional = outcome === 'grant-with-conditions';
  await engine.act(caseId, 'propose-decision', {
    facts: { outcome, effectiveOn, ...(conditional ? { conditionsDueOn: effectiveOn } : {}) },
    content: more,
  });
  await engine.act(caseId, 'sign-decision');
}
export async function instruct(engine: Engine, caseId: string): Promise<void> {
  await engine.act(caseId, 'declare-complete');
  const { visit, healthOpinion } = (await engine.row(caseId)).state.data;
  if (visit === 'to-plan') {
    await engine.act(caseId, 'plan-visit');
    await engine.act(caseId, 'report-visit');
  }
  await engine.act(caseId, 'give-opinion');
  if (healthOpinion === 'asked') await engine.act(caseId, 'give-health-opinion');
}
export const versionsOf = (
  db: Database,
  facilityId: string,
): Promise<
  {
    status: string;
    postcode: string;
    capacity: number;
    valid_from: Day;
    conditions: string | null;
    planned_end_on: Day | null;
  }[]
> => db('authorisation_versions').where({ facility_id: facilityId }).orderBy(['valid_from', 'created_at']) as never;
