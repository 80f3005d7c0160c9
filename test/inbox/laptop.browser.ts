import { expect } from 'chai';
import { type Browser, type Page } from 'playwright-core';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';
import { serve, type Served } from '../support/serve.ts';
import { carrySession, openBrowser } from '../support/browser.ts';

const laptop = { width: 1366, height: 768 };
const telephone = { width: 390, height: 844 };

describe('the inbox on a laptop and on a telephone', function () {
  this.timeout(120_000);
  let house: House;
  let web: Served;
  let browser: Browser;
  before(async () => {
    house = await openHouse({ mode: 'demonstration' });
    web = await serve(house.app);
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await web.close();
    await house.close();
  });

  async function open(who: string, path: string, viewport = laptop, javaScriptEnabled = true): Promise<Page> {
    const url = `http://127.0.0.1:${web.port}`;
    const context = await browser.newContext({ viewport, javaScriptEnabled });
    await carrySession(context, await house.as(who), url);
    const page = await context.newPage();
    await page.goto(url + path);
    return page;
  }
  const wholeRows = (page: Page): Promise<number> =>
    page.locator('tbody tr').evaluateAll(
      (rows) =>
        rows.filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        }).length,
    );
  /** The parts of the header that stick out of the window, or over one another. */
  const crowded = (page: Page): Promise<string[]> =>
    page.locator('.header .menu-switch, .header .brand, .header .header-end > *').evaluateAll((parts) => {
      const shown = parts
        .map((part) => ({ name: part.className || part.tagName, at: part.getBoundingClientRect() }))
        .filter(({ at }) => at.width > 0);
      return shown
        .filter(
          ({ at }, index) =>
            at.left < 0 || at.right > innerWidth || at.top > 20 || at.left < (shown[index - 1]?.at.right ?? 0),
        )
        .map(({ name }) => name);
    });

  it('shows twelve tasks on a laptop, with the mark of the demonstration and two communications above them', async () => {
    const page = await open('Sophie Lambert', '/office/tasks?view=all');
    expect(await page.locator('.banner').count()).to.equal(2);
    expect(await wholeRows(page)).to.be.at.least(12);
    await page.context().close();
  });

  it('shows eleven to somebody who sees several administrations and has filtered', async () => {
    const page = await open('Alain Verstraete', '/office/tasks?view=all&due=week');
    expect(await wholeRows(page)).to.be.at.least(11);
    await page.context().close();
  });

  for (const width of [telephone.width, 320])
    it(`keeps the whole header on one line at ${String(width)} px, in each portal`, async () => {
      const seen: [string, string][] = [
        ['Sophie Lambert', '/office/tasks?view=team'],
        ['Claire Fontaine', '/supervision'],
        ['Nathalie Servais', '/pro'],
      ];
      for (const [who, path] of seen) {
        const page = await open(who, path, { ...telephone, width });
        expect(await crowded(page), path).to.deep.equal([]);
        for (const name of [/^Aide$/, ...(path.startsWith('/office') ? [/^Rechercher$/] : [])])
          expect(await page.locator('.header').getByRole('link', { name }).isVisible()).to.equal(true);
        expect(await page.locator('.header summary').innerText()).to.include(who);
        await page.context().close();
      }
    });

  it('makes a compact card of a task on a telephone, and folds its filters until one is set', async () => {
    const page = await open('Sophie Lambert', '/office/tasks?view=all', telephone);
    const tall = await page
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows
          .filter((row) => row.getBoundingClientRect().height >= 140)
          .map((row) => `${String(row.getBoundingClientRect().height)}: ${row.textContent.replace(/\s+/g, ' ')}`),
      );
    expect(tall).to.deep.equal([]);
    expect(await page.locator('#filter-due').isVisible()).to.equal(false);
    await page.getByLabel('Filtres').check();
    await page.locator('#filter-due').selectOption('week');
    await page.getByRole('button', { name: 'Filtrer', exact: true }).click();
    expect(page.url()).to.include('due=week');
    await page.goto(`${page.url()}&q=introuvable`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(telephone.width);
    expect(await page.locator('#filter-due').isVisible()).to.equal(true);
    await page.context().close();
  });

  it('filters, and opens what a communication says, without a script', async () => {
    const page = await open('Sophie Lambert', '/office/tasks?view=all', telephone, false);
    await page.locator('.banner summary').first().click();
    expect(await page.locator('.banner p').first().isVisible()).to.equal(true);
    await page.getByLabel('Filtres').check();
    await page.locator('#filter-locality').fill('5100');
    await page.getByRole('button', { name: 'Filtrer', exact: true }).click();
    expect(await page.locator('tbody tr').allInnerTexts()).to.satisfy(
      (rows: string[]) => rows.length > 0 && rows.every((row) => row.includes('5100 Jambes')),
    );
    await page.context().close();
  });

  it('tells a supervisor on a telephone the way of a case as a list, what failed in words, and the button that mends it', async () => {
    const { case_id: id } = (await house.db('effects').where({ status: 'failed' }).first('case_id')) as {
      case_id: string;
    };
    const page = await open('Claire Fontaine', `/supervision/cases/${id}`, telephone);
    expect(await page.locator('.process-diagram svg').isVisible()).to.equal(false);
    expect(await page.locator('.process-path [aria-current="step"]').isVisible()).to.equal(true);
    expect(await page.locator('.process-path ul li').count()).to.be.above(0);
    const alarm = page.locator('.banner--fault').first();
    expect(await alarm.innerText()).to.match(/n'a pas pu être fait : le serveur de courriel refuse cette adresse/);
    expect(await alarm.getByRole('button').innerText()).to.equal("Renvoyer l'avis");
    await page.setViewportSize(laptop);
    expect(await page.locator('.process-diagram svg').isVisible()).to.equal(true);
    expect(await page.locator('.process-path').isVisible()).to.equal(false);
    await page.context().close();
  });

  it('offers an operator each kind of request on a line of its own', async () => {
    const page = await open('Nathalie Servais', `/pro/facilities/${stableId('facility chenes')}/authorisation`);
    const heights = await page
      .locator('.lines > li')
      .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().height));
    expect(heights).to.have.length(6);
    expect(Math.max(...heights)).to.be.below(50);
    await page.context().close();
  });

  it('opens the case by its reference and the form by its task, and marks what is new until it has been looked at', async () => {
    const page = await open('Sophie Lambert', '/office/tasks?view=unassigned');
    const row = page.locator('tbody tr').filter({ hasText: 'nouveau' }).first();
    const reference = await row.locator('a', { hasText: /^[A-Z]{2}-2026-/ }).innerText();
    await row.locator('.strong').click();
    expect(new URL(page.url()).pathname).to.match(/^\/office\/[a-z-]+\/[0-9a-f-]{36}\/[a-z-]+$/);
    await page.goBack();
    await page.getByRole('link', { name: reference, exact: true }).click();
    expect(new URL(page.url()).pathname).to.match(/^\/office\/[a-z-]+\/[0-9a-f-]{36}$/);
    // What was seen is written after the answer.
    await expectSoon(async () => {
      await page.goto(`http://127.0.0.1:${web.port}/office/tasks?view=unassigned`);
      return !(await page.locator('tbody tr').filter({ hasText: reference }).innerText()).includes('nouveau');
    });
    await page.context().close();
  });

  async function expectSoon(holds: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; attempt < 20; attempt++) {
      if (await holds()) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    expect.fail('it is still marked as new');
  }
});
