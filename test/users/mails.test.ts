/** Where a person is written to about a body, and what they are told when a body adds them. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Mail } from '../../activities/mail.ts';
import { createMailRounds } from '../../activities/mailer.ts';
import { procedures } from '../../activities/procedures.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { makeNationalNumber } from '../../domain/national-number.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

const chenes = stableId('body petits-chenes');
const matin = stableId('body clair-matin');
const minute = 60_000;

describe('mails to the users of a body', () => {
  let house: House;
  let nathalie: Visitor;
  let benoit: Visitor;
  let sent: Mail[] = [];
  before(async () => {
    house = await openHouse();
    [nathalie, benoit] = await Promise.all([house.as('Nathalie Servais'), house.as('Benoît Lejeune')]);
  });
  after(() => house.close());
  beforeEach(async () => {
    sent = [];
    await house.db('notices').update({ mail_at: null });
    await house.db('account_notices').delete();
    await house.db('joined_mails').delete();
  });

  const send = (later = 0) =>
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
  let serial = 201;
  const newNiss = (): string => makeNationalNumber({ birthOn: '1991-05-06', sequence: (serial += 2) });
  const add = async (by: Visitor, body: string, niss: string, email: string): Promise<string> => {
    const fields = { body, firstName: 'Louise', familyName: 'Arrivée', email, niss, consent: 'oui' };
    const answer = await by.post('/pro/users', fields);
    expect(answer.status, answer.text).to.equal(303);
    return /users\/([0-9a-f-]{36})\/rights/.exec(answer.headers.location!)![1]!;
  };
  const both = async (): Promise<string> => {
    const niss = newNiss();
    const id = await add(nathalie, chenes, niss, 'louise@chez-les-chenes.example');
    expect(await add(benoit, matin, niss, 'louise@chez-clair-matin.example')).to.equal(id);
    return id;
  };
  const signedIn = (id: string): Promise<unknown> =>
    house
      .db('users')
      .where({ id })
      .update({ last_sign_in_at: new Date(house.clock.now) });
  const caseOf = async (body: string): Promise<{ id: string }> =>
    (await house.db('cases').where({ organising_body_id: body }).orderBy('opened_at').first<{ id: string }>('id'))!;
  const notice = (caseId: string, userId: string): object => ({
    case_id: caseId,
    act_number: 1,
    user_id: userId,
    created_at: new Date(house.clock.now - minute),
  });
  const addresses = (): string[] => sent.map(({ to }) => to).sort();

  it('go, until they have signed in, to the address that this very body typed, and afterwards to their own', async () => {
    const id = await both();
    for (const body of [chenes, matin])
      await house
        .db('grants')
        .insert({ user_id: id, organising_body_id: body, role: 'administrator', valid_from: '2026-01-01' });
    const tell = async (): Promise<void> => {
      for (const body of [chenes, matin]) {
        const { id: caseId } = await caseOf(body);
        await house.db('notices').where({ user_id: id, case_id: caseId }).delete();
        await house.db('notices').insert({ ...notice(caseId, id), mail_at: new Date(house.clock.now - minute) });
      }
    };
    await tell();
    await house.db('account_notices').delete();
    await send();
    expect(addresses()).to.deep.equal(['louise@chez-clair-matin.example', 'louise@chez-les-chenes.example']);
    sent = [];
    await signedIn(id);
    await tell();
    await send();
    expect(addresses()).to.deep.equal(['louise@chez-les-chenes.example', 'louise@chez-les-chenes.example']);
  });

  it('that join a day keep to the same: one for each address, each with its own body’s cases', async () => {
    const id = await both();
    const cases: Record<string, { id: string; reference: string }> = {};
    for (const body of [chenes, matin]) {
      await house
        .db('grants')
        .insert({ user_id: id, organising_body_id: body, role: 'administrator', valid_from: '2026-01-01' });
      const { id: caseId } = await caseOf(body);
      cases[body] = (await house.db('cases').where({ id: caseId }).first('id', 'reference')) as {
        id: string;
        reference: string;
      };
      await house.db('notices').insert({ ...notice(caseId, id), joined_on: '2026-11-23' });
    }
    await house
      .db('joined_mails')
      .insert({ user_id: id, day: '2026-11-23', mail_at: new Date(house.clock.now - minute) });
    await send();
    const to = (address: string): Mail[] => sent.filter((mail) => mail.to === address);
    const [here, there] = [to('louise@chez-les-chenes.example'), to('louise@chez-clair-matin.example')];
    expect([here.length, there.length]).to.deep.equal([1, 1]);
    expect(here[0]!.lines.join()).to.include(cases[chenes]!.reference).and.not.include(cases[matin]!.reference);
    sent = [];
    await send();
    expect(sent, 'told once').to.deep.equal([]);
  });

  describe('who is added', () => {
    it('is told once, with what was given and by which body; no number, nobody’s name; the way in', async () => {
      const niss = newNiss();
      const id = await add(nathalie, chenes, niss, 'louise@exemple.be');
      const rights = `/pro/users/${id}/rights`;
      const saved = await nathalie.post(rights, {
        body: chenes,
        version: '1',
        duration: 'unlimited',
        userManager: 'oui',
        all: 'team',
      });
      expect(saved.status).to.equal(303);
      await send();
      expect(sent, 'rights are given first').to.deep.equal([]);
      await send(11 * minute);
      await send(12 * minute);
      expect(addresses()).to.deep.equal(['louise@exemple.be']);
      const [mail] = sent;
      const text = JSON.stringify(mail);
      expect(text).to.include('Petits Chênes').and.include('Gestion des utilisateurs').and.include('Mon équipe');
      expect(mail!.link).to.equal('https://pro.exemple.be/sign-in');
      for (const hidden of [niss, 'Servais', 'Nathalie', 'Louise', 'Arrivée']) expect(text).to.not.include(hidden);
      const louise = await house.asUser(id);
      expect((await louise.get('/pro/notices')).text).to.include('Nathalie Servais vous a ajouté·e');
    });

    it('is told at their own address where they have signed in before, and not of what was undone meanwhile', async () => {
      const niss = newNiss();
      const id = await add(benoit, matin, niss, 'louise@a-elle.example');
      await signedIn(id);
      await house.db('account_notices').delete();
      await add(nathalie, chenes, niss, 'quelquun@dautre.example');
      await send(11 * minute);
      expect(addresses()).to.deep.equal(['louise@a-elle.example']);
      sent = [];
      const gone = await add(nathalie, chenes, newNiss(), 'partie@exemple.be');
      await nathalie.post(`/pro/users/${gone}/delete`, { body: chenes });
      await send(11 * minute);
      expect(addresses()).to.deep.equal([]);
    });

    it('twice on one day, removed in between, is told once; an agent of ONE is not told', async () => {
      const niss = newNiss();
      const id = await add(nathalie, chenes, niss, 'louise@exemple.be');
      await nathalie.post(`/pro/users/${id}/delete`, { body: chenes });
      await add(nathalie, chenes, niss, 'louise@exemple.be');
      await send(11 * minute);
      expect(addresses()).to.deep.equal(['louise@exemple.be']);
      const agentNiss = newNiss();
      const claire = await house.as('Claire Fontaine');
      await claire.post('/office/users/new', {
        token: randomUUID(),
        firstName: 'Agent',
        familyName: 'Delone',
        email: 'agent@one.example',
        niss: agentNiss,
        consent: 'oui',
      });
      sent = [];
      await add(nathalie, chenes, agentNiss, 'agent@exemple.be');
      await send(11 * minute);
      expect(sent).to.deep.equal([]);
    });
  });
});
