/** Where a letter is sent, and whom it is for. */
import { expect } from 'chai';
import { getLetterContext } from '../../db/letter-context.ts';
import { writtenTo, type PostalData } from '../../domain/letter.ts';
import { letterHead } from '../../views/letters/parts.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { createWorld, submitted, walk, start, type World } from './world.ts';

const seat = { street: 'Rue du Siège', number: '1', box: 'A', postcode: '5000', locality: 'Namur' };
const here = { street: 'Rue Brun', number: '7', box: null, postcode: '5300', locality: 'Andenne' };
const box = { street: 'Rue de la Poste', number: '3', postcode: '5000', locality: 'Namur' };
const to = (place: PostalData | null, body: PostalData | null) =>
  writtenTo({
    facility: { ...here, facilityNumber: '1', name: 'Crèche', kind: 'creche', capacity: 10 },
    body: { ...seat, name: 'ASBL' },
    postal: { place, body },
  });

describe('a letter', () => {
  it('goes to the seat where no « adresse courrier » was given, or none whole', () => {
    expect(to(null, null)).to.deep.equal({ ...seat, care: null });
    expect(to({}, { same: false })).to.deep.equal({ ...seat, care: null });
  });
  it('goes to the address of the place, else to that of the body, with the box that was said, or none', () => {
    expect(to({ same: true }, { address: box })).to.deep.equal({ ...here, care: 'Crèche' });
    expect(to({ same: true, box: '12' }, null)).to.deep.equal({ ...here, box: '12', care: 'Crèche' });
    expect(to({ same: false, address: box }, null)).to.deep.equal({ ...box, box: null, care: 'Crèche' });
    expect(to(null, { same: true, box: null })).to.deep.equal({ ...seat, box: null, care: null });
    expect(to(null, { address: { ...box, box: '4' } })).to.deep.equal({ ...box, box: '4', care: null });
  });

  describe('of a case', function () {
    this.timeout(60_000);
    let base: TestDatabase;
    let world: World;
    before(async () => {
      base = await freshDatabase();
      world = await createWorld(base.db);
    });
    after(() => base.drop());

    it('is for the body in any case, at the address that the place has given', async () => {
      const { caseId, number } = await walk(base.db, world, [submitted]);
      const addressee = async () => letterHead(await getLetterContext(base.db, caseId, number)).addressee;
      const before = await addressee();
      expect(before.name).to.equal('ASBL « Les Petits Pas »');
      await base.db('sheet_sections').insert({
        ...{ subject_kind: 'facility', subject_id: world.facilityId, section: 'postal-address' },
        ...{ data: JSON.stringify({ same: false, address: box }), changed_at: new Date(start) },
      });
      expect(await addressee()).to.deep.equal({
        name: before.name,
        lines: ['Crèche Clair Matin', 'Rue de la Poste 3', '5000 Namur'],
      });
    });
  });
});
