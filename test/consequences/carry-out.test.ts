/** What a decision touches, done on its day and given back by a return: against the database, through the acts of the procedure. */
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { listConsequences, noteRead } from '../../db/consequences/list.ts';
import { decisions } from '../../db/authorisation-adaptation/decisions.ts';
import type { Database } from '../../db/connect.ts';
import { getSituation } from '../../db/consequences/situation.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { getProcess } from '../../workflows/registry.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import { applyEffects } from '../../db/seeds/demonstration/decisions.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { createWorld, start, walk, type Step, type World } from '../kit/world.ts';

const on = dayOf(start);
const asked = (kind: string, content: object, facts: object = {}): Step => [
  'submit',
  'operator',
  'administrator',
  { kind, home: false, wishedOn: on, moreCapacity: false, ...facts },
  content,
];
const cessation: Step[] = [
  asked('temporary-cessation', {}, { plannedEndOn: addDays(on, 120) }),
  ['acknowledge', 'referent', 'referent', { effectiveOn: on }],
  ['take-effect', 'clock', null],
];
const back: Step[] = [
  asked('return-to-premises', {}),
  ['declare-complete', 'referent', 'referent'],
  ['plan-visit', 'coordinator', 'coordinator', { visitOn: on }],
  ['report-visit', 'coordinator', 'coordinator', { visitedOn: on }],
  ['give-opinion', 'coordinator', 'coordinator', { opinion: 'favourable' }],
  ['propose-decision', 'referent', 'referent', { outcome: 'grant', effectiveOn: on }],
  ['sign-decision', 'asr-manager', 'manager-asr'],
  ['take-effect', 'clock', null],
];

