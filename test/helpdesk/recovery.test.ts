import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { claimLinkMails } from '../../db/link-mails.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { hashNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { writeTicket } from './ticket.ts';

const bodies = '/office/helpdesk/bodies';
const lutins = stableId('body lutins');
const niss = makeNationalNumber({ birthOn: '1979-02-11', sequence: 61 });

describe('a body where nobody administers any more', () => {
  let house: House;
  let samira: Visitor;
  let pascal: Visitor;
  let ticket: string;
  before(async () => {
    house = await openHouse();
    [samira, pascal] = await Promise.all([house.as('Samira Oulad'), house.as('Pascal Rigaux')]);
    ticket = await writeTicket(house);
  });
  after(() => house.close());

  const ask = (by: Visitor, more: Record<string, string> = {}) =>
    by.post(`${bodies}/${lutins}/recover`, {
      token: randomUUID(),
      ticket,
      letter: 'Signée par la présidente, classée sous LUT-2026-3',
      letterOn: '20/11/2026',
      called: 'La présidente, au 081 00 00 00',
      calledOn: '23/11/2026',
      firstName: 'Odile',
      familyName: 'Carton',
      email: 'odile.carton@lutins.example',
      niss,
      consent: 'oui',
      ...more,
    });

  it('is not for recovery while somebody administers it', async () => {
    expect((await samira.get(`${bodies}/${lutins}/recover`)).status).to.equal(404);
    expect((await ask(samira)).status).to.equal(404);
    expect((await samira.get(bodies)).text).to.not.include('Lutins');
    expect((await (await house.as('Sophie Lambert')).get(bodies)).status).to.equal(403);
  });

  it('is recovered on evidence: ticket, letter, call-back and consent, each asked for, the number never shown', async () => {
    await house
      .db('users')
      .where({ id: stableId('user admin-lutins') })
      .update({ deactivated_at: new Date(house.clock.now) });
    expect((await samira.get(bodies)).text).to.include('Lutins');
    for (const bad of [
      { ticket: 'HD-99999' },
      { letter: ' ' },
      { letterOn: '01/01/2030' },
      { called: '' },
      { consent: '' },
      { niss: '79021106199' },
      { letter: `Signée, ${niss}` },
      { called: `La présidente, ${niss.replace(/^(.{6})(.{3})/, '$1-$2.')}` },
    ] as Record<string, string>[]) {
      const refused = await ask(samira, bad);
      expect(refused.status, JSON.stringify(bad)).to.equal(422);
      expect(refused.text).to.include('odile.carton');
      expect(refused.text.replaceAll(/[.\-\s]/g, '')).to.not.include(niss);
    }
  });

  it('has its new administrator once another person confirms; she signs in, the address of the body is written to, and the history says it', async () => {
    const token = randomUUID();
    const sent = await Promise.all([1, 2].map(() => ask(samira, { token })));
    expect(sent.map(({ status }) => status)).to.deep.equal([303, 303]);
    const page = String(sent[0]!.headers.location);
    expect((await samira.post(`${page}/confirm`)).status, 'not the same person').to.equal(403);
    expect((await pascal.post(`${page}/withdraw`)).status).to.equal(403);
    expect((await ask(pascal)).status, 'one waits').to.equal(409);
    const draft = await pascal.get(`${page}/letter`);
    expect(draft.status).to.equal(200);
    expect(draft.text)
      .to.include("Dès qu'une deuxième personne")
      .and.include('À signer')
      .and.include('Odile Carton')
      .and.not.include(niss);
    const answers = await Promise.all([pascal.post(`${page}/confirm`), pascal.post(`${page}/confirm`)]);
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect((await pascal.post(`${page}/refuse`)).status, 'too late').to.equal(409);
    const letter = (await samira.get(`${page}/letter`)).text;
    expect(letter)
      .to.include('Après contrôle par deux personnes')
      .and.include('Pascal Rigaux')
      .and.include('vendredi 20 novembre 2026')
      .and.match(/class="addressee">[^<]*Lutins/)
      .and.include('02/542.14.45');
    const user = (await house
      .db('users')
      .where({ niss_hash: hashNationalNumber(niss, house.config.nissPepper) })
      .first<{ id: string; consent_by: string }>('id', 'consent_by'))!;
    expect(user.consent_by).to.equal(samira.userId);
    const odile = await house.asUser(user.id);
    expect((await odile.get('/pro')).text).to.include('Lutins');
    expect((await odile.get('/pro/history')).text).to.include('a confirmé la désignation');
    expect(await house.db('grants').where({ user_id: user.id })).to.have.lengthOf(1);
    const told = (await claimLinkMails(house.db, house.clock.now)).filter(({ kind }) => kind === 'administrator-named');
    expect(told.map(({ email }) => email)).to.deep.equal(['contact@lutins.example']);
    const row = await house.db('recoveries').where({ id: token }).first<{ niss_hash: unknown }>('niss_hash');
    expect(row!.niss_hash).to.equal(null);
    expect((await ask(samira)).status, 'somebody administers it').to.equal(404);
  });

  it('keeps as it is what somebody mended meanwhile, and what is withdrawn', async () => {
    await house
      .db('grants')
      .where({ organising_body_id: lutins, role: 'administrator' })
      .update({ valid_to: '2026-11-01', valid_from: '2026-01-01' });
    const page = String((await ask(samira)).headers.location);
    await house
      .db('users')
      .where({ id: stableId('user admin-lutins') })
      .update({ deactivated_at: null });
    await house
      .db('grants')
      .where({ user_id: stableId('user admin-lutins') })
      .update({ valid_to: null });
    expect((await pascal.post(`${page}/confirm`)).status).to.equal(303);
    expect((await pascal.get(page)).text).to.include('ne peut pas être faite');
    expect((await samira.post(`${page}/withdraw`)).status).to.equal(409);
    expect((await samira.get(`${page}/letter`)).status, 'nothing is posted').to.equal(404);
  });

  it('waits in the demonstration, as a correction of a number does: each for the other person of the helpdesk', async () => {
    const recovery = `/office/helpdesk/recoveries/${stableId('recovery cpas-huy')}`;
    const correction = `/office/helpdesk/corrections/${stableId('correction thomas-gerard')}`;
    for (const [page, may, mayNot, button] of [
      [recovery, samira, pascal, 'Confirmer la désignation'],
      [correction, pascal, samira, 'Confirmer la correction'],
    ] as const) {
      expect((await may.get(page)).text).to.include(button);
      expect((await mayNot.get(page)).text)
        .to.include('une autre personne du helpdesk doit')
        .and.not.include(button);
    }
    const listed = (await samira.get(bodies)).text;
    expect(listed).to.include('CPAS de Huy').and.include('attend une autre personne');
    expect((await samira.get(recovery)).text).to.match(
      /aria-current="true"[^>]*>\s*(?:<[^>]+>\s*)*Sans administrateur/,
    );
    expect((await samira.post(`${recovery}/confirm`)).status).to.equal(303);
    expect((await pascal.post(`${correction}/confirm`)).status).to.equal(303);
  });
});
