/** The plan of the year: what is due, one or many planned at once, and what a first day may not be. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, addWorkingDays, dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/functioning-review/contract.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { doSteps, reviewIn } from './cases.ts';

const path = '/office/reviews';
const place = (key: string): string => stableId(`facility ${key}`);

describe('the plan of reviews of a year', () => {
  let house: House;
  let marc: Visitor;
  before(async () => {
    house = await openHouse();
    marc = await house.as('Marc Dubois');
  });
  after(() => house.close());
  beforeEach(async () => {
    await house.db('exceptional_days').delete();
    const open = (await house.db('cases').where({ slug, closed_at: null }).select('id')) as { id: string }[];
    for (const { id } of open) await doSteps(house.db, id, [{ role: 'procedure', action: 'lapse' }], house.clock.now);
  });
  const reviewsOf = async (facility: string): Promise<{ id: string; first: string }[]> =>
    house
      .db('cases')
      .where({ slug, facility_id: place(facility), closed_at: null })
      .select('id', house.db.raw("state -> 'data' ->> 'firstDayOn' as first"));
  const day = (working: number): string => addWorkingDays(dayOf(house.clock.now), working);
  const send = (fields: Record<string, string>, token: string = randomUUID()) => marc.post(path, { token, ...fields });

  it('plans several places at once, each on its day, and once however often it is sent', async () => {
    const token = randomUUID();
    const fields = {
      [`day.${place('chenes')}`]: formatShortDate(day(60)),
      [`day.${place('parc')}`]: formatShortDate(day(70)),
      [`day.${place('coccinelle')}`]: '',
    };
    const [first, again] = [await send(fields, token).expect(303), await send(fields, token).expect(303)];
    expect([first, again].map(({ headers }) => headers.location?.startsWith(path))).to.deep.equal([true, true]);
    expect((await reviewsOf('chenes')).map((one) => one.first)).to.deep.equal([day(60)]);
    expect((await reviewsOf('parc')).map((one) => one.first)).to.deep.equal([day(70)]);
    expect(await reviewsOf('coccinelle')).to.deep.equal([]);
    const { text } = await marc.get(`${path}?state=planned&year=${day(60).slice(0, 4)}`).expect(200);
    expect(text)
      .to.include('Les Petits Chênes')
      .and.include(formatShortDate(day(60)))
      .and.include('déplacer');
  });

  it('plans none where one day is wrong: past, no working day, or on which the place is closed; what was typed stays', async () => {
    await house.db('exceptional_days').insert({
      facility_id: place('parc'),
      from_on: day(60),
      until_on: day(64),
      periods: '[]',
      reason: 'Fermeture annuelle',
      changed_at: new Date(house.clock.now),
    });
    const sunday = ((): string => {
      let on = day(50);
      while (new Date(`${on}T12:00:00Z`).getUTCDay() !== 0) on = addDays(on, 1);
      return on;
    })();
    for (const [wrong, says] of [
      [dayOf(house.clock.now), 'doit être à venir'],
      [sunday, 'pas un jour ouvrable'],
      [day(62), 'est fermé du'],
    ] as const) {
      const { text } = await send({
        [`day.${place('chenes')}`]: formatShortDate(day(60)),
        [`day.${place('parc')}`]: formatShortDate(wrong),
      }).expect(422);
      expect(text)
        .to.include(says)
        .and.include(`href="#day.${place('parc')}"`)
        .and.include(formatShortDate(day(60)));
    }
    expect([await reviewsOf('chenes'), await reviewsOf('parc')]).to.deep.equal([[], []]);
  });

  it('says so where nothing was typed, and plans no place that somebody else follows', async () => {
    expect((await send({}).expect(422)).text).to.include('Écrivez le premier jour');
    const childminder = await send({ [`day.${place('delvaux')}`]: formatShortDate(day(60)) }).expect(422);
    expect(childminder.text).to.include('pas suivi par vous');
    expect(await reviewsOf('delvaux')).to.deep.equal([]);
  });

  it('tells who was quicker, and plans the others', async () => {
    await reviewIn(house.db, 'planned', { facilityId: place('parc'), at: house.clock.now, firstDayOn: day(80) });
    const { headers } = await send({
      [`day.${place('chenes')}`]: formatShortDate(day(60)),
      [`day.${place('parc')}`]: formatShortDate(day(70)),
    }).expect(303);
    const { text } = await marc.get(headers.location!).expect(200);
    expect(text).to.include('Un bilan est inscrit au plan.').and.include('Déjà planifié entre-temps : Crèche du Parc');
    expect((await reviewsOf('parc')).map((one) => one.first)).to.deep.equal([day(80)]);
  });

  it('counts the first days and the self-assessments of each month, of the places that one follows or of all', async () => {
    await reviewIn(house.db, 'planned', { facilityId: place('parc'), at: house.clock.now, firstDayOn: '2027-03-08' });
    const { text } = await marc.get(`${path}?year=2027&whose=all`).expect(200);
    const load = text.slice(text.indexOf('Charge par mois, 2027'), text.indexOf('</table>'));
    const cells = [...load.matchAll(/class="number"[^>]*>(?:<[^>]+>)*([\d–]+)/g)].map(([, cell]) => cell);
    expect(cells.slice(0, 13)).to.deep.equal(['–', '–', '1', ...Array<string>(9).fill('–'), '1']);
    // 60 days after.
    expect(cells.slice(13)).to.deep.equal(['–', '–', '–', '–', '1', ...Array<string>(7).fill('–'), '1']);
  });

  it('lists what is under way by stage, with whose turn it is, to all who see cases', async () => {
    await reviewIn(house.db, 'one-ratings', { facilityId: place('parc'), at: house.clock.now });
    for (const who of ['Marc Dubois', 'Claire Fontaine'])
      expect((await (await house.as(who)).get(`${path}/stages?status=one-ratings&whose=all`).expect(200)).text)
        .to.include('Crèche du Parc')
        .and.include('à l&#x27;ONE');
    expect((await marc.get(`${path}/stages?status=signing&whose=all`).expect(200)).text).to.include(
      'Aucun bilan à cette étape',
    );
  });
});
