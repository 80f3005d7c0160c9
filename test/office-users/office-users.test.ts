import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { answersFollowed } from '../../api/after-answer.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { hashNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { linkIn } from '../support/html.ts';

const users = '/office/users';
const of = (key: string): string => `${users}/${stableId(`user ${key}`)}`;

describe('the users of ONE', () => {
  let house: House;
  /** Supervises everywhere. */
  let alain: Visitor;
  /** Supervises in Namur. */
  let claire: Visitor;
  beforeEach(async () => {
    house = await openHouse();
    [alain, claire] = await Promise.all([house.as('Alain Verstraete'), house.as('Claire Fontaine')]);
  });
  afterEach(() => house.close());

  const versionOf = async (key: string): Promise<string> =>
    String(
      (await house
        .db('users')
        .where({ id: stableId(`user ${key}`) })
        .first<{ v: number }>('office_version as v'))!.v,
    );
  const give = async (by: Visitor, key: string, fields: Record<string, string>) =>
    by.post(`${of(key)}/role`, {
      version: await versionOf(key),
      administration: 'namur',
      from: '23/11/2026',
      to: '',
      ...fields,
    });
  const grantOf = async (key: string, role: string): Promise<string> =>
    (await house
      .db('grants')
      .where({ user_id: stableId(`user ${key}`), role })
      .first<{ id: string }>('id'))!.id;
  const end = async (by: Visitor, key: string, role: string, lastDay = '23/11/2026') =>
    by.post(`${of(key)}/end`, { version: await versionOf(key), grant: await grantOf(key, role), lastDay });
  const leave = async (by: Visitor, key: string) =>
    by.post(`${of(key)}/deactivate`, { version: await versionOf(key), reason: 'Quitte l’ONE.' });

  it('are listed by name, filtered by function and place, searched without their name in an address, and read by the helpdesk', async () => {
    const all = (await alain.get(users)).text;
    expect(all).to.include('Milieux suivis').and.include('Agent conseil');
    const doctors = (await alain.get(`${users}?role=health-referent&administration=namur`)).text;
    expect(doctors).to.include('Anne Gilles').and.not.include('Sophie Lambert');
    const found = await alain.post(users, { q: 'lambert' });
    expect(found.text).to.include('Sophie Lambert').and.not.include('Karim Haddad');
    const samira = await house.as('Samira Oulad');
    expect((await samira.get(of('referent-namur'))).text)
      .to.include('Sophie Lambert')
      .and.not.include('Désactiver');
    expect((await samira.post(`${of('referent-namur')}/deactivate`, {})).status).to.equal(403);
    expect((await (await house.as('Sophie Lambert')).get(users)).status).to.equal(403);
  });

  it('turns the pages of the list from both ends', async () => {
    const seen: string[] = [];
    for (let url: string | undefined = users, pages = 0; url && pages < 9; pages += 1) {
      const { text } = await alain.get(url);
      seen.push(...[...text.matchAll(/href="\/office\/users\/([0-9a-f-]{36})"/g)].map(([, id]) => id!));
      url = linkIn(text, 'next');
    }
    const { count } = (await house
      .db('users')
      .where({ portal: 'office', deactivated_at: null })
      .count('id as count')
      .first<{ count: number }>())!;
    expect(new Set(seen).size).to.equal(seen.length).and.to.equal(count);
  });

  it('adds an agent with consent, once; she signs in to nothing, then to what she is given, at her next click', async () => {
    const niss = makeNationalNumber({ birthOn: '1990-03-14', sequence: 77 });
    const form = {
      token: randomUUID(),
      firstName: 'Lucie',
      familyName: 'Bastien',
      email: 'lucie.bastien@one.example',
      niss,
      consent: 'oui',
    };
    for (const bad of [{ consent: '' }, { niss: '90031407700' }, { email: 'lucie' }, { firstName: ' ' }] as Record<
      string,
      string
    >[]) {
      const refused = await alain.post(`${users}/new`, { ...form, ...bad });
      expect(refused.status, JSON.stringify(bad)).to.equal(422);
      expect(refused.text).to.include('Bastien').and.not.include(niss);
    }
    const sent = await Promise.all([1, 2, 3].map(() => alain.post(`${users}/new`, form)));
    expect(sent.map(({ status }) => status)).to.deep.equal([303, 303, 303]);
    const id = String(sent[0]!.headers.location).split('/').at(-1)!;
    const [row, ...more] = await house
      .db('users')
      .where({ niss_hash: hashNationalNumber(niss, house.config.nissPepper) });
    expect([row.id, row.consent_text_version, more.length]).to.deep.equal([id, 'niss-2023-02', 0]);
    const lucie = await house.asUser(id);
    expect((await lucie.get('/office/tasks')).status).to.equal(403);
    const given = await claire.post(`${users}/${id}/role`, {
      version: '1',
      role: 'referent',
      administration: 'namur',
      from: '23/11/2026',
      to: '31/12/2026',
    });
    expect(given.status, given.text).to.equal(303);
    expect((await lucie.get('/office/tasks')).status).to.equal(200);
    house.clock.now = Date.parse('2027-01-04T09:00:00Z');
    expect((await (await house.asUser(id)).get('/office/tasks')).status, 'it ends by itself').to.equal(403);
  });

  it('tells nobody whose number is known already', async () => {
    const { people, nissOf } = await import('../../db/seeds/demonstration/people.ts');
    const taken = await alain.post(`${users}/new`, {
      token: randomUUID(),
      firstName: 'Autre',
      familyName: 'Personne',
      email: 'autre@one.example',
      niss: nissOf(people.find(({ key }) => key === 'admin-delvaux')!),
      consent: 'oui',
    });
    expect(taken.status).to.equal(422);
    expect(taken.text).to.include('pas pu être ajouté').and.not.include('Delvaux');
  });

  it('lets nobody change their own functions, nor give one elsewhere than they supervise', async () => {
    expect((await alain.get(`${of('supervisor')}/role`)).status).to.equal(403);
    expect((await give(alain, 'supervisor', { role: 'dpo', administration: 'all' })).status).to.equal(403);
    expect((await end(claire, 'supervisor-namur', 'supervisor')).status).to.equal(403);
    expect((await leave(claire, 'supervisor-namur')).status).to.equal(403);
    expect((await give(claire, 'referent-namur', { role: 'coordinator', administration: 'liege' })).status).to.equal(
      403,
    );
    expect((await give(claire, 'referent-namur', { role: 'supervisor', administration: 'all' })).status).to.equal(403);
    expect(
      (await give(claire, 'referent-namur', { role: 'helpdesk' })).status,
      'held everywhere or not at all',
    ).to.equal(422);
    expect((await end(claire, 'referent-luxembourg', 'referent')).status).to.equal(403);
    expect((await leave(claire, 'referent-luxembourg')).status).to.equal(403);
    expect((await give(claire, 'referent-namur', { role: 'coordinator' })).status).to.equal(303);
  });

  it('refuses dates that cannot be, and the same function twice; a form sent twice is done once', async () => {
    for (const fields of [
      { to: '01/11/2026' },
      { from: '01/12/2026', to: '30/11/2026' },
      { from: '' },
      { role: 'surprise' },
    ] as Record<string, string>[])
      expect(
        (await give(claire, 'adviser-namur', { role: 'coordinator', ...fields })).status,
        JSON.stringify(fields),
      ).to.equal(422);
    expect((await give(claire, 'referent-namur', { role: 'referent' })).status, 'held already').to.equal(422);
    const version = await versionOf('adviser-namur');
    const form = { version, role: 'coordinator', administration: 'namur', from: '23/11/2026', to: '' };
    const sent = await Promise.all([1, 2].map(() => claire.post(`${of('adviser-namur')}/role`, form)));
    expect(sent.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(
      await house.db('grants').where({ user_id: stableId('user adviser-namur'), role: 'coordinator' }),
    ).to.have.lengthOf(1);
    const stale = await claire.post(`${of('adviser-namur')}/role`, { ...form, role: 'health-referent' });
    expect(stale.status, 'a colleague was quicker').to.equal(409);
    const lines = await house.db('audit').where({ event: 'give-role', subject_id: stableId('user adviser-namur') });
    expect(lines).to.have.lengthOf(1);
  });

  it('ends a function at its last day, not in the past; its tasks are handed on', async () => {
    expect((await end(claire, 'referent-namur', 'referent', '01/11/2026')).status).to.equal(422);
    const version = await versionOf('referent-namur');
    const form = { version, grant: await grantOf('referent-namur', 'referent'), lastDay: '23/11/2026' };
    const sent = await Promise.all([1, 2].map(() => claire.post(`${of('referent-namur')}/end`, form)));
    expect(sent.map(({ status }) => status)).to.deep.equal([303, 303]);
    const sophie = await house.as('Sophie Lambert');
    expect((await sophie.get('/office/tasks')).status, 'still today').to.equal(200);
    house.clock.now += 86_400_000;
    expect((await (await house.as('Sophie Lambert')).get('/office/tasks')).status).to.equal(403);
  });

  it('never prolongs a function by ending it, nor gives back one that has ended', async () => {
    const rights = house.db('grants').where({ id: await grantOf('referent-namur', 'referent') });
    for (const [until, later] of [
      ['2026-12-15', '16/12/2026'],
      ['2026-11-10', '23/11/2026'],
    ] as const) {
      await rights.clone().update({ valid_to: until });
      const answer = await end(claire, 'referent-namur', 'referent', later);
      expect(answer.status, until).to.equal(422);
      expect(answer.text).to.match(/Cette fonction (prend|a pris) fin le/);
      expect(await rights.clone().first('valid_to')).to.deep.equal({ valid_to: until });
    }
    await rights.clone().update({ valid_to: '2026-12-15' });
    for (const day of ['15/12/2026', '14/12/2026', '14/12/2026'])
      expect((await end(claire, 'referent-namur', 'referent', day)).status, day).to.equal(303);
    expect(await rights.clone().first('valid_to')).to.deep.equal({ valid_to: '2026-12-14' });
  });

  it('keeps a supervisor who stays in each administration, also when two end each other at the same moment', async () => {
    // Alain is the only one for five administrations: nobody else may end him, and he may not himself.
    expect((await give(alain, 'asr-manager-namur', { role: 'supervisor', administration: 'all' })).status).to.equal(
      303,
    );
    expect(
      (await give(alain, 'referent-liege', { role: 'supervisor', administration: 'all', to: '31/12/2026' })).status,
    ).to.equal(303);
    const [julie, quentin] = await Promise.all([house.as('Julie Moreau'), house.as('Quentin Maréchal')]);
    // Quentin's right ends by itself: it does not count. Either of the two others may go, not both.
    const answers = await Promise.all([
      leave(julie, 'supervisor'),
      leave(quentin, 'asr-manager-namur'),
      end(alain, 'asr-manager-namur', 'supervisor'),
    ]);
    expect(answers.filter(({ status }) => status === 422).length, 'the last one stays').to.be.above(0);
    const lasting = await house
      .db('grants')
      .join('users', 'users.id', 'grants.user_id')
      .where({ role: 'supervisor', administration: null, valid_to: null, deactivated_at: null });
    expect(lasting).to.have.lengthOf(1);
    expect(answers.find(({ status }) => status === 422)!.text).to.include('sans superviseur');
  });

  it('an agent who leaves is signed out, their tasks go on, and may come back', async () => {
    const sophie = await house.as('Sophie Lambert');
    expect((await sophie.get('/office/tasks')).status).to.equal(200);
    const mine = (): Promise<unknown[]> =>
      house.db('tasks').where({ assignee_id: stableId('user referent-namur'), closed_at: null });
    expect(await mine()).to.not.have.lengthOf(0);
    expect((await claire.post(`${of('referent-namur')}/deactivate`, { version: '99', reason: 'x' })).status).to.equal(
      409,
    );
    expect((await leave(claire, 'referent-namur')).status).to.equal(303);
    await answersFollowed();
    expect((await sophie.get('/office/tasks')).status).to.equal(302);
    expect(await mine()).to.have.lengthOf(0);
    expect((await claire.get(of('referent-namur'))).text)
      .to.include('Ses milieux sont à reprendre')
      .and.include('Réactiver');
    expect((await claire.get(`${of('referent-namur')}/role`)).status).to.equal(404);
    const back = await claire.post(`${of('referent-namur')}/reactivate`, {
      version: await versionOf('referent-namur'),
      reason: 'Revenue.',
    });
    expect(back.status).to.equal(303);
    expect((await (await house.as('Sophie Lambert')).get('/office/tasks')).status).to.equal(200);
  });

  it('takes over the facilities of a colleague, all or some, with their open tasks, and only those still theirs', async () => {
    const sophie = stableId('user referent-namur');
    const karim = stableId('user referent-2-namur');
    const followed = async (id: string): Promise<string[]> =>
      (
        await house
          .db('facility_agents')
          .where({ user_id: id, role: 'referent' })
          .select<{ facility_id: string }[]>('facility_id')
      ).map((one) => one.facility_id);
    const page = (await claire.get(`${of('referent-2-namur')}/portfolio?role=referent&from=${sophie}`)).text;
    expect(page).to.include('Crèche Les Petits Chênes');
    const open = (
      await house
        .db('facility_agents')
        .join('facilities', 'facilities.id', 'facility_id')
        .where({ user_id: sophie, role: 'referent', closed_on: null })
        .select<{ id: string }[]>('facilities.id')
    ).map(({ id }) => id);
    const [first] = open;
    const take = async (fields: Record<string, string>, key = 'referent-2-namur') =>
      claire.post(`${of(key)}/portfolio`, {
        version: await versionOf(key),
        role: 'referent',
        from: sophie,
        which: 'some',
        ...fields,
      });
    expect((await take({})).status, 'none picked').to.equal(422);
    expect((await take({ facilities: first!, version: '99' })).status).to.equal(409);
    expect((await take({ facilities: first! })).status).to.equal(303);
    expect(await followed(karim)).to.include(first);
    expect((await take({ which: 'all', tasks: 'oui' })).status).to.equal(303);
    const closed = (await followed(sophie)).length;
    expect(closed).to.equal(
      (
        await house
          .db('facility_agents')
          .join('facilities', 'facilities.id', 'facility_id')
          .where({ user_id: sophie, role: 'referent' })
          .whereNotNull('closed_on')
      ).length,
    );
    const left = await house
      .db('tasks')
      .whereIn('facility_id', open.slice(1))
      .where({ assignee_id: sophie, role: 'referent', closed_at: null });
    expect(left).to.have.lengthOf(0);
    // Not a facility of an administration where the taker has no such function, nor one that is not the colleague's.
    expect((await take({ facilities: stableId('facility bensalah') })).status).to.equal(303);
    expect(await followed(karim)).to.not.include(stableId('facility bensalah'));
    const lines = await house.db('audit').where({ event: 'entrust', subject_id: first });
    expect(lines).to.have.lengthOf(1);
  });
});
