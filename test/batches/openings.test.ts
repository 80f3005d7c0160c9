import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { batchSlug, type Batch } from '../../db/batches/batch.ts';
import type { OpenCases } from '../../db/batches/open-cases.ts';
import { giveOrder } from '../../db/batches/orders.ts';
import { recordAct } from '../../db/record-act.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { addDays, addMonths, type Day } from '../../domain/calendar.ts';
import { waitUntil } from '../../local/processes.ts';
import { dueDays, periodOf } from '../../workflows/openings.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';
import { processes } from '../../workflows/registry.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import { quarterAttendance } from '../support/second-procedure/effects.ts';
import { insertQuarterParameters } from '../support/second-procedure/parameters.ts';
import { process as quarters } from '../support/second-procedure/process.ts';

describe('the days on which the calendar opens', () => {
  const on = { months: [1, 4, 7, 10], day: 1, hour: 2 };
  const at = (text: string): number => Date.parse(text);

  it('are those of the table, from the first one to today', () => {
    expect(dueDays({ on, from: '2026-02-01' }, at('2027-01-01T05:00:00+01:00'))).to.deep.equal([
      '2026-04-01',
      '2026-07-01',
      '2026-10-01',
      '2027-01-01',
    ]);
    expect(
      dueDays({ on: { months: [1], day: 1, hour: 2 }, from: '2027-01-01' }, at('2026-12-31T23:59:00+01:00')),
    ).to.deep.equal([]);
  });
  it('begin at midnight in Brussels, whatever the time in Greenwich', () => {
    expect(dueDays({ on, from: '2027-01-01' }, at('2026-12-31T23:00:00Z'))).to.deep.equal(['2027-01-01']);
    expect(dueDays({ on, from: '2027-07-01' }, at('2027-06-30T22:00:00Z'))).to.deep.equal(['2027-07-01']);
  });
  it('leave out a month that has no such day', () => {
    expect(dueDays({ on: { day: 31, hour: 2 }, from: '2027-01-15' }, at('2027-05-31T12:00:00Z'))).to.deep.equal([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
    ]);
  });
  it('are each of one period', () => {
    expect(
      ['2027-01-01', '2027-03-31', '2027-04-01', '2027-12-31'].map((day) => periodOf(day, 'quarter')),
    ).to.deep.equal(['2027-1', '2027-1', '2027-2', '2027-4']);
    expect(periodOf('2027-05-31', 'year')).to.equal('2027');
  });
});

