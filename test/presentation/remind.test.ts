import { expect } from 'chai';
import { findPlaces } from '../../db/presentation/find-places.ts';
import { remindOfPlaces } from '../../db/presentation/remind.ts';
import { confirmPlaces } from '../../db/presentation/save-places.ts';
import { findPublicPlace } from '../../db/premiers-pas/read-public-places.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../../domain/calendar.ts';
import { placesSentence } from '../../domain/presentation/places-sentence.ts';
import { presentAccountMail } from '../../views/mail/account.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';

describe('the word of a facility on its places', () => {
  let house: House;
  let said: Day;
  const id = stableId('facility chenes');
  const at = (day: Day): Instant => startOfDay(day) + 6 * 3_600_000;
  const dayAfter = (days: number): Instant => at(addDays(said, days));
  before(async () => {
    house = await openHouse();
    // Only one place speaks.
    await house.db('places_confirmed').whereNot({ facility_id: id }).delete();
    const { word } = await findPlaces(house.db, id, dayOf(house.clock.now));
    said = dayOf(word!.confirmedAt);
  });
  after(() => house.close());
  const notices = () =>
    house
      .db('account_notices')
      .where({ kind: 'places-to-confirm' })
      .select('user_id', 'about_on', 'mail_at') as Promise<{ user_id: string; about_on: Day; mail_at: Instant }[]>;

  it('is asked for again on the 75th day, once, of those who may answer; the mail names nobody', async () => {
    expect(await remindOfPlaces(house.db, dayAfter(74))).to.equal(0);
    const told = await remindOfPlaces(house.db, dayAfter(75));
    const rows = await notices();
    expect(rows).to.have.length(told);
    expect(rows.map(({ user_id: user }) => user)).to.include(stableId('user admin-petits-chenes'));
    // Sandrine keeps the team, Olivier another crèche of the body.
    expect(rows.map(({ user_id: user }) => user)).to.not.include.members([stableId('user sandrine-colard')]);
    expect(rows.map(({ user_id: user }) => user)).to.not.include.members([stableId('user data-chenes')]);
    expect(rows[0]).to.deep.include({ about_on: addDays(said, 90), mail_at: dayAfter(75) });
    for (const days of [75, 76, 91, 200]) expect(await remindOfPlaces(house.db, dayAfter(days))).to.equal(0);
    const mail = presentAccountMail({
      kind: 'places-to-confirm',
      on: addDays(said, 90),
      isOwn: false,
      body: 'Les Petits Chênes ASBL',
      application: null,
      given: [],
    });
    expect(JSON.stringify(mail)).to.include('à confirmer').and.not.include('Chênes');
    const nathalie = await house.as('Nathalie Servais');
    expect(textOf((await nathalie.get('/pro/notices')).text)).to.include('Confirmer mes places');
  });

  it('is to be confirmed for parents on the 91st day, not before', async () => {
    const read = async (days: number) => {
      const day = addDays(said, days);
      return placesSentence((await findPublicPlace(house.db, day, id))!, day, 90).state;
    };
    expect(await read(90)).to.not.equal('to-confirm');
    expect(await read(91)).to.equal('to-confirm');
  });

  it('is asked for anew after it was given anew', async () => {
    const { word } = await findPlaces(house.db, id, addDays(said, 92));
    await confirmPlaces(
      house.db,
      {
        facility: { id, organising_body_id: stableId('body petits-chenes') },
        viewer: { userId: stableId('user admin-petits-chenes'), acr: 500 },
        at: dayAfter(92),
      },
      word!.version,
    );
    expect(await remindOfPlaces(house.db, dayAfter(92 + 74))).to.equal(0);
    expect(await remindOfPlaces(house.db, dayAfter(92 + 75))).to.be.greaterThan(0);
  });

  it('is asked of nobody while the place is suspended or has ended, and once it is open again', async () => {
    await house.db('places_confirmed').where({ facility_id: id }).update({ reminded_at: null });
    await house.db('account_notices').where({ kind: 'places-to-confirm' }).delete();
    const later = dayAfter(300);
    await house
      .db('facilities')
      .where({ id })
      .update({ closed_on: addDays(said, 100) });
    expect(await remindOfPlaces(house.db, later)).to.equal(0);
    await house.db('facilities').where({ id }).update({ closed_on: null });
    const versions = () => house.db('authorisation_versions').where({ facility_id: id });
    await versions().update({ status: 'suspended-voluntarily' });
    expect(await remindOfPlaces(house.db, later)).to.equal(0);
    await versions().update({ status: 'authorised' });
    expect(await remindOfPlaces(house.db, later)).to.be.greaterThan(0);
  });
});
