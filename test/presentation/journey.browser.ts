/** A place made full by its operator, with the keyboard and then without a script, and what a parent reads within a minute. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { sheetPath } from '../../domain/premiers-pas/public-place.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('the journey of a full place', () => {
  let house: RunningHouse;
  let nathalie: Actor;
  const path = `/pro/facilities/${stableId('facility chenes')}/presentation`;
  before(async () => {
    house = await openRunningHouse();
    nathalie = await enter(house, 'Nathalie Servais');
  });
  after(() => house.close());

  const parentReads = async (): Promise<string> => {
    const place = (await house
      .db('facilities')
      .where({ id: stableId('facility chenes') })
      .first('number', 'name')) as { number: string; name: string };
    return (await fetch(house.address + sheetPath(place))).text();
  };

  it('begins with what parents read, the same beside the lines and on the public page', async () => {
    await nathalie.open(path);
    await nathalie.reads('à jour encore 79 jours');
    const beside = await nathalie.page.locator('.as-parents .place-free-title').innerText();
    expect(beside).to.match(/^Places à partir du /);
    expect(await parentReads()).to.include(beside);
  });

  it('is said by the keyboard alone, until a day, and stands beside at once', async () => {
    const { page } = nathalie;
    await page.getByRole('link', { name: 'Signaler que la crèche est complète' }).focus();
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    await page.waitForLoadState();
    await page.getByLabel("Complet jusqu'au").focus();
    await page.keyboard.type('31/12/2035');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal('Valider');
    await page.getByLabel("Complet jusqu'au").fill('');
    await page.getByRole('button', { name: 'Valider' }).focus();
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    await page.waitForLoadState();
    await nathalie.reads('De vos périodes, 3 périodes sont retirées.');
    expect(await page.locator('.as-parents .place-free-title').innerText()).to.equal(
      'Pas de place disponible pour le moment',
    );
  });

  it('is read by a parent within a minute', async function () {
    this.timeout(90_000);
    const until = Date.now() + 60_000;
    let text = '';
    while (Date.now() < until && !text.includes('Pas de place disponible pour le moment')) {
      text = await parentReads();
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    expect(text).to.include('Pas de place disponible pour le moment');
  });

  it('is taken back at 390 px without a script, with the preview last and folded', async () => {
    const plain = await enter(house, 'Nathalie Servais', {
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    await plain.open(path);
    expect(await plain.page.locator('.presentation-folded').isVisible()).to.equal(false);
    await plain.page.getByLabel("Montrer l'aperçu").check();
    expect(await plain.page.locator('.presentation-folded').isVisible()).to.equal(true);
    await plain.press('+ Ajouter une période');
    await plain.type({ 'À partir du': '01/03/2027', 'Nombre de places libres': 'trois' });
    await plain.press('Valider');
    await plain.reads('Erreur :');
    await plain.type({ 'Nombre de places libres': '3' });
    await plain.press('Valider');
    await plain.reads('Vos places sont à jour');
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });
});
