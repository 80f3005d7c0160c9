/** The pages of after-school places, of their attendance and of their agreement in a browser: for everybody, on a narrow window too. */
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';
import { findFaults } from '../support/check-page.ts';

const envol = stableId('facility mercredis-envol');
const body = stableId('body mercredis');
const sections = ['project', 'programme', 'places', 'premises', 'staff', 'documents'];
const pages: readonly (readonly [who: string, path: string])[] = [
  ['Samira Benali', '/pro/after-school'],
  ['Samira Benali', '/pro/after-school?q=introuvable'],
  ['Samira Benali', `/pro/after-school/${envol}`],
  ['Samira Benali', `/pro/after-school/${envol}?edit=new`],
  ['Samira Benali', `/pro/after-school/${envol}/leader`],
  ['Samira Benali', `/pro/after-school/${envol}/history`],
  ['Samira Benali', '/pro/after-school/calendar'],
  ['Samira Benali', '/pro/after-school/attendance'],
  ['Samira Benali', `/pro/after-school/${envol}/attendance/2026-11`],
  ['Samira Benali', `/pro/after-school/${envol}/attendance/2026-09`],
  ['Samira Benali', '/pro/after-school/import'],
  ['Samira Benali', `/pro/after-school/${envol}/import`],
  ['Karine Lejeune', `/office/after-school/${envol}/attendance/2026-11`],
  ['Samira Benali', '/pro/agreement'],
  ['Samira Benali', `/pro/agreement/hours/${body}`],
  ['Samira Benali', '/pro/agreement-renewal/:agreement'],
  ...sections.map((section) => ['Samira Benali', `/pro/agreement-renewal/:agreement/dossier/${section}`] as const),
  ['Claire Mertens', `/office/agreement-hours/${body}`],
  ['Claire Mertens', '/office/agreement-renewal/:agreement'],
  ...['examine', 'give-report', 'ask-complement', 'dossier/staff'].map(
    (page) => ['Claire Mertens', `/office/agreement-renewal/:agreement/${page}`] as const,
  ),
  ['Claire Mertens', '/office/commission/new'],
  ['Claire Mertens', '/office/commission/:session/edit'],
  ['Claire Mertens', '/office/commission/:session/cancel'],
];

describe('the pages of after-school care in a browser', function () {
  this.timeout(400_000);
  let served: Awaited<ReturnType<typeof serveHouse>>;
  let browser: Browser;
  const ids: Record<string, string> = {};
  before(async () => {
    served = await serveHouse();
    browser = await openBrowser();
    const { db } = served.house;
    const agreement = { slug: 'agreement-renewal', subject_id: body, status: 'examination' };
    ids.agreement = ((await db('cases').where(agreement).first('id')) as { id: string }).id;
    ids.session = ((await db('commission_sessions').where({ status: 'planned' }).first('id')) as { id: string }).id;
  });
  after(async () => {
    await browser.close();
    await served.close();
  });

  for (const [who, path] of pages)
    it(`hold ${path.replaceAll(/[0-9a-f-]{36}/g, ':id')} to the rules of accessibility and of HTML (${who})`, async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-BE' });
      context.setDefaultTimeout(60_000);
      await carrySession(context, await served.house.as(who), served.origin);
      const page = await context.newPage();
      const answer = await page.goto(
        served.origin + path.replace(/:(agreement|session)/, (_, name: string) => ids[name]!),
      );
      expect(answer!.status()).to.equal(200);
      expect(await findFaults(page, await answer!.text())).to.deep.equal([]);
      await context.close();
    });
});
