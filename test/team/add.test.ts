import { expect } from 'chai';
import { makeNationalNumber } from '../../domain/national-number.ts';
import { openNationalNumber } from '../../domain/sealed-number.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { makeMember, petitsChenes, place } from './made-team.ts';
import { textOf } from '../support/html.ts';

const niss = makeNationalNumber({ birthOn: '1990-02-03', sequence: 246 });
const birth = '03/02/1990';
const withoutToken = (html: string): string =>
  html
    .replaceAll(/name="_csrf" value="[^"]*"/g, '')
    .replaceAll(/nonce="[^"]*"/g, '')
    .replaceAll(/data-csrf="[^"]*"/g, '');

describe('adding a person to a team', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());
  beforeEach(async () => {
    for (const table of [
      'staff_contracts',
      'staff_documents',
      'staff_diplomas',
      'staff_absences',
      'project_leaders',
      'collaborations',
      'people',
    ])
      await house.db(table).delete();
    await house.db('sign_in_attempts').delete();
  });

  const begin = async (who: Visitor, number = niss, body = petitsChenes): Promise<void> => {
    const sent = await who.post('/pro/team/new', { body, niss: number });
    expect([sent.status, sent.headers.location]).to.deep.equal([303, '/pro/team/new/name']);
  };
  const name = async (who: Visitor, familyName: string) => {
    const sent = await who.post('/pro/team/new/name', { familyName });
    expect([sent.status, sent.headers.location]).to.deep.equal([303, '/pro/team/new/person']);
    return who.get('/pro/team/new/person');
  };
  const made = { firstName: 'Zoé', familyName: 'Marlière', bornOn: birth };

  it('begins with the number, and says what is wrong with one that cannot be', async () => {
    for (const [number, said] of [
      ['', 'Encodez le numéro de registre national'],
      ['900203246', 'compte 11 chiffres'],
      ['90020324600', "n'existe pas"],
      ['quatre-vingt-dix', 'que des chiffres'],
    ] as const) {
      const refused = await nathalie.post('/pro/team/new', { body: petitsChenes, niss: number });
      expect(refused.status, number).to.equal(422);
      expect(textOf(refused.text)).to.include(said);
      if (number) expect(refused.text).to.not.include(number);
    }
  });

  it('of who is not known asks for first name, name and birth date, which the number tells, and makes them once', async () => {
    await begin(nathalie);
    const step = await name(nathalie, 'Marlière');
    expect(textOf(step.text)).to.include("n'est pas encore connue à l'ONE").and.to.include('Créer cette personne');
    expect(step.text).to.include(`value="${birth}"`);
    const sent = await nathalie.post('/pro/team/new/person', made);
    expect(sent.status, textOf(sent.text)).to.equal(303);
    const [, id = ''] = /^\/pro\/team\/([0-9a-f-]{36})\?edit=contracts\.new/.exec(sent.headers.location!) ?? [];
    const sheet = await nathalie.get(`/pro/team/${id}?edit=contracts.new`);
    expect(textOf(sheet.text)).to.include('Zoé Marlière').and.to.include('NISS valide (déjà) présent');
    const person = await house.db('people').where({ family_name: 'Marlière' }).first();
    expect(openNationalNumber(person.niss_sealed as Buffer, house.config.nissKey, person.id as string)).to.equal(niss);
    // What was done is done: the steps are over.
    expect((await nathalie.post('/pro/team/new/person', made)).headers.location).to.equal('/pro/team/new');
  });

  it('of who is known asks for nothing but the name, however it is written, and uses them', async () => {
    const secrets = house.config;
    await makeMember(house.db, secrets, { ...made, bornOn: '1990-02-03', niss, body: (await otherBody()).id });
    await begin(nathalie);
    const step = await name(nathalie, 'MARLIERE');
    expect(textOf(step.text)).to.include('Utiliser cette personne').and.to.include('Zoé Marlière');
    const sent = await nathalie.post('/pro/team/new/use', {});
    expect(sent.status).to.equal(303);
    expect(await house.db('people').where({ family_name: 'Marlière' })).to.have.lengthOf(1);
    // The other body's contract is nobody's business here.
    const sheet = await nathalie.get(sent.headers.location!.replace(/\?.*/, ''));
    expect(textOf(sheet.text)).to.include("Aucun contrat ni lien n'est encodé");
  });
  const otherBody = async (): Promise<{ id: string }> =>
    (await house.db('organising_bodies').whereNot({ id: petitsChenes }).orderBy('id').first('id')) as { id: string };

  it('shows the same pages for a number that nobody has and for one of somebody else, and refuses at the last click', async () => {
    const pages: string[][] = [];
    for (const number of [niss, makeNationalNumber({ birthOn: '1990-02-03', sequence: 248 })]) {
      if (number === niss)
        await makeMember(house.db, house.config, {
          firstName: 'Ada',
          familyName: 'Autremont',
          niss,
          bornOn: '1990-02-03',
        });
      await begin(nathalie, number);
      const second = withoutToken((await nathalie.get('/pro/team/new/name')).text);
      pages.push([second, withoutToken((await name(nathalie, 'Marlière')).text)]);
    }
    expect(pages[0]).to.deep.equal(pages[1]);
    await begin(nathalie);
    await name(nathalie, 'Marlière');
    const refused = await nathalie.post('/pro/team/new/person', made);
    expect(refused.status).to.equal(422);
    expect(textOf(refused.text))
      .to.include('ne peut pas être ajoutée avec ces données')
      .and.to.not.include('Autremont')
      .and.to.not.include('Ada');
    const told = await house.db('audit').where({ event: 'refuse-addition' });
    expect(told).to.have.lengthOf(1);
  });

  it('makes one person when two add them at once, at two bodies or at one', async () => {
    const [olivier, delvaux] = await Promise.all([house.as('Nathalie Servais'), house.as('Émilie Delvaux')]);
    const bodyOf = async (who: Visitor): Promise<string> =>
      (
        (await house.db('grants').where({ user_id: who.userId }).first('organising_body_id')) as {
          organising_body_id: string;
        }
      ).organising_body_id;
    for (const who of [nathalie, olivier, delvaux]) {
      await begin(who, niss, await bodyOf(who));
      await name(who, 'Marlière');
    }
    const answers = await Promise.all(
      [nathalie, olivier, delvaux].map(async (who) => who.post('/pro/team/new/person', made)),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303, 303]);
    expect(await house.db('people').where({ family_name: 'Marlière' })).to.have.lengthOf(1);
    expect(
      await house
        .db('collaborations')
        .whereIn('person_id', house.db('people').where({ family_name: 'Marlière' }).select('id')),
    ).to.have.lengthOf(2);
  });

  it('begins again, or is abandoned, and forgets the number', async () => {
    await begin(nathalie);
    const again = await nathalie.post('/pro/team/new/restart');
    expect([again.status, again.headers.location]).to.deep.equal([303, `/pro/team/new?body=${petitsChenes}`]);
    expect((await nathalie.get('/pro/team/new/name')).headers.location).to.equal('/pro/team/new');
    await begin(nathalie);
    const away = await nathalie.post('/pro/team/new/abandon');
    expect([away.status, away.headers.location]).to.deep.equal([303, `/pro/team?body=${petitsChenes}`]);
    expect((await nathalie.get('/pro/team/new/person')).headers.location).to.equal('/pro/team/new');
    expect(await house.db('people')).to.deep.equal([]);
  });

  it('keeps the number out of the session, the pages, the history and the log', async () => {
    await begin(nathalie);
    const pages = [await nathalie.get('/pro/team/new/name'), await name(nathalie, 'Marlière')];
    const sent = await nathalie.post('/pro/team/new/person', { ...made, bornOn: 'hier' });
    pages.push(sent, await nathalie.post('/pro/team/new/person', made));
    for (const { text } of pages) expect(text).to.not.include(niss).and.to.not.include(niss.slice(6));
    const sessions = JSON.stringify(await house.db('sessions').select('sess'));
    expect(sessions).to.not.include(niss);
    for (const table of ['audit', 'kept_forms', 'form_drafts', 'people', 'collaborations'])
      expect(JSON.stringify(await house.db(table)), table).to.not.include(niss);
    expect(house.log.join('\n')).to.not.include(niss);
  });

  it('is for who works on the team: not signed in, without the right, another body', async () => {
    expect((await house.stranger.get('/pro/team/new')).status).to.equal(302);
    const manager = await house.as('Isabelle Poncelet');
    expect((await manager.get('/pro/team/new')).status).to.equal(403);
    expect((await manager.post('/pro/team/new', { body: petitsChenes, niss })).status).to.equal(403);
    expect((await nathalie.post('/pro/team/new', { body: (await otherBody()).id, niss })).status).to.equal(404);
    const sophie = await house.as('Sophie Lambert');
    expect((await sophie.get('/pro/team/new')).status).to.equal(403);
  });

  it('is tried so many times in an hour by one person, and no more', async () => {
    await house.db('parameters').where({ slug: 'team', code: 'tries-per-user' }).update({ value: 3 });
    await begin(nathalie);
    await nathalie.post('/pro/team/new/name', { familyName: 'Un' });
    const statuses: number[] = [];
    for (let time = 0; time < 5; time++) statuses.push((await nathalie.get('/pro/team/new/person')).status);
    expect(statuses).to.deep.equal([200, 200, 200, 429, 429]);
  });

  it('is tried no more often with a form that is refused', async () => {
    await house.db('parameters').where({ slug: 'team', code: 'tries-per-user' }).update({ value: 2 });
    await begin(nathalie);
    await nathalie.post('/pro/team/new/name', { familyName: 'Un' });
    const statuses: number[] = [];
    for (const to of ['person', 'use', 'person'])
      statuses.push((await nathalie.post(`/pro/team/new/${to}`, { firstName: '' })).status);
    expect(statuses).to.deep.equal([422, 422, 429]);
    await house.db('parameters').where({ slug: 'team', code: 'tries-per-user' }).update({ value: 60 });
  });

  it('by who sees one place opens a contract there, so that they go on seeing the person', async () => {
    await house
      .db('grants')
      .where({ user_id: (await house.as('Olivier Wauters')).userId })
      .update({ dossier: 'team' });
    const olivier = await house.as('Olivier Wauters');
    await begin(olivier);
    await name(olivier, 'Marlière');
    const sent = await olivier.post('/pro/team/new/person', made);
    expect(sent.status).to.equal(303);
    const contract = await house
      .db('staff_contracts')
      .where({ facility_id: place('coccinelle') })
      .first();
    expect(sent.headers.location).to.include(`edit=contracts.${contract.id as string}`);
    expect((await olivier.get(sent.headers.location!.replace(/#.*/, ''))).status).to.equal(200);
  });
});
