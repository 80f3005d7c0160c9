import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { instant } from '../../db/connect.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { calculate } from '../../domain/subsidy/calculate.ts';
import { calculationOf, keepCalculation } from '../../db/subsidies/calculations.ts';
import { datedParameters, rulesFor } from '../../db/subsidies/rules.ts';
import { openQuarter, stableOf } from '../quarterly-subsidy/cases.ts';
import { declared } from './quarters.ts';

describe('the recapitulation of subsidies', () => {
  let house: House;
  let nathalie: Visitor;
  let caseId: string;
  const quarter = '2026-1';
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    caseId = await openQuarter(house.db, {
      facilityId: stableOf('chenes'),
      at: house.clock.now,
      quarter: '2021-4',
      status: 'in-control',
    });
    await house.db('payments').insert(
      [
        ['2023-1', 'advance', 4_000_00],
        ['2026-1', 'advance', 5_900_000],
      ].map(([of, kind, cents]) => ({
        key: `made ${String(of)}`,
        kind,
        case_id: caseId,
        organising_body_id: stableId('body petits-chenes'),
        facility_id: stableOf('chenes'),
        administration: 'namur',
        quarter: of,
        purpose: 'early-childhood',
        cents,
        prepared_at: instant(house.clock.now),
      })),
    );
  });
  after(() => house.close());
  const page = async (query = '', by = nathalie): Promise<string> =>
    textOf((await by.get(`/pro/subsidies${query}`)).text);

  it('is for who has the file of subsidies', async () => {
    expect((await house.stranger.get('/pro/subsidies')).status).to.equal(302);
    expect((await (await house.as('Hassan Tahiri')).get('/pro/subsidies')).status).to.equal(403);
  });

  it('shows three years, or all of them, and one type alone', async () => {
    expect(await page())
      .to.include('2026 T1')
      .and.include('59 000,00')
      .and.not.include('2023 T1');
    expect(await page('?years=all')).to.include('2023 T1');
    expect(await page('?kind=bonus')).to.not.include('59 000,00');
  });

  it('shows nothing of another body', async () => {
    expect(await page('?years=all', await house.as('Émilie Delvaux'))).to.not.include('59 000,00');
  });

  it('says that nothing can be paid without an account', async () => {
    expect(await page()).to.not.include('Rien ne peut être versé');
    await house.db('bank_account_uses').delete();
    expect(await page()).to.include('Rien ne peut être versé');
  });

  it('opens the lines of a request under the list: declared, retained, why, and how each came about', async () => {
    const id = await openQuarter(house.db, {
      facilityId: stableOf('chenes'),
      at: house.clock.now,
      quarter: '2024-4',
      status: 'in-control',
    });
    expect(await page(`?open=${id}`)).to.include('Pas encore calculé');
    const rules = rulesFor(await datedParameters(house.db, quarter), 28, {
      version: '2026-1.private.1',
      euros: { direction: 14_850, pms: 13_920, childcare: 11_640 },
    });
    await keepCalculation(
      house.db,
      { caseId: id, revision: 0, at: house.clock.now },
      calculationOf({ scale: rules.lumpSums.version, result: calculate(declared, rules), changes: [], paid: 0 }),
    );
    const text = await page(`?open=${id}`);
    for (const said of [
      'tableau des forfaits 2026 T1, privé (ASBL), version 1',
      '4,30 ETP × 11 640,00 €',
      'Norme : 4,00 ETP',
      '4,00 ETP retenus sur 4,30',
      '4,00 ETP × 11 640,00 € = 46 560,00 €',
      '−3 492,00 €',
    ])
      expect(text).to.include(said);
    expect(await page(`?open=${id}`, await house.as('Émilie Delvaux')), 'of another body').to.not.include('Norme');
  });

  it('leaves as a sheet, and shows what the former portal had paid', async () => {
    expect((await nathalie.get('/pro/subsidies/export')).status).to.equal(200);
    await house.db('covid_aids').delete();
    expect(textOf((await nathalie.get('/pro/subsidies/covid')).text)).to.include('Aucune aide covid');
    await house.db('covid_aids').insert({
      organising_body_id: stableId('body petits-chenes'),
      facility_id: stableOf('chenes'),
      administration: 'namur',
      period: 'mars à mai 2020',
      label: 'Indemnité de fermeture',
      cents: 812_300,
      settled_on: '2020-07-03',
    });
    expect(textOf((await nathalie.get('/pro/subsidies/covid')).text))
      .to.include('8 123,00')
      .and.include('03/07/2020');
  });
});
