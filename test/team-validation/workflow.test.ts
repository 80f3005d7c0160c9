import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { actElsewhere } from '../../db/act-elsewhere.ts';
import type { Batch } from '../../db/batches/batch.ts';
import type { Database } from '../../db/connect.ts';
import { recordAct } from '../../db/record-act.ts';
import { findYearToComplete } from '../../db/team-validation/find-validations.ts';
import { digestOf } from '../../db/team-validation/read-team.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { addDays, dayOf, startOfDay } from '../../domain/calendar.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { freshDatabase } from '../support/database.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import { openYear } from './cases.ts';
import { secondsSince } from '../support/many.ts';
import { count, manyYears, mostMs } from './thousands.ts';

const team = { digest: 'ab'.repeat(32), people: 13, links: 15, warnings: 0 };
const at = (day: string, hours: number): number => startOfDay(day) + hours * 3_600_000;

const validate = (db: Database, caseId: string, when: number) =>
  recordAct(db, process, caseId, {
    action: 'validate',
    facts: team,
    token: randomUUID(),
    actor: { role: 'operator', userId: randomUUID() },
    at: when,
  });
const statusOf = async (db: Database, caseId: string): Promise<string> =>
  ((await db('cases').where({ id: caseId }).first('status')) as { status: string }).status;

describe('the validation of teams in time', function () {
  this.timeout(mostMs);
  let engine: Engine;
  let year: string;
  let many: ReturnType<typeof manyYears>;
  before(async () => {
    engine = await startEngine({ opened: [process] });
    many = manyYears(engine);
    year = String(Number((await engine.today()).slice(0, 4)) + 1);
  });
  after(() => engine.close());

  it(`opens ${String(count)} years on 1 January, once each, a missed day too; the subsidised crèches wait for their quarter`, async () => {
    await many.makePlaces();
    // Nobody was there on the first.
    await engine.env.sleep(startOfDay(`${year}-01-04`) - (await engine.now()));
    const from = performance.now();
    await Promise.all([many.round(), many.round()]);
    await many.settle();
    await many.round();
    console.log(`      ${String(count)} opened in ${secondsSince(from)}`);
    const batches = (await engine.db('batches')) as Batch[];
    expect(
      batches.filter(({ key }) => key?.includes(`${year}-01-01`)).map(({ total, failed }) => [total, failed]),
    ).to.deep.equal([[count, 0]]);
    expect(await many.statuses(year)).to.deep.equal({ open: count });
    const quarterly = (await engine.db('cases').whereRaw("state -> 'data' ->> 'path' = 'quarterly'")) as object[];
    expect(quarterly).to.have.length(Math.floor(count / 4));
  });

  it('reminds whoever has to validate, five times until the last day, and nobody else', async () => {
    const from = performance.now();
    for (const day of ['02-02', '05-02', '05-16', '05-26']) await many.sleepUntil(`${year}-${day}`);
    const told = (await engine
      .db('acts as a')
      .join('cases as c', 'c.id', 'a.case_id')
      .whereIn('a.action', ['inform', 'remind'])
      .groupBy('c.id')
      .select(engine.db.raw("state -> 'data' ->> 'path' as path, cast(count(*) as int) as n"))) as {
      path: string;
      n: number;
    }[];
    console.log(`      reminded four times in ${secondsSince(from)}`);
    expect(new Set(told.map(({ path, n }) => `${path} ${String(n)}`))).to.deep.equal(new Set(['yearly 4']));
    expect(told).to.have.length(count - Math.floor(count / 4));
  });

  it('calls late on 1 June who has not validated, whoever has become subsidised by then is not, and none is lost', async () => {
    const [done] = (await engine.db('cases').whereRaw("state -> 'data' ->> 'path' = 'yearly'").orderBy('id')) as {
      id: string;
    }[];
    const [, changed] = (await engine.db('cases').whereRaw("state -> 'data' ->> 'path' = 'yearly'").orderBy('id')) as {
      id: string;
      facility_id: string;
    }[];
    await validate(engine.db, done!.id, await engine.now());
    engine.bell.ring(process.slug, done!.id);
    await engine.db('facilities').where({ id: changed!.facility_id }).update({ kind: 'subsidised-creche' });
    const from = performance.now();
    await many.sleepUntil(`${year}-06-02`);
    console.log(`      looked at on 1 June in ${secondsSince(from)}`);
    const quarterly = Math.floor(count / 4) + 1;
    expect(await many.statuses(year)).to.deep.equal({ validated: 1, open: quarterly, late: count - quarterly - 1 });
    expect(await statusOf(engine.db, changed!.id)).to.equal('open');
    const tasks = (await engine.db('tasks').where({ action: 'follow-up' }).whereNull('closed_at')) as object[];
    expect(tasks).to.have.length(count - quarterly - 1);
  });

  it('is completed by the request of a quarter, which another procedure sends, once and without a fault where it is done', async () => {
    const [waiting] = (await engine.db('cases').where({ status: 'open' }).orderBy('id')) as {
      id: string;
      facility_id: string;
    }[];
    const sent = async (number: number): Promise<boolean> =>
      engine.db.transaction(async (trx) => {
        const year_ = await findYearToComplete(trx, waiting!.facility_id, await engine.now());
        expect(year_?.caseId).to.equal(number === 1 ? waiting!.id : undefined);
        return actElsewhere(
          trx,
          process,
          { case: { id: randomUUID() } as never, act: { number, at: await engine.now() } as never },
          {
            caseId: waiting!.id,
            slug: process.slug,
            action: 'validate-from-quarter',
            facts: { quarter: `${year}-1`, digest: digestOf({ facilityId: '', year, members: [] }), people: 0 },
          },
        );
      });
    expect(await sent(1)).to.equal(true);
    expect(await statusOf(engine.db, waiting!.id)).to.equal('validated-automatically');
    expect(await sent(2)).to.equal(false);
    engine.bell.ring(process.slug, waiting!.id);
  });
});

