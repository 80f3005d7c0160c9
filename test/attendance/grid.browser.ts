import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { loadMonth } from '../../db/attendance/month.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { monthOf } from '../../domain/quarter.ts';
import { enter, type Actor } from '../support/actor.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

/** Its quarter is not open: nobody of the demonstration writes there. */
const facilityId = stableId('facility bout-choux');

describe('the grid of a month of attendance', function () {
  this.timeout(120_000);
  let house: RunningHouse;
  let month: string;
  let address: string;
  let nathalie: Actor;
  before(async () => {
    house = await openRunningHouse();
    month = monthOf(house.today());
    address = `/pro/facilities/${facilityId}/attendance/${month}`;
    for (const user of ['admin-petits-chenes', 'data-chenes'])
      await house.db.raw(
        "insert into grants (user_id, organising_body_id, role, valid_from) select ?, organising_body_id, 'administrator', '2020-01-01' from facilities where id = ?",
        [stableId(`user ${user}`), facilityId],
      );
    await house.db.raw(
      `insert into attendance_rows (id, facility_id, month, position, family_name, first_name, born_on, entered_on)
       select md5('grid ' || n)::uuid, ?, ?, n, 'Famille ' || n, 'Enfant', '2025-03-04', '2025-09-01' from generate_series(1, 60) n`,
      [facilityId, `${month}-01`],
    );
    nathalie = await enter(house, 'Nathalie Servais');
    await open(nathalie);
  });
  after(async () => {
    // The line is cut on purpose.
    expect(house.complaints.filter((one) => !/net::ERR_(?:INTERNET_DISCONNECTED|FAILED)/.test(one))).to.deep.equal([]);
    expect(house.pageFaults).to.deep.equal([]);
    await house.close();
  });

  async function open(actor: Actor): Promise<void> {
    await actor.open(address);
    await actor.page.waitForSelector('[data-ready]');
  }
  const cell = (page: Page, row: number, day: number) =>
    page.locator(`.tabulator-row[data-row="${String(row)}"] [tabulator-field="n${String(day)}"]`);
  const saved = (page: Page): Promise<unknown> =>
    page.waitForFunction(
      () =>
        document.querySelector('[data-status]')?.textContent?.startsWith('Enregistré') &&
        document.querySelector('.waits') === null,
    );
  const cells = async (row: number): Promise<readonly string[]> =>
    (await loadMonth(house.db, { facilityId, month })).rows[row]!.cells;
  const paste = (page: Page, text: string): Promise<void> =>
    page.evaluate((content) => {
      const data = new DataTransfer();
      data.setData('text/plain', content);
      document.activeElement!.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, text);
  /** « Famille 3 Enfant, mardi 4 : présence » of the cell that has the focus. */
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

  const focus = (page: Page, who: string): Promise<unknown> =>
    page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label')?.startsWith(name), who);

  it('is written in by the keyboard as a spreadsheet is', async () => {
    const { page } = nathalie;
    await cell(page, 0, 1).click();
    await page.keyboard.type('p');
    await page.keyboard.press('Enter');
    await page.keyboard.type('1/2');
    await page.keyboard.press('Tab');
    await page.keyboard.type('aj');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).to.match(/^Famille 3 Enfant, \S+ 2 : vide$/);
    await page.keyboard.press('F2');
    await page.keyboard.type('ai');
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await page.keyboard.press('Control+ArrowDown');
    await focus(page, 'Famille 60 Enfant');
    await page.keyboard.press('Control+Home');
    await focus(page, 'Famille 1 Enfant');
    expect(await focused(page)).to.match(/ 1 : présence/);
    await saved(page);
    expect(await cells(0)).to.include('P');
    expect((await cells(1)).slice(0, 2)).to.deep.equal(['½P', 'AJ']);
    expect((await cells(2)).join('')).to.equal('');
  });

  it('erases a range, and does and undoes', async () => {
    const { page } = nathalie;
    await cell(page, 0, 1).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Delete');
    await saved(page);
    expect((await cells(0)).join('') + (await cells(1)).join('')).to.equal('');
    await page.keyboard.press('Control+z');
    await saved(page);
    expect([(await cells(0))[0], ...(await cells(1)).slice(0, 2)]).to.deep.equal(['P', '½P', 'AJ']);
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+z');
    await saved(page);
    expect((await cells(1))[1]).to.equal('AJ');
  });

  it('takes a block of 31 lines and 20 columns from Excel, and gives one back', async () => {
    const { page } = nathalie;
    await cell(page, 4, 3).click();
    await paste(page, Array.from({ length: 31 }, () => Array.from({ length: 20 }, () => 'p').join('\t')).join('\r\n'));
    await saved(page);
    for (const row of [4, 20, 34])
      expect(
        (await cells(row)).filter((text) => text === 'P'),
        String(row),
      ).to.have.lengthOf(20);
    expect((await cells(35)).join('')).to.equal('');
    await cell(page, 1, 1).click();
    await page.keyboard.press('Shift+ArrowRight');
    const copied = await page.evaluate(() => {
      const data = new DataTransfer();
      document.activeElement!.dispatchEvent(
        new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
      );
      return data.getData('text/plain');
    });
    expect(copied).to.equal('½P\tAJ');
  });

  it('says what is wrong on the cell, and mends it', async () => {
    const { page } = nathalie;
    await cell(page, 2, 2).click();
    await page.keyboard.type('zz');
    await page.keyboard.press('Enter');
    const line = page.locator('[data-points-list] li', { hasText: "« zz » n'est pas un code connu" });
    await line.waitFor();
    expect(await cell(page, 2, 2).getAttribute('class')).to.include('wrong');
    await line.getByRole('button', { name: /^Mettre AI/ }).click();
    await line.waitFor({ state: 'detached' });
    await saved(page);
    expect((await cells(2))[1]).to.equal('AI');
  });

  it('shows what another person writes within seconds, and both values where two wrote at once', async () => {
    const other = await enter(house, 'Olivier Wauters');
    await open(other);
    await cell(other.page, 3, 9).click();
    await other.page.keyboard.type('aj');
    await other.page.keyboard.press('Enter');
    await saved(other.page);
    await nathalie.page.waitForFunction(
      () => document.querySelector('.tabulator-row[data-row="3"] [tabulator-field="n9"]')?.textContent === 'AJ',
    );
    // Both at once: the first one stands, the second is asked.
    await nathalie.page.context().setOffline(true);
    await cell(nathalie.page, 3, 10).click();
    await nathalie.page.keyboard.type('p');
    await nathalie.page.keyboard.press('Enter');
    await cell(other.page, 3, 10).click();
    await other.page.keyboard.type('ai');
    await other.page.keyboard.press('Enter');
    await saved(other.page);
    await nathalie.page.context().setOffline(false);
    const choice = nathalie.page.locator('[data-choice] li');
    await choice.waitFor();
    expect(await choice.innerText()).to.match(/vous avez écrit P ; Olivier Wauters a mis AI à \d\d:\d\d/);
    expect((await cells(3))[9]).to.equal('AI');
    await choice.getByRole('button', { name: /^Garder P/ }).click();
    await saved(nathalie.page);
    expect((await cells(3))[9]).to.equal('P');
    await other.page.context().close();
  });

  it('keeps what was typed off line, over a reload, and sends it when the line is back', async () => {
    const { page } = nathalie;
    const context = page.context();
    await context.setOffline(true);
    await cell(page, 5, 25).click();
    for (let count = 0; count < 12; count += 1) {
      await page.keyboard.type('aj');
      await page.keyboard.press('Enter');
    }
    await page.waitForFunction(() =>
      document.querySelector('[data-status]')?.textContent?.startsWith('Hors connexion : 12 cellules en attente'),
    );
    expect((await cells(5))[24]).not.to.equal('AJ');
    // The page is loaded again, but nothing can be saved yet.
    await page.route('**/cells', (route) => route.abort());
    await context.setOffline(false);
    await page.reload();
    await page.waitForSelector('[data-ready]');
    expect(await cell(page, 5, 25).textContent()).to.equal('AJ');
    await page.unroute('**/cells');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await saved(page);
    for (const row of [5, 16]) expect((await cells(row))[24], String(row)).to.equal('AJ');
  });

  it('belongs to who typed: signing out leaves nothing on the machine', async () => {
    const { page } = nathalie;
    await page.route('**/cells', (route) => route.abort());
    await cell(page, 0, 20).click();
    await page.keyboard.type('ai');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() =>
      document.querySelector('[data-status]')?.textContent?.startsWith('Hors connexion'),
    );
    page.once('dialog', (dialog) => void dialog.accept());
    await page.locator('.user-menu summary').click();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.waitForURL(/signed-out|sign-in/);
    await page.unroute('**/cells');
    const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(left).not.to.include('pro-one-attendance');
  });
});
