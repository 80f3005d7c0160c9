/** Lists of reviews, among many years of them. */
import { expect } from 'chai';
import { findViewer } from '../../db/access/viewer.ts';
import { listByStage } from '../../db/functioning-review/by-stage.ts';
import { listReviews } from '../../db/functioning-review/my-reviews.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { explainIn, type Explained } from '../support/explain.ts';
import { openHouse, type House } from '../support/house.ts';

describe('lists of reviews, among many years of them', () => {
  let house: House;
  let explained: Explained;
  before(async () => {
    house = await openHouse();
    explained = await explainIn(house, ['seqscan', 'sort']);
  });
  after(async () => {
    await explained.end();
    await house.close();
  });
  const planOf: Explained['planOf'] = (work) => explained.planOf(work);
  const abilityOf = async (key: string) => {
    const now = house.clock.now;
    return (await findViewer(house.db, stableId(`user ${key}`), { acr: 450, authenticatedAt: now, now }))!.ability;
  };

  it('read those under way in their order, and pass none that is over', async () => {
    const ability = await abilityOf('coordinator-namur');
    expect(await planOf(() => listByStage(house.db, ability, {}, {}))).to.include('cases_of_open_reviews');
  });

  it('find those of a place without reading all cases', async () => {
    const ability = await abilityOf('admin-petits-chenes');
    expect(await planOf(() => listReviews(house.db, ability, stableId('facility chenes')))).to.include(
      'cases_of_reviews',
    );
  });
});
