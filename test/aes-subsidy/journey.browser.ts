/** Three places that are ready, sent in two sendings, as the operator does it; the fourth lacks days and cannot be ticked. */
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { quarterId } from '../../db/seeds/demonstration/aes-subsidy/stories.ts';
import { budgetQuarterOf } from '../../domain/after-school/budget-year.ts';
import { dayOf } from '../../domain/calendar.ts';
import { monthOf, monthsFurther } from '../../domain/quarter.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';

describe('a quarter of after-school care in two sendings, in the browser', function () {
  this.timeout(240_000);
  let served: Awaited<ReturnType<typeof serveHouse>>;
  let browser: Browser;
  let page: Page;
  let path: string;
  before(async () => {
    served = await serveHouse();
    browser = await openBrowser();
    const context = await browser.newContext();
    await carrySession(context, await served.house.as('Samira Benali'), served.origin);
    page = await context.newPage();
    const quarter = monthsFurther(budgetQuarterOf(monthOf(dayOf(served.house.clock.now))), -3);
    path = `${served.origin}/pro/aes-subsidy/${quarterId(quarter)}`;
  });
  after(async () => {
    await browser.close();
    await served.close();
  });

  const boxes = () => page.locator('[data-places] input[type="checkbox"]');
  const sentPlaces = (): Promise<number> => page.locator('#lieux .badge', { hasText: 'envoyé' }).count();
  const send = async (): Promise<void> => {
    await page.getByLabel('Je certifie que ces présences sont exactes.').check();
    await page.locator('#lieux .button--go').click();
    await page.waitForURL(/done=send/);
  };

  it('has the ready places ticked already, and says of the fourth what it lacks', async () => {
    await page.goto(path);
    expect(await boxes().count()).to.equal(3);
    expect(await page.locator('#lieux .button--go').textContent()).to.equal('Envoyer 3 lieux');
    expect(await page.locator('#lieux').textContent()).to.match(/jours à encoder/);
  });

  it('sends two, then the third: each is told as sent', async () => {
    expect(await sentPlaces()).to.equal(1);
    await boxes().last().uncheck();
    expect(await page.locator('#lieux .button--go').textContent()).to.equal('Envoyer 2 lieux');
    await send();
    expect(await sentPlaces()).to.equal(3);
    expect(await boxes().count()).to.equal(1);
    await send();
    expect(await sentPlaces()).to.equal(4);
    expect(await page.locator('#lieux .button--go').count()).to.equal(0);
  });
});
