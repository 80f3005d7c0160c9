import { expect } from 'chai';
import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { findFaults } from '../support/check-page.ts';
import type { House, Visitor } from '../support/house.ts';
import { carrySession, openBrowser, serveHouse } from '../support/browser.ts';

describe('what was typed, in a browser', function () {
  this.timeout(180_000);
  let house: House;
  let close: () => Promise<void>;
  let browser: Browser;
  let origin: string;

  before(async () => {
    ({ house, origin, close } = await serveHouse());
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await close();
  });

  const person = (key: string): Promise<Visitor> => house.asUser(stableId(`user ${key}`));
  const signIn = async (context: BrowserContext, key: string): Promise<void> => {
    await carrySession(context, await person(key), origin);
  };
  async function open(key: string, path: string, options: { javaScriptEnabled?: boolean; width?: number } = {}) {
    const { width = 1280, ...more } = options;
    const context = await browser.newContext({ viewport: { width, height: 860 }, locale: 'fr-BE', ...more });
    context.setDefaultTimeout(30_000);
    await signIn(context, key);
    const page = await context.newPage();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
    });
    await page.goto(origin + path);
    return { context, page, sent };
  }
  const endSessions = (key: string): Promise<number> =>
    house
      .db('sessions')
      .whereRaw("sess ->> 'userId' = ?", [stableId(`user ${key}`)])
      .delete();
  const says = async (page: Page, text: string): Promise<void> => {
    await page.locator('[data-autosave-status]', { hasText: text }).first().waitFor();
  };
  const caseIn = async (status: string, at = 0): Promise<string> => {
    const rows = (await house
      .db('cases')
      .where({ slug: 'authorisation-adaptation', status, administration: 'namur' })
      .orderBy('reference')
      .select('id')) as { id: string }[];
    return rows[at]!.id;
  };
  const actsOf = (id: string, action: string) => house.db('acts').where({ case_id: id, action });
  const formOf = (page: Page) => page.locator('main form[data-warn-leave]');
  const send = (page: Page) => formOf(page).locator('button[type=submit]').first().click();

  for (const javaScriptEnabled of [true, false])
    it(`outlives the session, ${javaScriptEnabled ? 'with' : 'without'} script: signed in again, one click sends it, once`, async () => {
      const id = await caseIn('completeness');
      const path = `/office/authorisation-adaptation/${id}/write-message`;
      const { context, page } = await open('referent-namur', path, { javaScriptEnabled });
      const text = `Première ligne\nde ${String(javaScriptEnabled)}`;
      await page.getByLabel('Votre message').fill(text);
      await endSessions('referent-namur');
      await send(page);
      await page.waitForURL('**/sign-in?**');
      expect(await page.locator('main').innerText()).to.include("n'est pas perdu");
      await signIn(context, 'referent-namur');
      // What the provider's way back leads to.
      await page.goto(origin + new URL(page.url()).searchParams.get('returnTo')!);
      expect(new URL(page.url()).pathname).to.equal(path);
      expect(await page.getByLabel('Votre message').inputValue()).to.equal(text);
      expect(await page.locator('main').innerText()).to.include("n'est pas encore envoyé");
      if (javaScriptEnabled) expect(await findFaults(page, undefined)).to.deep.equal([]);
      await send(page);
      await page.waitForURL(`**/${id}?done=write-message`);
      const sent = await actsOf(id, 'write-message').where({ actor_id: stableId('user referent-namur') });
      expect(sent).to.have.length(javaScriptEnabled ? 1 : 2);
      await context.close();
    });

  it('saves itself without moving what stands below: whoever has the focus there goes on seeing it, on a phone too', async () => {
    const id = await caseIn('completeness');
    for (const width of [1280, 390]) {
      const { context, page } = await open('referent-namur', `/office/authorisation-adaptation/${id}/write-message`, {
        width,
      });
      const field = page.getByLabel('Votre message');
      const below = (): Promise<number> => page.evaluate(() => document.documentElement.scrollHeight);
      const before = await below();
      await field.fill('Le plan');
      await says(page, 'Brouillon enregistré à');
      await page.getByRole('button', { name: 'Effacer le brouillon' }).waitFor();
      expect(await below(), `at ${String(width)} px`).to.equal(before);
      await page.getByRole('button', { name: 'Effacer le brouillon' }).click();
      await page.getByText('Le brouillon est effacé.').waitFor();
      await context.close();
    }
  });

  it('goes on saving itself once the same person has signed in in another tab, and is saved by its button', async () => {
    const id = await caseIn('completeness');
    const path = `/office/authorisation-adaptation/${id}/write-message`;
    const { context, page, sent } = await open('referent-namur', path);
    const field = page.getByLabel('Votre message');
    await field.fill('Le plan');
    await says(page, 'Brouillon enregistré à');
    await endSessions('referent-namur');
    await field.fill("Le plan de l'étage");
    await says(page, 'Votre session est terminée');
    expect(await page.getByRole('link', { name: /reconnecté/ }).getAttribute('target')).to.equal('_blank');
    await signIn(context, 'referent-namur');
    await page.evaluate(() => {
      dispatchEvent(new Event('focus'));
    });
    await says(page, 'Brouillon enregistré à');
    await page.getByRole('button', { name: 'Enregistrer sans envoyer' }).click();
    await page.getByText("Brouillon enregistré. Rien n'est encore envoyé.").waitFor();
    expect(await field.inputValue()).to.equal("Le plan de l'étage");
    expect(sent.filter((one) => one === path)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Effacer le brouillon' }).click();
    await page.getByText('Le brouillon est effacé.').waitFor();
    await context.close();
  });

  it('is there again after « back » on a preview, which sends nothing once more', async () => {
    const id = await caseIn('decision');
    const path = `/office/authorisation-adaptation/${id}/propose-decision`;
    const { context, page, sent } = await open('referent-namur', path);
    await page.getByLabel('Motifs').fill('Le lieu convient.');
    await page.getByRole('button', { name: 'Voir ce que cela change' }).click();
    await page.getByRole('button', { name: 'Revenir à la rédaction' }).click();
    expect(await page.getByLabel('Motifs').inputValue()).to.equal('Le lieu convient.');
    await page.goBack();
    await page.getByRole('button', { name: 'Revenir à la rédaction' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Revenir à la rédaction' }).waitFor();
    expect(sent.filter((one) => one.endsWith('/effects'))).to.have.length(1);
    await context.close();
  });

  it('is never saved nor sent in the name of another person who signs in meanwhile', async () => {
    const id = await caseIn('completeness');
    const { context, page } = await open('referent-namur', `/office/authorisation-adaptation/${id}/write-message`);
    await signIn(context, 'coordinator-namur');
    await page.getByLabel('Votre message').fill('De Sophie');
    await says(page, 'Une autre personne est connectée');
    await send(page);
    await page.getByRole('heading', { name: 'Ce formulaire a été ouvert par une autre personne' }).waitFor();
    expect(await findFaults(page, undefined)).to.deep.equal([]);
    expect(await house.db('form_drafts').where({ user_id: stableId('user coordinator-namur') })).to.deep.equal([]);
    expect(await actsOf(id, 'write-message').where({ actor_id: stableId('user coordinator-namur') })).to.deep.equal([]);
    await context.close();
  });

  for (const javaScriptEnabled of [true, false])
    it(`is there again after « back » and « reload » on a refused form, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
      const path = '/supervision/parameters/calendar';
      const { context, page, sent } = await open('supervisor', path, { javaScriptEnabled });
      await page.getByLabel('Motif').fill('Il manque un plan.');
      await send(page);
      await page.getByRole('heading', { name: 'Il y a un problème' }).waitFor();
      await page.goto(`${origin}/office/tasks`);
      const answer = await page.goBack();
      expect(answer?.status() ?? 422).to.equal(422);
      for (const _ of ['back', 'reload']) {
        expect(await page.getByRole('heading', { name: 'Il y a un problème' }).count()).to.equal(1);
        expect(await page.getByLabel('Motif').inputValue()).to.equal('Il manque un plan.');
        await page.reload();
      }
      expect(sent.filter((one) => one === path)).to.have.length(1);
      if (javaScriptEnabled) expect(await findFaults(page, undefined)).to.deep.equal([]);
      await context.close();
    });

  it('is not in its own way: a click while a saving is under way on a slow line', async () => {
    const nathalie = await house.as('Nathalie Servais');
    const draft = (await house
      .db('drafts')
      .where({ slug: 'authorisation-adaptation', submitted_case_id: null, discarded_at: null })
      .whereIn(
        'organising_body_id',
        house.db('grants').where({ user_id: nathalie.userId }).select('organising_body_id'),
      )
      .first('id', 'kind')) as { id: string };
    const base = `/pro/authorisation-adaptation/drafts/${draft.id}`;
    const { text: tasks } = await nathalie.get(base);
    const step = new RegExp(`href="(${base}/(?!documents|check|discard)[a-z-]+)"`).exec(tasks)![1]!;
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'fr-BE' });
    await carrySession(context, nathalie, origin);
    const page = await context.newPage();
    await page.goto(origin + step);
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    // Only while the two are on their way: the pages before and after need not be waited for.
    const delay = (latency: number) =>
      line.send('Network.emulateNetworkConditions', {
        offline: false,
        latency,
        downloadThroughput: -1,
        uploadThroughput: -1,
      });
    const field = page.locator('main form[data-autosave]').locator('input[type=text], textarea').first();
    for (let times = 0; times < 3; times += 1) {
      await delay(1_500);
      await field.fill(String(times + 1));
      const saving = page.waitForRequest((request) => request.method() === 'POST');
      await saving;
      await page.getByRole('button', { name: 'Enregistrer et quitter' }).click();
      await page.waitForURL('**/pro/cases');
      await delay(0);
      expect(await page.locator('main').innerText()).not.to.include('modifié ailleurs');
      await page.goto(origin + step);
      expect(await field.inputValue()).to.equal(String(times + 1));
    }
    await context.close();
  });
});
