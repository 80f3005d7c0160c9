/** A childminder stops for a time, in a browser without script; his delay passes twice before he answers, and the period once before he is back. */
import { addDays, addWorkingDays } from '../../domain/calendar.ts';
import { expect } from 'chai';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold, introduce, written } from '../support/journeys.ts';
import { expectLetter } from '../support/letter.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('the journey of a temporary cessation', function () {
  this.timeout(180_000);
  this.bail(true);
  let house: RunningHouse;
  let childminder: Actor, referent: Actor;
  let caseId: string, reference: string;
  let startsOn: string, plannedEndOn: string;

  before(async () => {
    house = await openRunningHouse();
    startsOn = addWorkingDays(house.today(), 90);
    plannedEndOn = addDays(startsOn, 80);
    childminder = await enter(house, 'Karim Bensalah', { javaScriptEnabled: false });
    referent = await enter(house, 'David Carlier');
  });
  after(() => house.close());

  it('is introduced without a script', async () => {
    ({ caseId, reference } = await introduce(
      childminder,
      'Une cessation temporaire',
      [
        { choose: ['Travaux'] },
        {
          type: {
            'Premier jour sans accueil': written(startsOn),
            'Dernier jour prévu sans accueil': written(plannedEndOn),
          },
        },
        {
          type: {
            'Que prévoyez-vous pour les enfants pendant la période ?': 'Un milieu voisin les accueille.',
            'Parents informés le': written(house.today()),
          },
        },
      ],
      [/^Copie de l'information/],
    ));
  });

  it('waits for its complement, recalls it, and is closed by nobody but an agent', async () => {
    await referent.posts(caseId, 'ask-complement', {
      about1: 'document.parents-letter',
      why1: 'La lettre ne porte pas de date.',
    });
    await house.skipToDay(addDays(house.today(), 26));
    await childminder.open(`/pro/authorisation-adaptation/${caseId}`);
    await childminder.reads(/Rappel/);
    await house.skipToDay(addDays(house.today(), 10));
    await childminder.open(`/pro/authorisation-adaptation/${caseId}`);
    await childminder.reads('Le délai du complément est dépassé.');
    await referent.open(`/office/authorisation-adaptation/${caseId}`);
    await referent.does(caseId, 'extend-complement', async () => {
      await referent.type({ 'Pourquoi le délai est prolongé': 'La lettre est en route.' });
    });
    await childminder.does(caseId, 'give-complement', async () => {
      await childminder.type({ 'Votre réponse au point 1': 'La lettre est datée du premier du mois.' });
      await childminder.attach('Document demandé au point 1', { name: 'lettre.pdf', title: 'Lettre datée' });
    });
    await childminder.reads("C'est à l'ONE.");
  });

  it('is noted, begins on its day, and is prolonged once its end has passed', async () => {
    await referent.posts(caseId, 'acknowledge', { effectiveOn: written(startsOn) });
    await house.settled();
    await childminder.open(`/pro/authorisation-adaptation/${caseId}`);
    expectLetter(await childminder.download(/Prise d'acte/), reference);
    await house.skipToDay(startsOn);
    await childminder.open('/pro/authorisation');
    await childminder.reads('Cessation temporaire en cours');
    await house.skipToDay(addDays(plannedEndOn, 2));
    await referent.does(caseId, 'extend-period', async () => {
      await referent.type({
        'Nouvelle fin prévue': written(addDays(plannedEndOn, 20)),
        'Motif': 'Les travaux durent.',
      });
    });
    await house.skipToDay(addDays(plannedEndOn, 22));
    await childminder.open('/pro');
    await referent.posts(caseId, 'confirm-return', { returnedOn: written(house.today()), remarks: 'Vu sur place.' });
    await house.settled();
    const row = (await house.db('cases').where({ id: caseId }).first('status')) as object;
    expect(row).to.deep.equal({ status: 'closed' });
    await childminder.open('/pro/authorisation');
    await childminder.reads(/Statut actuel\s+Autorisé/i);
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, ['Un milieu voisin les accueille', 'La lettre est datée', 'Les travaux durent']));
});
