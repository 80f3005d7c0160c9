/** What a person at ONE finds in the control of a quarter after school, and what may be kept of it. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { House } from '../support/house.ts';
import { openHouse } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { castors, envol } from './cases.ts';
import { peopleOf, walkQuarter, type People, type Walk } from './walk.ts';

describe('the control of a quarter after school', () => {
  let house: House;
  let people: People;
  let walk: Walk;
  const line = `${castors}.2050-02`;
  const keptAt = (euros: string): Record<string, unknown> => ({
    [`retained-${line}`]: euros,
    [`reason-${line}`]: 'no-register',
  });
  before(async () => {
    house = await openHouse();
    people = await peopleOf(house);
  });
  after(() => house.close());

  it('pays no red day that nobody said to be open, and none on which the place was not agreed, whatever is posted', async () => {
    walk = await walkQuarter(house, people, { quarter: '2050-01', places: [envol, castors] });
    const red = '2050-01-01';
    const before = '2050-01-03';
    await house
      .db('aes_agreements')
      .where({ facility_id: castors, from_on: '2050-01-01' })
      .update({ from_on: '2050-01-04' });
    await house.db('after_school_days').where({ facility_id: castors, day: before }).delete();
    await house.db('after_school_days').insert(
      [
        { facility_id: envol, day: red, open_anyway: false },
        { facility_id: castors, day: before, open_anyway: true },
      ].map((day) => ({
        ...{ nursery: 4, primary_school: 6, origin: 'import', version: 1, changed_at: new Date(house.clock.now) },
        ...day,
      })),
    );
    await walk.send([envol, castors]);
    const page = textOf((await people.karine.get(`/office/aes-subsidy/${walk.caseId}/propose`)).text);
    expect(page).to.include('1er janvier 2050 : enfants encodés, ouverture pas confirmée ; ni déclaré, ni payé');
    expect(page).to.not.include("Ouvert un jour pour lequel rien n'était demandé");
    await walk.propose({ accepted: [`${envol}.${red}`, `${castors}.${before}`], ...keptAt('100,00') });
    const { declared, retained } = (await walk.caseOf()).state.data.calculation!;
    const due = (await walk.due(envol)) + (await walk.due(castors));
    // The day before the agreement is declared, and not kept.
    expect(declared).to.equal(due + 10 * 80);
    expect(retained).to.be.below(due);
  });

  it('begins with what a contest has won, though the amount was lowered by hand; and then with what was decided of it', async () => {
    await walk.sign();
    await walk.act(people.samira, 'pro', 'contest', { line, reason: 'Le registre est là.' });
    await walk.act(people.karine, 'office', 'uphold-contest', { line, reason: 'Le registre est complet.' });
    expect((await walk.begins())[`retained-${line}`]).to.equal('');
    await walk.propose(keptAt('150,00'));
    await walk.act(people.monique, 'office', 'send-back', { reason: 'À revoir.' });
    expect((await walk.begins())[`retained-${line}`]).to.equal('150,00');
  });

  it('takes no address that is none: the list of quarters begins anew', async () => {
    for (const after of [
      '2026-10.',
      `2026-10.${'-'.repeat(36)}`,
      '2026‑10.',
      '2026-10',
      '.',
      randomUUID(),
      `2026-11.${randomUUID()}`,
    ])
      await people.samira.get(`/pro/aes-subsidies?after=${encodeURIComponent(after)}`).expect(200);
  });
});
