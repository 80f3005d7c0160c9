/** A session with ten dossiers, from its planning to its end, without a mouse. */
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { closeCommission } from '../../db/batches/close-commission.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';
import { findFaults } from '../support/check-page.ts';
import type { House } from '../support/house.ts';
import { tabTo } from '../support/keyboard.ts';
import { day } from '../support/times.ts';
import { makeDossiers, type MadeDossier } from './made-dossiers.ts';

/** `PICTURES=var/commission npm test -- test/agreement-commission/session-journey.browser.ts` keeps what it sees. */
const kept = process.env.PICTURES;

describe('the journey of a session with ten dossiers, by keyboard', function () {
  this.timeout(300_000);
  this.bail(true);
  let house: House;
  let close: () => Promise<void>;
  let origin: string;
  let browser: Browser;
  let page: Page;
  let dossiers: MadeDossier[];
  let id: string;
  const seconds = { steps: 0, begun: 0 };
  before(async () => {
    ({ house, origin, close } = await serveHouse());
    browser = await openBrowser();
    dossiers = await makeDossiers(house.db, { count: 10, at: house.clock.now - 20 * day });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-BE' });
    context.setDefaultTimeout(30_000);
    await carrySession(context, await house.as('Claire Mertens'), origin);
    page = await context.newPage();
    seconds.begun = Date.now();
  });
  after(async () => {
    await browser.close();
    await close();
  });

  async function look(name: string): Promise<void> {
    // As the server sends it: what a browser has written is no page of it.
    const html = await (await page.context().request.get(page.url().replace(/#.*/, ''))).text();
    expect(await findFaults(page, html)).to.deep.equal([]);
    for (const width of kept ? [1280, 390] : [390]) {
      await page.setViewportSize({ width, height: 900 });
      if (kept) await page.screenshot({ path: `${kept}/${name}-${String(width)}.png`, fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).to.be.at.most(width);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  const press = async (name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> => {
    await tabTo(page, page.getByRole('main').getByRole(role, { name }).first());
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    seconds.steps += 1;
  };
  const type = async (label: string, text: string): Promise<void> => {
    await tabTo(page, page.getByRole('textbox', { name: label }));
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(text);
  };

  it('is planned', async () => {
    await page.goto(`${origin}/office/commission`);
    await press('Nouvelle séance', 'link');
    await type('Jour de la séance', '15/12/2026');
    await type('Lieu', 'Salle Horta');
    await look('plan');
    await press('Planifier la séance');
    id = new URL(page.url()).pathname.split('/').at(-1)!;
  });

  it('takes the ten dossiers at once, in the order that the secretariat wants', async () => {
    await look('empty');
    for (const { body } of dossiers) {
      await tabTo(page, page.getByRole('checkbox', { name: body }).first(), 300);
      await page.keyboard.press('Space');
    }
    await press("Inscrire à l'ordre du jour");
    await look('agenda');
    const orderNow = (): Promise<string[]> =>
      house.db('commission_agenda').where({ session_id: id }).orderBy('position').pluck('case_id');
    const before = await orderNow();
    expect(before).to.have.length(10);
    const third = dossiers.find(({ caseId }) => caseId === before[2])!;
    await press(`Monter : ${third.body}`);
    await press(`Monter : ${third.body}`);
    expect((await orderNow())[0]).to.equal(third.caseId);
    await press("Clore l'ordre du jour");
  });

  it('has an opinion on each, one after the other', async () => {
    await press('Tenir le procès-verbal', 'link');
    await type('Membres présents', 'A. Lambert, présidente');
    await press('Noter les présences');
    const first = (await page.getByRole('rowheader').getByRole('link').first().textContent()) ?? '';
    await press(first, 'link');
    for (let number = 1; number <= 10; number += 1) {
      if (number === 1) await look('opinion');
      // The opinion that the référente proposes is ticked already; every third one is put off.
      if (number % 3 === 0) {
        await tabTo(page, page.getByRole('radio', { name: 'favorable', exact: true }));
        for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowDown');
      }
      await type('Motifs', `Vu le rapport, avis ${String(number)}.`);
      await press('Noter et passer au suivant');
    }
    await look('minutes');
    // The day of the session is there.
    await house.db('commission_sessions').where({ id }).update({ held_on: '2026-11-20', reports_by: '2026-11-20' });
    await press('Clore la séance', 'link');
    await look('close');
    await press('Clore la séance et rendre les avis');
  });

  it('tells each dossier its opinion', async () => {
    const { id: batch } = (await house.db('batches').where({ kind: 'close-commission', key: id }).first('id')) as {
      id: string;
    };
    await workOffItems(house.db, [closeCommission], batch, {
      limit: 100,
      now: () => house.clock.now,
      ring: () => undefined,
      afterItem: () => Promise.resolve(),
    });
    await page.reload();
    await look('held');
    expect(await page.getByText('Les opérateurs lisent leur avis').count()).to.equal(1);
    const outcomes = (await house.db('commission_agenda').where({ session_id: id }).pluck('outcome')) as string[];
    expect(outcomes.filter((one) => one === 'told')).to.have.length(7);
    expect(outcomes.filter((one) => one === 'postponed')).to.have.length(3);
    console.log(`      ${String(seconds.steps)} steps, ${String(Math.round((Date.now() - seconds.begun) / 1000))} s`);
  });
});
