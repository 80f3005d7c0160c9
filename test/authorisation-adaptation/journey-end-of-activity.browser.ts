/** A crèche closes for good. Its administrator has no mouse; ONE takes note, and what else was asked for the place ends with it. */
import { expect } from 'chai';
import { addDays, addWorkingDays } from '../../domain/calendar.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { enter, type Actor } from '../support/actor.ts';
import { enterOn, tabTo, typeInto } from '../support/keyboard.ts';
import { expectLetter } from '../support/letter.ts';
import { expectGoodPages, expectNothingTold, receiptOf, written } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('the journey of an end of activity', function () {
  this.timeout(180_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, referent: Actor;
  let caseId: string, reference: string;
  let lastDayOn: string;

  before(async () => {
    house = await openRunningHouse();
    lastDayOn = addWorkingDays(house.today(), 80);
    operator = await enter(house, 'Nathalie Servais');
    referent = await enter(house, 'Karim Haddad');
  });
  after(() => house.close());

  it('is introduced with the keyboard alone', async () => {
    const { page } = operator;
    await operator.open('/pro');
    await enterOn(page, 'Mon autorisation');
    await enterOn(page, "Crèche Les Glands d'Or");
    await enterOn(page, /Commencer : Une fin d'activité/);
    await enterOn(page, "Le dernier jour d'accueil");
    await typeInto(page, { "Dernier jour d'accueil": written(lastDayOn) });
    await page.keyboard.press('Enter');
    await page.getByText('Étape 2 sur 4').waitFor();
    await typeInto(page, { 'Pourquoi cessez-vous votre activité ?': 'Le bâtiment est repris par la commune.' });
    await enterOn(page, 'Enregistrer et continuer');
    await typeInto(page, {
      'Enfants encore inscrits le dernier jour': '21',
      'Parents informés le': written(house.today()),
      'Personnel informé le': written(addDays(house.today(), -7)),
    });
    await enterOn(page, 'Enregistrer et continuer');
    await typeInto(page, {
      'Qui conservera les archives ?': 'Le siège du pouvoir organisateur',
      'Adresse, téléphone ou courriel pour la joindre': '081 00 00 00',
    });
    await enterOn(page, 'Enregistrer et continuer');
    for (const label of [/^Copie de la lettre/, /^Décision de l'organe/]) {
      const input = page.getByRole('main').getByLabel(label);
      await tabTo(page, input);
      // The window in which a file is chosen belongs to the system.
      await input.setInputFiles({
        name: 'lettre.pdf',
        mimeType: 'application/pdf',
        buffer: makePdf('Lettre', ['Document de test.']),
      });
    }
    await enterOn(page, 'Continuer vers la vérification');
    await tabTo(page, page.getByLabel(/^Je déclare/));
    await page.keyboard.press('Space');
    await enterOn(page, 'Introduire la demande');
    ({ caseId, reference } = await receiptOf(operator));
  });

  it('is noted, not granted, with a letter', async () => {
    await referent.open('/office/tasks?view=team');
    await referent.does(caseId, 'acknowledge', async () => {
      await referent.type({ 'Remarque dans le courrier': 'Les comptes de clôture restent attendus.' });
    });
    await house.settled();
    await operator.open(`/pro/authorisation-adaptation/${caseId}`);
    await operator.reads("L'ONE a pris acte.");
    expectLetter(await operator.download(/Prise d'acte/), reference);
  });

  it('closes the place on its day, and what was still asked for it', async () => {
    const { facility_id } = (await house.db('cases').where({ id: caseId }).first('facility_id')) as {
      facility_id: string;
    };
    const others = async () =>
      (await house
        .db('cases')
        .where({ facility_id })
        .whereNot({ id: caseId })
        .whereIn('kind', ['permanent-move'])
        .select('status')) as { status: string }[];
    expect(await others()).to.deep.equal([{ status: 'instruction' }]);
    await house.skipToDay(addDays(lastDayOn, -1), 20);
    await operator.open(`/pro/facilities/${facility_id}/authorisation`);
    await operator.reads(/Statut actuel\s+Autorisé/i);
    await house.skipToDay(lastDayOn);
    expect(await others()).to.deep.equal([{ status: 'cancelled' }]);
    expect(await house.db('facilities').where({ id: facility_id }).first('closed_on')).to.deep.equal({
      closed_on: lastDayOn,
    });
    await operator.open(`/pro/facilities/${facility_id}/authorisation`);
    await operator.reads("Ce milieu d'accueil n'a pas d'autorisation en vigueur.");
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, [
      'Le bâtiment est repris par la commune',
      'Le siège du pouvoir organisateur',
      'comptes de clôture restent',
    ]));
});
