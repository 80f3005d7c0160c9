/** Both evaluations beside each other by the keyboard alone; and what each side reads when a cessation or an end of activity comes in the middle. */
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';
import { findFaults } from '../support/check-page.ts';
import type { House, Visitor } from '../support/house.ts';
import { answerAll } from './assessment/answered.ts';
import { doSteps, reviewIn } from './cases.ts';

const facilityId = stableId('facility chenes');

describe('two evaluations side by side, at a browser', function () {
  this.timeout(400_000);
  let house: House;
  let origin: string;
  let browser: Browser;
  let close: () => Promise<void>;
  let nathalie: Visitor;
  let marc: Visitor;
  before(async () => {
    ({ house, origin, close } = await serveHouse());
    browser = await openBrowser();
    [nathalie, marc] = [await house.as('Nathalie Servais'), await house.as('Marc Dubois')];
  });
  after(async () => {
    await browser?.close();
    await close?.();
  });
  const at = async (who: Visitor, path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext(options);
    await carrySession(context, who, origin);
    const page = await context.newPage();
    await page.goto(origin + path);
    return page;
  };
  const pointed = (page: Page): Promise<string | null> =>
    page.evaluate(() => document.activeElement?.closest('[data-row]')?.id ?? null);

  it('is read by j, k, e and Enter, and o makes an objective of a criterion', async () => {
    const caseId = await reviewIn(house.db, 'plan-drafting', { facilityId, at: house.clock.now });
    const said = { at: house.clock.now, evidence: () => 'Vu ensemble.' };
    const questionnaire = await answerAll(house.db, caseId, 'operator', said);
    const apart = new Set(['sleep', 'training-plan']);
    await answerAll(house.db, caseId, 'one', { ...said, score: ({ id }) => (apart.has(id) ? 1 : 3) });
    const page = await at(nathalie, `/pro/reviews/${caseId}/compare?show=all`);
    await page.getByText('j / k pour avancer').waitFor();
    const rows = await page.locator('[data-row]').evaluateAll((all) => all.map(({ id }) => id));
    expect(rows).to.have.length(questionnaire.criteria.length);
    for (const [key, row] of [
      ['j', rows[0]],
      ['j', rows[1]],
      ['j', rows[2]],
      ['k', rows[1]],
    ] as const) {
      await page.keyboard.press(key);
      expect(await pointed(page), key).to.equal(row);
    }
    const gaps = await page.locator('[data-row][data-gap]').evaluateAll((all) => all.map(({ id }) => id));
    expect(gaps).to.have.length(2);
    await page.keyboard.press('e');
    expect(await pointed(page)).to.equal(gaps[0]);
    await page.keyboard.press('Enter');
    await page.locator('.compare-opened').getByText('« Vu ensemble. »').first().waitFor();
    expect(await pointed(page), 'opened in place, one stays where one was').to.equal(gaps[0]);
    await page.keyboard.press('e');
    expect(await pointed(page)).to.equal(gaps[1]);
    await page.keyboard.press('o');
    await page.waitForURL(/\/plan\?edit=/);
    expect(await page.getByLabel('Critère', { exact: false }).first().inputValue()).to.equal('6.4');
    await page.context().close();
  });

  it('leaves the keys alone while one types', async () => {
    const caseId = await reviewIn(house.db, 'meeting', {
      facilityId,
      at: house.clock.now,
      more: [
        { role: 'coordinator', action: 'confirm-meeting', facts: { on: dayOf(house.clock.now), from: '10:00' } },
        { role: 'clock', action: 'meeting-over' },
      ],
    });
    for (const side of ['operator', 'one'] as const) await answerAll(house.db, caseId, side, { at: house.clock.now });
    const page = await at(marc, `/office/reviews/${caseId}/compare?show=all`);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const note = page.locator('textarea[name=note]');
    await note.fill('');
    await note.pressSequentially('jeko');
    expect(await note.inputValue()).to.equal('jeko');
    await page.context().close();
  });

  it('says to both sides that a cessation holds it up and until when, and that an end of activity ends it', async () => {
    const caseId = await reviewIn(house.db, 'self-assessment', { facilityId, at: house.clock.now });
    const returnOn = addDays(dayOf(house.clock.now), 60);
    const reads = async (who: Visitor, path: string, texts: readonly string[]) => {
      const page = await at(who, path, { viewport: { width: 1280, height: 900 } });
      const text = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
      for (const one of texts) expect(text, path).to.include(one);
      if (texts[0] === 'Le bilan est suspendu.' && path.includes(caseId))
        expect(await page.locator('[aria-current="step"]').innerText()).to.match(/^Auto-évaluation/);
      expect(await findFaults(page, undefined), path).to.deep.equal([]);
      await page.context().close();
    };
    const pages = [
      [nathalie, `/pro/reviews/${facilityId}`],
      [nathalie, `/pro/functioning-review/${caseId}`],
      [marc, `/office/functioning-review/${caseId}`],
    ] as const;
    await doSteps(house.db, caseId, [{ role: 'procedure', action: 'suspend', facts: { returnOn } }], house.clock.now);
    for (const [who, path] of pages)
      await reads(who, path, ['Le bilan est suspendu.', `retour prévu le ${formatLongDate(returnOn)}`]);
    await reads(marc, '/office/reviews/stages', ['Suspendu par une cessation temporaire']);
    await doSteps(house.db, caseId, [{ role: 'procedure', action: 'resume' }], house.clock.now);
    for (const [who, path] of pages) await reads(who, path, ['auto-évaluation est à envoyer']);
    await doSteps(house.db, caseId, [{ role: 'procedure', action: 'lapse' }], house.clock.now);
    await reads(nathalie, `/pro/reviews/${facilityId}`, ['Le dernier bilan planifié est annulé.']);
    for (const [who, path] of pages.slice(1))
      await reads(who, path, ['Le bilan est annulé.', "Bilan annulé par la fin de l'activité"]);
    const closedOn = addDays(dayOf(house.clock.now), 30);
    await house.db('facilities').where({ id: facilityId }).update({ closed_on: closedOn });
    await reads(nathalie, `/pro/reviews/${facilityId}`, [
      `L'activité de ce milieu d'accueil prend fin le ${formatLongDate(closedOn)}.`,
    ]);
  });
});
