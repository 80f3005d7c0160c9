/** A person without a mouse: the Tab key until the thing has the focus, then the keys that act on it. */
import type { Locator, Page } from 'playwright-core';

/** @throws when the focus never gets there (a trap, or something that only a mouse can reach), or stops where nobody sees it */
export async function tabTo(page: Page, target: Locator, most = 150): Promise<void> {
  await target.waitFor();
  for (let n = 0; n < most; n += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    let unseen = await unseenFocus(page);
    // A text area scrolls into the window with the next frames: late ones, on a busy machine.
    for (let more = 0; unseen && more < 100; more += 1) {
      await page.waitForTimeout(50);
      unseen = await unseenFocus(page);
    }
    if (unseen) throw new Error(`the focus is not seen on ${page.url()}: ${unseen}`);
  }
  throw new Error(`the focus does not reach ${String(target)} on ${page.url()}`);
}

/** What has the focus, when it lies outside the window or nothing on or around it shows that it has it. */
const unseenFocus = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return undefined;
    // A box may be drawn by its label, a tile around its link.
    const drawn = element instanceof HTMLInputElement ? [...(element.labels ?? []), element.nextElementSibling] : [];
    const seen = [element, ...drawn, element.parentElement].some(
      (one) =>
        one !== null &&
        [...one.getClientRects()].some(
          ({ width, height, top, bottom, left, right }) =>
            width * height > 50 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
        ) &&
        [undefined, '::before', '::after'].some((pseudo) => {
          const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one, pseudo);
          const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
          return outlined || (boxShadow !== 'none' && one !== element.parentElement);
        }),
    );
    return seen ? undefined : element.outerHTML.slice(0, 200);
  });

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
