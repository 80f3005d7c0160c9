import { expect } from 'chai';
import { findSection, listSections, saveSection } from '../../db/sheet-sections.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';

describe('the sections of a sheet', () => {
  let house: House;
  let nathalie: string;
  let olivier: string;
  let body: string;
  const id = stableId('facility chenes');
  before(async () => {
    house = await openHouse();
    const people = (await house.db('users').whereNotNull('first_name').select('id', 'first_name', 'family_name')) as {
      id: string;
      first_name: string;
      family_name: string;
    }[];
    const idOf = (family: string): string => people.find(({ family_name: name }) => name === family)!.id;
    [nathalie, olivier] = [idOf('Servais'), idOf('Wauters')];
    body = ((await house.db('facilities').where({ id }).first('organising_body_id')) as { organising_body_id: string })
      .organising_body_id;
  });
  after(() => house.close());

  const subject = () => ({ kind: 'facility' as const, id, organisingBodyId: body });
  const save = (data: object, version: number, userId = nathalie) =>
    saveSection(house.db, {
      subject: subject(),
      section: 'of-a-test',
      data,
      version,
      viewer: { userId, acr: 500 },
      at: house.clock.now,
    });
  const audited = async () =>
    (await house
      .db('audit')
      .where({ subject: 'facility', subject_id: id })
      .orderBy('id')
      .select('event', 'change')) as {
      event: string;
      change: Record<string, { before: unknown; after: unknown }>;
    }[];

  it('are written where they stand as they were seen, and what differs is audited field by field', async () => {
    expect(await findSection(house.db, subject(), 'of-a-test')).to.equal(undefined);
    const before = (await audited()).length;
    expect(await save({ garden: 'yes', phone: '081 22 33 44' }, 0)).to.deep.equal({ outcome: 'saved', version: 1 });
    expect(await save({ garden: 'no', phone: '081 22 33 44' }, 1)).to.deep.equal({ outcome: 'saved', version: 2 });
    const [created, updated] = (await audited()).slice(before);
    expect(created).to.deep.equal({
      event: 'update',
      change: { 'of-a-test.garden': { before: null, after: 'yes' }, 'of-a-test.phone': { before: null, after: '•••' } },
    });
    expect(updated).to.deep.equal({ event: 'update', change: { 'of-a-test.garden': { before: 'yes', after: 'no' } } });
    const section = (await listSections(house.db, subject())).get('of-a-test');
    expect(section).to.deep.include({ version: 2, data: { garden: 'no', phone: '081 22 33 44' } });
    expect(section?.changedBy?.name).to.equal('Nathalie Servais');
  });

  it('are not written over what somebody else has written: it is said who, when, and what stands there', async () => {
    expect(await save({ garden: 'shared' }, 2, olivier)).to.deep.equal({ outcome: 'saved', version: 3 });
    const late = await save({ garden: 'terrace' }, 2);
    expect(late.outcome).to.equal('changed-elsewhere');
    if (late.outcome !== 'changed-elsewhere') return;
    expect(late.by?.name).to.equal('Olivier Wauters');
    expect(late.at).to.equal(house.clock.now);
    expect(late.current?.data).to.deep.equal({ garden: 'shared' });
  });

  it('are written once however often they are sent, also by two at once where nothing stood', async () => {
    const before = (await audited()).length;
    expect(await save({ garden: 'shared' }, 2)).to.deep.equal({ outcome: 'saved', version: 3 });
    await house.db('sheet_sections').where({ section: 'of-a-test' }).delete();
    const both = await Promise.all([save({ garden: 'a' }, 0), save({ garden: 'b' }, 0, olivier)]);
    expect(both.map(({ outcome }) => outcome).sort()).to.deep.equal(['changed-elsewhere', 'saved']);
    expect((await audited()).length).to.equal(before + 1);
  });
});
