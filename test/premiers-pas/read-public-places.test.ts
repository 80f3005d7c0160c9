import { expect } from 'chai';
import { fingerprintPublicPlaces, readPublicPlaces } from '../../db/premiers-pas/read-public-places.ts';
import { instant } from '../../db/connect.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const today = '2026-11-23';

describe('what parents may see of places', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  const idOf = async (name: string): Promise<string> =>
    ((await house.db('facilities').where({ name }).first('id')) as { id: string }).id;
  const read = async (name: string) =>
    (await readPublicPlaces(house.deps.db, today)).places.find((place) => place.name === name);

  it('reads all places of early childhood with one query, and none of after school', async () => {
    const { places } = await readPublicPlaces(house.deps.db, today);
    expect(places.map(({ name }) => name)).to.include('Crèche Les Petits Chênes');
    expect(places.filter(({ kind }) => kind.startsWith('after-school'))).to.deep.equal([]);
    const [{ count } = { count: 0 }] = (await house
      .db('facilities')
      .where('kind', 'like', 'after-school%')
      .count()) as { count: number }[];
    expect(count).to.be.greaterThan(0);
  });

  it('keeps the street, the telephone and the mail of a home from everybody until the person agrees to the address', async () => {
    // What the person gives for inscriptions is public: here, nothing.
    const of = { subject_id: await idOf('Martine Bodart'), section: 'registration-contact' };
    await house.db('sheet_sections').where(of).delete();
    const home = await read('Martine Bodart');
    expect(home).to.include({ locality: 'Malonne', postcode: '5020' }).and.not.have.property('street');
    expect(home?.contact).to.not.have.any.keys('phone', 'email');
    await house.db('facilities').where({ name: 'Martine Bodart' }).update({ address_shown: true });
    expect(await read('Martine Bodart')).to.have.property('street');
    expect((await read('Martine Bodart'))?.contact).to.not.have.any.keys('phone', 'email');
    await house.db('facilities').where({ name: 'Martine Bodart' }).update({ address_shown: false });
  });

  it('keeps those of a natural person elsewhere than at home too, until the person agrees', async () => {
    const of = { subject_id: await idOf('Linh Nguyen'), section: 'registration-contact' };
    await house.db('sheet_sections').where(of).delete();
    const person = house.db('facilities').where({ name: 'Linh Nguyen' });
    await person.clone().update({ home: false, address_shown: false });
    expect(await read('Linh Nguyen')).to.not.have.property('street');
    expect((await read('Linh Nguyen'))?.contact).to.not.have.any.keys('phone', 'email');
    await person.clone().update({ address_shown: true });
    expect(await read('Linh Nguyen')).to.have.property('street');
    expect((await read('Linh Nguyen'))?.contact).to.include.keys('phone', 'email');
    await person.clone().update({ home: true, address_shown: false });
  });

  it('takes of the organising body the one datum of the contact that the place has not given', async () => {
    const facility = await idOf('Crèche La Coccinelle');
    const { organising_body_id: body } = (await house
      .db('facilities')
      .where({ id: facility })
      .first('organising_body_id')) as { organising_body_id: string };
    const tell = (subject_kind: string, subject_id: string, data: object) =>
      house
        .db('sheet_sections')
        .insert({ subject_kind, subject_id, section: 'registration-contact', data, changed_at: instant(0) })
        .onConflict(['subject_kind', 'subject_id', 'section'])
        .merge(['data']);
    await tell('facility', facility, { person: 'Du lieu', phone: '', email: 'lieu@exemple.example' });
    await tell('organising-body', body, { person: 'Du PO', phone: '081 11 11 11', email: 'po@exemple.example' });
    expect((await read('Crèche La Coccinelle'))?.contact).to.include({
      person: 'Du lieu',
      phone: '081 11 11 11',
      email: 'lieu@exemple.example',
    });
    await tell('organising-body', body, { person: 'Du PO' });
    const { phone } = (await house.db('facilities').where({ id: facility }).first('phone')) as { phone: string };
    expect((await read('Crèche La Coccinelle'))?.contact).to.include({ phone, email: 'lieu@exemple.example' });
  });

  it('knows no hours of a place that has told none', async () => {
    const id = await idOf('Crèche La Coccinelle');
    await house.db('opening_hours').where({ facility_id: id }).delete();
    await house.db.raw('update facilities set opening_hours = default where id = ?', [id]);
    const place = await read('Crèche La Coccinelle');
    expect(place?.hours).to.deep.equal([]);
    expect(place).to.not.have.property('hoursText');
    const { number } = (await house.db('facilities').where({ id }).first('number')) as { number: string };
    const text = textOf(
      (await house.stranger.get(`/premiers-pas/lieux/${number.toLowerCase()}-creche-la-coccinelle`).expect(200)).text,
    );
    expect(text).to.include('heures non communiquées').and.not.include('7 h 00');
    expect(textOf((await house.stranger.get('/premiers-pas?q=Coccinelle').expect(200)).text)).to.include(
      'heures non communiquées',
    );
  });

  it('knows nothing of a natural person who refuses to be published, and goes on showing a company that cannot', async () => {
    await house
      .db('facilities')
      .whereIn('name', ['Martine Bodart', 'Crèche La Coccinelle'])
      .update({ publication_refused: true });
    expect(await read('Martine Bodart')).to.equal(undefined);
    expect(JSON.stringify(await readPublicPlaces(house.deps.db, today))).to.not.contain('Bodart');
    expect(await read('Crèche La Coccinelle')).to.be.an('object');
    await house.db('facilities').update({ publication_refused: false });
  });

  it('keeps of a place that has ended the number and the locality, and nothing else', async () => {
    const id = await idOf('Crèche La Coccinelle');
    await house.db('facilities').where({ id }).update({ closed_on: '2026-11-01' });
    const { places, ended } = await readPublicPlaces(house.deps.db, today);
    expect(places.map(({ name }) => name)).to.not.include('Crèche La Coccinelle');
    const found = ended.find(({ locality, postcode }) => postcode === '5100' && locality === 'Jambes');
    expect(found).to.have.all.keys('number', 'postcode', 'locality');
    await house.db('facilities').where({ id }).update({ closed_on: null });
  });

  it('tells by a number which places have changed, and only those', async () => {
    const before = await fingerprintPublicPlaces(house.deps.db, today);
    const id = await idOf("Crèche Les Glands d'Or");
    await house.db('available_places').insert({
      facility_id: id,
      age_group: 'all',
      from_on: today,
      places: 2,
      changed_at: instant(house.clock.now),
    });
    const after = await fingerprintPublicPlaces(house.deps.db, today);
    const changed = [...after].filter(([number, print]) => before.get(number) !== print).map(([number]) => number);
    const { number } = (await house.db('facilities').where({ id }).first('number')) as { number: string };
    expect(changed).to.deep.equal([number]);
    const { places } = await readPublicPlaces(house.deps.db, today, { numbers: changed });
    expect(places).to.have.length(1);
    expect(places[0]?.free).to.deep.equal([{ ageGroup: 'all', from: today, places: 2 }]);
  });
});