describe('an engine that is away on 31 May', function () {
  this.timeout(180_000);

  it('has nobody called late for it: who validates meanwhile is in time or not by their own hour, the rest is caught up', async () => {
    const database = await freshDatabase();
    const first = await startEngine({ database });
    const year = String(Number((await first.today()).slice(0, 4)) + 1);
    const open = async (): Promise<string> => {
      const caseId = await openYear(database.db, {
        facilityId: await makeFacility(database.db),
        at: await first.now(),
        year,
      });
      first.bell.ring(process.slug, caseId);
      return caseId;
    };
    const [inTime, oneMinuteLate, nobody, subsidised] = [await open(), await open(), await open(), await open()];
    await first.settle();
    await first.sleepUntil(`${year}-05-30`);
    // It goes, with all that it knew.
    await first.stop();
    await database.db('cases').update({ engine_seq: 0 });
    await validate(database.db, inTime, at(`${year}-06-01`, 0) - 1);
    await validate(database.db, oneMinuteLate, at(`${year}-06-01`, 0) + 60_000);
    const { facility_id } = (await database.db('cases').where({ id: subsidised }).first()) as { facility_id: string };
    await database.db('facilities').where({ id: facility_id }).update({ kind: 'subsidised-creche' });
    expect(await statusOf(database.db, inTime)).to.equal('validated');
    expect(await statusOf(database.db, oneMinuteLate)).to.equal('validated-late');

    const second = await startEngine({ database });
    await second.env.sleep(Math.max(1, at(`${year}-06-01`, 30) - (await second.now())));
    for (const caseId of [inTime, oneMinuteLate, nobody, subsidised]) second.bell.ring(process.slug, caseId);
    await second.settle();
    expect(
      await Promise.all([inTime, oneMinuteLate, nobody, subsidised].map((id) => statusOf(database.db, id))),
    ).to.deep.equal(['validated', 'validated-late', 'late', 'open']);
    // Caught up the next day, and dated by the hour at which it was.
    const acts = await second.actionsOf(nobody);
    expect(acts.slice(-2).map(({ action, on }) => [action, on])).to.deep.equal([
      ['last-day-ends', addDays(`${year}-06-01`, 1)],
      ['declare-late', addDays(`${year}-06-01`, 1)],
    ]);
    expect(dayOf(at(`${year}-06-01`, 30))).to.equal(`${year}-06-02`);
    expect((await verifyActs(database.db)).faults).to.deep.equal([]);
    await second.close();
  });
});
