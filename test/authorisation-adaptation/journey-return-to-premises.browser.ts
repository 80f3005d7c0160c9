/** A crèche that has stayed too long at its temporary address comes back to its own; the temporary move closes with it. */
import { expect } from 'chai';
import { addDays, addWorkingDays } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { enter, type Actor } from '../support/actor.ts';
import { decide, expectGoodPages, expectNothingTold, introduce, written } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('the journey of a return to the premises', function () {
  this.timeout(180_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, referent: Actor, coordinator: Actor, manager: Actor;
  let caseId: string, linkedCaseId: string, facilityId: string;
  let returnsOn: string;
  const place = 'Crèche Le Jardin des Marmots';

  before(async () => {
    house = await openRunningHouse();
    returnsOn = addWorkingDays(house.today(), 25);
    operator = await enter(house, 'Leïla Amrani', { means: 'eID' });
    referent = await enter(house, 'Nadia Boutaleb');
    coordinator = await enter(house, 'Éric Van Damme');
    manager = await enter(house, 'Brigitte Leclercq');
    const period = (await house
      .db('cases')
      .where({ facility_name: place, status: 'return-overdue' })
      .first('id', 'facility_id')) as { id: string; facility_id: string };
    [linkedCaseId, facilityId] = [period.id, period.facility_id];
  });
  after(() => house.close());

  it('is introduced for the period that it ends', async () => {
    const { reference } = (await house.db('cases').where({ id: linkedCaseId }).first('reference')) as {
      reference: string;
    };
    ({ caseId } = await introduce(
      operator,
      'Une réintégration des locaux',
      [
        { choose: [`Déménagement temporaire (${reference})`] },
        {
          choose: ['Oui'],
          type: {
            "Premier jour d'accueil dans les locaux réintégrés": written(returnsOn),
            'Remarques': 'La cuisine est neuve.',
          },
        },
      ],
      [/^Procès-verbal/],
      place,
    ));
  });

  it('has its visit on a day that suits both sides', async () => {
    await referent.posts(caseId, 'declare-complete');
    const first = addWorkingDays(house.today(), 4);
    await coordinator.posts(caseId, 'propose-visit', {
      day1: written(first),
      from1: '9:00',
      day2: '',
      from2: '',
      day3: '',
      from3: '',
      text: '',
    });
    await operator.does(caseId, 'refuse-visit-dates', async () => {
      await operator.type({ 'Quand êtes-vous disponible ?': 'Le lendemain toute la journée.' });
    });
    const second = addWorkingDays(first, 1);
    await coordinator.posts(caseId, 'propose-visit', {
      day1: written(second),
      from1: '10:15',
      day2: '',
      from2: '',
      day3: '',
      from3: '',
      text: '',
    });
    await operator.open('/pro');
    await operator.does(caseId, 'choose-visit-date', async () => {
      await operator.choose(`${formatLongDate(second)} à 10 h 15`);
    });
    await house.skipToDay(addDays(second, -2));
    await house.skipToDay(second, 12);
    await coordinator.posts(caseId, 'report-visit', { visitedOn: written(second), report: 'Travaux terminés.' });
    await coordinator.posts(caseId, 'give-opinion', {
      opinion: 'favourable',
      text: 'Les locaux peuvent être réintégrés.',
    });
  });

  it('brings the usual address back on the day, and closes the temporary move', async () => {
    await decide(caseId, { referent, manager }, { outcome: 'grant', effectiveOn: returnsOn });
    const statusOf = async (id: string) =>
      ((await house.db('cases').where({ id }).first('status')) as { status: string }).status;
    await house.skipToDay(addDays(returnsOn, -1), 20);
    expect(await statusOf(linkedCaseId)).to.equal('return-overdue');
    await house.skipToDay(returnsOn);
    expect([await statusOf(caseId), await statusOf(linkedCaseId)]).to.deep.equal(['closed', 'closed']);
    await operator.open(`/pro/facilities/${facilityId}/authorisation`);
    await operator.reads(/Lieu\s+avenue des Saisons 12, 1050 Ixelles/);
    await operator.reads(/Statut actuel\s+Autorisé/i);
    await operator.open('/pro/cases?show=closed');
  });

  it('led over pages that everybody can read', () => {
    expectGoodPages(house);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, ['La cuisine est neuve', 'Le lendemain toute la journée']));
});
