/** A section of a sheet in a browser: by two people at once, by keyboard, and without a script in a narrow window. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectFits } from '../support/hand.ts';
import { enterOn, tabTo } from '../support/keyboard.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { withoutScript } from '../support/walker.ts';

const coccinelle = `/pro/facilities/${stableId('facility coccinelle')}/data`;
const chenes = `/pro/facilities/${stableId('facility chenes')}/data`;

describe('the sheet of a place in a browser', function () {
  this.timeout(240_000);
  let house: RunningHouse;
  let nathalie: Actor;
  before(async () => {
    house = await openRunningHouse();
    nathalie = await enter(house, 'Nathalie Servais');
    await nathalie.open('/pro');
  });
  after(async () => {
    expect(house.pageFaults).to.deep.equal([]);
    await house.close();
  });

  it('is changed by two people at once: the second reads who was quicker, keeps what was typed, and decides', async () => {
    const olivier = await enter(house, 'Olivier Wauters');
    await olivier.open('/pro');
    await nathalie.open(coccinelle);
    await nathalie.page.locator('#emergency summary').click();
    await nathalie.press(/^Modifier\s*: Numéro d'urgence/);
    await olivier.open(`${coccinelle}?section=emergency`);
    await olivier.type({ 'Téléphone (facultatif)': '0470 11 22 33' });
    await olivier.page.getByText('Brouillon enregistré à').waitFor();
    await nathalie.open(`${coccinelle}?section=emergency`);
    await nathalie.page.getByText('Olivier Wauters modifie aussi cette rubrique').waitFor();
    await nathalie.type({ 'Téléphone (facultatif)': '0470 99 88 77' });
    await olivier.press('Valider');
    await olivier.page.getByText('Vos données sont enregistrées.').waitFor();
    await nathalie.press('Valider');
    await nathalie.page.getByText('Modifié ailleurs par Olivier Wauters').waitFor();
    expect(await nathalie.page.getByLabel('Téléphone').inputValue()).to.equal('0470 99 88 77');
    await nathalie.press('Valider');
    await nathalie.page.getByText('Vos données sont enregistrées.').waitFor();
  });

  it('takes opening hours by keyboard: « 7 » becomes 07:00, Monday is copied, and the sentence for parents is told as one types', async () => {
    const { page } = nathalie;
    await nathalie.open(`${chenes}?section=opening-hours`);
    const day = page.getByLabel('Valables à partir du');
    await tabTo(page, day);
    await page.keyboard.type('04/01/2027');
    const from = page.getByLabel('lundi, ouverture');
    await tabTo(page, from);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('6h30');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('19');
    await page.keyboard.press('Tab');
    expect([await from.inputValue(), await page.getByLabel('lundi, fermeture').inputValue()]).to.deep.equal([
      '06:30',
      '19:00',
    ]);
    await page.getByText('lundi 6 h 30 – 19 h 00 ; du mardi au vendredi, 7 h 00 – 18 h 30').waitFor();
    const copy = page.getByRole('button', { name: 'Recopier lundi du mardi au vendredi' });
    await tabTo(page, copy);
    await page.keyboard.press('Enter');
    await page.getByText('du lundi au vendredi, 6 h 30 – 19 h 00').waitFor();
    await enterOn(page, 'Valider');
    await page.getByText('Vos heures sont enregistrées.').waitFor();
  });

  it('works without a script at 390 px: a fault is told under its day, Monday is copied by the server', async () => {
    const bare = await enter(house, 'Nathalie Servais', withoutScript);
    const { page } = bare;
    await bare.open('/pro');
    await bare.open(`${coccinelle}?section=opening-hours`);
    await expectFits(page);
    await page.getByLabel('Valables à partir du').fill('01/02/2027');
    await page.getByLabel('mardi, fermeture').fill('6');
    await bare.press('Valider');
    await bare.reads('mardi : la fermeture (06:00) est avant l');
    await expectFits(page);
    await bare.press('Recopier lundi du mardi au vendredi');
    expect(await page.getByLabel('mardi, fermeture').inputValue()).to.equal(
      await page.getByLabel('lundi, fermeture').inputValue(),
    );
    await bare.press('Valider');
    await bare.reads('Vos heures sont enregistrées.');
    await expectFits(page);
  });
});
