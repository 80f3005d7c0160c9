import { expect } from 'chai';
import { findViewer } from '../../db/access/viewer.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { deleteMember } from '../../db/users/member-state.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const users = '/office/helpdesk/users';

describe('a user at the helpdesk', () => {
  let house: House;
  let samira: Visitor;
  before(async () => {
    house = await openHouse();
    samira = await house.as('Samira Oulad');
  });
  after(() => house.close());

  const find = async (q: string, more: Record<string, string> = {}): Promise<string> =>
    (await samira.post(users, { q, ...more })).text;
  const idsIn = (text: string): string[] => [
    ...new Set([...text.matchAll(/\/office\/helpdesk\/users\/([0-9a-f-]{36})/g)].map(([, id]) => id!)),
  ];

  it('is found by name, with a slip of the keys too, by e-mail, by organising body, facility and number', async () => {
    const olivier = stableId('user data-chenes');
    for (const words of [
      'wauters',
      'Olivier WAUTERS',
      'wauters chênes',
      'waters',
      'olivier.wauters@',
      'Petits Chênes',
      'coccinelle',
    ])
      expect(idsIn(await find(words)), words).to.include(olivier);
    const { number } = await house
      .db('facilities')
      .where({ id: stableId('facility chenes') })
      .first<{ number: string }>('number');
    expect(idsIn(await find(number)), number).to.include(olivier);
    expect(await find('zzzzqqqq')).to.include('Personne ne porte ces mots');
    expect(idsIn(await find('%')), 'a sign that stands for anything finds nothing').to.deep.equal([]);
  });

  it('is never looked for by national number, which is not shown again', async () => {
    const answer = await samira.post(users, { q: '85.07.30-033.28' });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('jamais par son numéro').and.not.include('033');
  });

  it('turns its pages from both ends, each user once', async () => {
    const seen: string[] = [];
    let more: Record<string, string> = {};
    for (let page = 0; page < 20; page += 1) {
      const text = await find('a', more);
      seen.push(...idsIn(text));
      const after = /name="after" value="([^"]+)"/.exec(text)?.[1];
      if (!after) break;
      more = { after };
    }
    expect(seen.length).to.be.above(30);
    expect(new Set(seen).size).to.equal(seen.length);
  });

  it('leaves a line for each search and each sheet, without what was searched', async () => {
    const count = async (event: string): Promise<number> =>
      (await house
        .db('audit')
        .where({ event, subject: 'user', actor_id: samira.userId })
        .count('id as n')
        .first<{ n: number }>())!.n;
    const [searches, sheets] = [await count('search'), await count('consult')];
    await find('wauters');
    await samira.get(`${users}/${stableId('user data-chenes')}`);
    expect([await count('search'), await count('consult')]).to.deep.equal([searches + 1, sheets + 1]);
    const last = await house
      .db('audit')
      .where({ event: 'search' })
      .orderBy('id', 'desc')
      .first<{ change: object }>('change');
    expect(JSON.stringify(last!.change)).to.not.include('wauters');
  });

  it('is shown with bodies, rights in words and what blocks', async () => {
    const sheet = (await samira.get(`${users}/${stableId('user data-chenes')}`)).text;
    expect(sheet).to.include('Les Petits Chênes').and.include('Prepacc / Autorisation').and.include('Coccinelle');
    const kevin = (await samira.get(`${users}/${stableId('user none-chenes')}`)).text;
    expect(kevin).to.include('Aucun droit en cours');
    expect((await samira.get(`${users}/${stableId('user nobody')}`)).status).to.equal(404);
  });

  it('may try again after too many wrong passwords, once the helpdesk says so', async () => {
    const old = stableId('user legacy-galopins');
    const attempt = (): Promise<{ status: number }> =>
      house.stranger.post('/sign-in', { login: 'galopins', password: 'faux' }) as unknown as Promise<{
        status: number;
      }>;
    // Whoever is not signed in needs a token of their own: the throttle is counted as the portal counts it.
    const { signInThrottles } = await import('../../api/sign-in/lock.ts');
    const { perName, perAccount } = signInThrottles(house.deps);
    for (let times = 0; times < 6; times += 1)
      await Promise.all([perName.tryConsume('galopins'), perAccount.tryConsume(old)]);
    expect((await attempt()).status).to.be.above(399);
    expect((await samira.get(`${users}/${old}`)).text)
      .to.include('Débloquer')
      .and.include('essais de mot de passe');
    expect((await samira.post(`${users}/${old}/unlock`)).status).to.equal(303);
    expect((await samira.get(`${users}/${old}`)).text).to.not.include('Débloquer');
    expect(await perName.tryConsume('galopins')).to.equal(true);
    expect(await house.db('audit').where({ event: 'unlock', subject_id: old })).to.have.lengthOf(1);
    await samira.post(`${users}/${old}/unlock`);
    expect(await house.db('audit').where({ event: 'unlock', subject_id: old }), 'nothing was locked').to.have.lengthOf(
      1,
    );
  });

  it('is restored where a body has deleted them by mistake, with the rights they had there; nobody restores themselves', async () => {
    const [olivier, chenes] = [stableId('user data-chenes'), stableId('body petits-chenes')];
    const nathalie = await findViewer(house.db, stableId('user admin-petits-chenes'), {
      acr: 450,
      authenticatedAt: house.clock.now,
      now: house.clock.now,
    });
    await deleteMember(house.db, nathalie!, { userId: olivier, bodyId: chenes }, house.clock.now);
    const sheet = (await samira.get(`${users}/${olivier}`)).text;
    expect(sheet).to.include('supprimé').and.include('Rétablir').and.include('(suspendu)');
    const restore = `${users}/${olivier}/bodies/${chenes}/restore`;
    const both = await Promise.all([samira.post(restore), samira.post(restore)]);
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(await house.db('audit').where({ event: 'restore-user', subject_id: olivier })).to.have.lengthOf(1);
    expect((await (await house.asUser(olivier)).get('/pro/cases')).status).to.equal(200);
    expect((await samira.get(`${users}/${olivier}`)).text).to.not.include('Rétablir');
    expect((await samira.post(`${users}/${stableId('user helpdesk')}/bodies/${chenes}/restore`)).status).to.equal(403);
    expect((await samira.post(`${users}/${olivier}/bodies/${stableId('body marelle')}/restore`)).status).to.equal(404);
  });

  it('is not said to be there where who restores them may not any more', async () => {
    const mine = house.db('grants').where({ user_id: samira.userId });
    const grants = await mine.clone().select<object[]>('*');
    const chenes = stableId('body petits-chenes');
    let sent: Promise<{ status: number }> | undefined;
    await house.db.transaction(async (trx) => {
      await trx('organising_bodies').where({ id: chenes }).forUpdate().select('id');
      const restore = `${users}/${stableId('user data-chenes')}/bodies/${chenes}/restore`;
      sent = samira.post(restore).then(({ status }) => ({ status }));
      const blocked = 'select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))';
      while ((await trx.raw<{ rows: object[] }>(blocked)).rows.length === 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
      await mine.clone().transacting(trx).delete();
    });
    expect((await sent!).status).to.equal(403);
    await house.db('grants').insert(grants);
  });

  it('is for the helpdesk alone', async () => {
    for (const name of ['Sophie Lambert', 'Claire Fontaine', 'Étienne Jadot', 'Nathalie Servais'])
      expect((await (await house.as(name)).get(users)).status, name).to.equal(403);
    expect((await house.stranger.get(users)).status).to.equal(302);
  });
});
