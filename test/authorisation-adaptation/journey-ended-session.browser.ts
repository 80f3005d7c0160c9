/** Sessions that end where it hurts, on a telephone: in a step, at the sending, in the decision, in a message; and what Back and a second tab do to what was sent. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addDays, addWorkingDays } from '../../domain/calendar.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold, instruct, introduce, receiptOf, written } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const why = 'La toiture doit être refaite avant la fin de saison.';
const law = 'Vu le décret du 17 juillet 2002, article 6 ;\nVu la loi du 29 juillet 1991 ;';
const facts = 'Considérant la visite ;\nconsidérant les deux avis.';
const grounds = [
  'Considérant que le lieu provisoire a été visité et que ses locaux se prêtent à un accueil de quelques mois ;',
  "considérant que les deux avis rendus n'appellent aucune réserve, la demande peut être acceptée.",
].join('\n');
const lastWords = `${grounds}\nUne phrase écrite une fois la session terminée.`;
const firstMessage = 'Les clés sont chez la voisine.';
const secondMessage = 'Le portail du fond reste ouvert le matin.';
const withdrawn = 'Le congé de la locataire est annulé.';
const telephone = { viewport: { width: 390, height: 844 } };

describe('a session that ends on the way', function () {
  this.timeout(240_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, referent: Actor, colleague: Actor, childminder: Actor;
  let id: string;

  before(async () => {
    house = await openRunningHouse();
    operator = await enter(house, 'Olivier Wauters', telephone);
    referent = await enter(house, 'Sophie Lambert', telephone);
    colleague = await enter(house, 'Karim Haddad', telephone);
    childminder = await enter(house, 'Karim Bensalah', telephone);
  });
  after(() => house.close());

  /** Of this person, in every browser. */
  async function endSessions({ name }: Actor): Promise<void> {
    const [{ user }] = (await house
      .db('users')
      .whereRaw("first_name || ' ' || family_name = ?", [name])
      .select('id as user')) as [{ user: string }];
    const ended = await house.db('sessions').whereRaw("sess ->> 'userId' = ?", [user]).delete();
    expect(ended, `sessions of ${name}`).to.be.above(0);
  }
  /** What was just sent too late waits; who signs in again reads it where it was typed. */
  async function signsInAgain(actor: Actor): Promise<void> {
    expect(new URL(actor.page.url()).pathname).to.equal('/sign-in');
    await actor.reads("n'est pas perdu");
    await actor.press('Connexion avec itsme');
  }
  const valueOf = (page: Page, label: string): Promise<string> =>
    page.locator('main').getByLabel(label, { exact: false }).first().inputValue();
  const says = (page: Page, text: string): Promise<void> =>
    page.locator('[data-autosave-status]', { hasText: text }).first().waitFor();
  const actsOf = (caseId: string, action: string) => house.db('acts').where({ case_id: caseId, action });
  const signsOut = async (page: Page): Promise<void> => {
    await page.goto(`${house.address}/`);
    await page.locator('.user-menu summary').click();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByRole('heading', { name: 'Vous êtes déconnecté·e' }).waitFor();
  };

  it('leads back into the step of a request: nothing typed is lost, one click saves it', async () => {
    const startsOn = addWorkingDays(house.today(), 30);
    await operator.open('/pro/authorisation');
    await operator.press(/^(Commencer|Reprendre) : Un déménagement temporaire/);
    await operator.page.locator('main .tasks a').first().click();
    await operator.page.waitForURL('**/drafts/*/*');
    await operator.choose('Travaux', 'Non');
    await operator.type({ 'Précisez la situation': why });
    await endSessions(operator);
    const step = operator.page.url();
    await operator.press('Enregistrer et continuer');
    await signsInAgain(operator);
    expect(operator.page.url().split('?')[0]).to.equal(step);
    await operator.reads("n'est pas encore envoyé");
    expect(await valueOf(operator.page, 'Précisez la situation')).to.equal(why);
    expect(await operator.page.getByLabel('Travaux', { exact: true }).isChecked()).to.equal(true);
    await operator.press('Enregistrer et continuer');
    await operator.reads('Étape 2 sur 4');

    // A browser that forgets everything: the form says itself whose it is.
    const address = { 'Rue': 'rue du Belvédère', 'Numéro': '17', 'Code postal': '5000', 'Localité': 'Namur' };
    await operator.type(address);
    await operator.page.context().clearCookies();
    await operator.press('Enregistrer et continuer');
    await signsInAgain(operator);
    for (const [label, typed] of Object.entries(address))
      expect(await valueOf(operator.page, label), label).to.equal(typed);
    await operator.press('Enregistrer et continuer');
    await operator.type({
      "Premier jour d'accueil à l'adresse temporaire": written(startsOn),
      "Dernier jour prévu à l'adresse temporaire": written(addDays(startsOn, 70)),
    });
    await operator.press('Enregistrer et continuer');
    await operator.type({ 'Capacité pendant la période': '14' });
    await operator.press('Enregistrer et continuer');
    await operator.attach(/^Attestation de sécurité/, { name: 'attestation.pdf', title: 'Attestation' });
    await operator.press('Continuer vers la vérification');
  });

  it('holds the declaration until the person is back, and introduces the request once, whatever other tabs send', async () => {
    const inAnotherTab = async (): Promise<Page> => {
      const page = await operator.page.context().newPage();
      await page.goto(operator.page.url());
      await page.getByLabel(/^Je déclare/).check();
      return page;
    };
    await operator.page.getByLabel(/^Je déclare/).check();
    const older = await inAnotherTab();
    await endSessions(operator);
    await operator.press('Introduire la demande');
    await signsInAgain(operator);
    await operator.reads("n'est pas encore envoyé");
    await operator.reads('rue du Belvédère');
    expect(await operator.page.getByLabel(/^Je déclare/).isChecked()).to.equal(true);
    const sameTime = await inAnotherTab();
    await operator.press('Introduire la demande');
    ({ caseId: id } = await receiptOf(operator));
    for (const beside of [sameTime, older]) {
      await beside.getByRole('button', { name: 'Introduire la demande' }).click();
      await beside.waitForURL(`**/${id}/receipt`);
      await beside.close();
    }
    expect(await actsOf(id, 'submit')).to.have.length(1);
  });

  it('keeps the decision of an agent; colleagues see that she writes, never what', async () => {
    await instruct(house, id, {
      referent,
      health: await enter(house, 'Anne Gilles'),
      visitor: await enter(house, 'Marc Dubois'),
    });
    await referent.open(`/office/authorisation-adaptation/${id}/propose-decision`);
    await referent.choose('Accorder');
    await referent.type({
      'En droit': law,
      'En fait': facts,
      'Motifs': grounds,
      'Entrée en vigueur': written(addDays(house.today(), 40)),
    });
    await says(referent.page, "Rien n'est encore envoyé");
    await colleague.open(`/office/authorisation-adaptation/${id}`);
    await colleague.reads(/Sophie Lambert a commencé à rédiger/);
    await colleague.open(`/office/authorisation-adaptation/${id}/propose-decision`);
    await colleague.reads(/Sophie Lambert a commencé à rédiger/);
    expect(await colleague.page.content()).not.to.include('se prêtent à un accueil');
    await endSessions(referent);
    await referent.type({ Motifs: lastWords });
    await says(referent.page, 'Votre session est terminée');
    await referent.press('Proposer à la signature');
    expect(new URL(referent.page.url()).pathname).to.equal('/sign-in');
    expect(await actsOf(id, 'propose-decision')).to.have.length(0);
  });

  it('gives nothing of it to another person who signs in on that browser', async () => {
    const { page } = referent;
    await page.context().clearCookies();
    await page.reload();
    await page.getByRole('link', { name: 'Connexion avec itsme' }).click();
    await page.getByLabel('itsme').check();
    await page.getByRole('button', { name: /^Karim Haddad/ }).click();
    await page.waitForURL(`${house.address}/**`);
    await referent.reads("Il n'y a rien en attente d'envoi.");
    for (const path of ['', '/propose-decision']) {
      await page.goto(`${house.address}/office/authorisation-adaptation/${id}${path}`);
      expect(await page.content()).not.to.include('se prêtent à un accueil');
    }
    await signsOut(page);
    for (let back = 0; back < 4; back += 1) {
      await page.goBack().catch(() => null);
      expect(await page.content()).not.to.include('se prêtent à un accueil');
    }
    expect(await actsOf(id, 'propose-decision')).to.have.length(0);
  });

  it('shows her what she is about to send, and records it once', async () => {
    const { page } = referent;
    await page.context().clearCookies();
    // By the front door, not by the one that her sending led to.
    await referent.open('/office');
    await referent.reads("Un formulaire que vous avez envoyé trop tard n'est pas encore parti.");
    await referent.press("Le relire et l'envoyer");
    expect(new URL(page.url()).pathname).to.equal(`/office/authorisation-adaptation/${id}/propose-decision`);
    await referent.reads("n'est pas encore envoyé");
    expect(await valueOf(page, 'En droit')).to.equal(law);
    expect(await valueOf(page, 'En fait')).to.equal(facts);
    expect(await valueOf(page, 'Motifs')).to.equal(lastWords);
    expect(await page.getByLabel('Accorder', { exact: true }).isChecked()).to.equal(true);
    await referent.press('Proposer à la signature');
    expect(new URL(page.url()).pathname).to.equal(`/office/authorisation-adaptation/${id}`);
    expect(await actsOf(id, 'propose-decision')).to.have.length(1);
    await page.goBack();
    await referent.reads('Décision proposée par Sophie Lambert');
    await referent.reads("Ce formulaire n'est donc plus à remplir.");
    expect(await actsOf(id, 'propose-decision')).to.have.length(1);
    await colleague.open(`/office/authorisation-adaptation/${id}`);
    expect(await colleague.text()).not.to.include('a commencé à rédiger');
  });

  it('lets a message go on once its writer, signed out in another tab, has signed in there again', async () => {
    await operator.open(`/pro/authorisation-adaptation/${id}`);
    const { page } = operator;
    const beside = await page.context().newPage();
    await operator.type({ 'Votre message': firstMessage });
    await says(page, 'Brouillon enregistré à');
    await signsOut(beside);
    await operator.type({ 'Votre message': `${firstMessage} Sonnez.` });
    await says(page, 'Votre session est terminée');
    await beside.goto(`${house.address}/sign-in/start?means=itsme`);
    if (beside.url().includes('/fas/identification/')) {
      await beside.getByLabel('itsme').check();
      await beside.getByRole('button', { name: /^Olivier Wauters/ }).click();
    }
    await beside.waitForURL(`${house.address}/**`);
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await says(page, 'Brouillon enregistré à');
    await operator.press('Envoyer le message');
    await operator.reads(`${firstMessage} Sonnez.`);
    expect(await actsOf(id, 'write-message')).to.have.length(1);

    await operator.type({ 'Votre message': secondMessage });
    await signsOut(beside);
    await operator.press('Envoyer le message');
    await signsInAgain(operator);
    await operator.reads('Confirmez votre envoi');
    await operator.reads(secondMessage);
    expect(await actsOf(id, 'write-message')).to.have.length(1);
    await operator.press('Confirmer et envoyer');
    await operator.reads(secondMessage);
    await page.goBack();
    await page.reload();
    expect(await valueOf(page, 'Votre message')).to.equal('');
    expect(await actsOf(id, 'write-message')).to.have.length(2);
    await beside.close();
  });

  it('withdraws a second request once, from two tabs and after a session that ended', async () => {
    const startsOn = addWorkingDays(house.today(), 90);
    const { page } = childminder;
    const beside = await page.context().newPage();
    const { caseId } = await introduce(
      childminder,
      'Une cessation temporaire',
      [
        { choose: ['Travaux'] },
        {
          type: {
            'Premier jour sans accueil': written(startsOn),
            'Dernier jour prévu sans accueil': written(addDays(startsOn, 80)),
          },
        },
        {
          type: {
            'Que prévoyez-vous pour les enfants pendant la période ?': 'Une collègue les accueille.',
            'Parents informés le': written(house.today()),
          },
        },
      ],
      [/^Copie de l'information/],
    );
    await page.goBack();
    expect((await receiptOf(childminder)).caseId).to.equal(caseId);
    const path = `/pro/authorisation-adaptation/${caseId}/withdraw`;
    await childminder.open(path);
    await childminder.type({ 'Pourquoi vous retirez la demande': withdrawn });
    await beside.goto(house.address + path);
    await beside.getByLabel('Pourquoi vous retirez la demande').fill(withdrawn);
    await endSessions(childminder);
    await childminder.press('Retirer la demande');
    await signsInAgain(childminder);
    expect(await valueOf(page, 'Pourquoi vous retirez la demande')).to.equal(withdrawn);
    await childminder.press('Retirer la demande');
    await childminder.reads('Vous avez retiré cette demande.');
    await page.goBack();
    await childminder.reads(/Demande retirée par Karim Bensalah/);
    await childminder.reads("Ce formulaire n'est donc plus à remplir.");
    await beside.getByRole('button', { name: 'Retirer la demande' }).click();
    await beside.getByText('Demande retirée par Karim Bensalah').waitFor();
    const said = await beside.locator('main').innerText();
    expect(said).to.include("n'a donc pas été enregistrée").and.include(withdrawn);
    expect(await actsOf(caseId, 'withdraw')).to.have.length(1);
    await beside.close();
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });

  it('tells nothing of it to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, [
      why,
      'rue du Belvédère',
      'se prêtent à un accueil',
      firstMessage,
      secondMessage,
      withdrawn,
    ]));
});
