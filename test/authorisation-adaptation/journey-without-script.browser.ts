/** A definitive move from its request to its last condition, in narrow windows without script: with files in several lines, Back, two tabs, and the clicks counted. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addDays, addWorkingDays, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectFits, inOneLine, narrow, pdf, takeHand, type Hand } from '../support/hand.ts';
import { expectGoodPages, expectNothingTold, receiptOf, written } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const unsigned = "Le bail joint n'est pas signé par le bailleur.";
const whichRoom = 'Dites dans quelle pièce les enfants dorment.';
const sleepsAbove = 'Les enfants dorment à l’étage, dans la chambre du fond.';
const otherTab = 'Les enfants dorment au salon, dit le second onglet.';
const reasons =
  'Considérant que les lieux conviennent, sauf le jardin et l’escalier, la demande est acceptée sous conditions.';
const fence = 'Clôturer le jardin à 1,20 m';
const rail = 'Poser une main courante';
const railDone = 'La main courante est posée des deux côtés.';

describe('the journey of a definitive move without script, at 390 px', function () {
  this.timeout(240_000);
  this.bail(true);
  let house: RunningHouse;
  let childminder: Hand, referent: Hand, adviser: Hand, manager: Hand;
  let caseId: string, reference: string;
  let movesOn: Day;

  before(async () => {
    house = await openRunningHouse();
    movesOn = addWorkingDays(house.today(), 75);
    childminder = await hand('Émilie Delvaux');
    referent = await hand('Sophie Lambert');
    adviser = await hand('Pascale Evrard');
    manager = await hand('Julie Moreau');
  });
  after(() => house.close());

  const hand = async (name: string): Promise<Hand> =>
    takeHand(await enter(house, name, { javaScriptEnabled: false, viewport: { width: narrow, height: 844 } }));
  const caseOf = (portal: 'pro' | 'office'): string => `/${portal}/authorisation-adaptation/${caseId}`;
  /** A second window of the same person, on the page that the first one shows. */
  async function secondTab({ page }: Actor): Promise<Page> {
    const tab = await page.context().newPage();
    await tab.goto(page.url());
    return tab;
  }
  async function expectRefused(tab: Page, ...kept: string[]): Promise<void> {
    const [answer] = await Promise.all([
      tab.waitForEvent('response', (one) => one.request().isNavigationRequest() && one.status() !== 303),
      tab.locator('main form[data-warn-leave] .button-row button[type=submit]').first().click(),
    ]);
    await tab.waitForLoadState();
    expect(answer.status()).to.equal(409);
    const said = inOneLine(await tab.locator('main').innerText());
    for (const one of ["Votre action n'a donc pas été enregistrée", 'Ce que vous aviez encodé', ...kept])
      expect(said).to.include(one);
    await expectFits(tab);
    await tab.close();
  }
  const actsOf = async (action: string): Promise<number> =>
    (await house.db('acts').where({ case_id: caseId, action })).length;

  it('is introduced with all its files in one send, in at most 15 clicks', async () => {
    await childminder.open('/pro');
    childminder.clicks = 0;
    await childminder.press("Adapter l'autorisation");
    await childminder.press(/^Commencer : Un déménagement définitif/);
    await childminder.press('La nouvelle adresse');
    await childminder.type({ 'Rue': 'rue des Bosquets', 'Numéro': '8', 'Code postal': '5000', 'Localité': 'Namur' });
    await childminder.press('Enregistrer et continuer');
    await childminder.type({
      "Premier jour d'accueil à la nouvelle adresse": written(movesOn),
      "Dernier jour d'accueil à l'adresse actuelle": written(addDays(movesOn, -3)),
    });
    await childminder.press('Enregistrer et continuer');
    await childminder.type({
      'Capacité demandée à la nouvelle adresse': '4',
      "Heures d'ouverture": '7 h 30 – 17 h 30',
      'Téléphone du lieu': '081 00 00 00',
    });
    await childminder.press('Enregistrer et continuer');
    await childminder.type({ 'Pourquoi déménagez-vous ?': 'Le logement est vendu.' });
    await childminder.press('Enregistrer et continuer');
    await childminder.chooseFiles(/^Plan du lieu/, 'rez.pdf', 'étage.pdf');
    await childminder.chooseFiles(/^Titre d'occupation/, 'bail.pdf');
    await childminder.chooseFiles(/^Attestation de sécurité incendie/, 'incendie.pdf');
    await childminder.chooseFiles(/^Attestation d'assurance/, 'assurance.pdf');
    await childminder.chooseFiles(/^Extraits de casier/, 'extrait 1.pdf', 'extrait 2.pdf');
    await childminder.press('Continuer vers la vérification');
    for (const name of ['rez.pdf', 'étage.pdf', 'bail.pdf', 'incendie.pdf', 'assurance.pdf', 'extrait 2.pdf'])
      await childminder.reads(name);
    childminder.clicks += 1;
    await childminder.page.getByLabel(/^Je déclare/).check();
    await childminder.press('Introduire la demande');
    ({ caseId, reference } = await receiptOf(childminder));
    expect(childminder.clicks).to.be.at.most(15);
    await house.settled();
  });

  it('is asked for two points', async () => {
    await referent.open(caseOf('office'));
    await referent.begin(caseId, 'ask-complement');
    // Nothing was said since the request: it is what one reads.
    await referent.reads(/Ce qui est demandé[\s\S]*rue des Bosquets 8/);
    await referent.page.getByLabel('Point 1 : ce qui est attendu').selectOption('document.occupation');
    await referent.page.getByLabel('Point 2 : ce qui est attendu').selectOption('other');
    await referent.type({ 'Point 1 : pourquoi': unsigned, 'Point 2 : pourquoi': whichRoom });
    await referent.press('Demander un complément');
    await referent.reads("C'est à l'opérateur.");
    await house.settled();
  });

  it('is answered on one page in at most 4 clicks: the open point is said first, Back shows what was typed, the other tab comes too late', async () => {
    await childminder.open(caseOf('pro'));
    childminder.clicks = 0;
    await childminder.begin(caseId, 'give-complement');
    expect(await childminder.lastExchange()).to.match(new RegExp(`Complément demandé.*${unsigned}.*${whichRoom}`));
    const tab = await secondTab(childminder);
    await tab.getByLabel('Votre réponse au point 2').fill(otherTab);
    await tab.getByLabel(/^Document demandé au point 1/).setInputFiles(pdf('autre bail.pdf'));
    await childminder.type({ 'Votre réponse au point 2': sleepsAbove });
    await childminder.press('Envoyer le complément');
    await childminder.reads(/À confirmer avant l'envoi[\s\S]*Le point 1 reste ouvert/);
    // Away and back, which are no part of the way: the form is there as it was.
    const { clicks } = childminder;
    await childminder.press('Annuler');
    const back = await childminder.page.goBack();
    expect(back?.status() ?? 422, 'Back shows a page, and asks for no second sending').to.equal(422);
    childminder.clicks = clicks;
    await childminder.reads('Le point 1 reste ouvert');
    expect(await childminder.page.getByLabel('Votre réponse au point 2').inputValue()).to.equal(sleepsAbove);
    expect(await childminder.lastExchange()).to.include(unsigned);
    await childminder.chooseFiles(/^Document demandé au point 1/, 'bail signé.pdf');
    await childminder.press('Envoyer le complément');
    await childminder.reads("C'est à l'ONE.");
    expect(childminder.clicks).to.be.at.most(4);
    expect(await childminder.lastExchange())
      .to.include(sleepsAbove)
      .and.include('bail signé.pdf')
      .and.not.include('Reste ouvert');
    await expectRefused(tab, otherTab, 'qui ne sont pas joints autre bail.pdf');
    expect(await actsOf('give-complement')).to.equal(1);
  });

  it('is declared complete by somebody who reads the answer', async () => {
    await referent.open(caseOf('office'));
    await referent.begin(caseId, 'declare-complete');
    expect(await referent.lastExchange()).to.match(
      new RegExp(`Complément envoyé.*${sleepsAbove}.*bail signé.pdf.*${whichRoom}`),
    );
    await referent.press('Déclarer complète');
    await referent.reads('Demande déclarée complète');
  });

  it('is visited on a day and at an hour chosen among those proposed, by one tab of two', async () => {
    const visitOn = addWorkingDays(house.today(), 8);
    const chosen = `${formatLongDate(visitOn)} à 9 h 30`;
    await adviser.open(caseOf('office'));
    await adviser.begin(caseId, 'propose-visit');
    expect(await adviser.lastExchange()).to.include(sleepsAbove);
    const tab = await secondTab(adviser);
    await tab.getByLabel('Date 1').fill(written(addWorkingDays(visitOn, 3)));
    await tab.getByLabel('Heure 1').fill('11:15');
    await adviser.type({
      'Date 1': written(visitOn),
      'Date 2': written(addWorkingDays(visitOn, 1)),
      'Heure 2': '14:00',
    });
    await adviser.press('Proposer des dates de visite', adviser.page.locator('main form[data-warn-leave]'));
    await adviser.reads('Il y a un problème');
    await adviser.press('Annuler');
    await adviser.page.goBack();
    expect(await adviser.page.getByLabel('Date 1').inputValue()).to.equal(written(visitOn));
    await adviser.type({ 'Heure 1': '9:30' });
    await adviser.press('Proposer des dates de visite', adviser.page.locator('main form[data-warn-leave]'));
    await adviser.reads("C'est à l'opérateur.");
    await expectRefused(tab, '11:15');
    expect(await actsOf('propose-visit')).to.equal(1);

    await childminder.open(caseOf('pro'));
    await childminder.begin(caseId, 'choose-visit-date');
    expect(await childminder.lastExchange()).to.include(`Dates proposées ${chosen}`);
    await childminder.choose(chosen);
    await childminder.press('Choisir cette date');
    await childminder.reads(chosen);
    await house.skipToDay(visitOn, 11);
    await adviser.open(caseOf('office'));
    await adviser.begin(caseId, 'report-visit');
    expect(await adviser.lastExchange()).to.include(`Date choisie ${chosen}`);
    await adviser.type({ 'Rapport de visite': 'Rez-de-chaussée clair, jardin sans clôture.' });
    await adviser.press('Enregistrer le rapport de visite');
    await adviser.begin(caseId, 'give-opinion');
    expect(await adviser.lastExchange()).to.include(sleepsAbove);
    await adviser.choose('Favorable');
    await adviser.type({ "Ce qui fonde l'avis": 'Les lieux conviennent pour quatre enfants.' });
    await adviser.press("Rendre l'avis");
    await adviser.reads('Avis rendu');
  });

  it('is proposed with two conditions in at most 4 clicks, and signed by another', async () => {
    await referent.open(caseOf('office'));
    referent.clicks = 0;
    await referent.begin(caseId, 'propose-decision');
    expect(await referent.lastExchange()).to.include(sleepsAbove);
    await referent.choose('Accorder sous conditions');
    await referent.unfold('Conditions, chacune avec sa date');
    await referent.type({
      'Motifs': reasons,
      'Condition 1': fence,
      'Condition 1 : à remplir avant le': written(addDays(movesOn, 30)),
      'Condition 2': rail,
      'Condition 2 : à remplir avant le': written(addDays(movesOn, 60)),
    });
    await referent.press('Proposer à la signature');
    await referent.reads('Décision proposée');
    expect(referent.clicks).to.be.at.most(4);
    await manager.open(caseOf('office'));
    await manager.begin(caseId, 'sign-decision');
    expect(await manager.lastExchange()).to.match(
      new RegExp(`Décision proposée.*sous conditions.*${fence}, avant le .*${rail}, avant le `),
    );
    expect(await manager.peeks('Voir la lettre'))
      .to.include(rail)
      .and.include(reference);
    await manager.press('Signer la décision', manager.page.locator('main form[data-warn-leave]'));
    await house.settled();
    await childminder.open(caseOf('pro'));
    expect(await childminder.lastExchange())
      .to.include(reasons)
      .and.include(`${rail}, avant le `);
  });

  it('is done once each condition is said to be done, with a proof or in words, and verified', async () => {
    await house.skipToDay(movesOn);
    for (const [id, text, proof] of [
      ['1', fence, 'clôture.pdf'],
      ['2', rail, undefined],
    ] as const) {
      await childminder.open(caseOf('pro'));
      childminder.clicks = 0;
      await childminder.begin(caseId, 'declare-conditions');
      expect(await childminder.lastExchange()).to.include(text);
      await childminder.choose(`C'est fait (condition ${id})`);
      if (proof) await childminder.chooseFiles(new RegExp(`^Preuve de la condition ${id}`), proof);
      else await childminder.type({ [`Ce qui a été fait pour la condition ${id}`]: railDone });
      await childminder.press('Envoyer', childminder.page.locator('main form[data-warn-leave]'));
      await childminder.reads(`${text} : fait`);
      expect(childminder.clicks).to.be.at.most(4);
      await referent.open(caseOf('office'));
      await referent.begin(caseId, 'confirm-conditions');
      expect(await referent.lastExchange())
        .to.include(`${text} : fait`)
        .and.include(proof ?? railDone);
      await referent.page
        .getByRole('group', { name: `Condition ${id}`, exact: true })
        .getByLabel('Remplie', { exact: true })
        .check();
      await referent.press('Enregistrer la vérification');
      expect(await referent.lastExchange()).to.include(`${text} : remplie`);
    }
    await house.settled();
    await childminder.open(caseOf('pro'));
    await childminder.reads('Le dossier est clôturé.');
    expect(await childminder.lastExchange()).to.include(`${rail} : remplie`);
  });

  it('made no browser complain', () => {
    expectGoodPages(house);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, ['rue des Bosquets', unsigned, sleepsAbove, otherTab, fence, railDone]));
});
