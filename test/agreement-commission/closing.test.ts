/** Each dossier is told its opinion exactly once: closed twice at once, the worker killed anywhere, two workers side by side. */
import { expect } from 'chai';
import fc from 'fast-check';
import { closeCommission } from '../../db/batches/close-commission.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { closeSession } from '../../db/agreement-commission/minutes.ts';
import { findSession } from '../../db/agreement-commission/sessions.ts';
import { findViewer } from '../../db/access/viewer.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { instant } from '../../db/connect.ts';
import { openHouse, type House } from '../support/house.ts';
import { day } from '../support/times.ts';
import { makeDossiers, makeSession, putOn, type MadeDossier } from './made-dossiers.ts';

const heldOn = '2026-11-20';
const opinions = ['renew', 'renew-under-conditions', 'refuse', 'postponed'];

describe('a session that is closed', function () {
  this.timeout(120_000);
  let house: House;
  let claire: Viewer;
  before(async () => {
    house = await openHouse();
    const { now } = house.clock;
    claire = (await findViewer(house.db, stableId('user aes-referent'), { acr: 450, authenticatedAt: now, now }))!;
  });
  after(() => house.close());

  async function held(count: number): Promise<{ id: string; dossiers: MadeDossier[] }> {
    const { db, clock } = house;
    const dossiers = await makeDossiers(db, { count, at: clock.now - 20 * day });
    const id = await makeSession(db, { heldOn, at: clock.now });
    await putOn(db, { sessionId: id, heldOn, dossiers, at: clock.now });
    for (const [index, { caseId }] of dossiers.entries())
      await db('commission_agenda')
        .where({ session_id: id, case_id: caseId })
        .update({
          opinion: opinions[index % opinions.length],
          reasons: 'Vu.',
          noted_by: claire.userId,
          noted_at: instant(clock.now),
        });
    await db('commission_sessions').where({ id }).update({ status: 'agenda-closed', present: 'A. Lambert' });
    return { id, dossiers };
  }
  const close = async (id: string) =>
    closeSession(house.db, claire, (await findSession(house.db, id))!, { nextSessionId: null, at: house.clock.now });

  it('is closed once by two who click at the same moment', async () => {
    const { id } = await held(2);
    const session = (await findSession(house.db, id))!;
    const both = await Promise.all(
      [1, 2].map(() => closeSession(house.db, claire, session, { nextSessionId: null, at: house.clock.now })),
    );
    expect(both.filter((one) => typeof one === 'object')).to.have.length(1);
    expect(both).to.include('changed');
  });

  it('tells each dossier once, wherever workers are killed and however many begin again', async () => {
    const { id, dossiers } = await held(10);
    const made = await close(id);
    if (typeof made !== 'object') throw new Error(made);
    const work = (stopAfter: number) => {
      let left = stopAfter;
      return workOffItems(house.db, [closeCommission], made.batchId, {
        limit: 100,
        now: () => house.clock.now,
        ring: () => undefined,
        afterItem: () => {
          left -= 1;
          return left < 0 ? Promise.reject(new Error('killed')) : Promise.resolve();
        },
      });
    };
    for (const stopAfter of fc.sample(fc.integer({ min: 0, max: 3 }), 6)) await work(stopAfter).catch(() => undefined);
    await Promise.allSettled([work(99), work(99)]);
    const batch = await work(99);
    expect(batch).to.deep.include({ status: 'done', total: 10, done: 10, failed: 0 });
    const counts = (await house
      .db('acts')
      .whereIn(
        'case_id',
        dossiers.map(({ caseId }) => caseId),
      )
      .whereIn('action', ['note-commission-opinion', 'take-off-agenda'])
      .groupBy('case_id')
      .select(house.db.raw('cast(count(*) as int) as n'))) as unknown as { n: number }[];
    expect(counts.map(({ n }) => n)).to.deep.equal(Array.from({ length: 10 }, () => 1));
    const outcomes = (await house
      .db('commission_agenda')
      .where({ session_id: id })
      .orderBy('position')
      .pluck('outcome')) as string[];
    expect(outcomes).to.deep.equal(dossiers.map((_, index) => (index % 4 === 3 ? 'postponed' : 'told')));
  });
});
