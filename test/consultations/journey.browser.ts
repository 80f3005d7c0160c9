import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { sentConsultations } from '../../db/consultations/sent.ts';
import { enter } from '../support/actor.ts';
import { expectFits, inOneLine, narrow } from '../support/hand.ts';
import { expectGoodPages } from '../support/journeys.ts';
import { enterOn, tabTo } from '../support/keyboard.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { addDoctor, facilityId, openQuarter } from './world.ts';

const base = `/pro/facilities/${facilityId}/consultations`;

describe('the journey of consultations', () => {
  let house: RunningHouse;
  let caseId: string;
  before(async () => {
    house = await openRunningHouse();
    await addDoctor(house.db, { familyName: 'Aalst', firstName: 'Anne' });
    await addDoctor(house.db, { familyName: 'Zeller', firstName: 'Paul', status: 'to-validate' });
    caseId = await openQuarter(house.db, { quarter: '2025-3', at: house.now() });
  });
  after(() => house.close());
  const lines = (month: string) =>
    house
      .db('consultations')
      .where({ month: `${month}-01` })
      .whereNull('removed_at')
      .orderBy('held_on')
      .select('held_on', 'from_minute', 'to_minute', 'version');
  const saved = (page: Page, text: RegExp) => page.locator('[data-saved]', { hasText: text }).waitFor();
  const main = async (page: Page) => inOneLine(await page.locator('main').innerText());

  it('by the keyboard alone: lines save themselves, the totals follow, two people are told of each other, and it is signed', async () => {
    const nathalie = await enter(house, 'Nathalie Servais');
    const { page } = nathalie;
    await nathalie.open(`${base}/2025-09`);
    await enterOn(page, '+ Ajouter une consultation');
    // The line that was added has the focus.
    const type = async (value: string) => {
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(value);
      await page.keyboard.press('Tab');
    };
    await page.locator('input:focus[name^="on."]').waitFor();
    await type('3/9/2025');
    await type('13h30');
    await type('15h50');
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-live="totals"]', { hasText: '1 consultation' }).waitFor();
    await saved(page, /Enregistré à/);
    expect(await main(page)).to.match(/2 h 15 × 38,40 € 2 h 20, au quart d'heure/);
    expect(await page.locator('select:focus').count(), 'the focus stays where it is').to.equal(1);
    expect(await page.locator('input[name^="from."]').inputValue()).to.equal('13:30');

    // What is wrong is said under the line, and mended there.
    await tabTo(page, page.getByLabel(/^Date séance/));
    await type('7/9/2025');
    await tabTo(page, page.getByRole('button', { name: 'Dupliquer la dernière' }), 300);
    await page
      .locator('.session-fault', { hasText: "Le dimanche 7 septembre 2025, votre milieu d'accueil est fermé" })
      .waitFor();
    await page.locator('#signer', { hasText: "Corrigez d'abord la ligne marquée" }).waitFor();
    await tabTo(page, page.getByLabel(/^Date séance/));
    await type('4/9/2025');
    await tabTo(page, page.getByRole('button', { name: 'Dupliquer la dernière' }), 300);
    await page.locator('#signer', { hasText: 'Vous signez 1 consultation' }).waitFor();

    // Somebody else changes the same line meanwhile.
    await house
      .db('consultations')
      .where({ month: '2025-09-01' })
      .update({ to_minute: 17 * 60, version: house.db.raw('version + 1') });
    await tabTo(page, page.getByLabel(/^Départ/));
    await type('16:00');
    await tabTo(page, page.getByRole('button', { name: 'Dupliquer la dernière' }), 300);
    await page.locator('.session-fault', { hasText: 'Modifiée par' }).waitFor();
    expect(await page.locator('input[name^="to."]').inputValue()).to.equal('16:00');
    expect(await lines('2025-09')).to.have.lengthOf(1);
    await enterOn(page, 'Enregistrer les modifications');
    expect((await lines('2025-09'))[0]).to.include({
      held_on: '2025-09-04',
      from_minute: 13 * 60 + 30,
      to_minute: 16 * 60,
    });

    await tabTo(page, page.getByLabel(/^Je certifie/), 300);
    await page.keyboard.press('Space');
    await enterOn(page, 'Signer et soumettre');
    expect(await main(page)).to.include("Les consultations de septembre 2025 sont envoyées à l'ONE.");
    const sent = (await sentConsultations(house.db, caseId)).get('2025-09')!;
    expect(sent.lines.map(({ doctor, hours }) => [doctor, hours])).to.deep.equal([['Dr Anne Aalst', 2.5]]);
    expectGoodPages(house);
  });

  it('without a script, at 390 px: the form does all of it', async () => {
    const nathalie = await enter(house, 'Nathalie Servais', {
      javaScriptEnabled: false,
      viewport: { width: narrow, height: 844 },
    });
    const { page } = nathalie;
    await nathalie.open(`${base}/2025-08`);
    await expectFits(page);
    for (const [nth, day] of ['05/08/2025', '12/08/2025'].entries()) {
      await nathalie.press('+ Ajouter une consultation');
      const last = page.locator('[data-line]').last();
      await last.getByLabel(/^Date séance/).fill(day);
      await last.getByLabel(/^Arrivée/).fill('9:00');
      await last.getByLabel(/^Départ/).fill(nth === 0 ? '11:00' : '25:00');
      await last.getByLabel(/^Médecin/).selectOption({ label: 'Dr Anne Aalst' });
    }
    await nathalie.press('Enregistrer les modifications');
    expect(await main(page))
      .to.include('Il y a un problème')
      .and.include("l'heure va de 0:00 à 23:59");
    await expectFits(page);
    const wrong = page.locator('[aria-invalid="true"]');
    expect(await wrong.inputValue()).to.equal('25:00');
    await wrong.fill('11:30');
    await nathalie.press('Enregistrer les modifications');
    expect(await main(page)).to.include('Vous signez 2 consultations');
    await nathalie.press(/^Supprimer la ligne 2/);
    await nathalie.press('Annuler la suppression');
    expect(await lines('2025-08')).to.have.lengthOf(2);
    await page.getByLabel(/^Je certifie/).check();
    await nathalie.press('Signer et soumettre');
    expect(await main(page))
      .to.include("Les consultations d'août 2025 sont envoyées à l'ONE.")
      .and.include('Signé et envoyé : 2 consultations');
    await expectFits(page);
    expectGoodPages(house);
  });
});
