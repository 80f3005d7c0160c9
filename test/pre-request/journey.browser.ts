/** From a parent without account to a confirmed place: a telephone without script on one side, the crèche on the other. */
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { addDays, addMonths } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { enter, type Actor } from '../support/actor.ts';
import { findFaults } from '../support/check-page.ts';
import { expectGoodPages } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const slug = 'pre-request';
const email = 'zoe.vandenplas@exemple.example';

describe('the journey of a pre-request', function () {
  this.timeout(240_000);
  this.bail(true);
  let house: RunningHouse;
  let context: BrowserContext, parent: Page, operator: Actor;
  let code: string, caseId: string;

  const press = (name: string | RegExp): Promise<void> => parent.getByRole('button', { name }).last().click();
  const reads = async (text: string | RegExp): Promise<void> =>
    parent.getByText(text).first().waitFor({ state: 'visible', timeout: 10_000 });
  const mails = (): { subject: string; body: string }[] => house.mailbox.mails.filter(({ to }) => to.includes(email));

  before(async () => {
    house = await openRunningHouse();
    context = await house.browser.newContext({
      viewport: { width: 390, height: 844 },
      javaScriptEnabled: false,
      locale: 'fr-BE',
    });
    parent = await context.newPage();
    operator = await enter(house, 'Nathalie Servais', { slug });
  });
  after(async () => {
    await context.close();
    await house.close();
  });

  it('begins at the sheet of a place, with no cookie and no script', async () => {
    const { number } = await house
      .db('facilities')
      .where({ name: 'Crèche Les Petits Chênes' })
      .first<{ number: string }>('number');
    await parent.goto(`${house.address}/premiers-pas/pre-demande?lieu=${number}`);
    await reads('Crèche Les Petits Chênes');
    await parent.getByLabel("Ajouter un lieu d'accueil").fill('creche du parc');
    await press('Chercher');
    await press(/^Ajouter/);
    await reads('Crèche du Parc');
    await press(/^Continuer/);
    await reads('Encodez la date de naissance de votre enfant');
  });

  it('tells what is wished, who asks, and is checked', async () => {
    const child = addMonths(house.today(), 5);
    await parent.getByLabel(/^Date de naissance/).fill(formatShortDate(child));
    await parent.getByLabel(/^Entrée souhaitée/).fill(formatShortDate(addMonths(child, 4)));
    for (const day of ['lundi', 'mardi', 'jeudi']) await parent.getByLabel(day, { exact: true }).check();
    await press(/^Continuer/);
    await parent.getByLabel(/^Votre prénom/).fill('Zoé Vandenplas');
    await parent.getByLabel(/^Votre courriel/).fill(email);
    await parent.getByLabel(/^J'accepte/).check();
    await press(/^Continuer/);
    await reads("Rien n'est encore envoyé.");
  });

  it('is sent: a code is shown once, and mailed without anything of the family', async () => {
    await house.skip(60_000);
    await press('Envoyer la pré-demande');
    await reads('Votre code de suivi');
    code = (await parent.locator('.ask-code-text').textContent())?.trim() ?? '';
    expect(code).to.match(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/);
    await house.settled();
    expect(mails()).to.have.lengthOf(1);
    const { subject, body } = mails()[0]!;
    expect(body).to.include(code).and.include('/premiers-pas/pre-demande/suivi');
    for (const value of ['Zoé', 'Vandenplas', 'Petits Chênes', 'Parc']) expect(subject + body).not.to.include(value);
    expect(await context.cookies()).to.deep.equal([]);
  });

  it('is found by the crèche in its list, and a place is offered', async () => {
    await operator.open('/pro');
    await operator.press(/^Pré-demandes/);
    await operator.reads('Zoé Vandenplas');
    await operator.press('Zoé Vandenplas');
    caseId = operator.page.url().split('/').at(-1) ?? '';
    await operator.press('Proposer une place');
    await operator.type({
      'Réponse de la famille, au plus tard le': formatShortDate(addDays(house.today(), 10)),
      'Message à la famille': 'Venez visiter mardi.',
    });
    await operator.press(/^Proposer une place/);
    await operator.reads('Une place est proposée à la famille.');
    await house.skip(60_000);
    await house.settled();
    expect(mails()).to.have.lengthOf(2);
    expect(mails()[1]!.body).not.to.include(code).and.not.to.include('Petits Chênes');
  });

  it('is read with the code and confirmed; the other place is let go', async () => {
    await parent.goto(`${house.address}/premiers-pas/pre-demande/suivi`);
    await parent.getByLabel('Votre code de suivi').fill(code.toLowerCase());
    await press('Continuer');
    await reads('Une place vous est proposée');
    await reads('Venez visiter mardi.');
    expect(parent.url()).not.to.include(code);
    await press(/^Confirmer la place/);
    await reads('La place est confirmée.');
    await house.settled();
    const statuses = await house
      .db('pre_requests as p')
      .join('pre_request_families as f', 'f.id', 'p.family_id')
      .join('cases as c', 'c.id', 'p.case_id')
      .where('f.email', email)
      .orderBy('c.facility_name')
      .pluck('c.status');
    expect(statuses).to.have.members(['confirmed', 'placed-elsewhere']);
  });

  it('stands confirmed before the crèche, and nothing personal is in a log or an address', async () => {
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads('La place est confirmée.');
    const told = house.log.join('\n') + [...house.visited].join('\n');
    for (const value of ['Vandenplas', email, code]) expect(told).not.to.include(value);
  });

  it('met pages that everybody can use', async () => {
    // The eyes of axe are a script.
    const page = await house.browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'fr-BE' });
    const sent = async (act: () => Promise<unknown>): Promise<string[]> => {
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().isNavigationRequest()),
        act(),
      ]);
      const html = await answer.text();
      await page.waitForLoadState();
      return findFaults(page, html);
    };
    const button = (name: string) => page.getByRole('button', { name }).last();
    const faults = await sent(() => page.goto(`${house.address}/premiers-pas/simulation`));
    await page.getByLabel(/^Revenus nets/).fill('3412');
    await page.getByLabel('non', { exact: true }).check();
    await page.getByLabel(/^Deux de nos enfants/).check();
    faults.push(...(await sent(() => button('Calculer').click())));
    faults.push(...(await sent(() => page.goto(`${house.address}/premiers-pas/pre-demande`))));
    await page.getByLabel("Ajouter un lieu d'accueil").fill('petits chenes');
    faults.push(...(await sent(() => button('Chercher').click())));
    await page
      .getByRole('button', { name: /^Ajouter/ })
      .first()
      .click();
    faults.push(...(await sent(() => button('Continuer').click())));
    await page.getByLabel(/^Date de naissance/).fill(formatShortDate(addMonths(house.today(), 5)));
    await page.getByLabel(/^Entrée souhaitée/).fill(formatShortDate(addMonths(house.today(), 9)));
    await page.getByLabel('lundi', { exact: true }).check();
    faults.push(...(await sent(() => button('Continuer').click())));
    await page.getByLabel(/^Votre prénom/).fill('Ana Sousa');
    await page.getByLabel(/^Votre courriel/).fill('ana@exemple.example');
    await page.getByLabel(/^J'accepte/).check();
    faults.push(...(await sent(() => button('Continuer').click())));
    await house.skip(60_000);
    faults.push(...(await sent(() => button('Envoyer la pré-demande').click())));
    faults.push(...(await sent(() => page.goto(`${house.address}/premiers-pas/pre-demande/suivi`))));
    await page.getByLabel('Votre code de suivi').fill(code);
    faults.push(...(await sent(() => button('Continuer').click())));
    expect(faults).to.deep.equal([]);
    await page.close();
    expectGoodPages(house);
  });
});
