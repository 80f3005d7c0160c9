/** The simulation on paper: what a family takes along to the place. */
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { openBrowser, serveHouse } from '../support/browser.ts';

describe('a simulation that is printed', () => {
  let served: Awaited<ReturnType<typeof serveHouse>>;
  let browser: Browser;
  before(async () => {
    served = await serveHouse();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await served.close();
  });

  it('is one sheet: the result, that it is indicative, the four steps, and nothing to click', async () => {
    const page = await browser.newPage({ locale: 'fr-BE' });
    await page.goto(`${served.origin}/premiers-pas/simulation`);
    await page.getByLabel('Revenus nets du ménage par mois').fill('3 412,00');
    await page.getByLabel('non', { exact: true }).check();
    await page.getByLabel('Deux de nos enfants').check();
    await page.getByLabel('Journées complètes').fill('16');
    await page.getByLabel('Demi-journées').fill('4');
    await page.getByRole('button', { name: 'Calculer' }).click();
    await page.locator('.simulation-steps').waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const words of [
      'Par journée complète',
      'indicatif',
      'Le milieu d’accueil fixe',
      'Comment on arrive à ce montant',
    ])
      expect(await page.locator('main').innerText()).to.match(new RegExp(words.replace('’', "['’]"), 'i'));
    expect(await page.locator('.simulation-steps > li:visible').count()).to.equal(4);
    for (const away of ['form', '.public-header', '.public-footer', '.simulation-if'])
      expect(await page.locator(`${away}:visible`).count(), away).to.equal(0);
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).to.have.lengthOf(1);
    await page.close();
  });
});
