/** Who else writes in a section: asked at every opening, among the drafts of everybody. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { listWriters } from '../../db/signaletique/find-sheet.ts';
import { instant } from '../../db/connect.ts';
import { dayOf } from '../../domain/calendar.ts';
import { openHouse, type House } from '../support/house.ts';

const minute = 60_000;

describe('who else writes in a section', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  it('is found by the address of the form, however many drafts were saved lately', async () => {
    const { db, clock } = house;
    const user = stableId('user data-chenes');
    const place = `/pro/facilities/${stableId('facility chenes')}/data/opening-hours`;
    const draft = (at: string, saved: number) => ({
      ...{ user_id: user, place: at, fields: '{}', began_at: instant(saved), saved_at: instant(saved) },
    });
    await db.raw(
      `insert into form_drafts (user_id, place, fields, began_at, saved_at)
       select :user, '/pro/facilities/' || n || '/data/opening-hours', '{}', cast(:at as timestamptz), :at from generate_series(1, 20000) n`,
      { user, at: instant(clock.now - minute) },
    );
    await db('form_drafts').insert([
      draft(`${place}?from=2027-01-04`, clock.now - minute),
      draft(`${place}-of-others`, clock.now - minute),
    ]);
    await db.raw('analyze form_drafts');
    const asked: { sql: string; bindings: unknown[] }[] = [];
    const note = (query: { sql: string; bindings: unknown[] }): void => void asked.push(query);
    db.on('query', note);
    const found = await listWriters(db, {
      place,
      bodyId: stableId('body petits-chenes'),
      but: stableId('user admin-petits-chenes'),
      since: instant(clock.now - 10 * minute),
      today: dayOf(clock.now),
    });
    db.off('query', note);
    expect(found.map(({ at }) => at)).to.deep.equal([clock.now - minute]);
    expect(found[0]?.name).to.be.a('string');
    const { sql, bindings } = asked[0]!;
    const { rows } = await db.transaction(async (trx) => {
      const client = (await trx.client.acquireConnection()) as {
        query: (text: string, values: unknown[]) => Promise<{ rows: Record<string, string>[] }>;
      };
      return client.query(`explain ${sql}`, bindings);
    });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).to.include('form_drafts_by_place').and.not.include('Seq Scan on form_drafts');
  });
});
