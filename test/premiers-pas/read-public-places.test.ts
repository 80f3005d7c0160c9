import { expect } from 'chai';
import { fingerprintPublicPlaces, readPublicPlaces } from '../../db/premiers-pas/read-public-places.ts';
import { instant } from '../../db/connect.ts';
import { openHouse, type House } from '../support/house.ts';

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
