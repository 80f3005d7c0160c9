/** The lists of quarters after school in a browser, full and empty: for everybody, on a narrow window too. */
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';
import { findFaults } from '../support/check-page.ts';

const pages: readonly (readonly [who: string, path: string])[] = [
  ['Karine Lejeune', '/office/aes-subsidies'],
  ['Karine Lejeune', '/office/aes-subsidies?q=introuvable'],
  ['Karine Lejeune', `/office/facilities/${stableId('facility mercredis-castors')}/open-after-school-quarter`],
  ['Samira Benali', '/pro/aes-subsidies'],
  ['Samira Benali', '/pro/aes-subsidies/received?year=2026'],
  ['Samira Benali', '/pro/aes-subsidies/received?year=2027'],
];

describe('the lists of quarters after school in a browser', function () {
  this.timeout(300_000);
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

  for (const [who, path] of pages)
    it(`hold ${path.replace(/[0-9a-f-]{36}/, ':id')} to the rules of accessibility and of HTML`, async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-BE' });
      await carrySession(context, await served.house.as(who), served.origin);
      const page = await context.newPage();
      const answer = await page.goto(served.origin + path);
      expect(await findFaults(page, await answer!.text())).to.deep.equal([]);
      await context.close();
    });
});
