import { expect } from 'chai';
import { slug } from '../../workflows/privacy-request/contract.ts';
import { openHouse, type House } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';

const marker = 'Mon enfant était accueilli là en 2024.';

describe('a person asks about their data', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  it('without an account: nothing is opened before the address has answered, then a code leads to it', async () => {
    const { stranger, db, clock } = house;
    const page = await stranger.get('/vie-privee/demande');
    expect(page.status).to.equal(200);
    expect(page.headers['set-cookie']).to.equal(undefined);
    const fields = {
      token: fieldIn(page.text, 'token'),
      begun: fieldIn(page.text, 'begun'),
      kind: 'access',
      text: marker,
      name: 'Zoé Vandenplas',
      email: 'zoe@exemple.example',
    };
    clock.now += 10_000;
    const sent = await stranger.post('/vie-privee/demande', fields);
    expect(sent.status, textOf(sent.text)).to.equal(200);
    await stranger.post('/vie-privee/demande', fields);
    expect(
      await db('cases')
        .where({ slug, kind: 'access' })
        .whereIn('id', db('privacy_askers').where({ name: fields.name }).select('case_id')),
    ).to.have.length(0);
    const mails = await db('link_mails').where({ kind: 'privacy-request-confirm' }).select('token', 'email');
    expect(mails).to.have.length(1);
    const link = `/vie-privee/demande/confirmer?token=${String(mails[0].token)}`;
    expect((await stranger.get(link)).text).to.include('Confirmer ma demande');
    const confirmed = await stranger.post('/vie-privee/demande/confirmer', { token: mails[0].token });
    const [code = ''] = /(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}/.exec(confirmed.text) ?? [];
    expect(code).to.have.length(19);
    expect((await stranger.get(link)).status).to.equal(404);

    const dpo = await house.as('Étienne Jadot');
    const { id } = await db('cases')
      .whereIn('id', db('privacy_askers').where({ name: fields.name }).select('case_id'))
      .first('id');
    const seen = await dpo.get(`/office/${slug}/${id}`);
    expect(seen.status, textOf(seen.text)).to.equal(200);
    expect(seen.text).to.include('Zoé Vandenplas');
    for (const name of ['Claire Fontaine', 'Alain Verstraete', 'Samira Oulad', 'Sophie Lambert'])
      expect((await (await house.as(name)).get(`/office/${slug}/${id}`)).status, name).to.equal(404);
    expect((await (await house.as('Nathalie Servais')).get(`/pro/${slug}/${id}`)).status).to.equal(404);

    const followed = await stranger.post('/vie-privee/demande/suivi', { code });
    expect(textOf(followed.text).includes(marker), textOf(followed.text)).to.equal(true);
    expect((await stranger.post('/vie-privee/demande/suivi', { code: 'ABCD' })).status).to.equal(422);
    const withdrawn = await stranger.post('/vie-privee/demande/suivi', {
      code,
      action: 'withdraw',
      token: fieldIn(followed.text, 'token'),
      version: fieldIn(followed.text, 'version'),
    });
    expect(textOf(withdrawn.text)).to.include('Votre demande est retirée');
  });

  it('a link that was left for more than its days opens nothing', async () => {
    const { stranger, db, clock } = house;
    const page = await stranger.get('/vie-privee/demande');
    const name = 'Léa Tardif';
    const fields = { kind: 'access', text: marker, name, email: 'lea@exemple.example' };
    clock.now += 10_000;
    await stranger.post('/vie-privee/demande', {
      ...fields,
      token: fieldIn(page.text, 'token'),
      begun: fieldIn(page.text, 'begun'),
    });
    const { token } = await db('link_mails').where({ email: fields.email }).first('token');
    const sentAt = clock.now;
    clock.now += 9 * 86_400_000;
    expect((await stranger.get(`/vie-privee/demande/confirmer?token=${String(token)}`)).status).to.equal(404);
    expect((await stranger.post('/vie-privee/demande/confirmer', { token })).status).to.equal(404);
    expect((await db('privacy_askers').where({ name }).first('case_id')).case_id).to.equal(null);
    clock.now = sentAt;
  });

  it('signed in, of any portal: sent twice it is one request, which its author alone reads', async () => {
    for (const name of ['Nathalie Servais', 'Sophie Lambert']) {
      const person = await house.as(name);
      const page = await person.get('/account/privacy');
      expect(page.status, textOf(page.text)).to.equal(200);
      const fields = { token: fieldIn(page.text, 'token'), kind: 'erasure', text: marker };
      const sent = await person.post('/account/privacy', fields);
      expect(sent.status, textOf(sent.text)).to.equal(303);
      expect((await person.post('/account/privacy', fields)).headers.location).to.equal(sent.headers.location);
      const one = String(sent.headers.location);
      expect(textOf((await person.get(one)).text)).to.include(marker);
      expect((await (await house.as('Marc Dubois')).get(one)).status).to.equal(404);
      const data = await person.get('/account/privacy/data.xlsx');
      expect(data.status).to.equal(200);
      expect(data.headers['content-type']).to.include('spreadsheetml');
    }
    expect((await (await house.as('Étienne Jadot')).get('/office/tasks?view=mine')).text).to.include('Effacement');
  });
});
