/** The pages of continuing training over HTTP, with the demonstration's people. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import request from 'supertest';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn } from '../support/html.ts';

const path = '/pro/trainings';
const person = (key: string): string => stableId(`collaboration trainee ${key}`);

describe('« Formation continue »', () => {
  let house: House;
  let operator: Visitor;
  let yesterday: string;
  before(async () => {
    house = await openHouse();
    operator = await house.asUser(stableId('user admin-gembloux'));
    yesterday = formatShortDate(addDays(dayOf(house.clock.now), -1));
  });
  after(() => house.close());

  const upload = (page: string, fields: Record<string, string>, name: string): request.Test => {
    const sending = request(house.app)
      .post(`${path}/${page}`)
      .set('Cookie', operator.cookie)
      .set('Origin', 'http://127.0.0.1:3000')
      .field('_csrf', operator.csrfToken)
      .redirects(0);
    for (const [field, value] of Object.entries(fields)) void sending.field(field, value);
    return sending.attach('certificate', makePdf('Attestation', ['Essai']), name);
  };
  const count = async (): Promise<number> =>
    Number(((await house.db('training_lines').count('*').first()) as { count: string }).count);
  const listed = {
    organisation: 'le toboggan formation asbl',
    module: 'Jouer dehors en toute saison',
    hours: '6',
  };

  it('shows the hours of each person, who misses most first, each line with its reason or its place', async () => {
    const { text } = await operator.get(path).expect(200);
    for (const words of [
      'Bastin Chloé',
      'Renard Alice',
      'Ce délai ne pénalise pas votre agrément',
      'à valider',
      'Motif :',
    ])
      expect(text).to.include(words);
    expect(text.indexOf('Piron Nora')).to.be.lessThan(text.indexOf('Hanssens Mia'));
  });

  it('recognises at once what the lists know, by the procedure itself', async () => {
    const before = await count();
    await operator
      .post(`${path}/new`, { token: randomUUID(), people: person('renard'), ...listed, fromOn: yesterday })
      .expect(303);
    expect(await count()).to.equal(before + 1);
    const line = await house
      .db('training_lines')
      .where({ collaboration_id: person('renard') })
      .first<{ case_id: string; status: string }>();
    expect(line.status).to.equal('recognised');
    const acts = await house
      .db('acts')
      .where({ case_id: line.case_id })
      .orderBy('number')
      .select('action', 'actor_role');
    expect(acts).to.deep.equal([
      { action: 'submit', actor_role: 'operator' },
      { action: 'recognise', actor_role: 'procedure' },
    ]);
  });

  it('writes a line for each of several persons, all or none, and once however often it is sent', async () => {
    const before = await count();
    const form = {
      token: randomUUID(),
      people: [person('bastin'), person('colin')],
      ...listed,
      fromOn: formatShortDate(addDays(dayOf(house.clock.now), -3)),
    };
    await Promise.all([operator.post(`${path}/new`, form).expect(303), operator.post(`${path}/new`, form).expect(303)]);
    await operator.post(`${path}/new`, form).expect(303);
    expect(await count()).to.equal(before + 2);
    // One of them has it already: neither gets it.
    const again = { ...form, token: randomUUID(), people: [person('colin'), person('piron')] };
    const { text } = await operator.post(`${path}/new`, again).expect(422);
    expect(text).to.include('Hugo Colin : ce module est déjà encodé');
    expect(await count()).to.equal(before + 2);
  });

  it('looks at the one person more of a form that is sent again as at any other: duplicates, and the lists', async () => {
    const form = { token: randomUUID(), ...listed, fromOn: formatShortDate(addDays(dayOf(house.clock.now), -5)) };
    const caseOf = (key: string): Promise<{ status: string } | undefined> =>
      house
        .db('training_lines')
        .where({ collaboration_id: person(key), from_on: addDays(dayOf(house.clock.now), -5) })
        .first<{ status: string } | undefined>('status');
    await operator.post(`${path}/new`, { ...form, people: person('bastin') }).expect(303);
    await operator.post(`${path}/new`, { ...form, people: [person('bastin'), person('colin')] }).expect(303);
    expect(await caseOf('colin')).to.deep.equal({ status: 'recognised' });
    await operator.post(`${path}/new`, { ...form, token: randomUUID(), people: person('piron') }).expect(303);
    const people = [person('bastin'), person('piron')];
    const { text } = await operator.post(`${path}/new`, { ...form, people }).expect(422);
    expect(text).to.include('Nora Piron : ce module est déjà encodé');
  });

  it('finds the line of that day that was written with « Autre », where the list has the module now', async () => {
    const fromOn = addDays(dayOf(house.clock.now), -6);
    const line = await house
      .db('training_lines')
      .where({ collaboration_id: person('bastin'), status: 'recognised' })
      .whereNotNull('module_id')
      .first<{ case_id: string }>('case_id');
    await house
      .db('training_lines')
      .where({ case_id: line.case_id })
      .update({ module_id: null, module_typed: 'JOUER DEHORS en toute saison', from_on: fromOn, to_on: fromOn });
    const form = { token: randomUUID(), ...listed, fromOn: formatShortDate(fromOn), people: person('bastin') };
    const { text } = await operator.post(`${path}/new`, form).expect(422);
    expect(text).to.include('Chloé Bastin : ce module est déjà encodé');
  });

  it('asks for the certificate of what is not in the lists, keeps it with the form, and says what looks like a place', async () => {
    const token = randomUUID();
    const form = {
      token,
      people: person('piron'),
      organisation: 'Namur',
      organisationChoice: 'other',
      module: 'Danses du monde',
      fromOn: yesterday,
      hours: '7,5',
    };
    const first = await operator.post(`${path}/new`, form).expect(422);
    expect(first.text).to.include('Joignez l&#x27;attestation');
    const second = await upload('new', form, 'attestation.pdf').expect(422);
    expect(second.text).to.include('ressemble à un lieu').and.to.include('attestation.pdf');
    const confirmed = fieldIn(second.text, 'confirmed');
    await operator.post(`${path}/new`, { ...form, confirmed }).expect(303);
    const line = await house
      .db('training_lines')
      .where({ collaboration_id: person('piron'), module_typed: 'Danses du monde' })
      .first<{ status: string; document_id: string; hours: string }>();
    expect(line.status).to.equal('waiting');
    const document = await house
      .db('documents')
      .where({ id: line.document_id })
      .first<{ name: string; act_number: number }>();
    expect([document.name, document.act_number]).to.deep.equal(['attestation.pdf', 1]);
  });

  it('refuses what cannot be: a day to come, hours that are none, a person of elsewhere, a field that the page has not', async () => {
    const base = { token: randomUUID(), people: person('piron'), ...listed, fromOn: yesterday };
    const before = await count();
    for (const [change, sentence] of [
      [{ fromOn: formatShortDate(addDays(dayOf(house.clock.now), 2)) }, 'à venir'],
      [{ hours: '0' }, 'de 0,5 à 50'],
      [{ hours: '50,25' }, 'de 0,5 à 50'],
      [{ hours: '6,1' }, 'quarts d&#x27;heure'],
      [{ hours: 'six' }, 'n&#x27;est pas un nombre'],
      [{ people: person('dubois') }, 'n&#x27;est pas dans votre équipe'],
      [{ surprise: 'x' }, 'un champ que cette page n&#x27;a pas'],
      [{ organisation: '' }, 'Écrivez l&#x27;organisme'],
    ] as const) {
      const { text } = await operator.post(`${path}/new`, { ...base, ...change }).expect(422);
      expect(text, JSON.stringify(change)).to.include(sentence);
    }
    expect(await count()).to.equal(before);
  });

  it('finds an organisation whatever its accents, its capitals and a letter too few', async () => {
    for (const typed of ['tobogan formation', 'TOBOGGAN', 'Quatre saïsons', 'promotion sociale deux rives']) {
      const { body } = await operator
        .get(`${path}/organisations?${new URLSearchParams({ q: typed }).toString()}`)
        .expect(200);
      expect((body as { names: string[] }).names, typed).not.to.be.empty;
    }
    const { body: far } = await operator.get(`${path}/organisations?q=Horizon+Enfance`).expect(200);
    expect((far as { names: string[] }).names).to.deep.equal([]);
    const { body } = await operator.get(`${path}/organisations?q=`).expect(200);
    expect(body).to.deep.equal({ names: [], hints: [] });
  });

  it('offers what is near, without script, and takes what is chosen', async () => {
    const form = {
      token: randomUUID(),
      people: person('hanssens'),
      organisation: 'tobogan',
      module: 'jouer dehors',
      fromOn: yesterday,
      hours: '6',
    };
    const offered = await operator.post(`${path}/new`, { ...form, then: 'search' }).expect(200);
    const choice = fieldIn(offered.text, 'organisationChoice');
    expect(choice).to.have.length(36);
    const second = await operator.post(`${path}/new`, { ...form, organisationChoice: choice }).expect(422);
    const module = fieldIn(second.text, 'moduleChoice');
    await operator.post(`${path}/new`, { ...form, organisationChoice: choice, moduleChoice: module }).expect(303);
  });

  it('asks for a qualification once, with its certificate', async () => {
    const form = { token: randomUUID(), person: person('renard'), title: 'educator', obtainedOn: '30/06/2019' };
    await house
      .db('training_qualifications')
      .where({ collaboration_id: person('renard') })
      .update({ status: 'refused' });
    expect((await operator.post(`${path}/qualification`, form).expect(422)).text).to.include('Joignez le titre');
    await upload('qualification', form, 'titre.pdf').expect(303);
    const again = { ...form, token: randomUUID() };
    const { text } = await upload('qualification', again, 'titre.pdf').expect(422);
    expect(text).to.include('déjà demandée ou reconnue');
  });

  it('lets a line be corrected after an error of encoding, once, and by nobody else', async () => {
    const line = await house
      .db('training_lines')
      .where({ collaboration_id: person('lambotte'), status: 'refused' })
      .first<{ case_id: string }>();
    const url = `${path}/lines/${line.case_id}/correct`;
    const page = await operator.get(url).expect(200);
    const version = fieldIn(page.text, 'version');
    const form = {
      token: randomUUID(),
      version,
      organisation: 'Horizon Enfance',
      organisationChoice: 'other',
      module: 'Jeux de cour',
      fromOn: '12/01/2026',
      hours: '4',
    };
    const stranger = await house.asUser(stableId('user admin-eghezee'));
    await stranger.get(url).expect(404);
    await stranger.post(url, form).expect(404);
    expect((await operator.post(url, { ...form, hours: '' }).expect(422)).text).to.include('nombre d’heures');
    await operator.post(url, { ...form, version: '1', token: randomUUID() }).expect(409);
    await operator.post(url, form).expect(303);
    await operator.post(url, form).expect(303);
    const corrected = await house
      .db('training_lines')
      .where({ case_id: line.case_id })
      .first<{ status: string; hours: string }>();
    expect([corrected.status, Number(corrected.hours)]).to.deep.equal(['waiting', 4]);
  });
});
