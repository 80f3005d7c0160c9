/** Prints pages of HTML to tagged PDF with one Chromium of its own: no script, no network, one page at a time. */
import { readFileSync, writeFileSync } from 'node:fs';
import { ApplicationFailure } from '@temporalio/common';
import { chromium as driver, type Browser, type BrowserServer } from 'playwright-core';

export type RenderPdf = (html: string) => Promise<Buffer>;
export interface PdfPrinter {
  renderPdf: RenderPdf;
  close(): Promise<void>;
}

interface Chromium {
  path: string;
  args: string[];
}
interface PrinterOptions {
  /** What `findChromium` finds, or the function itself: asked at the first letter, a machine without a browser still does the rest. */
  chromium: Chromium | (() => Promise<Chromium>);
  /** A page that takes longer is given up, and the browser killed. */
  pageTimeoutMs?: number;
  /** After so long without work the browser is stopped; the next letter starts another. */
  idleMs?: number;
}
interface Press {
  server: BrowserServer;
  browser: Browser;
}

/** @returns `renderPdf`, that throws ApplicationFailure `printer-failed` (worth another try) without a word of the letter */
export function createPdfPrinter({ chromium, pageTimeoutMs = 10_000, idleMs = 60_000 }: PrinterOptions): PdfPrinter {
  let press: Promise<Press> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  function start(): Promise<Press> {
    const starting = Promise.resolve(typeof chromium === 'function' ? chromium() : chromium).then(launch);
    press = starting;
    const forget = (): void => {
      if (press === starting) press = undefined;
    };
    starting.then(({ browser }) => {
      browser.on('disconnected', forget);
    }, forget);
    return starting;
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    const standing = press;
    press = undefined;
    await standing?.then(
      ({ server }) => server.kill(),
      () => undefined,
    );
  }

  async function printNow(html: string): Promise<Buffer> {
    clearTimeout(idle);
    try {
      const { browser } = await (press ?? start());
      return await within(pageTimeoutMs, printPage(browser, html));
    } catch {
      await stop();
      // The browser's own message may quote the page.
      throw ApplicationFailure.create({ message: 'the letter could not be printed', type: 'printer-failed' });
    } finally {
      idle = setTimeout(() => {
        void stop();
      }, idleMs);
      idle.unref();
    }
  }

  function renderPdf(html: string): Promise<Buffer> {
    const mine = queue.then(() => printNow(html));
    queue = mine.catch(() => undefined);
    return mine;
  }

  return {
    renderPdf,
    close: async () => {
      await queue;
      await stop();
    },
  };
}

async function launch({ path, args }: Chromium): Promise<Press> {
  // Its signals are the worker's affair: a letter under way is finished before the worker stops.
  const server = await driver.launchServer({
    executablePath: path,
    args,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 20_000,
  });
  standBackToo(server.process().pid);
  try {
    return { server, browser: await driver.connect(server.wsEndpoint(), { timeout: 10_000 }) };
  } catch (error) {
    await server.kill();
    throw error;
  }
}

/** The browser starts a group of processes of its own: it stands back as far as the worker does (Linux, where the kernel has such groups). */
function standBackToo(pid: number | undefined): void {
  try {
    const nice = /nice (-?\d+)/.exec(readFileSync('/proc/self/autogroup', 'utf8'))?.[1];
    if (pid && nice) writeFileSync(`/proc/${String(pid)}/autogroup`, nice);
  } catch {
    // Elsewhere there is nothing to do.
  }
}

async function printPage(browser: Browser, html: string): Promise<Buffer> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    offline: true,
    acceptDownloads: false,
    serviceWorkers: 'block',
  });
  try {
    await context.route('**/*', (route) => route.abort());
    const page = await context.newPage();
    await page.setContent(html, { waitUntil: 'load' });
    return await page.pdf({
      format: 'A4',
      tagged: true,
      outline: true,
      preferCSSPageSize: true,
      printBackground: true,
    });
  } finally {
    await context.close();
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('too long'));
    }, ms);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
