import { expect } from 'chai';
import pg from 'pg';
import { findViewer } from '../../db/access/viewer.ts';
import { listQuarters } from '../../db/quarterly-subsidy/list-quarters.ts';
import { listRecap } from '../../db/subsidies/recap.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';
import { stableOf } from './cases.ts';

describe('lists of quarters, among many years of them', () => {
  let house: House;
  let client: pg.Client;
  before(async () => {
    house = await openHouse();
    client = new pg.Client({ connectionString: house.url });
    await client.connect();
    await client.query('set enable_seqscan = off');
  });
  after(async () => {
    await client.end();
    await house.close();
  });

  /** Of the first query that some work asks. */
  async function planOf(work: () => Promise<unknown>): Promise<string> {
    const asked: { sql: string; bindings: unknown[] }[] = [];
    const note = (query: { sql: string; bindings: unknown[] }): void => {
      asked.push(query);
    };
    house.db.on('query', note);
    await work();
    house.db.removeListener('query', note);
    const { sql, bindings } = asked[0]!;
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, bindings);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

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
