import { expect } from 'chai';
import { makeNationalNumber } from '../../domain/national-number.ts';
import { enter } from '../support/actor.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { makeMember } from './made-team.ts';

const unknown = makeNationalNumber({ birthOn: '1994-05-17', sequence: 314 });
const known = makeNationalNumber({ birthOn: '1988-03-09', sequence: 512 });

/** Guide Pro.ONE 2023, 11, step by step. */
describe('Mon Équipe, as the guide tells it', () => {
  let house: RunningHouse;
  before(async () => {
    house = await openRunningHouse();
  });
  after(() => house.close());

  it('is reached from the menu; a person is added, begins a contract, and another one who is known is used', async () => {
    await makeMember(house.db, house.config, {
      firstName: 'Karim',
      familyName: "D'Hondt",
      bornOn: '1988-03-09',
      niss: known,
      body: (
        (await house.db('organising_bodies').where('name', 'not like', '%Petits Chênes%').first('id')) as { id: string }
      ).id,
    });
    const nathalie = await enter(house, 'Nathalie Servais');
    const { page } = nathalie;
    await nathalie.open('/pro');
    await page.getByRole('navigation').getByRole('link', { name: 'Mon Équipe' }).first().click();
    await nathalie.reads('Mon Équipe');
    await page.keyboard.press('n');
    await page.waitForURL('**/pro/team/new**');

    await nathalie.type({ 'Numéro de registre national (NISS)': unknown });
    await nathalie.press('Continuer');
    await nathalie.reads('NISS sélectionné');
    await nathalie.press('Recommencer');
    await nathalie.type({ 'Numéro de registre national (NISS)': unknown });
    await nathalie.press('Continuer');
    await page.locator('#familyName').fill('Marlière');
    await nathalie.press('Continuer');
    await nathalie.reads("n'est pas encore connue à l'ONE");
    expect(await page.getByLabel('Date de naissance').inputValue()).to.equal('17/05/1994');
    await page.locator('#firstName').fill('Zoé');
    await nathalie.press('Créer cette personne');
    await nathalie.reads('Zoé Marlière fait partie de votre équipe');
    await nathalie.reads('NISS valide (déjà) présent');

    await page.locator('#facilityId').selectOption({ label: 'Crèche Les Petits Chênes' });
    await page.locator('#function').selectOption({ label: 'Puériculteur·trice' });
    await page.locator('#time').fill('60');
    await page.locator('#fromOn').fill('05/01/2026');
    await nathalie.press('Valider');
    await nathalie.reads('Vos données sont enregistrées');
    await nathalie.press('+ Ajouter un contrat ou un lien');
    await page.locator('#facilityId').selectOption({ label: "Crèche Les Glands d'Or" });
    await page.locator('#function').selectOption({ label: 'Puériculteur·trice' });
    await page.locator('#time').fill('60');
    await page.locator('#fromOn').fill('01/06/2026');
    await nathalie.press('Valider');
    await nathalie.reads('40 % au maximum');
    await page.locator('#time').fill('40');
    await nathalie.press('Valider');
    await nathalie.reads('Vos données sont enregistrées');
    expect(await page.content()).to.not.include(unknown);

    await nathalie.open('/pro/team/new');
    await nathalie.type({ 'Numéro de registre national (NISS)': known });
    await nathalie.press('Continuer');
    await page.locator('#familyName').fill('d hondt');
    await nathalie.press('Continuer');
    await nathalie.reads("Karim D'Hondt");
    await nathalie.press('Utiliser cette personne');
    await nathalie.reads("Karim D'Hondt fait partie de votre équipe");

    await nathalie.open('/pro/team');
    await nathalie.reads('Marlière Zoé');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await nathalie.reads('NISS valide (déjà) présent');
    await nathalie.open('/pro/team');
    await page.keyboard.press('/');
    await page.keyboard.type('mar');
    await page.keyboard.press('Enter');
    await page.waitForURL('**q=mar**');
    await nathalie.reads('Marlière Zoé');
    expect(house.pageFaults).to.deep.equal([]);
    expect(house.complaints).to.deep.equal([]);
    expect([...house.visited].join('\n'))
      .to.not.include(unknown)
      .and.to.not.include(known);
    expect(house.log.join('\n')).to.not.include(unknown);
  });
});
