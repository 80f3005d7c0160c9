/** Of which place a file of days after school is: known from what it says itself, or asked; never guessed. */
import { expect } from 'chai';
import { textOf } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldsOf } from '../team/workbooks.ts';
import { bookOf, castors, envol, sample, samples, send, titles, toBody, toPlace } from './import-sheets.ts';

describe('the place of a file of days after school', () => {
  let house: House;
  let samira: Visitor;
  before(async () => {
    house = await openHouse();
    samira = await house.as('Samira Benali');
  });
  after(() => house.close());
  beforeEach(async () => {
    await house.db('after_school_days').delete();
    await house.db('after_school_months').delete();
    await house.db('sheet_imports').where({ kind: 'after-school' }).delete();
    await house.db('after_school_report_names').delete();
  });

  const sent = async (bytes: Buffer, { to = toBody, by = samira, name = 'fichier.xlsx' } = {}): Promise<string> => {
    const { status, headers, text } = await send(house, by, to, [[bytes, name]]);
    expect(status, textOf(text ?? '').slice(0, 800)).to.equal(303);
    return headers.location as string;
  };
  const page = async (at: string, by = samira): Promise<string> => (await by.get(at).expect(200)).text;
  const placeOf = async (at: string): Promise<string | null> =>
    (
      await house
        .db('sheet_imports')
        .where({ id: at.split('/').pop() })
        .first<{ facility_id: string | null }>()
    ).facility_id;
  const choose = async (at: string, place: string): Promise<void> => {
    const { status, text } = await samira.post(`${at}/place`, { version: fieldsOf(await page(at)).version, place });
    expect(status, textOf(text ?? '').slice(0, 500)).to.equal(303);
  };
  const model = async (place: string) => {
    const { body, headers } = await samira
      .get(`/pro/after-school/${place}/template?month=2026-11`)
      .responseType('blob')
      .expect(200);
    return { bytes: body as Buffer, name: headers['content-disposition'] as string };
  };

  it('is the one whose number our model bears, whose name is in the name of its file too', async () => {
    const [of, others] = [await model(castors), await model(envol)];
    expect(of.name).to.include('castors').and.not.equal(others.name);
    const at = await sent(of.bytes);
    expect(await placeOf(at)).to.equal(castors);
    expect(await page(at)).to.not.include('De quel lieu est ce fichier');
  });

  it('is asked where our model of one place is sent from the page of another', async () => {
    const at = await sent((await model(castors)).bytes, { to: toPlace(envol) });
    expect(await placeOf(at)).to.equal(null);
    const text = textOf(await page(at));
    expect(text)
      .to.include('De quel lieu est ce fichier ?')
      .and.to.match(/Ce modèle porte le n° \S+ : Les Castors/);
    await choose(at, castors);
    expect(await placeOf(at)).to.equal(castors);
    expect(await placeOf(await sent((await model(envol)).bytes, { to: toPlace(envol) }))).to.equal(envol);
    // Titles of their own say nothing.
    const own = await bookOf([['16/11/2026', '', '31', '44', '']], titles, ['Groupe des petits (n° 3)']);
    expect(await placeOf(await sent(own, { to: toPlace(envol) }))).to.equal(envol);
  });

  it('is asked of a report whose name nobody has told, also of who counts one place of several', async () => {
    const thomas = await house.as('Thomas Marchal');
    const at = await sent(sample(samples[1]), { by: thomas, name: 'releve.xls' });
    expect(await placeOf(at)).to.equal(null);
    expect(textOf(await page(at, thomas))).to.include('De quel lieu est ce fichier ?');
    const own = await sent(await bookOf([['16/11/2026', '', '31', '44', '']]), { by: thomas });
    expect(await placeOf(own), 'a table that names none').to.equal(null);
  });

  it('of a report that is known as another place’s is asked on any page, and the other one’s name stays as it was told', async () => {
    const first = await sent(sample(samples[1]), { name: 'releve.xls' });
    await choose(first, castors);
    const at = await sent(sample(samples[1]), { to: toPlace(envol), name: 'releve.xls' });
    expect(await placeOf(at)).to.equal(null);
    expect(textOf(await page(at))).to.match(/a dit que « .+ » est Les Castors/);
    const thomas = await house.as('Thomas Marchal');
    const theirs = await sent(sample(samples[1]), { by: thomas, name: 'releve.xls' });
    expect(await placeOf(theirs)).to.equal(null);
    const text = textOf(await page(theirs, thomas));
    expect(text).to.include("un autre lieu de votre pouvoir organisateur, dont vous n'encodez pas les présences");
    expect(text).to.not.include('Les Castors');
    const known = await house.db('after_school_report_names').select<{ facility_id: string }[]>('facility_id');
    expect(known).to.deep.equal([{ facility_id: castors }]);
  });
});
