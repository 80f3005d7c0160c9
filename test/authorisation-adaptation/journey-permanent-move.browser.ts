/** A childminder moves house: from her sign-in to the day her authorisation bears the new address, by the real pages. */
import { expect } from 'chai';
import { addDays, addWorkingDays } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectLetter } from '../support/letter.ts';
import { expectGoodPages, expectNothingTold, receiptOf, written } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('the journey of a permanent move', function () {
  this.timeout(180_000);
  this.bail(true);
  let house: RunningHouse;
  let childminder: Actor, referent: Actor, adviser: Actor, manager: Actor;
  let caseId: string;
  let reference: string;
  let movesOn: string;

  before(async () => {
    house = await openRunningHouse();
    movesOn = addWorkingDays(house.today(), 75);
    childminder = await enter(house, 'Émilie Delvaux');
    referent = await enter(house, 'Sophie Lambert', { means: 'eID' });
    adviser = await enter(house, 'Pascale Evrard');
    manager = await enter(house, 'Julie Moreau');
  });
  after(() => house.close());

  it('lets her start from her authorisation, and keeps the draft by itself', async () => {
    await childminder.open('/pro');
    await childminder.press('Mon autorisation');
    await childminder.reads('rue de la Vigne 31');
    await childminder.press(/^Introduire : Un déménagement définitif|^Commencer : Un déménagement définitif/);
    await childminder.reads('Votre demande : 0 étape complétée sur 4');
    await childminder.press('La nouvelle adresse');
    await childminder.type({ 'Rue': 'rue des Bosquets', 'Numéro': '8', 'Code postal': '5000', 'Localité': 'Namur' });
    await childminder.page.getByText(/^Brouillon enregistré à \d+ h \d\d\.$/).waitFor();
    // The window is closed before anything was sent, and found again.
    await childminder.open('/pro/cases');
    await childminder.press(/Continuer|Reprendre/);
    await childminder.press('La nouvelle adresse');
    expect(await childminder.page.getByLabel('Rue').inputValue()).to.equal('rue des Bosquets');
    await childminder.press('Enregistrer et continuer');
  });

  it('tells what is wrong on the page, and takes the rest in steps', async () => {
    await childminder.type({
      "Premier jour d'accueil à la nouvelle adresse": '31/02/2027',
      "Dernier jour d'accueil à l'adresse actuelle": written(addDays(movesOn, -3)),
    });
    await childminder.press('Enregistrer et continuer');
    await childminder.reads('Il y a un problème');
    await childminder.type({ "Premier jour d'accueil à la nouvelle adresse": written(movesOn) });
    await childminder.press('Enregistrer et continuer');
    await childminder.type({
      'Capacité demandée à la nouvelle adresse': '4',
      "Heures d'ouverture": '7 h 30 – 17 h 30',
      'Téléphone du lieu': '081 00 00 00',
    });
    await childminder.press('Enregistrer et continuer');
    await childminder.type({ 'Pourquoi déménagez-vous ?': 'Le logement est vendu, le nouveau a un jardin.' });
    await childminder.press('Enregistrer et continuer');
    for (const [region, file] of [
      [/^Plan du lieu/, 'plan.pdf'],
      [/^Titre d'occupation/, 'bail.pdf'],
      [/^Attestation de sécurité incendie/, 'incendie.pdf'],
      [/^Attestation d'assurance/, 'assurance.pdf'],
      [/^Extraits de casier/, 'extraits.pdf'],
    ] as const) {
      await childminder.attach(region, { name: file, title: file });
    }
    await childminder.press('Continuer vers la vérification');
    await childminder.reads('rue des Bosquets 8');
  });

  it('asks for her declaration and, a quarter of an hour later, for her identity again, and gives a receipt', async () => {
    await childminder.press('Introduire la demande');
    await childminder.reads('Cochez la déclaration');
    await house.skip(20 * 60_000);
    await childminder.page.getByLabel(/^Je déclare/).check();
    await childminder.press('Introduire la demande');
    expect(new URL(childminder.page.url()).pathname).to.equal('/sign-in/resume');
    await childminder.press('Confirmer et envoyer');
    ({ caseId, reference } = await receiptOf(childminder));
    await house.settled();
    await childminder.page.reload();
    expectLetter(await childminder.download(/accusé de réception/i), reference);
  });

  it('goes to ONE and back for what is missing', async () => {
    await referent.open('/office/tasks?view=team');
    await referent.reads(reference);
    await referent.does(caseId, 'ask-complement', async () => {
      await referent.page.getByLabel('Point 1 : ce qui est attendu').selectOption('document.occupation');
      await referent.page.getByLabel('Point 2 : ce qui est attendu').selectOption('field.capacity');
      await referent.type({
        'Point 1 : pourquoi': "Le bail joint n'est pas signé par le bailleur.",
        'Point 2 : pourquoi': 'La pièce de repos ne compte que trois lits.',
      });
    });
    await house.settled();
    expect(house.mailbox.mails.at(-1)?.to.join()).to.equal('emilie.delvaux@delvaux.example');
    expect(house.mailbox.mails.at(-1)?.subject).to.include('Compléter la demande');
    await childminder.open(`/pro/authorisation-adaptation/${caseId}`);
    await childminder.reads("C'est à vous.");
    await childminder.press('Compléter la demande');
    await childminder.type({ 'Capacité demandée à la nouvelle adresse': '3' });
    await childminder.press('Envoyer le complément');
    expect(await childminder.text(), 'what is left open is said before it is sent').to.match(
      /À confirmer avant l'envoi.*Le point 1 reste ouvert/s,
    );
    await childminder.attach('Document demandé au point 1', { name: 'bail-signé.pdf', title: 'Bail signé' });
    await childminder.press('Envoyer le complément');
    await childminder.reads("C'est à l'ONE.");
    await childminder.reads('Capacité demandée : 3 places');
    await referent.open(`/office/authorisation-adaptation/${caseId}`);
    await referent.reads(/Capacité demandée\s+3 places/);
  });

  it('is looked at on the spot, at an hour that she has chosen', async () => {
    await referent.does(caseId, 'declare-complete');
    const visitOn = addWorkingDays(house.today(), 8);
    await adviser.open('/office/tasks?view=team');
    await adviser.does(caseId, 'propose-visit', async () => {
      await adviser.type({
        'Date 1': written(visitOn),
        'Heure 1': '9:30',
        'Date 2': written(addWorkingDays(visitOn, 1)),
        'Heure 2': '14:00',
      });
    });
    await childminder.does(caseId, 'choose-visit-date', async () => {
      await childminder.choose(`${formatLongDate(visitOn)} à 9 h 30`);
    });
    await house.skipToDay(visitOn, 11);
    await adviser.does(caseId, 'report-visit', async () => {
      await adviser.type({ 'Rapport de visite': 'Rez-de-chaussée clair, barrière posée, jardin clôturé.' });
    });
    await adviser.does(caseId, 'give-opinion', async () => {
      await adviser.choose('Favorable');
      await adviser.type({ "Ce qui fonde l'avis": 'Les lieux conviennent pour quatre enfants.' });
    });
  });

  it('is decided by one person and signed by another, with what it will change before their eyes', async () => {
    await referent.open(`/office/authorisation-adaptation/${caseId}/propose-decision`);
    await referent.choose('Accorder');
    await referent.type({
      'Motifs':
        "Considérant que la visite a montré des locaux sûrs et adaptés à l'accueil de quatre enfants, la demande peut être acceptée.",
    });
    expect(await referent.peeks('Voir la lettre'))
      .to.include('des locaux sûrs et adaptés')
      .and.include(reference);
    await referent.press('Voir ce que cela change');
    await referent.reads('rue des Bosquets 8, 5000 Namur');
    await referent.press('Revenir à la rédaction');
    expect(await referent.page.getByLabel('Motifs').inputValue()).to.include('des locaux sûrs et adaptés');
    await referent.press('Voir ce que cela change');
    await referent.press('Proposer à la signature');
    await manager.open('/office/tasks?view=mine');
    await manager.does(caseId, 'sign-decision');
    await house.settled();
    await childminder.open(`/pro/authorisation-adaptation/${caseId}`);
    await childminder.reads('Acceptée.');
    expectLetter(await childminder.download(/^Accord du/), reference);
  });

  it('changes the address on the day, and not before', async () => {
    await house.skipToDay(addDays(movesOn, -1), 18);
    await childminder.open('/pro/authorisation');
    await childminder.reads(/Lieu[\s\S]*rue de la Vigne 31/);
    expect((await house.db('authorisation_versions').where({ case_id: caseId })).length).to.equal(0);
    await house.skipToDay(movesOn);
    await childminder.open('/pro/authorisation');
    const [version] = (await house.db('authorisation_versions').where({ case_id: caseId })) as {
      valid_from: string;
      street: string;
    }[];
    expect(version).to.include({ valid_from: movesOn, street: 'rue des Bosquets' });
    await childminder.reads('rue des Bosquets 8, 5000 Namur');
    await childminder.open('/pro/notices');
    await childminder.open(`/pro/authorisation-adaptation/${caseId}`);
    await childminder.reads('Le dossier est clôturé.');
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, ['rue des Bosquets', 'Le logement est vendu', 'Voici le bail signé']));
});
