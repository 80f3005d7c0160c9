/** The grid under a hostile, hurried hand: blocks that do not fit, a slow line, a session that is over, a month that is sent meanwhile. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { loadMonth } from '../../db/attendance/month.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { monthOf } from '../../domain/quarter.ts';
import { enter, type Actor } from '../support/actor.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const facilityId = stableId('facility bout-choux');
const children = 500;

describe('the grid of a month, under a hurried hand', function () {
  this.timeout(180_000);
  let house: RunningHouse;
  let month: string;
  let address: string;
  let nathalie: Actor;
  let page: Page;
  before(async () => {
    house = await openRunningHouse();
    month = monthOf(house.today());
    address = `/pro/facilities/${facilityId}/attendance/${month}`;
    await house.db.raw(
      "insert into grants (user_id, organising_body_id, role, valid_from) select ?, organising_body_id, 'administrator', '2020-01-01' from facilities where id = ?",
      [stableId('user admin-petits-chenes'), facilityId],
    );
    await house.db.raw(
      `insert into attendance_rows (id, facility_id, month, position, family_name, first_name, born_on, entered_on)
       select md5('hurried ' || n)::uuid, ?, ?, n, 'Famille ' || n, 'Enfant', '2025-03-04', '2025-09-01' from generate_series(1, ?::int) n`,
      [facilityId, `${month}-01`, children],
    );
    nathalie = await enter(house, 'Nathalie Servais');
    await nathalie.open(address);
    ({ page } = nathalie);
    await page.waitForSelector('[data-ready]');
  });
  after(async () => {
    expect(house.pageFaults).to.deep.equal([]);
    await house.close();
  });

  const cell = (row: number, day: number) =>
    page.locator(`.tabulator-row[data-row="${String(row)}"] [tabulator-field="n${String(day)}"]`);
  const saved = (): Promise<unknown> =>
    page.waitForFunction(
      () =>
        document.querySelector('[data-status]')?.textContent?.startsWith('Enregistré') &&
        document.querySelector('.waits') === null,
      undefined,
      { timeout: 60_000 },
    );
  const status = (): Promise<string> => page.locator('[data-status]').innerText();
  const says = (text: string): Promise<unknown> =>
    page.waitForFunction((said) => document.querySelector('[data-status]')?.textContent?.includes(said), text);
  const stands = async (row: number): Promise<readonly string[]> =>
    (await loadMonth(house.db, { facilityId, month })).rows[row]!.cells;
  const paste = (text: string): Promise<void> =>
    page.evaluate((content) => {
      const data = new DataTransfer();
      data.setData('text/plain', content);
      document.activeElement!.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, text);
  const toTop = async (): Promise<void> => {
    await page.keyboard.press('Control+Home');
    await cell(0, 1).waitFor();
  };

  it('takes what fits of 600 lines of 40 columns, faults and all, and says how much did not', async () => {
    await cell(0, 1).click();
    const line = ['p', '0,5', '1/2', 'aj', '½ aj', 'ZZ', ...Array.from({ length: 34 }, () => '1')].join('\t');
    await paste(Array.from({ length: 600 }, () => line).join('\r\n'));
    await saved();
    expect(await page.locator('[data-told]').innerText()).to.match(
      /^\d+ cellules collées, Ctrl\+Z défait\. \d+ cellules hors de la grille sont laissées\.$/,
    );
    for (const row of [0, 250, 499])
      expect((await stands(row)).slice(0, 7), String(row)).to.deep.equal(['P', '½P', '½P', 'AJ', '½AJ', 'ZZ', 'P']);
    expect(await page.locator('[data-points-title]').innerText()).to.match(/À corriger \(\d+\)/);
  });

  it('undoes all of it after it was saved, and does it again', async () => {
    await toTop();
    await page.keyboard.press('Control+z');
    await saved();
    for (const row of [0, 499]) expect((await stands(row)).join('')).to.equal('');
    await page.keyboard.press('Control+y');
    await saved();
    expect((await stands(499))[3]).to.equal('AJ');
    await page.keyboard.press('Control+z');
    await saved();
  });

  it('keeps every key on a line of three seconds', async () => {
    await page.route('**/cells', async (route) => {
      await new Promise((later) => setTimeout(later, 3000));
      await route.continue();
    });
    await toTop();
    await cell(0, 1).click();
    for (const typed of ['p', 'aj', 'ai', 'p', '0,5']) {
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
    }
    // The first one once more, while it is on its way.
    await toTop();
    await page.keyboard.type('ai');
    await page.keyboard.press('Enter');
    await page.unrouteAll({ behavior: 'wait' });
    await saved();
    const first = await Promise.all([0, 1, 2, 3, 4].map(async (row) => (await stands(row))[0]));
    expect(first).to.deep.equal(['AI', 'AJ', 'AI', 'P', '½P']);
    expect(await page.locator('[data-choice] li').count()).to.equal(0);
  });

  it('saves nothing twice where an answer was lost on its way back', async () => {
    let lost = 0;
    await page.route('**/cells', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await toTop();
    await cell(6, 2).click();
    await page.keyboard.type('aj');
    await page.keyboard.press('Enter');
    await says('Hors connexion');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await saved();
    await page.unrouteAll({ behavior: 'wait' });
    expect((await stands(6))[1]).to.equal('AJ');
    expect(await page.locator('[data-choice] li').count()).to.equal(0);
  });

  it('is as it was after « back » and « forward », and at twice the size', async () => {
    await page.goto(`${new URL(page.url()).origin}${address}/import`);
    await page.goBack();
    await page.waitForSelector('[data-ready]');
    expect(await cell(6, 2).innerText()).to.equal('AJ');
    await page.setViewportSize({ width: 640, height: 450 });
    await cell(1, 1).click();
    await page.keyboard.press('End');
    const seen = await page.evaluate(() => {
      const at = document.activeElement!.getBoundingClientRect();
      return at.width > 0 && at.left >= 0 && at.right <= innerWidth;
    });
    expect(seen).to.equal(true);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('waits for who signs in again where the session is over, and loses nothing', async () => {
    await toTop();
    await page.context().setOffline(true);
    await cell(7, 2).click();
    await page.keyboard.type('ai');
    await page.keyboard.press('Enter');
    await says('Hors connexion');
    await house.db('sessions').delete();
    await page.context().setOffline(false);
    await says('se reconnecter');
    expect((await stands(7))[1]).to.equal('');
    // The other tab.
    await nathalie.open(address);
    await page.waitForSelector('[data-ready]');
    await saved();
    expect((await stands(7))[1]).to.equal('AI');
  });

  it('says at once that a colleague has sent the month, and takes no more', async () => {
    await toTop();
    await house
      .db('attendance_months')
      .insert({ facility_id: facilityId, month: `${month}-01`, sent: true })
      .onConflict(['facility_id', 'month'])
      .merge(['sent']);
    await cell(8, 2).click();
    await page.keyboard.type('p');
    await page.keyboard.press('Enter');
    await says('envoyé');
    expect((await stands(8))[1]).to.equal('');
    await page.keyboard.type('p');
    await page.keyboard.press('Enter');
    expect(await status()).to.include('envoyé');
  });
});
