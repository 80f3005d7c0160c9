/** The self-assessment of a bilan in browsers: two people in one domain, by the keyboard alone, without a script on a narrow screen. */
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';
import type { House, Visitor } from '../support/house.ts';
import { minute } from '../support/times.ts';
import { answerAll } from './assessment/answered.ts';
import { doSteps, reviewIn } from './cases.ts';

describe('the self-assessment of a bilan, at a browser', function () {
  this.timeout(400_000);
  let house: House;
  let origin: string;
  let browser: Browser;
  let close: () => Promise<void>;
  let nathalie: Visitor;
  let colleague: Visitor;
  let caseId: string;
  before(async () => {
    ({ house, origin, close } = await serveHouse());
    browser = await openBrowser();
    nathalie = await house.as('Nathalie Servais');
    await house.db('grants').insert({
      user_id: stableId('user data-chenes'),
      role: 'data-manager',
      organising_body_id: stableId('body petits-chenes'),
      dossier: 'reviews',
      valid_from: '2020-01-01',
    });
    colleague = await house.asUser(stableId('user data-chenes'));
  });
  after(async () => {
    await browser?.close();
    await close?.();
  });
  beforeEach(async () => {
    caseId = await reviewIn(house.db, 'self-assessment', {
      facilityId: stableId('facility chenes'),
      at: house.clock.now,
    });
  });
  const at = async (who: Visitor, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext(options);
    await carrySession(context, who, origin);
    const page = await context.newPage();
    await page.goto(`${origin}/pro/reviews/${caseId}/assessment/health`);
    return page;
  };
  const evidence = (page: Page) => page.locator('[name="evidence.sleep"]');
  const sleep = (page: Page) => page.locator('[data-criterion="sleep"]');
  const stands = () =>
    house.db('review_answers').where({ case_id: caseId, criterion: 'sleep' }).first('score', 'evidence');
  const told = (page: Page, text: string | RegExp): Promise<void> =>
    sleep(page).locator('[data-told]').filter({ hasText: text }).waitFor({ timeout: 20_000 });

  it('shows the second who writes; what comes late is a version beside, and nothing is lost', async () => {
    const [first, second] = [await at(nathalie), await at(colleague)];
    // The second has not heard of the first: its page was away when it asked who is there.
    await second.route('**/presence', (route) => route.abort());
    await evidence(first).fill('Feuille de passage.');
    await told(first, /enregistré à/);
    await evidence(second).fill('Les lits sont nominatifs.');
    await sleep(second).getByText('Deux personnes ont écrit en même temps').waitFor({ timeout: 20_000 });
    await sleep(second).getByText('« Feuille de passage. »').waitFor();
    await sleep(second).getByText('« Les lits sont nominatifs. »').waitFor();
    expect(await stands()).to.include({ evidence: 'Feuille de passage.' });
    await second.close();
    const third = await at(colleague);
    await third.getByText('au critère 2.3').waitFor();
    await first.close();
    // Once the first has left it, the second chooses.
    house.clock.now += 6 * minute;
    await third.getByRole('button', { name: /Prendre cette version/ }).click();
    await third.getByText('Deux personnes ont écrit').waitFor({ state: 'detached' });
    expect(await stands()).to.include({ evidence: 'Les lits sont nominatifs.' });
    await third.close();
  });

  it('goes on from one’s own saving, never from what a colleague has taken away', async () => {
    const first = await at(nathalie);
    await evidence(first).fill('Un');
    await told(first, /enregistré à/);
    // While the first rests in the field, somebody else takes the text away.
    await house
      .db('review_answers')
      .where({ case_id: caseId, criterion: 'sleep' })
      .update({ evidence: '', version: 2, updated_by: stableId('user data-chenes'), saved_page: null, saved_turn: 0 });
    await told(first, /a changé ce critère entre-temps/).catch(() => first.evaluate(() => undefined));
    await evidence(first).press('End');
    await evidence(first).pressSequentially(' et deux');
    await sleep(first).getByText('Deux personnes ont écrit en même temps').waitFor({ timeout: 20_000 });
    expect(await stands()).to.include({ evidence: '' });
    await first.close();
  });

  it('stops and says why where it may not be saved any more, and keeps what was typed', async () => {
    const page = await at(nathalie);
    await answerAll(house.db, caseId, 'operator', { at: house.clock.now });
    await doSteps(
      house.db,
      caseId,
      [
        {
          role: 'operator',
          action: 'send-self-assessment',
          facts: { digest: 'ab', questionnaire: '2026', criteria: 63 },
        },
      ],
      house.clock.now,
    );
    let asked = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') asked += 1;
    });
    await evidence(page).fill('Écrit trop tard.');
    await told(page, /est envoyée.*Rien ne s'enregistre plus tout seul/);
    const before = asked;
    await page.waitForTimeout(12_000);
    expect(asked).to.equal(before);
    expect(await evidence(page).inputValue()).to.equal('Écrit trop tard.');
    // The button says the rest, with the text.
    await sleep(page)
      .getByRole('button', { name: /Enregistrer/ })
      .click();
    await page.getByText('Écrit trop tard.').waitFor();
    await page.close();
  });

  it('is filled by the keyboard alone: arrows, 1 to 4, 0 where it may not apply', async () => {
    const page = await at(nathalie);
    const key = async (criterion: string, keys: string[]): Promise<string | null> => {
      await page.locator(`[name="score.${criterion}"]`).first().focus();
      for (const one of keys) await page.keyboard.press(one);
      return page.locator(`[name="score.${criterion}"]:checked`).getAttribute('value');
    };
    expect(await key('sleep', ['3'])).to.equal('3');
    expect(await key('meals', ['2', 'ArrowRight'])).to.equal('3');
    expect(await key('animals-plants', ['0'])).to.equal('0');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Pas d’animal.');
    await page.keyboard.press('Tab');
    await page.getByText('3 critères sur 63').waitFor({ timeout: 20_000 });
    expect(await stands()).to.include({ score: 3 });
    await page.close();
  });

  it('is filled without a script on a narrow screen, a whole domain with a proof, and nothing hangs over its edge', async () => {
    const page = await at(nathalie, { javaScriptEnabled: false, viewport: { width: 390, height: 900 } });
    const criteria = await page
      .locator('[data-criterion]')
      .evaluateAll((all) => all.map(({ dataset }) => dataset.criterion));
    for (const criterion of criteria) await page.locator(`[name="score.${criterion}"][value="4"]`).check();
    await evidence(page).fill('Couchage individuel.');
    await sleep(page).locator('summary', { hasText: 'Joindre une preuve' }).click();
    await sleep(page)
      .locator('input[type=file]')
      .setInputFiles({ name: 'passages.pdf', mimeType: 'application/pdf', buffer: makePdf('Passages', ['Test.']) });
    await page.getByRole('button', { name: 'Domaine suivant' }).click();
    await page.getByText(`${String(criteria.length)} critères sur 63`).waitFor();
    await page.getByRole('heading', { level: 1, name: /projet d'accueil/i }).waitFor();
    expect(await stands()).to.deep.equal({ score: 4, evidence: 'Couchage individuel.' });
    await page.getByRole('button', { name: 'Domaine précédent' }).click();
    await sleep(page).getByText('passages.pdf').waitFor();
    const narrow = await at(nathalie, { viewport: { width: 390, height: 900 } });
    expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).to.equal(390);
    await page.close();
    await narrow.close();
  });
});
