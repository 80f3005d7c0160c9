/** A person of the demonstration at a browser: signs in through the real pages, and does by clicks what people do. */
import { expect } from 'chai';
import type { BrowserContextOptions, Locator, Page, Response } from 'playwright-core';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { findFaults, isFirstToSee, patternOf } from './check-page.ts';
import { persons } from './persons.ts';
import type { RunningHouse } from './running-house.ts';
import { csrfTokenOf } from './sign-in.ts';
import { fieldIn, textOf } from './html.ts';

/** Acts bind for a quarter of an hour after the sign-in; a little less, so that no click falls between. */
const stillRecent = 14 * 60_000;

export interface Actor {
  name: string;
  page: Page;
  /** Goes to an address of the portal, signing in on the way when that is asked. */
  open(path: string): Promise<void>;
  /** Clicks a button, or the link of that name, and waits for the page it leads to. */
  press(name: string | RegExp, within?: Locator): Promise<void>;
  /** Clicks what opens a window of its own, and reads what stands there. */
  peeks(name: string): Promise<string>;
  type(values: Record<string, string>, within?: Locator): Promise<void>;
  /** Ticks the radio or the box of that label. */
  choose(...labels: string[]): Promise<void>;
  /** Opens the case, presses the button of the act, fills its form, sends it. */
  does(caseId: string, action: string, fill?: () => Promise<void>): Promise<void>;
  /** The same act without the clicks: its form is fetched and posted. For paths that another journey has clicked. */
  posts(caseId: string, action: string, fields?: Record<string, string>): Promise<void>;
  /** Chooses a file; the next button of the form sends it. */
  attach(label: string | RegExp, file: { name: string; title: string }): Promise<void>;
  reads(text: string | RegExp): Promise<void>;
  text(): Promise<string>;
  download(name: string | RegExp): Promise<Buffer>;
}

/**
 * @param slug of the procedure whose acts are done
 * @param checked false leaves out what every page must stand (without script it cannot be looked at)
 * @throws when nobody of the demonstration is called so
 */
