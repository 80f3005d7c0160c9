/** Lists of after-school care at ONE, among many years of them. */
import { expect } from 'chai';
import { findViewer, type Viewer } from '../../db/access/viewer.ts';
import { listScheduleNotices } from '../../db/after-school/schedule-changes.ts';
import { listPeriods } from '../../db/aes-subsidy/list-quarters.ts';
import { listWaitingDossiers } from '../../db/agreement-commission/agenda.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { explainIn, type Explained } from '../support/explain.ts';
import { openHouse, type House } from '../support/house.ts';

describe('lists of after-school care, among many years of them', () => {
  let house: House;
  let explained: Explained;
  before(async () => {
    house = await openHouse();
    // Of few rows, and before they are counted, a bitmap is thought to cost as much.
    explained = await explainIn(house, ['seqscan', 'sort', 'bitmapscan']);
  });
  after(async () => {
    await explained.end();
    await house.close();
  });
  const viewer = async (key: string): Promise<Viewer> => {
    const now = house.clock.now;
    return (await findViewer(house.db, stableId(`user ${key}`), { acr: 450, authenticatedAt: now, now }))!;
  };

  it('find the dossiers that wait for a session in their order, and pass none that is decided', async () => {
    const { ability } = await viewer('aes-referent');
    expect(await explained.planOf(() => listWaitingDossiers(house.db, ability, { limit: 100 }))).to.include(
      'cases_of_open_agreements',
    );
  });

  it('find the newest changes of hours without reading all of them', async () => {
    const manager = await viewer('aes-manager');
    expect(await explained.planOf(() => listScheduleNotices(house.db, manager))).to.include('schedule_changes_newest');
  });

  it('name the quarters there are without reading each case of them: every one, the newest first', async () => {
    const { ability } = await viewer('aes-manager');
    const periods = (await house
      .db('cases')
      .where({ slug: 'aes-subsidy' })
      .distinct('period')
      .orderBy('period', 'desc')
      .pluck('period')) as string[];
    expect(periods.length).to.be.greaterThan(2);
    let found: string[] = [];
    const plan = await explained.planOf(async () => {
      found = await listPeriods(house.db, ability);
    });
    expect(found).to.deep.equal(periods);
    expect(plan).to.match(/Index (?:Only )?Scan Backward using cases_of_period/);
  });
});