describe('what a decision touches, on its day', () => {
  let database: TestDatabase;
  let db: Database;
  let world: World;
  const period = { id: randomUUID(), age_group: 'all', from_on: addDays(on, -30), until_on: null, places: 3 };
  const later = {
    id: randomUUID(),
    age_group: '0-18-months',
    from_on: addDays(on, 30),
    until_on: addDays(on, 60),
    places: 2,
  };
  beforeEach(async () => {
    database = await freshDatabase();
    ({ db } = database);
    world = await createWorld(db);
    await db('available_places').insert(
      [period, later].map((row) => ({ ...row, facility_id: world.facilityId, changed_at: new Date(start) })),
    );
  });
  afterEach(() => database.drop());

  const places = () =>
    db('available_places')
      .where({ facility_id: world.facilityId })
      .orderBy('from_on')
      .select('id', 'age_group', 'from_on', 'until_on', 'places');
  /** Takes the steps, then does the work of the last act. */
  async function happens(steps: Step[]): Promise<string> {
    const { caseId, number } = await walk(db, world, steps);
    await db.transaction((trx) => applyEffects(trx, caseId, number));
    return caseId;
  }

  it('takes the free places of a cessation away, keeps what stood, and does it once', async () => {
    const caseId = await happens(cessation);
    expect(await places()).to.deep.equal([{ ...period, until_on: addDays(on, -1) }]);
    const { done } = await listConsequences(db, caseId);
    expect(done.map(({ told }) => [told.what, told.how, told.count])).to.deep.include(['places', 'taken', 2]);
    // The clerk comes again, after a crash that left the effect to do.
    const { number } = await db('acts')
      .where({ case_id: caseId, action: 'take-effect' })
      .first<{ number: number }>('number');
    const context = await getEffectContext(db, { caseId, number, effect: 'apply-decision' });
    await db.transaction((trx) => decisions.desk['apply-decision'](trx, context as never));
    expect((await listConsequences(db, caseId)).done).to.have.length(done.length);
    expect(await places()).to.deep.equal([{ ...period, until_on: addDays(on, -1) }]);
  });

  it('gives back what was before when one returns', async () => {
    const caseId = await happens(cessation);
    const returned = await happens(back);
    expect(await places()).to.deep.equal([period, later]);
    const { done } = await listConsequences(db, caseId);
    expect(done.find(({ told }) => told.what === 'places')?.back).to.equal('given-back');
    expect((await listConsequences(db, returned)).gaveBack.map(({ told }) => told.what)).to.deep.equal(['places']);
  });

  it('leaves what was written by hand meanwhile, and says so', async () => {
    const caseId = await happens(cessation);
    await db('available_places').where({ id: period.id }).update({ places: 1, version: 3 });
    await happens(back);
    expect(await places()).to.deep.equal([{ ...period, until_on: addDays(on, -1), places: 1 }, later]);
    const { done } = await listConsequences(db, caseId);
    expect(done.find(({ told }) => told.what === 'places')?.back).to.equal('changed-since');
  });

  it('lets the bilan of the place wait during a cessation, and go on after it', async () => {
    const review = getProcess('functioning-review');
    const { caseId: reviewId } = await openCase(db, review, {
      token: randomUUID(),
      subject: { kind: 'facility', id: world.facilityId },
      kind: 'review',
      action: 'plan',
      facts: { kind: 'review', home: false, firstDayOn: addDays(on, 200) },
      actor: { role: 'coordinator', userId: world.people.coordinator! },
      at: start,
    });
    const { caseId, number } = await walk(db, world, cessation);
    const follow = async (id: string, last: number): Promise<void> => {
      for (const one of await applyEffects(db, id, last))
        if (one.caseId === reviewId)
          await recordAct(db, review, reviewId, {
            action: one.action,
            facts: one.facts,
            token: randomUUID(),
            actor: { role: 'procedure', userId: null },
            at: start,
          });
    };
    const status = async (): Promise<string> =>
      (await db('cases').where({ id: reviewId }).first<{ status: string }>('status')).status;
    await follow(caseId, number);
    expect(await status()).to.equal('suspended');
    expect((await listConsequences(db, caseId)).done.map(({ told }) => `${told.what} ${told.how}`)).to.include(
      'review suspended',
    );
    const returned = await walk(db, world, back);
    await follow(returned.caseId, returned.number);
    expect(await status()).to.equal('planned');
  });

  it('is ticked once by each side, and only where something was touched', async () => {
    const caseId = await happens(cessation);
    const [{ id: userId }] = (await db('users').limit(1).select('id')) as [{ id: string }];
    const { done } = await listConsequences(db, caseId);
    const seen = done.at(-1)!.act_number;
    const tick = { caseId, side: 'operator', userId, seen, at: start } as const;
    expect(await Promise.all([noteRead(db, tick), noteRead(db, tick)])).to.deep.equal(['noted', 'noted']);
    expect((await listConsequences(db, caseId)).read.map(({ seen_act: act }) => act)).to.deep.equal([seen]);
    expect(await noteRead(db, { ...tick, caseId: randomUUID() })).to.equal(undefined);
    // Another act adds its lines: what was ticked was the page as it stood.
    await db.raw(
      `insert into consequences (case_id, act_number, position, facility_id, told, done_at)
       select case_id, number, 0, :facilityId, '{"what": "phone", "how": "confirm", "by": "operator"}', now() from acts
       where case_id = :caseId and number = 1`,
      { caseId, facilityId: world.facilityId },
    );
    await db('consequences')
      .where({ case_id: caseId, act_number: seen })
      .update({ act_number: 1, position: db.raw('position + 10') });
    expect(await noteRead(db, { ...tick, side: 'one', seen: 0 })).to.equal('more');
    expect(await noteRead(db, { ...tick, side: 'one', seen: 1 })).to.equal('noted');
  });

  it('touches the quarter in which the day falls, where the place declares quarters', async () => {
    const quarter = async (day: string): Promise<string | null> =>
      (await getSituation(db, { facilityId: world.facilityId, on: day, caseId: randomUUID(), kind: 'end-of-activity' }))
        .quarter;
    expect(await quarter(on)).to.equal(null);
    const { caseId: id } = await walk(db, world, [asked('capacity-change', {}, { moreCapacity: true })]);
    await db('cases').where({ id }).update({ slug: 'quarterly-subsidy', status: 'running', period: '2027-1' });
    expect(await Promise.all(['2026-12-31', '2027-02-03', '2027-03-31', '2027-04-01'].map(quarter))).to.deep.equal([
      '2027-1',
      '2027-1',
      '2027-1',
      '2027-2',
    ]);
    await db('cases').where({ id }).update({ status: 'sent' });
    expect(await quarter(on)).to.equal(null);
  });

  it('gives back what the return ends, and nothing of another measure or of a lasting decision', async () => {
    await happens(cessation);
    // A suspension took another period, a lasting change of capacity lowered one.
    const other = { id: randomUUID(), ageGroup: '18-36-months', from: addDays(on, 5), until: null, places: 4 };
    for (const kind of ['suspension', 'capacity-change']) {
      const { caseId: id } = await walk(db, world, [asked('capacity-change', {}, { moreCapacity: true })]);
      await db('cases')
        .where({ id })
        .update({ kind, closed_at: new Date(start) });
      await db('consequences').insert({
        case_id: id,
        act_number: 1,
        position: 0,
        facility_id: world.facilityId,
        done_at: new Date(start),
        told: JSON.stringify({ what: 'places', how: 'taken', by: 'itself', count: 1 }),
        kept: JSON.stringify({ changes: [{ before: other, after: null }], there: [other] }),
      });
    }
    const situation = (kind: string) =>
      getSituation(db, { facilityId: world.facilityId, on, caseId: randomUUID(), kind });
    expect((await situation('return-to-premises')).taken).to.equal(2);
    expect((await situation('lifting-of-suspension')).taken).to.equal(1);
    expect((await situation('end-of-activity')).taken).to.equal(0);
    await happens(back);
    expect(await places()).to.deep.equal([period, later]);
    expect((await situation('lifting-of-suspension')).taken).to.equal(1);
  });

  it('says as many periods as came back, and writes none over one that was moved there by hand', async () => {
    const past = {
      id: randomUUID(),
      age_group: '0-18-months',
      from_on: addDays(on, -90),
      until_on: addDays(on, -60),
      places: 1,
    };
    await db('available_places').insert({ ...past, facility_id: world.facilityId, changed_at: new Date(start) });
    await happens(cessation);
    const moved = { ...past, until_on: addDays(on, 45) };
    await db('available_places').where({ id: past.id }).update({ until_on: moved.until_on, version: 2 });
    const returned = await happens(back);
    expect(await places()).to.deep.equal([moved, period]);
    const { done } = await listConsequences(db, returned);
    expect(done.filter(({ told }) => told.what === 'places').map(({ told }) => [told.how, told.count])).to.deep.equal([
      ['given-back', 1],
    ]);
  });
});
