import { expect } from 'chai';
import { doctors } from '../../db/seeds/demonstration/doctor-validation/people.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { formatInami, makeInami } from '../../domain/inami.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { introduce, someDoctor, stableOf } from './cases.ts';

describe('adding a doctor, by the number', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());
  const path = `/pro/facilities/${stableOf('chenes')}/doctors/new`;
  const send = (inami: string, more: Record<string, string> = {}) => nathalie.post(path, { inami, ...more });
  const discardDrafts = () =>
    house
      .db('drafts')
      .where({ slug: 'doctor-validation' })
      .whereNull('submitted_case_id')
      .update({ discarded_at: new Date() });
  beforeEach(discardDrafts);

  it('says what is wrong with it, and keeps it', async () => {
    for (const [typed, fault] of [
      ['', 'Encodez le numéro INAMI'],
      ['1-2345', '11 chiffres'],
      ['1-23456-78', 'code de compétence'],
      ['2-23456-78-003', 'commence par 1'],
      ['1-23456-78-ABC', 'que des chiffres'],
    ] as const) {
      const { text } = await send(typed).expect(422);
      expect(text).to.include(fault);
      if (typed) expect(text).to.include(`value="${typed}"`);
    }
    const doctor = await introduce(house.db, {
      facilityId: stableOf('chenes'),
      at: house.clock.now,
      doctor: { ...someDoctor(), inami: formatInami(makeInami(90_001)) },
    });
    const { text } = await send(makeInami(90_001)).expect(422);
    expect(text).to.include('déjà dans la liste').and.include(`/pro/doctor-validation/${doctor}`);
  });

  it('begins a new doctor with every step, in whatever usual form it is typed; one at a time', async () => {
    const { headers } = await send(' 1.90002 / 31 003').expect(303);
    expect(headers.location).to.match(/^\/pro\/doctor-validation\/drafts\/[0-9a-f-]{36}\/doctor$/);
    const { text } = await nathalie.get(headers.location!).expect(200);
    expect(text).to.include('Étape 1 sur 3').and.include('1-90002-31-003').and.include('chiffres de contrôle');
    const again = await send('1-90002-31-003').expect(303);
    expect(again.headers.location).to.equal(headers.location);
    expect((await send(makeInami(90_003)).expect(422)).text).to.include('demande commencée pour un autre médecin');
  });

  it('of a doctor whom another body has introduced, shows name and specialty, nothing that the body has typed', async () => {
    const { fontaine } = doctors;
    const { headers } = await send(fontaine.inami).expect(303);
    const { text } = await nathalie.get(headers.location!).expect(200);
    expect(text).to.include('Dr Valérie Fontaine, pédiatre').and.include('Seules la collaboration');
    const draft = headers.location!.replace('/collaboration', '');
    for (const page of [draft, `${draft}/check`, `${draft}/doctor`]) {
      const shown = (await nathalie.get(page).expect(200)).text;
      for (const secret of [fontaine.mobile, fontaine.email, fontaine.address.street, 'Clair Matin'])
        expect(shown, page).not.to.include(secret);
    }
  });

  it('of one whom ONE has not validated yet, tells no name', async () => {
    const inami = makeInami(90_004);
    await introduce(house.db, {
      facilityId: stableOf('clair-matin'),
      at: house.clock.now,
      doctor: { ...someDoctor(), inami: formatInami(inami), familyName: 'Secretissime' },
    });
    const { headers: begun } = await send(inami).expect(303);
    expect(begun.location).to.match(/\/doctor$/);
    expect((await nathalie.get(begun.location!).expect(200)).text).not.to.include('Secretissime');
  });

  it('takes over what was told of a doctor who was refused here, and of nobody else', async () => {
    const refused = stableId('case chenes doctor lejeune');
    const { text } = await nathalie.get(`${path}?again=${refused}`).expect(200);
    expect(text).to.include(doctors.lejeune.inami);
    const { headers } = await send(doctors.lejeune.inami, { again: refused }).expect(303);
    expect((await nathalie.get(headers.location!).expect(200)).text).to.include('value="Lejeune"');
    const elsewhere = stableId('case clair-matin doctor fontaine');
    expect((await nathalie.get(`${path}?again=${elsewhere}`).expect(200)).text).not.to.include(doctors.fontaine.inami);
  });

  it('is found by ONE by the number, by nobody who may not read the cases', async () => {
    const hassan = await house.as('Hassan Tahiri');
    const { text } = await hassan.get(`/office/search?q=${encodeURIComponent(doctors.claes.inami)}`).expect(200);
    for (const place of ['Crèche Les Petits Chênes', 'Crèche Clair Matin', 'Crèche Les Glands d&#x27;Or'])
      expect(text).to.include(place);
    const claire = await house.as('Claire Mertens');
    expect(
      (await claire.get(`/office/search?q=${encodeURIComponent(doctors.claes.inami)}`).expect(200)).text,
    ).not.to.include('Crèche Clair Matin');
  });
});

describe('« Mes médecins »', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  it('shows sixty doctors at once, and finds one by a part of the name or the first digits of the number', async () => {
    const facilityId = stableOf('chenes');
    for (let count = 0; count < 60; count += 1)
      await introduce(house.db, {
        facilityId,
        at: house.clock.now,
        doctor: {
          ...someDoctor(),
          familyName: `Docteur${String(count)}`,
          inami: formatInami(makeInami(95_000 + count)),
        },
      });
    const nathalie = await house.as('Nathalie Servais');
    const list = async (query: string): Promise<string> =>
      (await nathalie.get(`/pro/doctors?facility=${facilityId}${query}`).expect(200)).text;
    const rows = (text: string): number => text.split('<th scope="row">').length - 1;
    expect(rows(await list(''))).to.equal(65);
    expect(rows(await list('&q=docteur4'))).to.equal(11);
    expect(rows(await list('&q=1-95007'))).to.equal(1);
    expect(await list('&q=personne')).to.include('Aucun médecin ne correspond');
  });

  it('says why it is empty, shows no other body’s crèche, and asks for the right', async () => {
    const other = await house.as('Jean-Marc Henrion');
    expect((await other.get('/pro/doctors').expect(200)).text)
      .to.include('Aucun médecin')
      .and.include('Ajouter un médecin');
    await other.get(`/pro/doctors?facility=${stableOf('chenes')}`).expect(404);
    await (await house.as('Olivier Wauters')).get('/pro/doctors').expect(403);
  });
});
