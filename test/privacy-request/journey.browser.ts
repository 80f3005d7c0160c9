/** A person without account asks about their data and takes the answer away with a code; a user does it on a telephone without script. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { enter, type Actor } from '../support/actor.ts';
import { waitUntil } from '../../local/processes.ts';
import { findFaults } from '../support/check-page.ts';
import { expectGoodPages } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const slug = 'privacy-request';
const email = 'zoe.vandenplas@exemple.example';
const follow = '/vie-privee/demande/suivi';

describe('the journey of a request about personal data', function () {
  this.timeout(300_000);
  this.bail(true);
  let house: RunningHouse;
  let context: BrowserContext, person: Page;
  let officer: Actor, user: Actor;
  let code: string, caseId: string;
  const faults: string[] = [];

  /** A page as it is sent, looked at with axe and the rules of HTML. */
  async function sent(act: () => Promise<unknown>): Promise<void> {
    const [answer] = await Promise.all([
      person.waitForResponse(
        (response) => response.request().isNavigationRequest() && Math.floor(response.status() / 100) !== 3,
      ),
      act(),
    ]);
    const html = await answer.text();
    await person.waitForLoadState();
    faults.push(...(await findFaults(person, html)).map((fault) => `${new URL(person.url()).pathname}: ${fault}`));
  }
  const go = (path: string): Promise<void> => sent(() => person.goto(house.address + path));
  const press = (name: string | RegExp): Promise<void> =>
    sent(() => person.getByRole('button', { name }).last().click());
  const reads = async (text: string | RegExp): Promise<void> =>
    person.getByText(text).first().waitFor({ state: 'visible', timeout: 20_000 });
  const mails = (): { subject: string; body: string }[] => house.mailbox.mails.filter(({ to }) => to.includes(email));
  const withCode = async (): Promise<void> => {
    await go(follow);
    await person.getByLabel('Votre code de suivi').fill(code.toLowerCase());
    await press('Continuer');
  };

  before(async () => {
    house = await openRunningHouse();
    context = await house.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-BE' });
    person = await context.newPage();
    officer = await enter(house, 'Étienne Jadot', { slug });
    // A workbook is drawn in a process that has to start.
    officer.page.setDefaultTimeout(60_000);
    user = await enter(house, 'Nathalie Servais', {
      slug,
      viewport: { width: 390, height: 844 },
      javaScriptEnabled: false,
    });
  });
  after(async () => {
    await context.close();
    await house.close();
  });

  it('begins with a form that anybody may fill in', async () => {
    await go('/vie-privee');
    await sent(() => person.getByRole('link', { name: 'Faire une demande sans utilisateur' }).click());
    await press('Envoyer');
    await reads('Choisissez ce que vous demandez.');
    await person.getByLabel(/^Savoir quelles données/).check();
    await person.getByLabel(/^Votre demande/).fill('Mon enfant était à la crèche en 2024.');
    await person.getByLabel(/^Votre prénom/).fill('Zoé Vandenplas');
    await person.getByLabel(/^Votre courriel/).fill(email);
    await house.skip(60_000);
    await press('Envoyer');
    await reads('Un courriel vient de partir');
    await house.settled();
    expect(mails()).to.have.lengthOf(1);
  });

  it('arrives once the address has answered, and gives a code', async () => {
    const { body } = mails()[0]!;
    expect(body).to.match(/au plus tard le \S+ \d/);
    const link = /https?:\/\/\S+confirmer\?token=[\w-]+/.exec(body)?.[0] ?? '';
    await sent(() => person.goto(link));
    await press('Confirmer ma demande');
    code = /(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}/.exec(await person.innerText('main'))?.[0] ?? '';
    expect(code).to.have.length(19);
    await house.settled();
    expect(mails()).to.have.lengthOf(2);
  });

  it('is met by the officer with a question', async () => {
    ({ case_id: caseId } = await house.db('privacy_askers').where({ email }).first<{ case_id: string }>('case_id'));
    await officer.open('/office/tasks?view=mine');
    await officer.reads('Accès à des données personnelles');
    await officer.open(`/office/${slug}/${caseId}`);
    await officer.reads('Zoé Vandenplas');
    await officer.does(caseId, 'ask-identity', () => officer.type({ 'Votre question': 'Dans quelle crèche ?' }));
    await house.skip(60_000);
    await house.settled();
    expect(mails()).to.have.lengthOf(3);
  });

  it('is answered by the person, with the code alone', async () => {
    await withCode();
    await reads('Dans quelle crèche ?');
    await person.getByLabel(/^Votre réponse/).fill('La Coccinelle, à Namur.');
    await press('Envoyer la réponse');
    await reads('Votre réponse est envoyée au délégué.');
    expect(await context.cookies()).to.deep.equal([]);
  });

  it('is answered by the officer, with what the portal holds', async () => {
    await officer.open(`/office/${slug}/${caseId}`);
    await officer.reads('La Coccinelle, à Namur.');
    await officer.press('Joindre le classeur à la réponse');
    await officer.reads('est joint : il part avec votre réponse');
    await officer.choose('Il est fait droit à la demande.');
    await officer.type({ 'Votre réponse': "Voici ce que le portail a, et d'où cela vient." });
    await officer.press('Répondre');
    await officer.reads('La réponse est donnée.');
    await house.skip(60_000);
    await house.settled();
    await waitUntil('the fourth mail', () => Promise.resolve(mails().length === 4), { timeout: 20_000 });
  });

  it('is read and taken away by the person', async () => {
    await withCode();
    await reads("Voici ce que le portail a, et d'où cela vient.");
    const [file] = await Promise.all([
      person.waitForEvent('download'),
      person.getByRole('button', { name: /^Télécharger donnees-/ }).click(),
    ]);
    expect(file.suggestedFilename()).to.match(/^donnees-VP-[\w-]+\.xlsx$/);
    expect(
      readFileSync(await file.path())
        .subarray(0, 2)
        .toString(),
    ).to.equal('PK');
    expect(person.url()).to.equal(house.address + follow);
  });

  it('is as short for a user, on a telephone without script', async () => {
    await user.open('/account/privacy');
    await user.page.getByLabel(/^Recevoir mes données/).check();
    await user.type({ 'Votre demande': 'Pour un autre portail.' });
    await user.press('Envoyer au délégué');
    await user.reads('Chez le délégué');
    const path = new URL(user.page.url()).pathname;
    const id = path.split('/').at(-1)!;
    await officer.open(`/office/${slug}/${id}`);
    await officer.press('Joindre le .json');
    await officer.choose('Il est fait droit à la demande.');
    await officer.type({ 'Votre réponse': 'Le fichier est joint.' });
    await officer.press('Répondre');
    await user.open(path);
    await user.reads('Le fichier est joint.');
    const held = JSON.parse((await user.download(/^Télécharger donnees-/)).toString()) as { user: { rows: object[] } };
    expect(held.user.rows).to.have.lengthOf(1);
    expect(await user.page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390);
  });

  it('was told on good pages, and nothing of it to a log, a mail or an address', () => {
    expect(faults).to.deep.equal([]);
    expectGoodPages(house);
    const told = house.log.join('\n') + [...house.visited].join('\n');
    for (const value of ['Vandenplas', email, code, 'Coccinelle, à']) expect(told).not.to.include(value);
    for (const { body, subject } of mails().filter((_, index) => index !== 1))
      for (const value of ['Vandenplas', code, 'crèche']) expect(subject + body).not.to.include(value);
  });
});
