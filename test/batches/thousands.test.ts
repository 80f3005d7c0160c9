import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { createBatchActivities } from '../../activities/batches.ts';
import { createWorker } from '../../activities/create-worker.ts';
import { createOpeningRounds } from '../../activities/opening-rounds.ts';
import { keepSchedules, roundsOf } from '../../activities/schedules.ts';
import type { Batch } from '../../db/batches/batch.ts';
import { openCasesBatch } from '../../db/batches/open-cases.ts';
import { dayOf } from '../../domain/calendar.ts';
import { waitUntil } from '../../local/processes.ts';
import { findTemporalCli } from '../../local/temporal.ts';
import { createBell } from '../../workflows/bell.ts';
import { periodOf } from '../../workflows/openings.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { theBundle } from '../support/bundle.ts';
import { makeFacility } from '../support/places.ts';
import { quarterAttendance } from '../support/second-procedure/effects.ts';
import { insertQuarterParameters } from '../support/second-procedure/parameters.ts';
import { process as quarters } from '../support/second-procedure/process.ts';

try {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
} catch {
  /* another file of this process has */
}

/** `OPENINGS=4000 npm test -- test/batches/thousands.test.ts` measures at the pace of the product; without it, quicker and fewer. */
const asked = Number(process.env.OPENINGS ?? 0);
const count = asked || 150;
const taskQueue = 'procedures';

describe('a period that begins for many, on the real engine', function () {
  this.timeout(asked ? 1_200_000 : 120_000);
  let test: TestDatabase;
  let env: TestWorkflowEnvironment;
  let opened: AnyProcess;
  let stop: () => Promise<void>;
  before(async () => {
    const path = await findTemporalCli();
    [test, env] = await Promise.all([
      freshDatabase(),
      TestWorkflowEnvironment.createLocal({
        server: { executable: { type: 'existing-path', path }, ui: false, extraArgs: ['--log-level', 'never'] },
      }),
    ]);
    const today = dayOf(Date.now());
    const months = [Number(today.slice(5, 7))];
    opened = {
      ...quarters,
      opening: { ...quarters.opening, from: today, on: { months, day: Number(today.slice(8)), hour: 2 } },
    } as AnyProcess;
    await insertQuarterParameters(test.db);
    await makeFacilities(await makeFacility(test.db));
    stop = await work();
  });
  after(async () => {
    await (stop as typeof stop | undefined)?.();
    await env.teardown();
    await test.drop();
  });

  /** As many more like this one. */
  async function makeFacilities(like: string): Promise<void> {
    await test.db.raw(
      `with more as (
         insert into facilities (id, number, organising_body_id, name, kind, home, administration)
         select gen_random_uuid(), 'E' || n, organising_body_id, name, kind, home, administration
         from facilities, generate_series(2, :count) n where id = :like returning id)
       insert into authorisation_versions (facility_id, status, street, number, postcode, locality, capacity, valid_from, decided_on)
       select more.id, status, street, number, postcode, locality, capacity, valid_from, decided_on
       from more, authorisation_versions where facility_id = :like`,
      { count, like },
    );
  }
  /** A worker. @returns how to send it home */
  async function work(): Promise<() => Promise<void>> {
    const db = test.dbOf('worker');
    const bell = createBell({ client: env.client, taskQueue });
    const worker: Worker = await createWorker({
      db,
      bell,
      patience: 0,
      connection: env.nativeConnection,
      namespace: env.namespace ?? 'default',
      taskQueue,
      bundle: await theBundle(),
      procedures: [quarterAttendance],
      writeLetter: () => Promise.resolve(),
      batches: {
        ...createBatchActivities({ db, bell, kinds: [openCasesBatch([opened])], ...(asked ? {} : { pace: 60 }) }),
        ...createOpeningRounds({ db, bell, among: [opened] }),
      },
    });
    const running = worker.run();
    return async () => {
      worker.shutdown();
      await running;
    };
  }
  const done = async (): Promise<number> => ((await test.db('batches').first('done')) as Batch | undefined)?.done ?? 0;

  it('is opened by its schedule, each case once, though the worker is changed in the middle', async () => {
    await keepSchedules(
      env.client,
      taskQueue,
      roundsOf([opened]).filter(({ workflowType }) => workflowType === 'openings'),
    );
    const from = performance.now();
    const handle = env.client.schedule.getHandle(`openings-${quarters.slug}`);
    await Promise.all([handle.trigger('ALLOW_ALL'), handle.trigger('ALLOW_ALL')]);
    await waitUntil('batch', async () => (await done()) >= count / 3, { timeout: 600_000 });
    await stop();
    expect(await done()).to.be.lessThan(count);
    stop = await work();
    await waitUntil('batch', async () => (await done()) === count, { timeout: 600_000 });
    const opening = performance.now() - from;
    await waitUntil(
      'clerks',
      async () => (await test.db('cases').whereRaw('engine_seq < bell_seq').first('id')) === undefined,
      { timeout: 600_000 },
    );
    console.log(
      `      ${String(count)} cases opened in ${String(Math.round(opening / 1_000))} s, followed by the engine ${String(Math.round((performance.now() - from - opening) / 1_000))} s later`,
    );
    const cases = (await test.db('cases').select('subject_id', 'period')) as { subject_id: string; period: string }[];
    expect(cases).to.have.lengthOf(count);
    expect(new Set(cases.map((row) => row.subject_id)).size).to.equal(count);
    expect(new Set(cases.map((row) => row.period))).to.deep.equal(new Set([periodOf(dayOf(Date.now()), 'quarter')]));
    const batches = (await test.db('batches')) as Batch[];
    expect(batches.map(({ status, total, failed }) => ({ status, total, failed }))).to.deep.equal([
      { status: 'done', total: count, failed: 0 },
    ]);
  });
});
