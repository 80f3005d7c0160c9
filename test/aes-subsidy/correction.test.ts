/** A correction of a quarter after school: what ONE asks is read at the month that it concerns, and the month is open as long as it is awaited. */
import { expect } from 'chai';
import { aesSubsidy } from '../../activities/aes-subsidy.ts';
import { markOf } from '../../db/aes-subsidy/send.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import type { Snapshot } from '../../domain/after-school/snapshot.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { castors, envol } from './cases.ts';
import { peopleOf, walkQuarter, type People, type Walk } from './walk.ts';
import { markOfControl } from './sent.ts';

describe('a correction that ONE asks of a quarter after school', () => {
  let house: House;
  let people: People;
  let walk: Walk;
  // The last one that is over: its months have pages. That of the demonstration makes room.
  const quarter = '2026-07';
  before(async () => {
    house = await openHouse();
    people = await peopleOf(house);
    const { id } = (await house.db('cases').where({ slug: 'aes-subsidy', period: quarter }).first('id')) as {
      id: string;
    };
    await house.db('after_school_sendings').where({ case_id: id }).delete();
    await house.db('cases').where({ id }).update({ period: '2019-07' });
    walk = await walkQuarter(house, people, { quarter, places: [envol, castors] });
    await walk.send([envol, castors]);
  });
  after(() => house.close());

  const question = 'Le 9 septembre, 34 présents pour 24 inscrits : vérifiez.';
  const ask = async (facilityId: string, month: string): Promise<void> =>
    walk.act(people.karine, 'office', 'ask-correction', {
      [`question-${facilityId}.${month}`]: question,
      reason: 'Deux mois sont à revoir.',
      seal: await markOfControl(house.db, walk.caseId),
    });
  const monthPage = async (facilityId: string, month: string): Promise<string> =>
    textOf((await people.samira.get(`/pro/after-school/${facilityId}/attendance/${month}`)).text);
  const open = async (): Promise<[string, string][]> =>
    (
      (await house
        .db('after_school_reopened')
        .where({ case_id: walk.caseId })
        .whereNull('closed_at')
        .orderBy('month')
        .select('facility_id', 'month')) as { facility_id: string; month: string }[]
    ).map(({ facility_id: id, month }) => [id, month]);

  it('is read at the request, beside the place, in the exchange, and at the month itself; at no other', async () => {
    await ask(envol, '2026-09');
    const page = textOf((await people.samira.get(`/pro/aes-subsidy/${walk.caseId}`)).text);
    expect(page.split('34 présents pour 24 inscrits').length - 1).to.be.at.least(3);
    expect(page).to.include('septembre 2026').and.include('Deux mois sont à revoir.');
    expect(await monthPage(envol, '2026-09'))
      .to.include("L'ONE demande une correction")
      .and.include(question);
    expect(await monthPage(envol, '2026-08')).to.not.include("L'ONE demande une correction");
    expect(textOf((await people.karine.get(`/office/aes-subsidy/${walk.caseId}`)).text)).to.include(question);
  });

  it('leaves no month open once nobody has answered in time; what is asked next opens its own month alone', async () => {
    await walk.clock('correction-missed');
    const close = await closingOf();
    await close();
    expect(await open()).to.deep.equal([]);
    expect(await monthPage(envol, '2026-09'))
      .to.include("Envoyé à l'ONE")
      .and.not.include(question);
    house.clock.now += 60_000;
    await ask(castors, '2026-08');
    expect(await open()).to.deep.equal([[castors, '2026-08']]);
    // Carried out late.
    await close();
    expect(await open()).to.deep.equal([[castors, '2026-08']]);
  });

  /** What the clerk does of the correction that was missed. */
  async function closingOf(): Promise<() => Promise<void>> {
    const { number } = (await house
      .db('acts')
      .where({ case_id: walk.caseId, action: 'correction-missed' })
      .first('number')) as { number: number };
    const context = await getEffectContext(house.db, { caseId: walk.caseId, number, effect: 'close-months' });
    return () => house.db.transaction((trx) => aesSubsidy.desk['close-months'](trx, context as never));
  }

  it('sends the closed months once more as they were sent: what has changed since in counts and calendar is not of them', async () => {
    const monthsOf = async (revision: number) =>
      (
        (await house
          .db('after_school_sendings')
          .where({ case_id: walk.caseId, facility_id: castors, revision })
          .first('snapshot')) as { snapshot: Snapshot }
      ).snapshot.months;
    const first = await monthsOf(1);
    const [july, , september] = first;
    // A day of September is another afterwards, and nothing is agreed any more in that month.
    await house.db('after_school_days').where({ facility_id: castors, day: september!.days[0]!.day }).update({
      nursery: 1,
      primary_school: 1,
    });
    await house.db('aes_agreements').where({ facility_id: castors }).update({ to_on: '2026-08-31' });
    const place = (await walk.loaded()).find(({ id }) => id === castors)!;
    expect(place.standing.complete).to.equal(true);
    expect([place.snapshot.months[0], place.snapshot.months[2]]).to.deep.equal([july, september]);
    await house
      .db('after_school_days')
      .where({ facility_id: castors, day: '2026-08-26' })
      .update({ primary_school: 3 });
    await walk.act(people.samira, 'pro', 'answer-correction', {
      certified: 'oui',
      seal: markOf(await walk.loaded()),
    });
    const again = await monthsOf(2);
    expect([again[0], again[2]]).to.deep.equal([july, september]);
    expect(again[1]).to.not.deep.equal(first[1]);
  });
});
