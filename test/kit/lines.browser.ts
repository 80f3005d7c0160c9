import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Browser } from 'playwright-core';
import { procedures } from '../../api/procedures.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { findFaults } from '../support/check-page.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { quarterAttendance } from '../support/second-procedure/pages.ts';
import { insertParameters, openQuarter } from '../support/second-procedure/told-acts.ts';
import { serve, type Served } from '../support/serve.ts';
import { carrySession, openBrowser } from '../support/browser.ts';

describe('the lines beside a case, in a browser', function () {
  this.timeout(120_000);
  let house: House;
  let web: Served;
  let browser: Browser;
  let nathalie: Visitor;
  let path: string;
  const key = randomUUID();
  before(async () => {
    house = await openHouse({ procedures: [...procedures, quarterAttendance] });
    await insertParameters(house.db);
    const caseId = await openQuarter({ db: house.db, at: house.clock.now }, stableId('facility chenes'));
    path = `/pro/${quarterAttendance.process.slug}/${caseId}/lines`;
    web = await serve(house.app);
    browser = await openBrowser();
    nathalie = await house.as('Nathalie Servais');
  });
  after(async () => {
    await browser.close();
    await web.close();
    await house.close();
  });

  async function open() {
    const origin = `http://127.0.0.1:${String(web.port)}`;
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'fr-BE' });
    await carrySession(context, nathalie, origin);
    const page = await context.newPage();
    const answer = await page.goto(origin + path);
    return { page, html: await answer?.text() };
  }

  it('are empty at first, and say so', async () => {
    const { page, html } = await open();
    expect(await findFaults(page, html)).to.deep.equal([]);
    expect(await page.textContent('main')).to.include('Aucune ligne');
  });

  it('are valid, each with fields of its own, on a narrow window too', async () => {
    await nathalie.post(path, { key, version: '0', group: 'Les petits', places: '12' }).expect(303);
    await nathalie.post(path, { key: randomUUID(), version: '0', group: 'Les grands', places: '9' }).expect(303);
    const { page, html } = await open();
    expect(await findFaults(page, html)).to.deep.equal([]);
    expect(await page.inputValue(`#group-${key}`)).to.equal('Les petits');
  });
});
