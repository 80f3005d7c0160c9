/** Sixty dossiers with long names: the pages of a session stay readable, wide and narrow, and ask the database no more often than for three. */
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';
import { findFaults } from '../support/check-page.ts';
import { countQueries } from '../support/count-queries.ts';
import type { House, Visitor } from '../support/house.ts';
import { tabTo } from '../support/keyboard.ts';
import { day } from '../support/times.ts';
import { makeDossiers, makeSession, putOn, type MadeDossier } from './made-dossiers.ts';

/** `PICTURES=var/commission npm test -- test/agreement-commission/many.browser.ts` keeps what it sees. */
const kept = process.env.PICTURES;
const heldOn = '2026-12-15';
const longName =
  "Association sans but lucratif pour l'accueil extrascolaire et les activités de vacances des écoles communales, libres et de la Communauté française du plateau de Herve-Battice-Thimister-Clermont";

describe('a session with sixty dossiers', function () {
  this.timeout(400_000);
  this.bail(true);
  let house: House;
  let close: () => Promise<void>;
  let origin: string;
  let browser: Browser;
  let page: Page;
  let claire: Visitor;
  let dossiers: MadeDossier[];
  let id: string, few: string;
  before(async () => {
    ({ house, origin, close } = await serveHouse());
    browser = await openBrowser();
    await house.db.raw(`insert into organising_bodies (name, kind, street, number, postcode, locality)
      select 'Accueil extrascolaire ' || n, 'asbl', 'rue du Bois', n::text, '5000', 'Namur' from generate_series(1, 30) n`);
    dossiers = await makeDossiers(house.db, { count: 63, at: house.clock.now - 20 * day });
    id = await makeSession(house.db, { heldOn, at: house.clock.now });
    few = await makeSession(house.db, { heldOn, at: house.clock.now });
    const at = house.clock.now;
    await putOn(house.db, { sessionId: id, heldOn, dossiers: dossiers.slice(3), at });
    await putOn(house.db, { sessionId: few, heldOn, dossiers: dossiers.slice(0, 3), at });
    await house.db('organising_bodies').where({ id: dossiers[5]!.bodyId }).update({ name: longName });
    claire = await house.as('Claire Mertens');
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-BE' });
    context.setDefaultTimeout(60_000);
    await carrySession(context, claire, origin);
    page = await context.newPage();
  });
  after(async () => {
    await browser.close();
    await close();
  });

  async function look(name: string, path: string): Promise<void> {
    await page.goto(origin + path);
    const html = await (await page.context().request.get(origin + path)).text();
    expect(await findFaults(page, html), name).to.deep.equal([]);
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      if (kept)
        await page.screenshot({
          path: `${kept}/${name}-${String(width)}.png`,
          clip: { x: 0, y: 0, width, height: 1800 },
          fullPage: true,
        });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).to.be.at.most(width);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  it('has as many as were put on it', () => {
    expect(dossiers.length).to.be.at.least(60);
  });

  it('is read whole, wide and narrow', async () => {
    await look('list', '/office/commission');
    await look('many-agenda', `/office/commission/${id}`);
    await house.db('commission_sessions').where({ id }).update({ status: 'agenda-closed' });
    await look('many-minutes', `/office/commission/${id}/minutes`);
    await look('many-opinion', `/office/commission/${id}/minutes/${dossiers[5]!.caseId}`);
    await look('many-print', `/office/commission/${id}/print`);
    await house.db('commission_sessions').where({ id }).update({ status: 'planned' });
  });

  it('takes its last dossier to the top with one key', async () => {
    const last = dossiers.at(-1)!;
    await page.goto(`${origin}/office/commission/${id}`);
    await tabTo(page, page.getByRole('button', { name: `En premier : ${last.body}` }), 600);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    const [first] = (await house
      .db('commission_agenda')
      .where({ session_id: id })
      .orderBy('position')
      .limit(1)
      .pluck('case_id')) as string[];
    expect(first).to.equal(last.caseId);
  });

  it('asks the database as often as a session with three', async () => {
    // The second time: what is read once for all is there.
    const counted = async (path: string): Promise<number> => {
      await claire.get(path);
      return (await countQueries(async () => claire.get(path))).asked.length;
    };
    for (const of of ['', '/print']) {
      const three = await counted(`/office/commission/${few}${of}`);
      expect(await counted(`/office/commission/${id}${of}`), of).to.equal(three);
      expect(three, of).to.be.at.most(6);
    }
    expect(await counted('/office/commission')).to.be.at.most(7);
  });
});
