/** What the dossier of an agreement waits for is decided first: an end that comes, an agreement that is prolonged, a request that ONE examines. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { regroup } from '../../db/training-desk/regroup.ts';
import { rankGroups } from '../../db/training-desk/rank.ts';
import { workOutWaits } from '../../db/training/waits.ts';
import { addMonths, dayOf, subtractDays } from '../../domain/calendar.ts';
import { makeDossier } from '../agreement-commission/made-dossiers.ts';
import { unescaped } from '../support/html.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { day } from '../support/times.ts';
import { openLine } from '../training-recognition/open-line.ts';

describe('the backlog of modules', () => {
  let house: House;
  let claire: Visitor;
  let place: { organisingBodyId: string; facilityId: string };
  let line: string, group: string;
  before(async () => {
    house = await openHouse();
    claire = await house.as('Claire Mertens');
    const { db, clock } = house;
    const facilityId = stableId('facility tournai-aes');
    const { organising_body_id: organisingBodyId } = (await db('facilities').where({ id: facilityId }).first()) as {
      organising_body_id: string;
    };
    place = { organisingBodyId, facilityId };
    line = await openLine(db, place, { at: clock.now - day });
    await regroup(db, { whole: false });
    ({ group_id: group } = (await db('training_line_spellings as l')
      .join('training_spellings as s', 's.id', 'l.spelling_id')
      .where('l.case_id', line)
      .first('s.group_id')) as { group_id: string });
    // Far away, and nothing asked.
    await agreedUntil(addMonths(dayOf(clock.now), 38));
  });
  after(() => house.close());

  const agreedUntil = (toOn: string) =>
    house.db('aes_agreements').where({ facility_id: place.facilityId }).update({ to_on: toOn, from_on: '2022-01-01' });
  async function standing(): Promise<{ near: number; place: number }> {
    const { db, clock } = house;
    await rankGroups(db, clock.now);
    await workOutWaits(db, clock.now);
    const { reasons } = (await db('training_groups').where({ id: group }).first('reasons')) as {
      reasons: { near: number };
    };
    const { place: at } = (await db('training_places').where({ case_id: line }).first('place')) as { place: number };
    return { near: reasons.near, place: at };
  }
  const whyHere = async (): Promise<string> => unescaped((await claire.get(`/office/trainings/${group}`)).text);

  it('looks at the end of the agreement, and says on the desk until when it stands', async () => {
    const far = await standing();
    await agreedUntil(addMonths(dayOf(house.clock.now), 3));
    const soon = await standing();
    expect(soon.near).to.equal(far.near + 1);
    expect(soon.place).to.be.lessThan(far.place);
    expect(await whyHere()).to.include("agrément jusqu'au 23/02/2027");
  });

  it('puts an agreement that is prolonged there too, although its end is over', async () => {
    const { db, clock } = house;
    await agreedUntil(subtractDays(dayOf(clock.now), 30));
    const over = await standing();
    const { id: caseId } = (await db('cases').first('id')) as { id: string };
    const agreement = (await db('agreements')
      .insert({
        organising_body_id: place.organisingBodyId,
        from_on: '2021-02-01',
        to_on: subtractDays(dayOf(clock.now), 30),
      })
      .returning('id')) as { id: string }[];
    await db('aes_agreements').where({ facility_id: place.facilityId }).update({ agreement_id: agreement[0]!.id });
    await db('agreement_prolongations').insert({
      agreement_id: agreement[0]!.id,
      case_id: caseId,
      from_on: subtractDays(dayOf(clock.now), 29),
    });
    const prolonged = await standing();
    expect(prolonged.near).to.equal(over.near + 1);
    expect(await whyHere()).to.include("prolongé jusqu'à la décision");
    await agreedUntil(subtractDays(dayOf(clock.now), 90));
    expect((await standing()).near, 'it had left before the end: nothing is prolonged for it').to.equal(over.near);
    await agreedUntil(subtractDays(dayOf(clock.now), 30));
    await db('agreement_prolongations').where({ agreement_id: agreement[0]!.id }).delete();
  });

  it('puts the modules of a body whose request ONE examines first, whatever the end', async () => {
    const { db, clock } = house;
    await agreedUntil(addMonths(dayOf(clock.now), 38));
    const before = await standing();
    await makeDossier(db, { bodyId: place.organisingBodyId, at: clock.now - day, examined: false });
    const after = await standing();
    expect(after.near).to.equal(before.near + 1);
    expect(after.place).to.be.at.most(before.place);
    expect(await whyHere()).to.include('demande en examen');
  });
});
