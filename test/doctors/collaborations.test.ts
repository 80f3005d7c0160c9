import { expect } from 'chai';
import { collaborationsOf } from '../../db/doctors/collaborations.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { isValidOn } from '../../domain/consultations/consultation.ts';
import { makeInami } from '../../domain/inami.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const [crèche, other, body] = [stableId('creche'), stableId('other creche'), stableId('body')];

describe('the doctors of a crèche', () => {
  let house: TestDatabase;
  before(async () => {
    house = await freshDatabase();
    for (const column of ['facility_id', 'organising_body_id', 'case_id'])
      await house.db.raw('alter table doctor_collaborations drop constraint ??', [
        `doctor_collaborations_${column}_fkey`,
      ]);
  });
  after(() => house.drop());
  beforeEach(() => house.db.raw('truncate doctors cascade'));

  async function collaboration(
    inami: string,
    { doctor = {}, ...own }: { doctor?: object; facility_id?: string; status?: string; until_on?: string },
  ): Promise<string> {
    const [row] = await house
      .db('doctors')
      .insert({ inami, ...doctor })
      .onConflict('inami')
      .merge()
      .returning<{ id: string }[]>('id');
    const [made] = await house
      .db('doctor_collaborations')
      .insert({
        doctor_id: row!.id,
        facility_id: crèche,
        organising_body_id: body,
        case_id: stableId(`case of ${inami} at ${own.facility_id ?? crèche} ${own.status ?? ''}`),
        status: 'validated',
        function: 'paediatrician',
        from_on: '2026-09-01',
        kilometres: 12.4,
        asked: { familyName: 'Zola', firstName: 'Émile' },
        ...own,
      })
      .returning<{ id: string }[]>('id');
    return made!.id;
  }

  it('gives each with its days and how far it comes, by name; a validated one by the name that ONE knows', async () => {
    const known = { family_name: 'Claes', first_name: 'Anne-Sophie', validated_at: '2026-09-20' };
    const id = await collaboration(makeInami(1, '690'), { doctor: known });
    await collaboration(makeInami(2), { status: 'to-validate' });
    await collaboration(makeInami(3), { facility_id: other });
    await house.db('doctor_validity').insert([
      { collaboration_id: id, from_on: '2026-11-01', until_on: null },
      { collaboration_id: id, from_on: '2026-09-01', until_on: '2026-09-30' },
    ]);
    const [claes, zola, none] = await collaborationsOf(house.db, crèche);
    expect(claes).to.deep.include({
      id,
      from: '2026-09-01',
      until: null,
      kilometres: 12.4,
      familyName: 'Claes',
      firstName: 'Anne-Sophie',
      specialty: 'paediatrician',
      status: 'validated',
      valid: [
        { from: '2026-09-01', until: '2026-09-30' },
        { from: '2026-11-01', until: null },
      ],
    });
    expect([
      isValidOn(claes, '2026-09-30'),
      isValidOn(claes, '2026-10-15'),
      isValidOn(claes, '2026-11-02'),
    ]).to.deep.equal([true, false, true]);
    expect(zola).to.deep.include({ familyName: 'Zola', firstName: 'Émile', valid: [], status: 'to-validate' });
    expect(none).to.equal(undefined);
  });

  it('holds one standing collaboration for a doctor and a crèche; one that has ended stands beside the next', async () => {
    await collaboration(makeInami(1), { status: 'ended', until_on: '2026-10-31' });
    await collaboration(makeInami(1), { status: 'to-validate' });
    let fault: unknown;
    await collaboration(makeInami(1), { status: 'validated' }).catch((error: unknown) => (fault = error));
    expect(fault).to.have.property('constraint', 'doctor_collaborations_one_standing');
    expect((await collaborationsOf(house.db, crèche)).map(({ status }) => status).sort()).to.deep.equal([
      'ended',
      'to-validate',
    ]);
  });
});
