/** A person without a mouse: the Tab key until the thing has the focus, then the keys that act on it. */
import type { Locator, Page } from 'playwright-core';

/** @throws when the focus never gets there: a trap, or something that only a mouse can reach */
export async function tabTo(page: Page, target: Locator, most = 150): Promise<void> {
  await target.waitFor();
  for (let n = 0; n < most; n += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the focus does not reach ${String(target)} on ${page.url()}`);
}

/** Types into fields by label. */
export async function typeInto(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    await tabTo(page, page.locator('main').getByLabel(label).first());
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(value);
  }
}

/** Reaches a link or a button and presses Enter; waits for the page it leads to. */
export async function enterOn(page: Page, name: string | RegExp): Promise<void> {
  const exact = typeof name === 'string';
  await tabTo(page, page.getByRole('button', { name, exact }).or(page.getByRole('link', { name, exact })).first());
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
  await page.waitForLoadState();
}
