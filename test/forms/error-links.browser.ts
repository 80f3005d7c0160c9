import { expect } from 'chai';
import { type Browser, type Page } from 'playwright-core';
import { openHouse, type House } from '../support/house.ts';
import { serve, type Served } from '../support/serve.ts';
import { carrySession, openBrowser } from '../support/browser.ts';

describe('a form that was refused, in a browser', function () {
  this.timeout(120_000);
  let house: House;
  let web: Served;
  let browser: Browser;
  let page: Page;
  let draft: { id: string; by: string };
  before(async () => {
    house = await openHouse();
    web = await serve(house.app);
    draft = (await house
      .db('drafts')
      .join('users', 'users.id', 'drafts.updated_by')
      .where({ kind: 'capacity-change', submitted_case_id: null, discarded_at: null })
      .first('drafts.id', house.db.raw("users.first_name || ' ' || users.family_name as by"))) as typeof draft;
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 390, height: 700 }, locale: 'fr-BE' });
    await carrySession(context, await house.as(draft.by), `http://127.0.0.1:${String(web.port)}`);
    page = await context.newPage();
  });
  after(async () => {
    await browser.close();
    await web.close();
    await house.close();
  });
  const open = (step: string) =>
    page.goto(`http://127.0.0.1:${String(web.port)}/pro/authorisation-adaptation/drafts/${draft.id}/${step}?check=1`);

  it('leads by each link of its summary into a field that one can type in', async () => {
    await open('staffing');
    const links = page.locator('.error-summary a');
    expect(await links.count()).to.be.greaterThan(0);
    for (const link of await links.all()) {
      const id = (await link.getAttribute('href'))?.slice(1);
      await link.click();
      expect(await page.evaluate(() => document.activeElement?.id)).to.equal(id);
      await page.waitForFunction((name) => {
        const top = document.getElementById(name ?? '')?.getBoundingClientRect().top ?? -1;
        return top >= 0 && top < window.innerHeight;
      }, id);
    }
  });

  it('cuts nothing of what is pasted, and counts what will be kept', async () => {
    const step = 'staffing';
    await open(step);
    const area = page.locator('textarea[data-max-length]').first();
    const most = Number(await area.getAttribute('data-max-length'));
    await area.fill('\u200b abc\nd\u202e ');
    const counter = page.locator(`[id="${(await area.getAttribute('id')) ?? ''}-counter"]`);
    expect((await counter.textContent())?.replace(/[\s\u00a0\u202f]/g, '')).to.equal(
      `Ilvousreste${String(most - 5)}caractères`,
    );
    expect(await page.locator('input[maxlength]').count()).to.equal(0);
  });
});
