/** « Applications externes », as the administrators of a body meet it. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import request from 'supertest';
import { answersFollowed } from '../../api/after-answer.ts';
import { createMailRounds } from '../../activities/mailer.ts';
import { procedures } from '../../activities/procedures.ts';
import type { Mail } from '../../activities/mail.ts';
import { tellOfTokens } from '../../db/applications/tell.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { bodyOfChenes, chenes, glands, makeApplication } from './made-application.ts';

const path = '/pro/applications';
const day = 86_400_000;

describe('external applications', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());
  beforeEach(async () => {
    await answersFollowed();
    for (const table of ['application_calls', 'application_requests', 'application_tokens', 'application_places'])
      await house.db(table).delete();
    await house.db('account_notices').delete();
    // Those of the demonstration, a month that was sent among them.
    await house.db('attendance_months').update({ sent: false });
    await house.db('attendance_rows').update({ changed_with: null });
    await house.db('applications').delete();
  });

  const fields = (more: object = {}) => ({
    ...{
      body: bodyOfChenes,
      token: randomUUID() as string,
      name: 'Belle Crèche',
      vendor: 'Belle SPRL',
      email: 'aide@belle.example',
    },
    ...{ scopes: ['attendance:read', 'attendance:write'], places: [chenes], networks: '', days: '365' },
    ...more,
  });
  const shown = (text: string): string | undefined => /pro1_[0-9a-f]{12}\.[\w-]{43}/.exec(text)?.[0];
  const audited = async (event: string): Promise<number> =>
    Number((await house.db('audit').where({ event, subject: 'application' }).count('id as n').first())?.n);

  it('are added with a token that is shown once, works, and stands nowhere', async () => {
    const answer = await nathalie.post(path, fields({ networks: '127.0.0.1\n192.0.2.7/24' }));
    expect(answer.status, answer.text).to.equal(201);
    const token = shown(answer.text)!;
    expect(
      (await request(house.app).get('/interface/v1/places').set('Authorization', `Bearer ${token}`)).status,
    ).to.equal(200);
    const [{ id, networks }] = (await house
      .db('applications')
      .select('id', house.db.raw('cast(networks as text[]) as networks'))) as [{ id: string; networks: string[] }];
    expect(networks).to.deep.equal(['127.0.0.1/32', '192.0.2.0/24']);
    const page = (await nathalie.get(`${path}/${id}`).expect(200)).text;
    expect(page).to.include('Belle Crèche').and.include(token.slice(0, 17)).and.not.include(token);
    const everything = await Promise.all(
      ['applications', 'application_tokens', 'audit', 'kept_forms', 'sessions'].map((table) => house.db(table)),
    );
    expect(JSON.stringify(everything) + house.log.join('')).not.to.include(token.split('.')[1]!);
    expect(await audited('add-application')).to.equal(1);
    expect((await nathalie.get('/pro/history?on=application')).text).to.include(
      'a ajouté l&#x27;application externe Belle Crèche',
    );
  });

  it('sent twice is done once, and says that the token was shown', async () => {
    const form = fields();
    const answers = await Promise.all([nathalie.post(path, form), nathalie.post(path, form)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 303]);
    expect(await house.db('applications')).to.have.lengthOf(1);
    expect((await nathalie.post(path, form)).status).to.equal(303);
    expect((await nathalie.get(path)).text).to.include('montré une seule fois');
  });

  it('ask for a sign-in of less than a quarter of an hour, but to be revoked', async () => {
    const late = await house.as('Nathalie Servais', { authenticatedAt: house.clock.now - 20 * 60_000 });
    const { id } = await makeApplication(house.db, { at: house.clock.now });
    for (const [url, form] of [
      [path, fields()],
      [`${path}/${id}/renew`, { token: randomUUID(), days: '90', old: 'week' }],
      [`${path}/${id}/change`, changed()],
    ] as const) {
      const answer = await late.post(url, form);
      expect([answer.status, answer.headers.location?.startsWith('/sign-in/start')], url).to.deep.equal([303, true]);
    }
    expect(await house.db('application_tokens')).to.have.lengthOf(1);
    expect((await late.post(`${path}/${id}/revoke`)).headers.location).to.equal(`${path}/${id}`);
    expect((await house.db('applications').first('revoked_at')) as { revoked_at: number }).to.deep.equal({
      revoked_at: house.clock.now,
    });
  });
  const changed = (more: object = {}) => {
    const { body: _, token: __, days: ___, ...rest } = fields(more);
    return { version: '1', ...rest };
  };

  it('say what is wrong in the form, and keep what was typed', async () => {
    const { name: _, ...rest } = fields({ email: 'x', networks: '300.1.1.1', scopes: [], places: [], days: '' });
    const answer = await nathalie.post(path, rest);
    expect(answer.status).to.equal(422);
    for (const said of [
      'Encodez le nom de l&#x27;application',
      'doit avoir la forme',
      'Cochez au moins une autorisation',
      'Cochez au moins un milieu',
      'Choisissez une durée',
    ])
      expect(answer.text).to.include(said);
    expect(answer.text).to.include('Belle SPRL').and.include('300.1.1.1');
    const wrong = async (more: object): Promise<string> => (await nathalie.post(path, fields(more)).expect(422)).text;
    expect(await wrong({ networks: '300.1.1.1' })).to.include('« 300.1.1.1 » n&#x27;est ni une adresse ni un réseau');
    expect(await wrong({ networks: '0.0.0.0/0' })).to.include('laissez le champ vide');
    // A crèche of the body that is not subsidised, and one of another body.
    for (const place of ['coccinelle', 'poussins'])
      expect(await wrong({ places: [stableId(`facility ${place}`)] })).to.include(
        'Choisissez une des réponses proposées',
      );
    expect(await house.db('applications')).to.have.lengthOf(0);
  });

  it('are changed from their next call on; by two at once, the second is told', async () => {
    const { id, token } = await makeApplication(house.db, { at: house.clock.now });
    const call = (place: string) =>
      request(house.app)
        .get(`/interface/v1/places/${place}/attendance/2026-09`)
        .set('Authorization', `Bearer ${token}`);
    expect((await call(glands)).status).to.equal(404);
    expect((await nathalie.post(`${path}/${id}/change`, changed({ places: [glands] }))).status).to.equal(303);
    expect([(await call(glands)).status, (await call(chenes)).status]).to.deep.equal([200, 404]);
    const stale = await nathalie.post(`${path}/${id}/change`, changed({ places: [chenes] }));
    expect(stale.status).to.equal(409);
    expect(stale.text).to.include('Une autre personne a modifié cette application');
    expect((await nathalie.post(`${path}/${id}/change`, changed({ version: '2', name: '' }))).status).to.equal(422);
    expect(await audited('change-application')).to.be.greaterThan(0);
  });

  it('get a new token beside the old one for some days, or in its place', async () => {
    const { id, token } = await makeApplication(house.db, { at: house.clock.now });
    const works = async (secret: string): Promise<boolean> =>
      (await request(house.app).get('/interface/v1/places').set('Authorization', `Bearer ${secret}`)).status === 200;
    expect(
      (await nathalie.post(`${path}/${id}/renew`, { token: randomUUID(), days: '7', old: 'week' })).status,
    ).to.equal(422);
    const second = shown(
      (await nathalie.post(`${path}/${id}/renew`, { token: randomUUID(), days: '90', old: 'week' }).expect(201)).text,
    )!;
    expect([await works(token), await works(second)]).to.deep.equal([true, true]);
    house.clock.now += 8 * day;
    expect([await works(token), await works(second)]).to.deep.equal([false, true]);
    house.clock.now -= 8 * day;
    const third = shown(
      (await nathalie.post(`${path}/${id}/renew`, { token: randomUUID(), days: '90', old: 'now' }).expect(201)).text,
    )!;
    expect([await works(token), await works(second), await works(third)]).to.deep.equal([false, false, true]);
  });

  it('are shut out for good, once', async () => {
    const { id, token } = await makeApplication(house.db, { at: house.clock.now });
    expect((await nathalie.get(`${path}/${id}/revoke`)).text).to.include('C’est définitif');
    expect((await nathalie.post(`${path}/${id}/revoke`, { surprise: 'x' })).status).to.equal(422);
    const before = await audited('revoke-application');
    for (let time = 0; time < 2; time += 1) expect((await nathalie.post(`${path}/${id}/revoke`)).status).to.equal(303);
    expect(await audited('revoke-application')).to.equal(before + 1);
    expect(
      (await request(house.app).get('/interface/v1/places').set('Authorization', `Bearer ${token}`)).status,
    ).to.equal(401);
    for (const act of ['renew', 'change', 'revoke'])
      expect((await nathalie.get(`${path}/${id}/${act}`)).status, act).to.equal(409);
    expect((await nathalie.get(`${path}/${id}`)).text)
      .to.include('Révoquée le')
      .and.include('Nathalie Servais');
  });

  it('are for the administrators of that body alone', async () => {
    const { id } = await makeApplication(house.db, { at: house.clock.now });
    const benoit = await house.as('Benoît Lejeune');
    for (const page of ['', '/renew', '/change', '/revoke'])
      expect((await benoit.get(`${path}/${id}${page}`)).status).to.equal(404);
    expect((await benoit.post(path, fields())).status).to.equal(404);
    for (const name of ['Olivier Wauters', 'Isabelle Poncelet', 'Émilie Delvaux']) {
      const visitor = await house.as(name);
      expect((await visitor.get(path)).status, name).to.equal(403);
      expect((await visitor.get('/pro')).text).not.to.include('href="/pro/applications"');
    }
    expect((await house.stranger.get(path)).status).to.equal(302);
    expect((await nathalie.get('/pro')).text).to.include('href="/pro/applications"');
  });

  it('tell the administrators when one is added, 30 and 7 days before its token ends, once each, and nobody when it was renewed', async () => {
    const sent: Mail[] = [];
    const round = (later: number) =>
      createMailRounds({
        db: house.db,
        procedures,
        publicUrl: 'https://pro.exemple.be',
        now: () => house.clock.now + later,
        mailer: {
          send: (mail) => {
            sent.push(mail);
            return Promise.resolve();
          },
          sendLink: () => Promise.resolve(),
          sendReply: () => Promise.resolve(),
          sendNewsletter: () => Promise.resolve(),
          close: () => undefined,
        },
      }).sendMails();
    await house.db('notices').update({ mail_at: null });
    await nathalie.post(path, fields({ days: '90' })).expect(201);
    await round(0);
    expect(sent.map(({ subject }) => subject)).to.deep.equal(['Pro.ONE : une application externe a été ajoutée']);
    expect(sent[0]!.first).to.include('Belle Crèche').and.include('Les Petits Chênes ASBL');
    const told = async (after: number): Promise<number> => {
      const [count] = [
        await tellOfTokens(house.db, house.clock.now + after * day),
        await tellOfTokens(house.db, house.clock.now + after * day),
      ];
      await round(after * day);
      return count;
    };
    expect([await told(59), await told(60.5), await told(70), await told(83.5), await told(89)]).to.deep.equal([
      0, 1, 0, 1, 0,
    ]);
    expect(sent.slice(1).map(({ subject }) => subject)).to.deep.equal([
      "Pro.ONE : le jeton d'une application externe se termine",
      "Pro.ONE : le jeton d'une application externe se termine dans quelques jours",
    ]);
    expect((await nathalie.get('/pro/notices')).text).to.include(
      'Le jeton de l&#x27;application externe « Belle Crèche » se termine le',
    );
    await house.db('account_notices').delete();
    const { id } = (await house.db('applications').first('id')) as { id: string };
    await nathalie.post(`${path}/${id}/renew`, { token: randomUUID(), days: '365', old: 'week' }).expect(201);
    expect(await told(83.5)).to.equal(0);
  });
});
