/** Which year of Mon Équipe a quarter completes: that in which it is sent, whatever its quarter (decision 86). */
import { expect } from 'chai';
import { actElsewhere } from '../../db/act-elsewhere.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import { findTeamActs } from '../../db/quarterly-subsidy/validate-team.ts';
import { readTeam } from '../../db/team-validation/read-team.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayOf, startOfDay } from '../../domain/calendar.ts';
import { process as teamValidation } from '../../workflows/team-validation/process.ts';
import { openHouse, type House } from '../support/house.ts';
import { hour, minute } from '../support/times.ts';
import { openYear } from '../team-validation/cases.ts';
import { openQuarter, stableOf } from '../quarterly-subsidy/cases.ts';

describe('submitting a quarter validates Mon Équipe', () => {
  let house: House;
  const facilityId = stableOf('clair-matin');
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  interface Year {
    status: string;
    quarter: string | null;
    digest: string | null;
  }
  /** The years as they stand after the quarter was sent and its effect carried out, by the year. */
  async function send(quarter: string, at: number, years: readonly string[]): Promise<Record<string, Year>> {
    for (const year of years)
      await openYear(house.db, { facilityId, at: startOfDay(`${year}-01-01`) + 2 * hour, year });
    const caseId = await openQuarter(house.db, { facilityId, at, quarter, status: 'in-control' });
    const { number } = (await house.db('acts').where({ case_id: caseId, action: 'submit' }).first('number')) as {
      number: number;
    };
    await house.db.transaction(async (trx) => {
      const context = await getEffectContext(trx, { caseId, number, effect: 'validate-team' });
      for (const act of await findTeamActs(trx, context as never))
        await actElsewhere(trx, teamValidation, context, act);
    });
    const rows = (await house
      .db('cases')
      .where({ slug: 'team-validation', subject_id: facilityId })
      .whereIn('period', years)
      .select(
        'period',
        'status',
        house.db.raw("state -> 'data' ->> 'quarter' as quarter"),
        house.db.raw("state -> 'data' ->> 'digest' as digest"),
      )) as (Year & { period: string })[];
    return Object.fromEntries(rows.map(({ period, ...year }) => [period, year]));
  }
  const evening = (day: string): number => startOfDay(day) + 24 * hour - 2 * minute;

  const sendings: [what: string, quarter: string, at: number, completes: string][] = [
    ['the first quarter, in time', '2030-1', startOfDay('2030-06-12') + 9 * hour, '2030'],
    ['the second quarter, in time', '2032-2', startOfDay('2032-09-30') + 9 * hour, '2032'],
    ['the third quarter, on the last evening of the year', '2034-3', evening('2034-12-31'), '2034'],
    ['the fourth quarter, in January', '2036-4', startOfDay('2037-01-15') + 9 * hour, '2037'],
    ['the fourth quarter, on its last evening', '2038-4', evening('2039-03-31'), '2039'],
    ['the first quarter, with a derogation into the next year', '2040-1', startOfDay('2041-02-03') + 9 * hour, '2041'],
  ];
  for (const [what, quarter, at, completes] of sendings)
    it(`of the year that runs: ${what}`, async () => {
      const year = quarter.slice(0, 4);
      const years = await send(quarter, at, [year, String(Number(year) + 1)]);
      for (const [one, { status }] of Object.entries(years))
        expect(status, one).to.equal(one === completes ? 'validated-automatically' : 'open');
      const team = await readTeam(
        house.db,
        { organisingBodyId: stableId('body clair-matin'), facilityId },
        { year: completes, today: dayOf(at) },
      );
      // The team of the year that is validated, told with the quarter that did it.
      expect(years[completes]).to.include({ quarter, digest: team.digest });
    });

  it('of no year where its year is validated already, which is no fault', async () => {
    expect((await send('2042-1', startOfDay('2042-05-05'), ['2042']))['2042']!.status).to.match(/^validated/);
    await send('2042-2', startOfDay('2042-08-05'), []);
    const year = (await house
      .db('cases')
      .where({ slug: 'team-validation', subject_id: facilityId, period: '2042' })
      .first(house.db.raw("state -> 'data' ->> 'quarter' as quarter"))) as { quarter: string };
    expect(year.quarter).to.equal('2042-1');
  });
});