describe('the cases of a period, opened by the calendar', function () {
  this.timeout(180_000);
  let engine: Engine;
  let process: AnyProcess;
  /** The first day of the next quarter, by the clock of the test's engine. */
  let first: Day;
  const count = 60;
  before(async () => {
    const opened: AnyProcess[] = [];
    engine = await startEngine({
      procedures: [quarterAttendance],
      opened,
    });
    first = nextQuarter(await engine.today());
    process = { ...quarters, opening: { ...quarters.opening, from: first } } as AnyProcess;
    opened.push(process);
    await insertQuarterParameters(engine.db);
    for (let made = 0; made < count; made += 1) await makeFacility(engine.db);
  });
  after(() => engine.close());
  /** As the schedule does, and a worker when it starts. Without `result()`, which would let time run on meanwhile. */
  async function round(id: string): Promise<void> {
    const handle = await engine.env.client.workflow.start('openings', {
      workflowId: `round-${id}`,
      taskQueue: 'procedures',
      args: [quarters.slug],
    });
    await waitUntil('round', async () => (await handle.describe()).status.name === 'COMPLETED', { timeout: 20_000 });
  }
  const ended = (): Promise<void> =>
    waitUntil('batches', async () => (await engine.db('batches').whereNot({ status: 'done' })).length === 0, {
      timeout: 60_000,
    });
  const openedDays = async (): Promise<Day[]> =>
    ((await engine.db('batches').whereNotNull('key').orderByRaw("parameters ->> 'dueOn'")) as Batch<OpenCases>[]).map(
      ({ parameters }) => parameters.dueOn,
    );
  const casesOf = (period: string): Promise<{ facility_id: string }[]> =>
    engine.db('cases').where({ slug: quarters.slug, period }).select('facility_id') as never;

  it('opens nothing before the day', async () => {
    await round('early');
    expect(await openedDays()).to.deep.equal([]);
  });

  it('opens one for each facility that is authorised that day, once, however many rounds are made', async () => {
    await engine.sleepUntil(first);
    const closed = await makeFacility(engine.db);
    await engine.db('authorisation_versions').where({ facility_id: closed }).update({ status: 'withdrawn' });
    await Promise.all([round('a'), round('b'), round('c')]);
    await ended();
    await round('again');
    await ended();
    const cases = await casesOf(periodOf(first, 'quarter'));
    expect(cases).to.have.lengthOf(count);
    expect(new Set(cases.map((row) => row.facility_id)).size).to.equal(count);
    expect(cases.map((row) => row.facility_id)).not.to.include(closed);
    expect(await openedDays()).to.deep.equal([first]);
    await engine.settle();
    expect((await engine.db('cases').where({ status: 'awaited' })).length).to.equal(count);
  });

  it('catches up with the days that nobody was there for, with the facilities of those days', async () => {
    const [second, third] = [addMonths(first, 3), addMonths(first, 6)];
    await engine.sleepUntil(addDays(second, 40));
    const late = await makeFacility(engine.db);
    await engine
      .db('authorisation_versions')
      .where({ facility_id: late })
      .update({ valid_from: addDays(second, 30) });
    await engine.sleepUntil(addDays(third, 5));
    await round('late');
    await ended();
    expect(await openedDays()).to.deep.equal([first, second, third]);
    expect(await casesOf(periodOf(second, 'quarter'))).to.have.lengthOf(count);
    expect(await casesOf(periodOf(third, 'quarter'))).to.have.lengthOf(count + 1);
  });

  it('opens no second one where somebody has opened it already, closed or not', async () => {
    const fourth = addMonths(first, 9);
    await engine.sleepUntil(addDays(fourth, 1));
    await round('fourth');
    await ended();
    const batches = (await engine.db('batches').orderBy('at')) as Batch[];
    expect(batches.map(({ failed }) => failed)).to.deep.equal(batches.map(() => 0));
    const { id } = batches.at(-1)!;
    // The same list drawn up again finds nobody left.
    await engine.db('batches').where({ id }).update({ key: null });
    await round('fourth-again');
    await ended();
    expect(await casesOf(periodOf(fourth, 'quarter'))).to.have.lengthOf(count + 1);
  });

  it('is undone where the list was wrong: what nobody has begun has no object any more', async () => {
    const [begun] = (await engine.db('cases').where({ slug: quarters.slug, status: 'awaited' }).select('id')) as {
      id: string;
    }[];
    const at = await engine.now();
    await recordAct(engine.db, process, begun!.id, {
      action: 'send-quarter',
      facts: { places: 14 },
      token: randomUUID(),
      actor: { role: 'operator', userId: randomUUID() },
      at,
    });
    // The list that was drawn up again opened none: these cases are of the one before.
    const { id: wrong } = (await engine.db('batches').whereNull('key').first('id')) as Batch;
    await giveOrder(engine.db, wrong, 'undo', { undoable: true, actorId: null, at });
    engine.bell.ring(batchSlug, wrong);
    const find = (): Promise<Batch> => engine.db('batches').where({ id: wrong }).first();
    await waitUntil('batch', async () => (await find()).status === 'undone', { timeout: 60_000 });
    expect(await find()).to.include({ undone: count, kept: 1 });
    expect(
      ((await engine.db('batch_items').where({ batch_id: wrong, status: 'kept' })) as { failure: string }[]).map(
        ({ failure }) => failure,
      ),
    ).to.deep.equal(['begun']);
    expect(await engine.db('cases').where({ slug: quarters.slug, status: 'awaited' })).to.deep.equal([]);
  });

  it('leaves acts that verify', async () => {
    expect((await verifyActs(engine.db, { among: [...processes, process] })).faults).to.deep.equal([]);
  });
});

function nextQuarter(day: Day): Day {
  const month = Number(day.slice(5, 7));
  return addMonths(`${day.slice(0, 7)}-01`, 3 - ((month - 1) % 3));
}
