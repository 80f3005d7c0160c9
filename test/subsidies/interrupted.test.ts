import { expect } from 'chai';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { openHouse, type House } from '../support/house.ts';
import { makeQuarter } from './quarters.ts';

describe('a publication of lump sums that is cut short', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
    await house.db('organising_bodies').update({ subsidy_regime: 'private' });
  });
  after(() => house.close());

  it('is taken up where it stood: each quarter that waited is calculated once, and its lines add up', async () => {
    const quarter = '2025-2';
    const cases: string[] = [];
    for (const facility of ['chenes', 'glands', 'clair-matin', 'galopins'])
      cases.push(await makeQuarter(house.db, { facility, quarter, upTo: 'propose' }));
    const [hassan, monique] = [await house.as('Hassan Tahiri'), await house.as('Monique Verlaine')];
    const form = { quarter, regime: 'private', direction: '14850', pms: '13920', childcare: '11640', motive: '' };
    const { headers } = await hassan.post('/office/lump-sums/new', form).expect(303);
    await monique.post(`${headers.location!}/publish`).expect(303);
    const key = headers.location!.slice('/office/lump-sums/'.length);
    const { id } = (await house.db('batches').where({ key }).first('id')) as { id: string };
    let done = 0;
    const work = (dies: boolean) =>
      workOffItems(house.dbOf('worker'), batchKinds, id, {
        limit: 1_000,
        now: () => house.clock.now,
        ring: () => undefined,
        afterItem: () => {
          done += 1;
          return dies && done === 2 ? Promise.reject(new Error('killed')) : Promise.resolve();
        },
      });
    await work(true).catch((error: unknown) => {
      expect((error as Error).message).to.equal('killed');
    });
    const counted = async (): Promise<number> =>
      (await house.db('acts').whereIn('case_id', cases).where({ action: 'calculate' })).length;
    expect(await counted(), 'in the middle').to.be.within(1, 3);
    await Promise.all([work(false), work(false)]);
    await work(false);
    expect(await counted()).to.equal(cases.length);
    const rows = (await house.db('subsidy_calculations').whereIn('case_id', cases)) as {
      case_id: string;
      retained_cents: number;
      lines: { retained: number }[];
    }[];
    expect(new Set(rows.map(({ case_id: caseId }) => caseId)).size).to.equal(cases.length);
    expect(rows).to.have.length(cases.length);
    for (const { lines, retained_cents: all } of rows)
      expect(lines.reduce((sum, { retained }) => sum + retained, 0)).to.equal(all);
  });
});
