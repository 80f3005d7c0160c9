/** The pages of parents in a browser: light, still, for everybody, without a script and without anything kept. */
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import sharp from 'sharp';
import { cleanPhoto } from '../../db/clean-photo.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser, serveHouse } from '../support/browser.ts';
import { findFaults } from '../support/check-page.ts';

const kilobytes = 60;

describe('the pages of Premiers Pas in a browser', () => {
  let served: Awaited<ReturnType<typeof serveHouse>>;
  let browser: Browser;
  let sheet: string;
  /** Of a place without photos. */
  let plainSheet: string;
  before(async () => {
    served = await serveHouse();
    browser = await openBrowser();
    const { text } = await served.house.stranger.get('/premiers-pas?q=petits+chenes');
    sheet = /<h2><a href="([^"?]+)/.exec(text)![1]!;
    const { text: other } = await served.house.stranger.get('/premiers-pas?q=Martine+Bodart');
    plainSheet = /<h2><a href="([^"?]+)/.exec(other)![1]!;
  });
  after(async () => {
    await browser.close();
    await served.close();
  });

  async function visit(
    path: string,
    options: BrowserContextOptions,
    look: (page: Page, html: string) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-BE', ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const answer = await page.goto(served.origin + path);
    await look(page, await answer!.text());
    expect(await context.cookies(), `cookies after ${path}`).to.deep.equal([]);
    // A refusal is told by the browser too; a policy that is broken would be.
    expect(
      complaints.filter((one) => !one.startsWith('Failed to load resource: the server responded with a status of 4')),
    ).to.deep.equal([]);
    await context.close();
  }

  it('weigh at most 60 KB, all told, at a first visit, in few requests, and move nothing while they come', async () => {
    for (const viewport of [
      { width: 1280, height: 900 },
      { width: 390, height: 800 },
    ])
      for (const path of [
        '/premiers-pas',
        '/premiers-pas?q=Andenne',
        '/premiers-pas/choisir',
        '/premiers-pas?q=Namèch',
        plainSheet,
        // With photos, of which those are counted that come before anybody scrolls.
        '/premiers-pas?q=5000+Namur&km=20',
        '/premiers-pas/simulation',
        '/premiers-pas/pre-demande',
      ])
        await visit(path, { viewport }, async (page) => {
          await page.waitForLoadState('networkidle');
          const { transferred, requests, shift, away } = await page.evaluate(() => {
            const entries = [
              ...performance.getEntriesByType('navigation'),
              ...performance.getEntriesByType('resource'),
            ] as PerformanceResourceTiming[];
            return {
              transferred: entries.reduce((sum, { transferSize }) => sum + transferSize, 0),
              requests: entries.length,
              shift: (window as unknown as { shifts: number[] }).shifts.reduce((sum, one) => sum + one, 0),
              away: entries.map(({ name }) => new URL(name).origin).filter((origin) => origin !== location.origin),
            };
          });
          expect(transferred, `bytes of ${path}`)
            .to.be.above(5_000)
            .and.at.most(kilobytes * 1024);
          // The page, its styles, its font, its sign, and at most three drawings and three photos.
          expect(requests, `requests of ${path}`).to.be.at.most(10);
          expect(shift, `layout shift of ${path}`).to.be.below(0.01);
          expect(away).to.deep.equal([]);
        });
  }).timeout(120_000);

  it('weigh no more with ten photographs on a page', async () => {
    const { db, deps } = served.house;
    const shown = await db('facility_photos as p')
      .join('cases as c', 'c.id', 'p.case_id')
      .where('c.status', 'published')
      .first<{ case_id: string }>('p.case_id');
    const places = (await db('published_facilities').select('id')) as { id: string }[];
    await db('facility_photos').update({ withdrawn_at: new Date() });
    const pictures = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const photo = await cleanPhoto(await photograph());
        if (typeof photo === 'string') throw new Error(photo);
        const { digest } = await deps.blobs.put(Readable.from([photo.small]));
        return { digest: Buffer.from(digest, 'hex'), width: photo.width, height: photo.height };
      }),
    );
    await db('facility_photos').insert(
      places.map(({ id }, index) => {
        const { digest, width, height } = pictures[index % pictures.length]!;
        return {
          ...{ facility_id: id, case_id: shown.case_id, act_number: 1_000 + index, position: 1 },
          ...{
            caption: 'Le jardin',
            alt_text: 'Une pelouse.',
            large_digest: digest,
            small_digest: digest,
            width,
            height,
          },
          published_at: new Date(),
        };
      }),
    );
    served.house.clock.now += 60_000;
    await served.house.stranger.get('/premiers-pas');
    for (const viewport of [
      { width: 1280, height: 900 },
      { width: 390, height: 800 },
    ])
      await visit('/premiers-pas?q=5000+Namur&km=20', { viewport }, async (page, html) => {
        expect(html.match(/list\.webp/g)).to.have.lengthOf(10);
        await page.waitForLoadState('networkidle');
        expect(await transferredOf(page), `bytes at ${String(viewport.width)}`)
          .to.be.above(20_000)
          .and.at.most(kilobytes * 1024);
      });
  }).timeout(60_000);

  it('move nothing while photos come, which have their width and height', async () => {
    for (const path of ['/premiers-pas?q=5000+Namur&km=20', sheet])
      await visit(path, {}, async (page) => {
        await page.waitForLoadState('networkidle');
        expect(
          await page.evaluate(() =>
            (window as unknown as { shifts: number[] }).shifts.reduce((sum, one) => sum + one, 0),
          ),
          path,
        ).to.be.below(0.01);
        expect(await page.locator('img:not([width]), img:not([height])').count()).to.equal(0);
      });
  });

  it('are for everybody: rules of access, valid HTML, narrow windows', async () => {
    for (const path of [
      '/premiers-pas',
      '/premiers-pas?q=5000+Namur&km=20&page=2',
      '/premiers-pas?q=Namèch',
      '/premiers-pas?q=Nam',
      '/premiers-pas?q=Namur&le=x',
      '/premiers-pas/affiner?q=5000+Namur&le=x',
      sheet,
      `${sheet}?q=5000+Namur`,
      '/premiers-pas/choisir',
      '/premiers-pas/role-de-l-one',
      '/premiers-pas/lieux/personne',
    ])
      await visit(path, {}, async (page, html) => {
        expect(await findFaults(page, html), path).to.deep.equal([]);
      });
  }).timeout(180_000);

  it('are used with the keys alone, and without a script: from the search to a sheet and back', async () => {
    await visit('/premiers-pas', { javaScriptEnabled: true }, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).to.equal('Aller au contenu');
      await page.locator('#q').focus();
      await page.keyboard.type('petits chenes');
      await page.keyboard.press('Enter');
      await page.waitForURL(/q=petits/);
      await page.locator('.result h2 a').focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/lieux\//);
      expect(await page.locator('h1').textContent()).to.equal('Crèche Les Petits Chênes');
    });
    const context = await browser.newContext({ viewport: { width: 390, height: 800 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${served.origin}/premiers-pas`);
    await page.fill('#q', '5000 Namur');
    await page.selectOption('#km', '20');
    await page.click('text=Rechercher');
    await page.click('text=Affiner : type, places, heures, âge');
    await page.check("text=Accueillant·e d'enfants indépendant·e");
    await page.click('button:has-text("Affiner")');
    const url = new URL(page.url());
    expect([
      url.pathname,
      url.searchParams.get('q'),
      url.searchParams.get('km'),
      url.searchParams.get('type'),
    ]).to.deep.equal(['/premiers-pas', '5000 Namur', '20', 'independant']);
    await page.click('text=Martine Bodart');
    await page.click('text=/Retour aux? .*résultats? autour de 5000 Namur/');
    expect(await page.locator('h1').textContent()).to.match(/autour de 5000 Namur/);
    await context.close();
  });
});

const transferredOf = (page: Page): Promise<number> =>
  page.evaluate(() =>
    (
      [
        ...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource'),
      ] as PerformanceResourceTiming[]
    ).reduce((sum, { transferSize }) => sum + transferSize, 0),
  );

/** As hard to make small as what a telephone takes: noise at every scale, the coarse weighing most. */
async function photograph(): Promise<Buffer> {
  const [width, height, channels] = [800, 600, 3] as const;
  const sum = new Float32Array(width * height * channels);
  for (let octave = 0; octave < 7; octave += 1) {
    const [w, h] = [width >> octave, height >> octave];
    const noise = randomBytes(w * h * channels);
    const scaled = await sharp(noise, { raw: { width: w, height: h, channels } })
      .resize(width, height, { fit: 'fill' })
      .raw()
      .toBuffer();
    const weight = 2 ** (octave * 0.9 - 6) * 0.8;
    for (let index = 0; index < sum.length; index += 1) sum[index]! += (scaled[index]! - 128) * weight;
  }
  return sharp(Buffer.from(sum.map((value) => Math.min(255, Math.max(0, 128 + value)))), {
    raw: { width, height, channels },
  })
    .jpeg({ quality: 90 })
    .toBuffer();
}
