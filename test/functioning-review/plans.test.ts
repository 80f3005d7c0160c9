/** Lists of reviews, among many years of them. */
import { expect } from 'chai';
import pg from 'pg';
import { findViewer } from '../../db/access/viewer.ts';
import { listByStage } from '../../db/functioning-review/by-stage.ts';
import { listReviews } from '../../db/functioning-review/my-reviews.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';

describe('lists of reviews, among many years of them', () => {
  let house: House;
  let client: pg.Client;
  before(async () => {
    house = await openHouse();
    client = new pg.Client({ connectionString: house.url });
    await client.connect();
    // What few rows would hide: in a table of this size the planner looks at all, and sorts.
    await client.query('set enable_seqscan = off');
    await client.query('set enable_sort = off');
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
