import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { claimLinkMails } from '../../db/link-mails.ts';
import { nissOf, people } from '../../db/seeds/demonstration/people.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { hashNationalNumber, makeNationalNumber } from '../../domain/national-number.ts';
import { openNationalNumber } from '../../domain/sealed-number.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { writeTicket } from './ticket.ts';

const number = (sequence: number): string => makeNationalNumber({ birthOn: '1985-07-30', sequence });

describe('correcting a national number', () => {
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

  const sheetOf = (key: string): string => `/office/helpdesk/users/${stableId(`user ${key}`)}`;
  const ask = (by: Visitor, key: string, niss: string, more: Record<string, string> = {}) =>
    by.post(`${sheetOf(key)}/correct`, {
      token: randomUUID(),
      niss,
      proof: "Carte d'identité, au guichet vidéo",
      reason: 'Deux chiffres inversés.',
      ticket,
      ...more,
    });
  const hashOf = async (key: string): Promise<string> =>
    (await house
      .db('users')
      .where({ id: stableId(`user ${key}`) })
      .first<{ niss_hash: Buffer }>('niss_hash'))!.niss_hash.toString('hex');
  const hashed = (niss: string): string => hashNationalNumber(niss, house.config.nissPepper).toString('hex');

  it('takes two persons: one asks, another confirms; the user signs in with the new number, and every session of theirs has ended', async () => {
    const olivier = await house.as('Olivier Wauters');
    const asked = await ask(samira, 'data-chenes', number(17));
    expect(asked.status, asked.text).to.equal(303);
    const page = String(asked.headers.location);
    expect((await samira.get(page)).text)
      .to.include('une autre personne du helpdesk doit')
      .and.not.include('Confirmer la correction');
    expect((await samira.post(`${page}/confirm`)).status, 'not the same person').to.equal(403);
    expect((await samira.post(`${page}/refuse`)).status).to.equal(403);
    expect((await pascal.post(`${page}/withdraw`)).status).to.equal(403);
    expect((await olivier.get('/pro')).status).to.equal(200);
    expect((await pascal.get(page)).text).to.include('Confirmer la correction');
    expect((await pascal.post(`${page}/confirm`)).status).to.equal(303);
    expect(await hashOf('data-chenes')).to.equal(hashed(number(17)));
    expect((await olivier.get('/pro')).status).to.equal(302);
    expect((await pascal.post(`${page}/confirm`)).status, 'sent twice').to.equal(303);
    expect((await pascal.post(`${page}/refuse`)).status, 'too late').to.equal(409);
    expect((await claimLinkMails(house.db, house.clock.now)).map(({ kind }) => kind)).to.include('number-corrected');
    const lines = await house
      .db('audit')
      .where({ subject_id: stableId('user data-chenes') })
      .whereIn('event', ['propose-number', 'confirm-number'])
      .orderBy('id');
    expect(lines.map(({ actor_id: actor }: { actor_id: string }) => actor)).to.deep.equal([
      samira.userId,
      pascal.userId,
    ]);
  });

  it('is answered once when both answers and several confirmations come at the same moment', async () => {
    const page = String((await ask(pascal, 'admin-poussins', number(19))).headers.location);
    const answers = await Promise.all([
      samira.post(`${page}/confirm`),
      pascal.post(`${page}/withdraw`),
      samira.post(`${page}/refuse`),
      pascal.post(`${page}/confirm`),
    ]);
    expect(answers.filter(({ status }) => status === 303)).to.have.lengthOf(1);
    const row = await house
      .db('niss_corrections')
      .where({ id: page.split('/').at(-1) })
      .first<{ status: string; niss_hash: unknown }>();
    expect(row!.niss_hash, 'nothing of the number waits on').to.equal(null);
    expect((await hashOf('admin-poussins')) === hashed(number(19))).to.equal(row!.status === 'confirmed');
  });

  it('tells nobody who else has a number: the sentence is the same for another user’s and for the same again', async () => {
    const nathalie = nissOf(people.find(({ key }) => key === 'admin-petits-chenes')!);
    const before = await hashOf('none-chenes');
    const own = nissOf(people.find(({ key }) => key === 'none-chenes')!);
    const texts: string[] = [];
    for (const taken of [nathalie, own]) {
      const asked = await ask(samira, 'none-chenes', taken);
      expect(asked.status, 'taken like any other').to.equal(303);
      const page = String(asked.headers.location);
      expect((await pascal.post(`${page}/confirm`)).status).to.equal(303);
      const { text } = await pascal.get(page);
      texts.push(/banner-title">([^<]+)</.exec(text.slice(text.indexOf('<main')))?.[1] ?? '');
      expect(text).to.include('ne peut pas être enregistré');
    }
    expect(new Set(texts).size).to.equal(1);
    expect(await hashOf('none-chenes')).to.equal(before);
  });

  it('keeps the number out of pages, forms, history, log and every column', async () => {
    const secret = number(23);
    const bad = await ask(samira, 'users-chenes', secret, { ticket: 'HD-99999' });
    expect(bad.status).to.equal(422);
    const asked = await ask(samira, 'users-chenes', secret.replace(/^(..)(..)(..)(...)(..)$/, '$1.$2.$3-$4.$5'));
    const page = String(asked.headers.location);
    const texts = [
      bad.text,
      asked.text,
      page,
      (await samira.get(page)).text,
      (await pascal.get(page)).text,
      house.log.join('\n'),
    ];
    await pascal.post(`${page}/refuse`);
    const { rows: tables } = await house.db.raw<{ rows: { name: string }[] }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    );
    for (const { name } of tables) {
      const { rows } = await house.db.raw<{ rows: { found: boolean }[] }>(
        "select exists (select from ?? t where regexp_replace(cast(t as text), '[.-]', '', 'g') like ?) as found",
        [name, `%${secret}%`],
      );
      expect(rows[0]!.found, name).to.equal(false);
    }
    for (const text of texts) expect(text.replaceAll(/[.\-\s]/g, '')).to.not.include(secret);
  });

  it('refuses what is no number, a number among the reasons, a user without one, a second one while the first waits, and oneself', async () => {
    expect((await ask(samira, 'admin-lutins', '85073003399')).status).to.equal(422);
    expect((await ask(samira, 'admin-lutins', number(29), { reason: `C'est ${number(29)}` })).status).to.equal(422);
    expect((await ask(samira, 'legacy-galopins', number(29))).status).to.equal(404);
    expect((await ask(samira, 'helpdesk', number(29))).status).to.equal(403);
    const token = randomUUID();
    const both = await Promise.all([1, 2].map(() => ask(samira, 'admin-lutins', number(29), { token })));
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(await house.db('niss_corrections').where({ id: token })).to.have.lengthOf(1);
    expect((await ask(pascal, 'admin-lutins', number(31))).status).to.equal(409);
    expect((await samira.post(`/office/helpdesk/corrections/${token}/withdraw`)).status).to.equal(303);
  });

  it('about a member of the helpdesk is answered by somebody else', async () => {
    const asked = await ask(samira, 'helpdesk-2', number(37));
    expect(asked.status).to.equal(303);
    expect((await pascal.post(`${String(asked.headers.location)}/confirm`)).status).to.equal(403);
    await samira.post(`${String(asked.headers.location)}/withdraw`);
  });

  it('serves a person of Mon Équipe too: found by name, never by number, sealed and hashed anew', async () => {
    const people = '/office/helpdesk/people';
    const [first, second] = (await house
      .db('people')
      .insert([
        {
          first_name: 'Aline',
          family_name: 'Vandenberghe-Zed',
          niss_hash: Buffer.alloc(32, 1),
          niss_sealed: Buffer.alloc(9),
        },
        {
          first_name: 'Bruno',
          family_name: 'Vandenberghe-Zed',
          niss_hash: hashNationalNumber(number(51), house.config.nissPepper),
          niss_sealed: Buffer.alloc(9),
        },
      ])
      .returning('id')) as { id: string }[];
    expect((await samira.post(people, { q: number(51) })).status).to.equal(422);
    expect((await samira.post(people, { q: 'vandenberghe zed' })).text).to.include(`${people}/${first!.id}/correct`);
    const form = { proof: "Carte d'identité", reason: 'Erreur NISS/nom', ticket };
    const propose = async (niss: string): Promise<string> => {
      const asked = await samira.post(`${people}/${first!.id}/correct`, { token: randomUUID(), niss, ...form });
      expect(asked.status, asked.text).to.equal(303);
      return String(asked.headers.location);
    };
    const taken = await propose(number(51));
    expect((await samira.post(`${taken}/confirm`)).status, 'two persons').to.equal(403);
    expect((await pascal.post(`${taken}/confirm`)).status).to.equal(303);
    expect((await pascal.get(taken)).text, "Bruno's, which nobody is told")
      .to.include('ne peut pas être enregistré')
      .and.not.include('Bruno');
    const page = await propose(number(53));
    const both = await Promise.all([pascal.post(`${page}/confirm`), pascal.post(`${page}/confirm`)]);
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
    const row = await house
      .db('people')
      .where({ id: first!.id })
      .first<{ niss_hash: Buffer; niss_sealed: Buffer; version: number }>();
    expect(row!.niss_hash.toString('hex')).to.equal(hashed(number(53)));
    expect(openNationalNumber(row!.niss_sealed, house.config.nissKey, first!.id)).to.equal(number(53));
    expect(row!.version, 'written once').to.equal(2);
    const waiting = await house.db('niss_corrections').whereNotNull('niss_sealed');
    expect(waiting, 'nothing of it waits on').to.have.lengthOf(0);
    expect(second!.id).to.be.a('string');
  });

  it('is asked so many times a day, and no more', async () => {
    await house.db('parameters').where({ slug: 'helpdesk', code: 'corrections-per-day' }).update({ value: 1 });
    expect((await ask(samira, 'admin-marmots', number(41))).status).to.equal(403);
  });
});
