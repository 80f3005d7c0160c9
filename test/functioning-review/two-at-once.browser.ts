/** A plan that two people write at once in two browsers: it saves itself, and nobody undoes what the other has written. */
import { expect } from 'chai';
import { readPlan } from '../../db/functioning-review/plan/read-plan.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { enter, type Actor } from '../support/actor.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { reviewIn } from './cases.ts';
import { planOf, writePlan } from './plans.ts';

describe('an action plan in two browsers', function () {
  this.timeout(240_000);
  let house: RunningHouse;
  let nathalie: Actor;
  let olivier: Actor;
  before(async () => {
    house = await openRunningHouse();
    await house.db('grants').insert({
      user_id: stableId('user data-chenes'),
      role: 'data-manager',
      organising_body_id: stableId('body petits-chenes'),
      facility_id: stableId('facility chenes'),
      dossier: 'reviews',
      valid_from: '2020-01-01',
    });
    nathalie = await enter(house, 'Nathalie Servais');
    await nathalie.open('/pro');
    olivier = await enter(house, 'Olivier Wauters');
    await olivier.open('/pro');
  });
  after(async () => {
    expect(house.pageFaults).to.deep.equal([]);
    await house.close();
  });

  it('keeps what each has touched, shows it to the other, and says it where both have touched the same', async () => {
    const at = house.now();
    const caseId = await reviewIn(house.db, 'plan-drafting', { facilityId: stableId('facility chenes'), at });
    const plan = planOf(at);
    await writePlan(house.db, caseId, plan, { at });
    const { id } = plan.objectives[0]!;
    const url = `/pro/reviews/${caseId}/plan?edit=${id}`;
    await nathalie.open(url);
    await olivier.open(url);
    const field = (who: Actor, label: string) => who.page.getByLabel(label, { exact: true }).first();
    const saved = (who: Actor) => who.page.locator('[data-saved]', { hasText: 'Enregistré à' }).waitFor();

    await field(nathalie, 'Indicateur').fill('Chaque fiche relue deux fois');
    await field(nathalie, 'Indicateur').blur();
    await saved(nathalie);
    // Two savings of another field of the same row.
    for (const who of ['Olivier', 'Olivier Wauters']) {
      await field(olivier, 'Qui en répond').fill(who);
      await field(olivier, 'Qui en répond').blur();
      await saved(olivier);
      await olivier.page.waitForLoadState('networkidle');
    }
    expect(await field(olivier, 'Indicateur').inputValue()).to.equal('Chaque fiche relue deux fois');
    const standing = async () => (await readPlan(house.db, caseId)).objectives[0]!;
    expect(await standing()).to.include({ indicator: 'Chaque fiche relue deux fois', who: 'Olivier Wauters' });

    await field(nathalie, 'Qui en répond').fill('Nathalie');
    await field(nathalie, 'Qui en répond').blur();
    await nathalie.page.getByText('Olivier Wauters a modifié cette ligne').waitFor();
    await field(nathalie, 'Indicateur').fill('Chaque fiche relue');
    await field(nathalie, 'Indicateur').blur();
    await saved(nathalie);
    expect(await standing(), 'what both have touched is not decided by saving another field').to.include({
      indicator: 'Chaque fiche relue',
      who: 'Olivier Wauters',
    });
    await nathalie.press('Enregistrer');
    await nathalie.page.getByText("L'objectif est enregistré.").waitFor();
    expect(await standing()).to.include({ who: 'Nathalie' });
  });
});
