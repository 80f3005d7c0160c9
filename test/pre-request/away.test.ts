/** The forms of parents while PostgreSQL is away: pages stay, and what was typed does too. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import request from 'supertest';
import { createApp } from '../../api/app.ts';
import { connect } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';
import { lineTo } from '../support/line-to.ts';

const path = '/premiers-pas/pre-demande';
const wishes = { childOn: '18/05/2027', wishedOn: '1/9/2027', days: ['1', '2'] };
const contact = { name: 'Zoé Vandenplas', email: 'zoe.absente@exemple.example', message: 'Deux rues.', consent: 'oui' };

describe('a family that asks while the database is away', () => {
  let house: House;
  let line: Awaited<ReturnType<typeof lineTo>>;
  let db: ReturnType<typeof connect>;
  let place: string;
  before(async () => {
    house = await openHouse();
    line = await lineTo(house.urlOf('web'));
    db = connect(line.url);
    const { number } = (await house
      .db('facilities')
      .where({ id: stableId('facility chenes') })
      .first<{ number: string }>('number'))!;
    place = number;
  });
  after(async () => {
    line.mend();
    await db.destroy();
    line.close();
    await house.close();
  });
  const sent = (): Promise<unknown[]> => house.db('pre_request_families').where({ email: contact.email });

  it('goes through the form, is told that it cannot be sent, keeps what it typed, and sends it once the database is back', async () => {
    const app = createApp({ ...house.deps, db });
    const { text } = await request(app).get(`${path}?lieu=${place}`).expect(200);
    const form = { token: fieldIn(text, 'token'), begun: fieldIn(text, 'begun'), place };
    const post = async (fields: object) => {
      const answer = await request(app)
        .post(path)
        .type('form')
        .set('Origin', new URL(house.deps.config.publicUrl).origin)
        .send(fields);
      return { status: answer.status, headers: answer.headers, html: answer.text, text: textOf(answer.text) };
    };
    house.clock.now += 60_000;
    for (const harm of ['cut', 'freeze'] as const) {
      line[harm]();
      const found = await post({ ...form, ...wishes, then: 'search', search: 'parc' });
      expect([found.status, found.text.includes('Crèche du Parc')], harm).to.deep.equal([200, true]);
      const next = await post({ ...form, ...wishes, then: 'next' });
      expect([next.status, next.text.includes('Vos coordonnées')], harm).to.deep.equal([200, true]);
      const check = await post({ ...form, ...wishes, ...contact, then: 'check' });
      expect([check.status, check.text.includes("Rien n'est encore envoyé")], harm).to.deep.equal([200, true]);
      const held = await post({ ...form, ...wishes, ...contact, then: 'send' });
      expect([held.status, held.headers['retry-after']], harm).to.deep.equal([503, '60']);
      expect(held.text, harm)
        .to.include("ne peut pas enregistrer votre pré-demande pour l'instant")
        .and.include(contact.email)
        .and.include(contact.message)
        .and.not.include("Rien n'est encore envoyé");
      expect(fieldIn(held.html, 'token'), harm).to.equal(form.token);
      line.mend();
    }
    const arrived = await post({ ...form, ...wishes, ...contact, then: 'send' });
    expect([arrived.status, arrived.text.includes('Votre pré-demande est envoyée')]).to.deep.equal([200, true]);
    expect(await sent()).to.have.lengthOf(1);
  }).timeout(90_000);

  it('keeps all that was typed where a web has read no place yet, and the code and the answer of who follows its pre-request', async () => {
    const app = createApp({ ...house.deps, db });
    const origin = new URL(house.deps.config.publicUrl).origin;
    const post = (to: string, fields: object) => request(app).post(to).type('form').set('Origin', origin).send(fields);
    line.cut();
    try {
      expect((await request(app).get(path)).status).to.equal(503);
      expect((await request(app).get('/premiers-pas/simulation')).status).to.equal(503);
      const held = await post(path, { ...wishes, ...contact, place, then: 'send' });
      expect(held.status).to.equal(503);
      for (const [name, value] of Object.entries({ ...contact, childOn: wishes.childOn, then: 'send', place }))
        expect(fieldIn(held.text, name), name).to.equal(value);
      expect(held.text.match(/name="days"/g)).to.have.lengthOf(2);
      const followed = await post(`${path}/suivi`, {
        ...{ code: 'DEMP-RERE-QUES-T234', action: 'answer-question', answer: 'Oui, le mercredi.' },
        ...{ case: randomUUID(), token: randomUUID(), version: '2' },
      });
      expect(followed.status).to.equal(503);
      expect(fieldIn(followed.text, 'code')).to.equal('DEMP-RERE-QUES-T234');
      expect(fieldIn(followed.text, 'answer')).to.equal('Oui, le mercredi.');
    } finally {
      line.mend();
    }
  }).timeout(60_000);
});