export async function enter(
  house: RunningHouse,
  name: string,
  {
    means = 'itsme',
    slug = 'authorisation-adaptation',
    ...options
  }: { means?: 'itsme' | 'eID'; slug?: string } & BrowserContextOptions = {},
): Promise<Actor> {
  const identity = persons.find((one) => one.name === name);
  if (!identity) throw new Error(`nobody called ${name} in the demonstration`);
  const portal = identity.portal === 'pro' ? '/pro' : '/office';
  const context = await house.browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'fr-BE',
    ...options,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  let signedInAt = -Infinity;
  let last: Response | undefined;

  context.on('request', (request) => {
    if (request.url().startsWith(house.address)) house.visited.add(request.url());
  });
  page.on('response', (response) => {
    if ((response.request().isNavigationRequest() && response.status() < 300) || response.status() >= 400)
      last = response;
  });
  // Of the windows that open beside, too.
  context.on('console', (message) => {
    if (message.type() === 'error' && !/status of (4|5)\d\d/.test(message.text()))
      house.complaints.push(`${message.page()?.url() ?? ''}: ${message.text()}`);
  });
  context.on('weberror', (error) => {
    house.complaints.push(`${error.page()?.url() ?? ''}: ${error.error().message}`);
  });

  async function look(): Promise<void> {
    if (options.javaScriptEnabled === false || !page.url().startsWith(house.address)) return;
    const pattern = patternOf(page.url(), last?.status() ?? 200);
    if (!isFirstToSee(`${identity!.role} ${pattern}`)) return;
    const html = last?.headers()['content-type']?.startsWith('text/html')
      ? await last.text().catch(() => undefined)
      : undefined;
    house.pageFaults.push(
      ...(await findFaults(page, html)).map((fault) => `${pattern}, seen by ${identity!.role}: ${fault}`),
    );
    house.pagesChecked += 1;
  }

  async function signIn(): Promise<void> {
    if (page.url().includes('/sign-in')) {
      await look();
      await page.getByRole('link', { name: `Connexion avec ${means}` }).click();
    } else {
      await page.goto(`${house.address}/sign-in/start?means=${means === 'eID' ? 'eid' : 'itsme'}`);
    }
    await identify();
  }
  /** At the provider, who asks only once; then back at the portal. */
  async function identify(): Promise<void> {
    await page.waitForLoadState();
    if (page.url().includes('/fas/identification/')) {
      await page.getByLabel(means === 'eID' ? /eID/ : 'itsme').check();
      await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
      await page.waitForURL(`${house.address}/**`);
    }
    signedInAt = house.now();
  }
  /** A page that waits for something (`data-refresh`) may load itself anew at that very moment, or be sent to the door: then it is asked for once more. */
  async function goTo(path: string): Promise<void> {
    await page.goto(house.address + path).catch(async (fault: unknown) => {
      if (!/net::ERR_ABORTED|interrupted by another navigation/.test(String(fault))) throw fault;
      await page.waitForLoadState();
      await page.goto(house.address + path);
    });
  }
  async function open(path: string): Promise<void> {
    await goTo(path);
    if (new URL(page.url()).pathname === '/sign-in') await signIn();
    if (house.now() - signedInAt > stillRecent) {
      await signIn();
      await goTo(path);
    }
    await look();
  }
  async function press(label: string | RegExp, within: Locator = page.locator('body')): Promise<void> {
    const exact = typeof label === 'string';
    const button = within.getByRole('button', { name: label, exact });
    const target =
      (await button.count()) > 0 ? button.first() : within.getByRole('link', { name: label, exact }).first();
    await Promise.all([page.waitForEvent('domcontentloaded'), target.click()]);
    await page.waitForLoadState();
    if (page.url().includes('/fas/identification/')) await identify();
    await look();
  }
  const base = (caseId: string): string => `${portal}/${slug}/${caseId}`;

  return {
    name,
    page,
    open,
    press,
    async peeks(label) {
      const [beside] = await Promise.all([
        page.waitForEvent('popup'),
        page.getByRole('button', { name: label, exact: true }).click(),
      ]);
      await beside.waitForLoadState();
      const said = plainText(await beside.locator('body').innerText());
      await beside.close();
      return said;
    },
    async type(values, within = page.locator('main')) {
      for (const [label, value] of Object.entries(values))
        await within.getByLabel(label, { exact: false }).first().fill(value);
    },
    async choose(...labels) {
      for (const label of labels) await page.getByLabel(label, { exact: true }).check();
    },
    async does(caseId, action, fill) {
      if (new URL(page.url()).pathname !== base(caseId) || house.now() - signedInAt > stillRecent)
        await open(base(caseId));
      else {
        await page.reload();
      }
      await page
        .locator(
          `#actions a[href$="/${action}"], #actions a[href*="/${action}?"], #actions form[action$="/${action}"] button`,
        )
        .first()
        .click();
      await page.waitForURL(({ pathname }) => pathname.endsWith(`/${caseId}/${action}`));
      await look();
      await fill?.();
      await press(await page.locator('main form[data-warn-leave] .button-row button[type=submit]').first().innerText());
      expect(new URL(page.url()).pathname, await main(page)).to.equal(base(caseId));
    },
    async posts(caseId, action, fields = {}) {
      if (house.now() - signedInAt > stillRecent) await open(portal);
      const url = `${house.address}${base(caseId)}/${action}`;
      const html = await (await context.request.get(url)).text();
      const answer = await context.request.post(url, {
        form: { _csrf: csrfTokenOf(html), token: fieldIn(html, 'token'), version: fieldIn(html, 'version'), ...fields },
        headers: { Origin: house.address },
        maxRedirects: 0,
      });
      if (answer.status() !== 303)
        throw new Error(`${action} by ${name}: ${String(answer.status())} ${plain(await answer.text())}`);
    },
    async attach(label, { name: file, title }) {
      await page
        .getByLabel(label)
        .setInputFiles({ name: file, mimeType: 'application/pdf', buffer: makePdf(title, ['Document de test.']) });
    },
    async reads(text) {
      const said = await main(page);
      if (typeof text === 'string' ? !said.includes(text) : !text.test(said))
        throw new Error(`${name} does not read ${String(text)} on ${page.url()}:\n${said}`);
    },
    text: () => main(page),
    async download(label) {
      const href = await page.getByRole('link', { name: label }).first().getAttribute('href');
      const answer = await context.request.get(`${house.address}${href ?? ''}`);
      expect(answer.status()).to.equal(200);
      return answer.body();
    },
  };
}

/** What stands on the page, with ordinary spaces. */
const main = async (page: Page): Promise<string> => plainText(await page.locator('main').innerText());
const plainText = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/[ \t]+/g, ' ');
const plain = (html: string): string => textOf(html.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '')).slice(0, 800);
