import { expect } from 'chai';
import express from 'express';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { type Browser, type Page } from 'playwright-core';
import { readAccessibilityCheck } from '../../api/public-pages/accessibility-check.ts';
import { createAssets } from '../../api/static.ts';
import { createViews } from '../../api/views.ts';
import { findHtmlFaults, findViolations } from '../support/check-page.ts';
import { openBrowser } from '../support/browser.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";
const pages = ['style-guide', 'aide', 'vie-privee', 'accessibilite', 'contact'];
const errors = ['403', '404', '409', '413', '422', '429', '500', '503'];
const widths = [1280, 390];

const shell = {
  check: readAccessibilityCheck(),
  title: 'Guide de style',
  today: '2026-11-22',
  csrfToken: 'csrf',
  demonstration: true,
  values: {},
  user: { name: 'Nathalie Servais', roleLine: 'Administratrice' },
  owner: { name: 'Les Petits Chênes ASBL', line: 'Pouvoir organisateur' },
  menu: [
    { items: [{ label: 'Accueil', href: '/' }] },
    {
      title: 'Petite enfance',
      items: [
        { label: 'Mes demandes', href: '#cases', active: true, count: 2 },
        { label: 'Mes bilans', href: '#reviews' },
      ],
    },
  ],
  banners: [
    {
      kind: 'information',
      title: 'Subsides : tableau des forfaits publié',
      text: "Il s'applique tout de suite.",
      href: '#news',
    },
  ],
  back: { label: 'à mes demandes', href: '#cases' },
  session: { expiresInSeconds: 1800, extendHref: '/session/extend' },
  scripts: ['scripts/inbox.js'],
  styles: ['styles/attendance.css'],
  conflict: {
    what: 'La demande a été retirée',
    by: 'Nathalie Servais',
    at: 1_793_000_000_000,
    state: 'La demande est clôturée.',
    kept: [{ label: 'Motifs', value: 'Vu le décret…' }],
    backHref: '#case',
  },
};

describe('the visual system', function () {
  this.timeout(120_000);
  let server: Server;
  let browser: Browser;
  let base: string;
  let sent = 0;

  before(async () => {
    const assets = createAssets();
    const app = express();
    createViews({ today: () => '2026-11-22', asset: assets.asset, cache: true }).install(app);
    assets.serveStatic(app);
    app.use((_req, res, next) => {
      res.set('Content-Security-Policy', policy);
      next();
    });
    app.post('/draft', (_req, res) => void res.sendStatus(204));
    app.post('/guide', (_req, res) => {
      sent += 1;
      setTimeout(() => res.sendStatus(204), 300);
    });
    app.get('/pages/:name', (req, res) =>
      res.render(`pages/${req.params.name}`, { ...shell, portal: req.query.portal ?? 'pro' }),
    );
    app.get('/errors/:name', (req, res) => res.render(`errors/${req.params.name}`, { ...shell, layout: 'plain' }));
    await new Promise<void>((listening) => {
      server = app.listen(0, '127.0.0.1', () => {
        listening();
      });
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  async function open(
    address: string,
    options: { width: number; height?: number; javaScriptEnabled?: boolean },
  ): Promise<{ page: Page; complaints: string[] }> {
    const { width, height = 900, ...context } = options;
    const page = await (await browser.newContext({ viewport: { width, height }, ...context })).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(base + address);
    return { page, complaints };
  }

  const addresses = [
    ...pages.map((name) => `/pages/${name}`),
    ...errors.map((name) => `/errors/${name}`),
    '/pages/style-guide?portal=office',
    '/pages/style-guide?portal=supervision',
    '/pages/style-guide?portal=public',
  ];

  for (const address of addresses) {
    it(`is valid HTML: ${address}`, async () => {
      const html = await (await fetch(base + address)).text();
      expect(await findHtmlFaults(html)).to.deep.equal([]);
    });

    for (const width of widths) {
      it(`has no accessibility fault that axe sees, breaks no content policy and does not scroll sideways at ${width} px: ${address}`, async () => {
        const { page, complaints } = await open(address, { width });
        expect(await findViolations(page)).to.deep.equal([]);
        expect(complaints).to.deep.equal([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width);
        await page.context().close();
      });
    }
  }

  it('reads without scrolling sideways at 320 px', async () => {
    const { page } = await open('/pages/style-guide', { width: 320, height: 256 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(320);
    await page.context().close();
  });

  it('folds and unfolds the menu by keyboard and by mouse without JavaScript', async () => {
    for (const [width, before] of [
      [1280, true],
      [390, false],
    ] as const) {
      const { page } = await open('/pages/aide', { width, javaScriptEnabled: false });
      const menu = page.getByRole('navigation', { name: 'Menu principal' });
      expect(await menu.isVisible(), `menu at ${width}`).to.equal(before);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      expect(await menu.isVisible(), `menu at ${width} after the switch`).to.equal(!before);
      await page.locator('#menu-switch').click();
      expect(await menu.isVisible(), `menu at ${width} after the second switch`).to.equal(before);
      await page.context().close();
    }
  });

  it('brings the focus to the error summary, and its links to the fields', async () => {
    const { page } = await open('/pages/style-guide', { width: 1280 });
    expect(await page.evaluate(() => document.activeElement?.className)).to.equal('error-summary');
    await page.getByRole('link', { name: 'Encodez la rue' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('guide-street');
    await page.context().close();
  });

  it('reads a list by keys and lists them under ?', async () => {
    const { page } = await open('/pages/style-guide', { width: 1280 });
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await page.locator('tr.pointed').innerText()).to.contain("Fin d'activité");
    await page.keyboard.press('x');
    expect(await page.locator('tr.pointed [data-pick]').isChecked()).to.equal(false);
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog', { name: 'Raccourcis clavier' }).isVisible()).to.equal(true);
    await page.context().close();
  });

  it('saves a draft by itself, says when, and asks before one leaves with what is not saved', async () => {
    const { page } = await open('/pages/style-guide', { width: 1280 });
    await page.getByLabel('Capacité', { exact: true }).fill('30');
    let asked = 0;
    page.on('dialog', (dialog) => {
      asked += 1;
      void dialog.dismiss();
    });
    await page.close({ runBeforeUnload: true });
    await page.waitForTimeout(300);
    expect(asked).to.equal(1);
    await page.getByText(/^Brouillon enregistré à \d+ h \d\d\.$/).waitFor();
    await page.context().close();
  });

  it('sends a form once when its button is pressed twice', async () => {
    const { page } = await open('/pages/style-guide', { width: 1280 });
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).dblclick();
    await page.waitForTimeout(800);
    expect(sent).to.equal(1);
    await page.context().close();
  });

  it('weighs at most 150 KB at the first visit and 30 KB after', async () => {
    const { page } = await open('/pages/style-guide', { width: 1280 });
    const weights = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(
        (entry) => (entry as PerformanceResourceTiming).encodedBodySize,
      ),
    );
    expect(weights.reduce((sum, weight) => sum + weight, 0)).to.be.within(20_000, 150_000);
    await page.reload();
    const fetched = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => (entry as PerformanceResourceTiming).transferSize),
    );
    expect(fetched.reduce((sum, weight) => sum + weight, 0)).to.equal(0);
    await page.context().close();
  });
});
