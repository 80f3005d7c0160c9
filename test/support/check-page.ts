/** What every page must stand: accessibility rules (WCAG 2.2 AA, by axe), valid HTML, and no sideways scrolling on a narrow window. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { FileSystemConfigLoader, HtmlValidate, version as validatorVersion } from 'html-validate';
import type { Page } from 'playwright-core';
import { noteLook } from './looked-at.ts';

const validator = new HtmlValidate(new FileSystemConfigLoader());
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const narrow = 320;

/** What axe finds wrong with a page as it is shown, in words. */
export async function findViolations(page: Page): Promise<string[]> {
  // The other way opens a window for each page, to bring together what frames say: there are none.
  const { violations, testEngine } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(tags)
    .setLegacyMode(true)
    .analyze();
  noteLook({
    tool: testEngine.name,
    version: testEngine.version,
    page: patternOf(page.url(), 200),
    broken: violations.map(({ id }) => id),
  });
  return violations.map(
    ({ id, nodes }) =>
      `axe ${id}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html)
        .join(' | ')}`,
  );
}

/** What is not valid in a page as the web sent it. @param page its address, where it is known */
export async function findHtmlFaults(html: string, page?: string): Promise<string[]> {
  const { results } = await validator.validateString(html, 'views/page.html');
  // Without an address it is what a browser has written, or a piece: nothing that the statement speaks of.
  if (page !== undefined)
    noteLook({
      tool: 'html-validate',
      version: validatorVersion,
      page: patternOf(page, 200),
      broken: results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)),
    });
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `html ${ruleId}: ${message} (line ${String(line)})`),
  );
}

/**
 * Everything that is wrong with a page, in words.
 * @param html as the web sent it; what a browser makes of it is written in its own way
 */
export async function findFaults(page: Page, html: string | undefined): Promise<string[]> {
  const faults = await findViolations(page);
  if (html !== undefined) faults.push(...(await findHtmlFaults(html, page.url())));
  const size = page.viewportSize();
  if (size) {
    await page.setViewportSize({ width: narrow, height: 640 });
    const { width, because } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      because: [...document.querySelectorAll('main *, header *, footer *')]
        .filter(
          (element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.table-wrap *'),
        )
        .slice(0, 3)
        .map((element) => element.outerHTML.slice(0, 120)),
    }));
    if (width > narrow)
      faults.push(`${String(width)} px wide in a window of ${String(narrow)} px: ${because.join(' | ')}`);
    await page.setViewportSize(size);
  }
  return faults;
}

/** `/pro/authorisation-adaptation/:id/withdraw`, with the answer's status where it is not 200. */
export const patternOf = (url: string, status: number): string =>
  new URL(url).pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, ':id') +
  (status === 200 ? '' : ` ${String(status)}`);

const known = new Set<string>();
/** True once for each key and run, whichever process asks: a page that one journey has checked needs no second look. */
export function isFirstToSee(key: string): boolean {
  if (known.has(key)) return false;
  known.add(key);
  if (!process.env.PRO_ONE_TEST_RUN) return true;
  const directory = path.join(process.env.PRO_ONE_TEST_RUN, 'pages-seen');
  mkdirSync(directory, { recursive: true });
  try {
    closeSync(openSync(path.join(directory, encodeURIComponent(key)), 'wx'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}
