import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { findChromium } from '../../local/chromium.ts';
import { openHouse, type House } from './house.ts';

export async function openBrowser(): Promise<Browser> {
  const { path, args } = await findChromium();
  return chromium.launch({ executablePath: path, args });
}

/** The browser carries the session of somebody who is signed in. @param cookie for the header `Cookie` */
export async function carrySession(context: BrowserContext, { cookie }: { cookie: string }, url: string) {
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url }]);
}

/** A house behind a socket, which knows the address that browsers reach it by: what it redirects to, and whom it takes forms from. */
export async function serveHouse(): Promise<{ house: House; origin: string; close: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const house = await openHouse({ publicUrl: origin });
  server.on('request', house.app);
  return {
    house,
    origin,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => {
        server.close(closed);
      });
      await house.close();
    },
  };
}
