/** The grid in a real Chromium: how long until it can be written in, and until a cell is with the server. */
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../local/chromium.ts';
import type { Month } from '../domain/quarter.ts';
import { carrySession } from '../test/support/browser.ts';
import { insertMonth, type Encoder } from './attendance-world.ts';
import type { BenchHouse } from './house.ts';
import { summary, type Measured } from './measure.ts';

const opened = 8;
const typed = 50;

export async function measureGrid(
  house: BenchHouse,
  encoder: Encoder,
  month: Month,
): Promise<{ usable: Measured; saved: Measured }> {
  await insertMonth(house, encoder, month);
  await house.db.raw('analyze attendance_rows');
  const { path, args } = await findChromium();
  const browser = await chromium.launch({ executablePath: path, args });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    await carrySession(context, encoder.session, house.publicUrl);
    const page = await context.newPage();
    const waits: number[] = [];
    for (let count = 0; count <= opened; count += 1) {
      const waited = await openGrid(page, house.publicUrl, encoder.path);
      // The first one is not told: files that the browser keeps, code that it has not met yet.
      if (count > 0) waits.push(waited);
    }
    return { usable: summary(waits, 0), saved: summary(await typeCells(page, house, encoder), 0) };
  } finally {
    await browser.close();
  }
}

/** From the click on « the month » of another page, until its cells take what is typed. */
async function openGrid(page: Page, publicUrl: string, path: string): Promise<number> {
  await page.goto(`${publicUrl}${path}/import`);
  const link = page.locator(`a[href="${path}"]`).first();
  await link.waitFor();
  const from = performance.now();
  await link.click({ noWaitAfter: true });
  await page.waitForSelector('[data-attendance-grid][data-ready]');
  await page.locator('[tabulator-field="n1"][aria-label]').first().waitFor();
  return performance.now() - from;
}

interface Marked {
  typed: number;
  /** It has been seen to wait. */
  waited: boolean;
  saved: number;
}

/** From the last key until the page says that it is saved; the server is then asked whether it is. */
async function typeCells(page: Page, house: BenchHouse, { facilityId }: Encoder): Promise<number[]> {
  const waits: number[] = [];
  // In the page itself: a mark is timed where it appears, not where somebody looks next.
  await page.evaluate(() => {
    const marked: Marked = { typed: 0, waited: false, saved: 0 };
    Object.assign(globalThis, { marked });
    new MutationObserver(() => {
      if (document.querySelector('.tabulator-cell.waits') !== null) marked.waited = true;
      else if (marked.waited && marked.saved === 0) marked.saved = performance.now();
    }).observe(document.querySelector('[data-attendance-grid]')!, {
      subtree: true,
      attributes: true,
      attributeFilter: ['class'],
    });
    document.addEventListener(
      'keydown',
      ({ key }) => {
        if (key === 'Enter') Object.assign(marked, { typed: performance.now(), waited: false, saved: 0 });
      },
      { capture: true },
    );
  });
  await page.locator('.tabulator-row[data-row="0"] [tabulator-field="n1"]').click();
  for (let count = 0; count < typed; count += 1) {
    const code = (await firstCell(house, facilityId, count + 1)) === 'AI' ? 'aj' : 'ai';
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    const waited = await page.waitForFunction(() => {
      const { typed: from, saved } = (globalThis as unknown as { marked: Marked }).marked;
      return saved > 0 ? saved - from : false;
    });
    waits.push((await waited.jsonValue()) as number);
    if ((await firstCell(house, facilityId, count + 1)) !== code.toUpperCase())
      throw new Error(`line ${String(count + 1)} is marked and not saved`);
    // Somebody reads the next name.
    await page.waitForTimeout(100);
  }
  return waits;
}

async function firstCell({ db }: BenchHouse, facilityId: string, position: number): Promise<string | undefined> {
  const row = (await db('attendance_rows').where({ facility_id: facilityId, position }).first('cells')) as {
    cells: string[];
  };
  return row.cells[0];
}
