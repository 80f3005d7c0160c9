/** The public form, over HTTP: from the places to the follow-up code, and what the family does with it. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { findOthers } from '../../db/pre-request/families.ts';
import { recordAct } from '../../db/record-act.ts';
import { addDays, addMonths, dayOf } from '../../domain/calendar.ts';
import { firstDayToAsk } from '../../domain/pre-request/first-day.ts';
import { process } from '../../workflows/pre-request/process.ts';
import { texts } from '../kit/bad-input-corpus.ts';
import { openHouse, type House } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';

const path = '/premiers-pas/pre-demande';
const followPath = `${path}/suivi`;
type Fields = Record<string, string | string[]>;
const wishes: Fields = { childOn: '18/05/2027', wishedOn: '1/9/2027', days: ['1', '2', '4', '5'] };
const contact: Fields = {
  name: 'Zoé Vandenplas',
  email: 'zoe.vandenplas@exemple.example',
  phone: '0470 00 11 22',
  message: 'Nous habitons à deux rues.',
  consent: 'oui',
};

describe('the first day of a pre-request', () => {
  it('is when three months of pregnancy are over, six before the expected day', () => {
    expect(firstDayToAsk('2027-05-18', 3)).to.equal('2026-11-18');
    expect(firstDayToAsk('2027-08-31', 3)).to.equal('2027-02-28');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 200 }), (from, more) => {
        const [day, later] = [addDays('2026-01-01', from), addDays('2026-01-01', from + more)];
        expect(firstDayToAsk(later, 3) >= firstDayToAsk(day, 3)).to.equal(true);
        expect(addMonths(firstDayToAsk(day, 3), 6) <= day).to.equal(true);
      }),
    );
  });
});

describe('a family that asks for a place', () => {
  let house: House;
  let places: { chenes: string; parc: string };
  before(async () => {
    house = await openHouse();
    const rows = await house
      .db('facilities')
      .whereIn('id', [stableId('facility chenes'), stableId('facility parc')])
      .select<{ id: string; number: string }[]>('id', 'number');
    const numberOf = (key: string): string => rows.find(({ id }) => id === stableId(`facility ${key}`))!.number;
    places = { chenes: numberOf('chenes'), parc: numberOf('parc') };
  });
  after(() => house.close());

  const opened = async (): Promise<Fields> => {
    const { text } = await house.stranger.get(`${path}?lieu=${places.chenes}&lieu=${places.parc}`).expect(200);
    return { token: fieldIn(text, 'token'), begun: fieldIn(text, 'begun'), place: [places.chenes, places.parc] };
  };
  const whole = async (more: Fields = {}): Promise<Fields> => {
    const form = await opened();
    house.clock.now += 60_000;
    return { ...form, ...wishes, ...contact, ...more };
  };
  const post = async (
    fields: Fields,
    to = path,
  ): Promise<{ status: number; html: string; text: string; headers: object }> => {
    const { status, text: html, headers } = await house.stranger.post(to, fields);
    return { status, html, text: textOf(html), headers: headers as object };
  };
  const codeIn = (html: string): string => /([2-9A-Z]{4}(?:-[2-9A-Z]{4}){3})/.exec(html)?.[1] ?? '';
  const casesOf = async (
    email: string,
  ): Promise<{ id: string; status: string; facility_id: string; act_number: number }[]> =>
    house
      .db('pre_requests as p')
      .join('pre_request_families as f', 'f.id', 'p.family_id')
      .join('cases as c', 'c.id', 'p.case_id')
      .where('f.email', email)
      .orderBy('c.facility_name')
      .select('c.id', 'c.status', 'c.facility_id', 'c.act_number');

  it('goes through two screens and a page to check, and gets a code that is kept nowhere', async () => {
    const form = await opened();
    const second = await post({ ...form, ...wishes, then: 'next' });
    expect([second.status, second.text]).to.satisfy(
      ([status, text]: [number, string]) => status === 200 && text.includes('Vos coordonnées'),
    );
    const check = await post({ ...form, ...wishes, ...contact, then: 'check' });
    expect(check.text).to.include("Rien n'est encore envoyé").and.include('naissance prévue le mardi 18 mai 2027');
    expect(check.text).to.include('lundi, mardi, jeudi, vendredi').and.include('Crèche Les Petits Chênes');
    expect(await casesOf(String(contact.email))).to.deep.equal([]);
    house.clock.now += 60_000;
    house.bells.length = 0;
    const sent = await post({ ...form, ...wishes, ...contact, then: 'send' });
    expect([sent.status, sent.text.includes('Votre code de suivi')]).to.deep.equal([200, true]);
    const code = codeIn(sent.html);
    expect(code).to.match(/^.{19}$/);
    expect(await casesOf(String(contact.email))).to.have.lengthOf(2);
    expect(house.bells.map(({ slug }) => slug)).to.deep.equal(['pre-request', 'pre-request']);
    const [mail] = await house.db('link_mails').where({ email: contact.email });
    expect(mail).to.include({ kind: 'pre-request-received', source: code, token: null });
    const { rows } = await house.db.raw<{ rows: { row: string }[] }>(
      'select cast(row_to_json(f) as text) as row from pre_request_families f',
    );
    expect(rows.map(({ row }) => row).join('\n'))
      .not.to.include(code)
      .and.not.include(code.replaceAll('-', ''));
  });

  it('is done once when it is sent twice, also at the same moment', async () => {
    const fields = { ...(await whole({ email: 'deux.fois@exemple.example' })), then: 'send' };
    const answers = await Promise.all([post(fields), post(fields)]);
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200]);
    expect(answers.filter(({ html }) => codeIn(html) !== '')).to.have.lengthOf(1);
    const again = await post(fields);
    expect(again.text).to.include('Elle était déjà enregistrée');
    expect(await casesOf('deux.fois@exemple.example')).to.have.lengthOf(2);
    expect(await house.db('link_mails').where({ email: 'deux.fois@exemple.example' })).to.have.lengthOf(1);
  });

  it('sets no cookie, reads no session, and puts nothing in an address or a log', async () => {
    const fields = { ...(await whole({ email: 'sans.trace@exemple.example' })), then: 'send' };
    const sent = await post(fields);
    expect(sent.headers).not.to.have.any.keys('set-cookie', 'location');
    expect(sent.html).not.to.include('<script');
    const log = house.log.join('\n');
    for (const value of ['Vandenplas', 'sans.trace', '0470', '18/05/2027', codeIn(sent.html)])
      expect(log).not.to.include(value);
  });

  it('is told kindly from which day it may ask, before three full months of pregnancy', async () => {
    const { status, text } = await post({
      ...(await whole({ childOn: '02/08/2027', wishedOn: '01/01/2028' })),
      then: 'next',
    });
    expect(status).to.equal(422);
    expect(text).to.include('à partir du mardi 2 février 2027').and.include("rien n'a été enregistré");
  });

  for (const [what, more, sentence] of [
    ['no place', { place: [] }, "Choisissez au moins un lieu d'accueil."],
    ['a place that is not there', { place: ['MA-0'] }, 'Ce lieu ne prend pas de pré-demande pour le moment : MA-0.'],
    ['a child of more than three', { childOn: '01/02/2023' }, "jusqu'à leurs trois ans"],
    ['a day before birth', { wishedOn: '01/03/2027' }, 'ne peut pas être avant la naissance'],
    ['no day of the week', { days: [] }, 'Choisissez au moins un jour'],
    ['a year mistyped', { childOn: '18/05/2072' }, "Vérifiez l'année"],
    ['no consent', { consent: [] }, 'Cochez la case'],
    ['an address that is none', { email: 'zoe@' }, 'Le courriel doit avoir la forme'],
    ['a field that is not asked', { surprise: 'x' }, "un champ que cette page n'a pas"],
  ] as const)
    it(`is refused with a sentence for ${what}, and what was typed stays`, async () => {
      const { status, text, html } = await post({ ...(await whole(more as unknown as Fields)), then: 'check' });
      expect(status).to.equal(422);
      expect(text).to.include(sentence);
      expect(html).to.include('value="zoe');
    });

  it('leaves machines out without a third party: a hidden field, and the time that reading takes', async () => {
    const form = await opened();
    const soon = await post({ ...form, ...wishes, ...contact, then: 'send' });
    expect([soon.status, soon.text.includes('Relisez un instant')]).to.deep.equal([422, true]);
    house.clock.now += 60_000;
    const filled = await post({ ...form, ...wishes, ...contact, site: 'http://x', then: 'send' });
    expect([filled.status, filled.text.includes('Laissez ce champ vide')]).to.deep.equal([422, true]);
    for (const begun of ['', 'x', `${String(house.clock.now)}.${'A'.repeat(22)}`])
      expect((await post({ ...form, ...wishes, ...contact, begun, then: 'send' })).status).to.equal(422);
  });

  it('adds and takes away places without losing what is typed', async () => {
    const form = await opened();
    const found = await post({ ...form, ...wishes, search: 'clair matin', then: 'search' });
    const [, number] = /value="add:([^"]+)"/.exec(found.html) ?? [];
    expect(number).to.be.a('string');
    const added = await post({ ...form, ...wishes, then: `add:${number ?? ''}` });
    expect(added.text).to.include('Crèche Clair Matin');
    const removed = await post({ ...form, ...wishes, then: `remove:${places.parc}` });
    expect(removed.text).not.to.include('Crèche du Parc');
    expect(removed.html).to.include('value="18/05/2027"');
    const nothing = await post({ ...form, ...wishes, search: 'zzzz', then: 'search' });
    expect(nothing.text).to.include('Aucun lieu ne correspond à « zzzz »');
  });

  it('answers whatever is sent with a page, and stores nothing of it', async () => {
    const before = await house.db('pre_request_families').count('* as n').first();
    for (const text of texts) {
      const form = { place: places.chenes, ...wishes, ...contact, token: randomUUID(), begun: text, then: 'check' };
      for (const name of [
        'childOn',
        'wishedOn',
        'days',
        'name',
        'email',
        'phone',
        'message',
        'place',
        'search',
        'then',
      ]) {
        const { status } = await house.stranger.post(path, { ...form, [name]: text });
        expect([200, 413, 422], `${name}: ${text.slice(0, 40)}`).to.include(status);
      }
      for (const fields of [
        { code: text },
        { code: text, action: text, case: text, version: text, token: text },
      ] as Fields[]) {
        const { status } = await house.stranger.post(followPath, fields);
        expect([413, 422, 429], text.slice(0, 40)).to.include(status);
      }
    }
    expect(await house.db('pre_request_families').count('* as n').first()).to.deep.equal(before);
  });

  it('is held back after many sendings from one address, and keeps its page', async () => {
    let last = { status: 0, text: '' };
    for (let time = 0; time < 10; time += 1)
      last = await post({ ...(await whole({ email: `trop.${String(time)}@exemple.example` })), then: 'send' });
    expect(last.status).to.equal(429);
    expect(last.text).to.include('Gardez cette page ouverte').and.include('trop.9@exemple.example');
    await house.db('sign_in_attempts').delete();
  });

  it('sees that it has arrived when it is sent again, whatever limit has been reached in between', async () => {
    const form = { ...(await whole({ email: 'deux.clics@exemple.example' })), then: 'send' };
    expect((await post(form)).status).to.equal(200);
    for (let time = 0; time < 10; time += 1)
      await post({ ...(await whole({ email: `limite.${String(time)}@exemple.example` })), then: 'send' });
    const again = await post(form);
    expect(again.status).to.equal(200);
    expect(again.text).to.include('Votre pré-demande est envoyée');
    expect(await casesOf('deux.clics@exemple.example')).to.have.lengthOf(2);
    // A form of other words was never sent: it is held back like any other.
    expect((await post({ ...form, name: 'Une Autre' })).status).to.equal(429);
    await house.db('sign_in_attempts').delete();
    const { now } = house.clock;
    house.clock.now += 13 * 3_600_000;
    expect((await post(form)).status, 'the next day').to.equal(200);
    house.clock.now = now;
    await house.db('sign_in_attempts').delete();
  });

  it('arrives with a double click at the very limit of sendings: neither half is refused, and the next sending is', async () => {
    for (let round = 0; round < 3; round += 1) {
      await house.db('sign_in_attempts').delete();
      for (let time = 0; time < 7; time += 1)
        await post({
          ...(await whole({ email: `avant.${String(round)}.${String(time)}@exemple.example` })),
          then: 'send',
        });
      const last = { ...(await whole({ email: `dernier.${String(round)}@exemple.example` })), then: 'send' };
      const halves = await Promise.all([post(last), post(last), post(last)]);
      expect(halves.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
      expect(halves.filter(({ html }) => codeIn(html) !== '')).to.have.lengthOf(1);
      const next = { ...(await whole({ email: `trop.tard.${String(round)}@exemple.example` })), then: 'send' };
      const refused = await Promise.all([post(next), post(next)]);
      expect(refused.map(({ status }) => status)).to.deep.equal([429, 429]);
      expect(await casesOf(`trop.tard.${String(round)}@exemple.example`)).to.deep.equal([]);
    }
    await house.db('sign_in_attempts').delete();
  }).timeout(60_000);

  it('is told in a sentence what is wrong with a day, however far it is', async () => {
    const days = ['01/01/0000', '01/01/0001', '31/12/1899', '29/02/2100', '31/12/2999', '31/12/9999', '01/01/10000'];
    for (const day of days)
      for (const field of ['childOn', 'wishedOn']) {
        const { status, text } = await post({ ...(await whole({ [field]: day })), then: 'send' });
        expect(status, `${field} ${day}`).to.equal(422);
        expect(text, `${field} ${day}`).to.not.include('Votre pré-demande est envoyée');
      }
  });

  describe('with its code', () => {
    let code: string;
    let caseId: string;
    const email = 'avec.code@exemple.example';
    before(async () => {
      await house.db('sign_in_attempts').delete();
      const sent = await post({ ...(await whole({ email })), then: 'send' });
      code = codeIn(sent.html);
      caseId = (await casesOf(email)).find(({ facility_id: id }) => id === stableId('facility chenes'))!.id;
    });
    const answers = async (action: string, facts: object, content: object = {}): Promise<void> => {
      await recordAct(house.db, process, caseId, {
        action,
        facts,
        content,
        token: randomUUID(),
        actor: { role: 'operator', userId: stableId('user admin-petits-chenes') },
        at: house.clock.now,
      });
    };
    const acts = async (action: string, more: Fields = {}): Promise<Fields> => {
      const version = (await casesOf(email)).find(({ id }) => id === caseId)!.act_number;
      return { code, case: caseId, action, version: String(version), token: randomUUID(), ...more };
    };

    it('reads where it stands, however the code is typed; another code says nothing', async () => {
      const { text, status } = await post({ code: code.toLowerCase().replaceAll('-', ' ') }, followPath);
      expect(status).to.equal(200);
      expect(text).to.include('En attente de réponse').and.include('Crèche du Parc');
      const wrong = await post({ code: 'AAAA-BBBB-CCCC-DDDD' }, followPath);
      expect([wrong.status, wrong.text.includes('Aucune pré-demande ne correspond')]).to.deep.equal([422, true]);
    });

    it('answers a question of the place', async () => {
      await answers('ask-question', {}, { text: 'Le mercredi vous conviendrait-il ?' });
      const asked = await post({ code }, followPath);
      expect(asked.text).to.include('Une question pour vous').and.include('Le mercredi vous conviendrait-il ?');
      const empty = await post(await acts('answer-question', { answer: ' ' }), followPath);
      expect([empty.status, empty.text.includes('Écrivez votre réponse.')]).to.deep.equal([422, true]);
      const given = await post(await acts('answer-question', { answer: 'Oui, sans problème.' }), followPath);
      expect([given.status, given.text.includes('Votre réponse est envoyée')]).to.deep.equal([200, true]);
      const operator = await house.as('Nathalie Servais');
      expect(textOf((await operator.get(`/pro/pre-request/${caseId}`)).text)).to.include('Oui, sans problème.');
      const agent = await house.as('Marc Dubois');
      const shown = textOf((await agent.get(`/office/pre-request/${caseId}`)).text);
      expect(shown).not.to.include('Oui, sans problème.').and.not.to.include('Vandenplas').and.not.to.include(email);
    });

    it('confirms an offered place, once; an offer that has changed is shown anew, and nothing is done', async () => {
      const facts = { from: '2027-09-01', replyBy: addDays(dayOf(house.clock.now), 10) };
      await answers('offer-place', facts);
      const early = await acts('confirm-place');
      await answers('change-offer', { ...facts, from: '2027-10-01' });
      const stale = await post(early, followPath);
      expect([stale.status, stale.text.includes('a changé entre-temps')]).to.deep.equal([409, true]);
      const fields = await acts('confirm-place');
      const [one, two] = [await post(fields, followPath), await post(fields, followPath)];
      expect([one.status, two.status]).to.deep.equal([200, 200]);
      expect(one.text).to.include('La place est confirmée').and.include('vendredi 1er octobre 2027');
      expect(await house.db('acts').where({ case_id: caseId, action: 'confirm-place' })).to.have.lengthOf(1);
    });

    it('does nothing with the case of another family, nor what is the place’s to do', async () => {
      const { id: other } = await house
        .db('cases')
        .where({ slug: 'pre-request', status: 'offered' })
        .first<{ id: string }>('id');
      expect((await post(await acts('confirm-place', { case: other }), followPath)).status).to.equal(422);
      expect((await post(await acts('offer-place'), followPath)).status).to.equal(422);
      expect((await casesOf(email)).map(({ status }) => status)).to.include('confirmed');
    });

    it('confirms one place of two that are offered, also at the same moment; the other only once the first is given back', async () => {
      const two = 'deux.places@exemple.example';
      const its = codeIn((await post({ ...(await whole({ email: two })), then: 'send' })).html);
      const offered = await casesOf(two);
      for (const { id } of offered)
        await recordAct(house.db, process, id, {
          action: 'offer-place',
          facts: { from: '2027-09-01', replyBy: addDays(dayOf(house.clock.now), 10) },
          content: {},
          token: randomUUID(),
          actor: { role: 'operator', userId: stableId('user admin-petits-chenes') },
          at: house.clock.now,
        });
      const send = (id: string, action: string, version: number) =>
        post({ code: its, case: id, action, version: String(version), token: randomUUID() }, followPath);
      const answered = await Promise.all(offered.map(({ id }) => send(id, 'confirm-place', 2)));
      expect(answered.map(({ status }) => status)).to.have.members([200, 409]);
      expect(answered.find(({ status }) => status === 409)!.text).to.include('Vous avez déjà confirmé une autre place');
      const [first, second] = (await casesOf(two)).sort((one, other) => one.status.localeCompare(other.status));
      expect([first!.status, second!.status]).to.deep.equal(['confirmed', 'offered']);
      expect(await findOthers(house.db, second!.id), 'a confirmed one is ended by nobody else').to.deep.equal([]);
      expect((await send(first!.id, 'withdraw', 3)).status).to.equal(200);
      expect((await send(second!.id, 'confirm-place', 2)).status).to.equal(200);
    });

    it('takes it back, and is held back after many wrong codes', async () => {
      const taken = await post(await acts('withdraw'), followPath);
      expect(taken.text).to.include('Votre pré-demande est retirée.');
      let last = 0;
      for (let time = 0; time < 12; time += 1) last = (await post({ code: `AAAA${String(time)}` }, followPath)).status;
      expect(last).to.equal(429);
    });
  });
});
