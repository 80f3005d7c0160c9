/** A crèche moves for a time: two opinions side by side, conditions, reminders, an extension, and the return that an agent notes. */
import { expect } from 'chai';
import { addDays, addWorkingDays } from '../../domain/calendar.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold, introduce, reasons, written } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('the journey of a temporary move', function () {
  this.timeout(180_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, referent: Actor, coordinator: Actor, doctor: Actor, manager: Actor;
  let caseId: string;
  let startsOn: string, plannedEndOn: string, laterEndOn: string;

  before(async () => {
    house = await openRunningHouse();
    startsOn = addWorkingDays(house.today(), 30);
    plannedEndOn = addDays(startsOn, 70);
    laterEndOn = addDays(plannedEndOn, 45);
    operator = await enter(house, 'Olivier Wauters');
    referent = await enter(house, 'Sophie Lambert');
    coordinator = await enter(house, 'Marc Dubois');
    doctor = await enter(house, 'Anne Gilles');
    manager = await enter(house, 'Julie Moreau', { means: 'eID' });
  });
  after(() => house.close());

  it('is introduced for one place by somebody who manages its data', async () => {
    ({ caseId } = await introduce(
      operator,
      'Un déménagement temporaire',
      [
        { choose: ['Travaux', 'Non'], type: { 'Précisez la situation': 'La chaudière doit être remplacée.' } },
        { type: { 'Rue': 'rue des Échasseurs', 'Numéro': '4', 'Code postal': '5000', 'Localité': 'Namur' } },
        {
          type: {
            "Premier jour d'accueil à l'adresse temporaire": written(startsOn),
            "Dernier jour prévu à l'adresse temporaire": written(plannedEndOn),
          },
        },
        { type: { 'Capacité pendant la période': '14' } },
      ],
      [/^Attestation de sécurité/],
    ));
  });

  it('asks both opinions at once: the health opinion does not wait for the visit', async () => {
    await referent.posts(caseId, 'declare-complete');
    await doctor.open('/office/tasks?view=team');
    await doctor.does(caseId, 'give-health-opinion', async () => {
      await doctor.choose('Réservé');
      await doctor.type({ "Ce qui fonde l'avis": "Un second point d'eau est nécessaire près de l'espace change." });
    });
    const visitOn = addWorkingDays(house.today(), 4);
    await coordinator.does(caseId, 'plan-visit', async () => {
      await coordinator.type({
        'Date de la visite': written(visitOn),
        'Heure': '10:00',
        'Motif': 'Convenu par téléphone.',
      });
    });
    await house.skipToDay(visitOn, 12);
    await coordinator.posts(caseId, 'report-visit', {
      visitedOn: written(visitOn),
      report: 'Deux pièces claires au rez-de-chaussée.',
    });
    await coordinator.posts(caseId, 'give-opinion', {
      opinion: 'favourable',
      text: 'Le lieu convient pour quelques mois.',
    });
  });

  it('is sent back to the drafter, then granted under conditions', async () => {
    const conditionsDueOn = addDays(startsOn, 10);
    const fields = {
      outcome: 'grant-with-conditions',
      legalBase: 'Vu le décret ;',
      facts: 'Considérant les deux avis ;',
      reasons,
      condition1: "Installer un second point d'eau",
      effectiveOn: written(startsOn),
      conditionDueOn1: written(conditionsDueOn),
    };
    await referent.posts(caseId, 'propose-decision', fields);
    await manager.does(caseId, 'return-to-drafter', async () => {
      await manager.type({ 'Ce qui doit être revu': 'La condition doit dire où.' });
    });
    await referent.posts(caseId, 'propose-decision', {
      ...fields,
      condition1: "Installer un second point d'eau dans l'espace change",
    });
    await manager.posts(caseId, 'sign-decision');
    await house.settled();
    await operator.open(`/pro/authorisation-adaptation/${caseId}`);
    await operator.reads('Acceptée sous conditions.');
  });

  it('gives the temporary address on the day, and its conditions are followed', async () => {
    await house.skipToDay(startsOn);
    await operator.open('/pro/authorisation');
    await operator.reads('rue des Échasseurs 4, 5000 Namur');
    await operator.reads('Déménagement temporaire en cours');
    await referent.does(caseId, 'note-conditions-unmet', async () => {
      await referent.type({
        'Ce qui manque': "Le point d'eau n'est pas raccordé.",
        'Nouvelle échéance': written(addDays(startsOn, 20)),
      });
    });
    await operator.does(caseId, 'declare-conditions', async () => {
      await operator.choose("C'est fait (condition 1)");
      await operator.attach('Preuve de la condition 1', { name: 'facture.pdf', title: 'Facture du plombier' });
    });
    await referent.does(caseId, 'confirm-conditions', async () => {
      await referent.choose('Remplie');
    });
    await referent.reads('La période est en cours.');
  });

  it('is recalled before its planned end, prolonged, and noted as over', async () => {
    await house.settled();
    const mails = house.mailbox.mails.length;
    await house.skipToDay(addDays(plannedEndOn, -6));
    expect(house.mailbox.mails.length - mails, 'told by mail').to.be.at.least(1);
    expect(await house.db('acts').where({ case_id: caseId, action: 'remind-return' }), 'two reminders').to.have.length(
      2,
    );
    await operator.does(caseId, 'ask-extension', async () => {
      await operator.type({
        'Nouvelle fin prévue': written(laterEndOn),
        'Motif de la prolongation': "L'entrepreneur a pris du retard.",
      });
    });
    await referent.does(caseId, 'grant-extension');
    await house.skipToDay(addDays(plannedEndOn, 2));
    await operator.open(`/pro/authorisation-adaptation/${caseId}`);
    await operator.reads('La période est en cours.');
    await house.skipToDay(addDays(laterEndOn, 4));
    await operator.open(`/pro/authorisation-adaptation/${caseId}`);
    await operator.reads('La fin prévue est dépassée.');
    await referent.does(caseId, 'confirm-return', async () => {
      await referent.type({
        'Date du retour': written(laterEndOn),
        'Comment le retour a été constaté': 'Vu sur place.',
      });
    });
    await house.settled();
    await operator.open('/pro/authorisation');
    await operator.reads('avenue du Petit Gué 47, 5100 Jambes');
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, [
      'rue des Échasseurs',
      'La chaudière doit être remplacée',
      "n'est pas raccordé",
      "L'entrepreneur a pris du retard",
    ]));
});
