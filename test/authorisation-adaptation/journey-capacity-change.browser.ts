/** More places are asked for: refused, remedied, refused again, and won before the board; the other roads out of a request beside it. */
import { expect } from 'chai';
import { addDays, addWorkingDays } from '../../domain/calendar.ts';
import { enter, type Actor } from '../support/actor.ts';
import { decide, expectGoodPages, expectNothingTold, instruct, introduce, written } from '../support/journeys.ts';
import { expectLetter } from '../support/letter.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const refusal =
  "Considérant que l'encadrement proposé ne suffit pas pour quarante-deux enfants et que la salle de repos reste trop petite, la demande est refusée.";

describe('the journey of a change of capacity', function () {
  this.timeout(180_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, referent: Actor, coordinator: Actor, manager: Actor, secretariat: Actor;
  let caseId: string, reference: string;
  let changesOn: string;

  before(async () => {
    house = await openRunningHouse();
    changesOn = addWorkingDays(house.today(), 130);
    operator = await enter(house, 'Benoît Lejeune');
    referent = await enter(house, 'Sophie Lambert');
    coordinator = await enter(house, 'Marc Dubois');
    manager = await enter(house, 'Julie Moreau');
    secretariat = await enter(house, 'Frédéric Nihoul');
  });
  after(() => house.close());

  it('gives up one request and asks for more places instead', async () => {
    const move = (await house
      .db('cases')
      .where({ facility_name: 'Crèche Clair Matin', kind: 'permanent-move' })
      .first('id')) as { id: string };
    await operator.does(move.id, 'withdraw', async () => {
      await operator.type({ 'Pourquoi vous retirez la demande': 'Nous restons dans nos locaux.' });
    });
    await operator.reads('Retirée.');
    ({ caseId, reference } = await introduce(
      operator,
      'Une modification de la capacité',
      [
        { type: { 'Capacité demandée': '42', 'À partir du': written(changesOn) } },
        {
          type: {
            "Comment l'encadrement sera-t-il organisé ?": 'Un équivalent temps plein de plus.',
            'Pourquoi cette modification ?': "La liste d'attente est longue.",
          },
        },
      ],
      [/^Plan d'encadrement/, /^Plan du lieu/],
    ));
  });

  it('is refused, and tells how long one has to remedy', async () => {
    await instruct(house, caseId, { referent, visitor: coordinator });
    await decide(caseId, { referent, manager }, { outcome: 'refuse', effectiveOn: changesOn, reasons: refusal });
    await house.settled();
    await operator.open(`/pro/authorisation-adaptation/${caseId}`);
    await operator.reads('Remédier aux motifs du refus');
    expectLetter(await operator.download(/^Refus du/), reference);
    await operator.does(caseId, 'give-remedy', async () => {
      await operator.type({
        'Votre réponse au point 1': "Deux personnes sont engagées au lieu d'une.",
      });
    });
    await operator.reads("C'est à l'ONE.");
  });

  it('is refused again, and appealed', async () => {
    await decide(
      caseId,
      { referent, manager },
      { outcome: 'confirm-refusal', effectiveOn: changesOn, reasons: refusal },
    );
    await house.skip(36 * 3_600_000);
    await operator.open('/pro');
    await operator.does(caseId, 'lodge-appeal', async () => {
      await operator.type({ 'Motifs du recours': 'La salle de repos a été agrandie de douze mètres carrés.' });
    });
    await secretariat.open('/office/tasks?view=team');
    await secretariat.does(caseId, 'plan-hearing', async () => {
      await secretariat.type({
        "Date de l'audition": written(addWorkingDays(house.today(), 10)),
        'Heure': '14:00',
        'Lieu et modalités': 'Salle du conseil, premier étage.',
      });
    });
    await house.skipToDay(addWorkingDays(house.today(), 12));
    await secretariat.does(caseId, 'decide-appeal', async () => {
      await secretariat.choose('Accueilli');
      await secretariat.type({
        "Date d'effet": written(changesOn),
        'Motifs': 'Le pouvoir organisateur a démontré que les locaux suffisent.',
      });
    });
  });

  it('is won: the places are there on the day, and not before', async () => {
    await house.skipToDay(addDays(changesOn, -1), 18);
    await operator.open('/pro/authorisation');
    await operator.reads(/Capacité d'accueil\s+35 places/);
    await house.skipToDay(changesOn);
    await operator.open('/pro/authorisation');
    await operator.reads(/Capacité d'accueil\s+42 places/);
    expect(await house.db('cases').where({ id: caseId }).first('status')).to.deep.equal({ status: 'closed' });
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, ['La salle de repos', 'Un équivalent temps plein', "La liste d'attente"]));
});
