import { expect } from 'chai';
import { findViewer } from '../../db/access/viewer.ts';
import { listQuarters } from '../../db/quarterly-subsidy/list-quarters.ts';
import { listRecap } from '../../db/subsidies/recap.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { explainIn, type Explained } from '../support/explain.ts';
import { openHouse, type House } from '../support/house.ts';
import { stableOf } from './cases.ts';

describe('lists of quarters, among many years of them', () => {
  let house: House;
  let explained: Explained;
  before(async () => {
    house = await openHouse();
    explained = await explainIn(house);
  });
  after(async () => {
    await explained.end();
    await house.close();
  });

  const planOf: Explained['planOf'] = (work) => explained.planOf(work);

  it('find those of a place by its periods, without reading all cases', async () => {
    expect(await planOf(() => listQuarters(house.db, [stableOf('chenes')]))).to.include('cases_one_per_period');
  });

  it('find what a body has received among its own payments', async () => {
    const now = house.clock.now;
    const nathalie = await findViewer(house.db, stableId('user admin-petits-chenes'), {
      acr: 450,
      authenticatedAt: now,
      now,
    });
    expect(await planOf(() => listRecap(house.db, nathalie!.ability, {}, {}))).to.include('payments_of_body');
  });
});
