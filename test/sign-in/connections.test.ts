import { expect } from 'chai';
import { deviceOf } from '../../api/account/device.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const path = '/account/connections';
const idsIn = (html: string): string[] =>
  [...html.matchAll(/action="\/account\/connections\/([0-9a-f-]{36})\/end"/g)].map(([, id]) => id!);

describe('« Mes connexions »', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());
  beforeEach(() => house.db('sessions').delete());
  const nathalie = () => house.asUser(stableId('user admin-petits-chenes'));
  const sophie = () => house.asUser(stableId('user referent-namur'));
  const isOut = async (who: Visitor): Promise<boolean> =>
    String((await who.get('/')).headers.location).startsWith('/sign-in');

  it('stand in the menu of both portals', async () => {
    for (const [who, page] of [
      [await nathalie(), '/pro'],
      [await sophie(), '/office/notices'],
    ] as const)
      expect((await who.get(page).expect(200)).text).to.include(`href="${path}"`);
    expect((await house.stranger.get(path)).status).to.equal(302);
  });

  it('list where one is signed in, with when and by which means, and nobody else’s', async () => {
    const [here, there] = [await nathalie(), await nathalie()];
    await sophie();
    await house.db('sessions').update({ sess: house.db.raw(`sess || '{"device": "Firefox, Windows"}'`) });
    const { text } = await here.get(path).expect(200);
    expect(text).to.include('cette connexion-ci').and.include('itsme').and.include('Firefox, Windows');
    expect(idsIn(text)).to.have.length(1);
    for (const { sid } of await house.db('sessions').select<{ sid: string }[]>('sid')) expect(text).to.not.include(sid);
    expect(idsIn((await there.get(path)).text)).to.have.length(1);
  });

  it('are ended one by one, and at once', async () => {
    const [here, there, third] = [await nathalie(), await nathalie(), await nathalie()];
    const [first] = idsIn((await here.get(path)).text);
    expect((await here.post(`${path}/${first!}/end`).expect(303)).headers.location).to.equal(path);
    const out = [await isOut(there), await isOut(third)];
    expect(out.filter(Boolean)).to.have.length(1);
    expect(await isOut(here)).to.equal(false);
    // Sent twice, or ended by itself: nothing happens, and it is said.
    await here.post(`${path}/${first!}/end`).expect(303);
    expect((await here.get(path)).text).to.include('n&#x27;est plus ouverte');
    expect(await house.db('audit').where({ event: 'end-session' })).to.have.length(1);
  });

  it('are ended all but the one in hand', async () => {
    const [here, ...others] = [await nathalie(), await nathalie(), await nathalie()];
    const stranger = await sophie();
    await here.post(`${path}/end-others`).expect(303);
    for (const other of others) expect(await isOut(other)).to.equal(true);
    expect(await isOut(here)).to.equal(false);
    expect(await isOut(stranger)).to.equal(false);
    expect(idsIn((await here.get(path)).text)).to.deep.equal([]);
  });

  it('are not somebody else’s to end, nor one’s own by a number', async () => {
    const [here, other] = [await sophie(), await nathalie()];
    await nathalie();
    const [others] = idsIn((await other.get(path)).text);
    await here.post(`${path}/${others!}/end`).expect(303);
    await here.post(`${path}/not-an-id/end`).expect(303);
    expect(await house.db('sessions')).to.have.length(3);
  });

  it('do not come back by a request that was under way', async () => {
    const [here, there] = [await nathalie(), await nathalie()];
    house.clock.now += 2 * 60_000;
    const lock = await house.db.transaction();
    // The page of the other session waits for the database; meanwhile it is ended.
    await lock.raw('lock table notices in access exclusive mode');
    const page = there.get('/pro').then(({ status }) => status);
    await new Promise((done) => setTimeout(done, 300));
    await house.db('sessions').whereRaw('sess ->> ? <> ?', ['csrfToken', here.csrfToken]).delete();
    await lock.commit();
    await page;
    await new Promise((done) => setTimeout(done, 200));
    expect(await house.db('sessions')).to.have.length(1);
    expect(await isOut(there)).to.equal(true);
  });

  it('are over with the account, and rights with their grant, at the next click', async () => {
    const [agent, operator] = [await sophie(), await nathalie()];
    const row = await house
      .db('cases')
      .where({ administration: 'namur', slug: 'authorisation-adaptation' })
      .first<{ id: string }>('id');
    const url = `/office/authorisation-adaptation/${row.id}`;
    await agent.get(url).expect(200);
    const yesterday = '2026-11-22';
    await house.db('grants').where({ user_id: agent.userId }).update({ valid_to: yesterday });
    await agent.get(url).expect(404);
    await agent.get('/office/tasks').expect(403);
    await agent.post('/office/tasks/claim', { tasks: stableId('task') }).expect(404);
    expect(await isOut(agent)).to.equal(false);
    for (const who of [agent, operator]) {
      await house
        .db('users')
        .where({ id: who.userId })
        .update({ deactivated_at: new Date(house.clock.now).toISOString() });
      expect(await house.db('sessions').where({ user_id: who.userId })).to.deep.equal([]);
      expect(await isOut(who)).to.equal(true);
      await house.db('users').where({ id: who.userId }).update({ deactivated_at: null });
      await house.db('grants').where({ user_id: who.userId }).update({ valid_to: null });
      expect(await isOut(who), 'reactivated, one signs in again').to.equal(true);
    }
  });

  it('name a browser by its family alone', () => {
    for (const [agent, said] of [
      ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox, Windows'],
      [
        'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Safari/537.36 Edg/128.0',
        'Edge, Windows',
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
        'Safari, iPhone ou iPad',
      ],
      [
        'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/128.0.0.0 Mobile Safari/537.36',
        'Chrome, Android',
      ],
      [
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15',
        'Safari, Mac',
      ],
      ['<script>alert(1)</script>', 'Autre navigateur'],
      [undefined, 'Autre navigateur'],
    ] as const)
      expect(deviceOf(agent)).to.equal(said);
  });
});
