import { expect } from 'chai';
import { type Browser, type Page } from 'playwright-core';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { findFaults } from '../support/check-page.ts';
import { beginRequest } from '../support/begin-request.ts';
import type { House, Visitor } from '../support/house.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';

const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: makePdf(name, ['Document de test.']) });
const large = { name: 'trop lourd.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(10_000_001) };
const film = { name: 'visite.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(10) };

describe('files, in a browser', function () {
  this.timeout(180_000);
  let house: House;
  let close: () => Promise<void>;
  let browser: Browser;
  let origin: string;
  let nathalie: Visitor;
  let base: string;
  before(async () => {
    ({ house, origin, close } = await serveHouse());
    browser = await openBrowser();
    nathalie = await house.as('Nathalie Servais');
    base = await beginRequest(house, nathalie);
  });
  after(async () => {
    await browser.close();
    await close();
  });
  afterEach(() =>
    house
      .db('documents')
      .where({ draft_id: base.split('/').at(-1) })
      .delete(),
  );

  async function open({ width = 1280, javaScriptEnabled = true } = {}): Promise<{ page: Page; html: string }> {
    const context = await browser.newContext({ viewport: { width, height: 860 }, locale: 'fr-BE', javaScriptEnabled });
    context.setDefaultTimeout(30_000);
    await carrySession(context, nathalie, origin);
    const page = await context.newPage();
    const answer = await page.goto(`${origin}${base}/documents`);
    return { page, html: (await answer?.text()) ?? '' };
  }
  const line = (page: Page, label: string) => page.getByLabel(label, { exact: false });
  /** @returns the page that the server then sends */
  const press = async (page: Page, name: string): Promise<string> => {
    const [answer] = await Promise.all([page.waitForNavigation(), page.getByRole('button', { name }).click()]);
    return (await answer?.text()) ?? '';
  };
  const kept = (): Promise<string[]> =>
    house
      .db('documents')
      .where({ draft_id: base.split('/').at(-1) })
      .whereNull('withdrawn_at')
      .orderBy('name')
      .pluck('name');

  for (const javaScriptEnabled of [true, false])
    it(`all that was chosen in all lines goes with « Continuer », ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
      const { page } = await open({ javaScriptEnabled });
      await line(page, "Plan d'encadrement").setInputFiles([pdf('a.pdf'), pdf('b.pdf')]);
      await line(page, 'Plan du lieu').setInputFiles(pdf('c.pdf'));
      await press(page, 'Continuer vers la vérification');
      expect(new URL(page.url()).pathname).to.equal(`${base}/check`);
      expect(await kept()).to.deep.equal(['a.pdf', 'b.pdf', 'c.pdf']);
      for (const name of await kept()) expect(await page.textContent('main')).to.include(name);
      await page.context().close();
    });

  it('what would be refused is left out before it is sent, and said', async () => {
    const { page } = await open();
    await line(page, "Plan d'encadrement").setInputFiles([pdf('a.pdf'), film, large]);
    const said = page.locator('#staffing-plan-chosen');
    expect((await said.innerText()).replaceAll(/[\u00a0\u202f]/g, ' '))
      .to.include('À envoyer : a.pdf')
      .and.include("« visite.mp4 » n'est pas d'un type accepté")
      .and.include('« trop lourd.pdf » pèse 10,1 Mo : 10 Mo au maximum');
    await press(page, 'Joindre les fichiers choisis');
    expect(await kept()).to.deep.equal(['a.pdf']);
    await page.context().close();
  });

  it('without script the server leaves out the same, on the same page, and keeps the others', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await line(page, "Plan d'encadrement").setInputFiles([pdf('a.pdf'), film, large]);
    await line(page, 'Plan du lieu').setInputFiles(pdf('c.pdf'));
    await press(page, 'Continuer vers la vérification');
    expect(new URL(page.url()).pathname).to.equal(`${base}/documents`);
    const said = (await page.innerText('main')).replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(said)
      .to.include('« trop lourd.pdf » dépasse 10 Mo')
      .and.include('visite.mp4 » n')
      .and.include('2 documents joints.')
      .and.include('a.pdf')
      .and.include('c.pdf');
    expect(await kept()).to.deep.equal(['a.pdf', 'c.pdf']);
    await page.context().close();
  });

  it('after joining or taking off one stays at the line, on any width, and the page holds', async () => {
    for (const width of [1280, 390, 320]) {
      const { page, html } = await open({ width });
      expect(await findFaults(page, html), String(width)).to.deep.equal([]);
      await line(page, 'Plan du lieu').setInputFiles(
        pdf('un nom de fichier vraiment long qui ne tient sur aucune ligne.pdf'),
      );
      const joined = await press(page, 'Joindre les fichiers choisis');
      expect(new URL(page.url()).hash).to.equal('#plan');
      expect(await page.evaluate(() => document.activeElement?.id)).to.equal('plan');
      expect(await findFaults(page, joined), String(width)).to.deep.equal([]);
      await press(page, 'Retirer');
      expect(new URL(page.url()).hash).to.equal('#plan');
      expect(await kept()).to.deep.equal([]);
      await page.context().close();
    }
  });
});
