/** The acts that the other journeys do not meet, on requests of the demonstration, and the pages beside the road: each is opened and must be good. */
import { expect } from 'chai';
import { addDays } from '../../domain/calendar.ts';
import { enter } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold, written } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

describe('beside the journeys', function () {
  this.timeout(180_000);
  let house: RunningHouse;
  before(async () => {
    house = await openRunningHouse();
  });
  after(() => house.close());

  const caseOf = async (facility: string, status: string) =>
    (await house.db('cases').where({ facility_name: facility, status }).first('id', 'facility_id')) as {
      id: string;
      facility_id: string;
    };
  const statusOf = async (id: string) =>
    ((await house.db('cases').where({ id }).first('status')) as { status: string }).status;

  it('an agent gives a facility formal notice', async () => {
    const referent = await enter(house, 'Sophie Lambert');
    const { facility_id } = await caseOf('Crèche Clair Matin', 'decision');
    await referent.open('/office/facilities');
    await referent.open(`/office/facilities/${facility_id}`);
    await referent.open(`/office/facilities/${facility_id}/open-measure`);
    await referent.press('Mettre en demeure');
    await referent.reads('Choisissez la mesure envisagée.');
    await referent.choose("Suspension de l'autorisation");
    await referent.type({
      'Faits constatés': 'Une porte coupe-feu est bloquée.',
      'Motifs, en droit et en fait': 'La sécurité des enfants.',
      "Ce qui est attendu de l'opérateur": 'Débloquer la porte.',
      'Date envisagée de la mesure': written(addDays(house.today(), 60)),
    });
    await referent.press('Mettre en demeure');
    await referent.reads("C'est à l'opérateur.");
    for (const path of [
      '/office/search?q=Namur',
      '/office/notices',
      '/office/tasks?view=all',
      '/office/tasks/columns',
      '/office/tasks/views',
      '/aide',
    ])
      await referent.open(path);
  });

  it('an operator answers a formal notice', async () => {
    const operator = await enter(house, 'Stéphanie Verhaegen');
    const { id } = await caseOf('Crèche Petits Pas', 'notice-given');
    await operator.does(id, 'answer-notice', async () => {
      await operator.type({ 'Votre réponse à la mise en demeure': 'La porte est réparée depuis lundi.' });
    });
    expect(await statusOf(id)).to.equal('decision');
    for (const path of [
      '/pro/contacts',
      '/pro/notices',
      '/pro/cases?show=all',
      '/pro/authorisation-adaptation/new',
      '/vie-privee',
      '/accessibilite',
      '/contact',
      '/pro/nowhere',
    ])
      await operator.open(path);
  });

  it('a request without an answer is closed by an agent, an extension refused by one', async () => {
    const referent = await enter(house, 'Amélie Goffin');
    const silent = await caseOf('Crèche La Marelle', 'closing-proposed');
    await referent.does(silent.id, 'close-without-follow-up', async () => {
      await referent.type({ 'Motif du classement': "Le complément n'est pas venu." });
    });
    expect(await statusOf(silent.id)).to.equal('closed-without-follow-up');
    const period = await caseOf('Fatima Benali', 'period-running');
    const childminder = await enter(house, 'Fatima Benali');
    const { planned_end } = (await house
      .db('cases')
      .where({ id: period.id })
      .first(house.db.raw("state->'data'->>'plannedEndOn' as planned_end"))) as { planned_end: string };
    await childminder.posts(period.id, 'ask-extension', {
      untilOn: written(addDays(planned_end, 30)),
      reason: 'Un mois encore.',
    });
    await referent.does(period.id, 'refuse-extension', async () => {
      await referent.type({ 'Motif du refus': 'La période a déjà été prolongée.' });
    });
    expect(await statusOf(period.id)).to.equal('period-running');
  });

  it('the helpdesk cancels what was introduced by mistake', async () => {
    const helpdesk = await enter(house, 'Samira Oulad');
    const { id } = await caseOf('Crèche Les Petits Chênes', 'complement-asked');
    await helpdesk.does(id, 'cancel', async () => {
      await helpdesk.type({ "Motif de l'annulation": 'Introduite deux fois.' });
    });
    expect(await statusOf(id)).to.equal('cancelled');
    await house.settled();
  });

  it('a supervisor and the data protection officer find their pages', async () => {
    const visits: [name: string, paths: string[]][] = [
      [
        'Claire Fontaine',
        [
          '/office',
          '/supervision',
          '/supervision/deadlines',
          '/supervision/load',
          '/supervision/stuck',
          '/supervision/parameters',
          '/supervision/procedures',
          '/supervision/audit',
        ],
      ],
      ['Étienne Jadot', ['/office', '/supervision/audit']],
      ['Kevin Thiry', ['/pro']],
    ];
    for (const [name, paths] of visits) {
      const visitor = await enter(house, name);
      for (const path of paths) {
        await visitor.open(path);
        expect(new URL(visitor.page.url()).pathname, name).to.match(/^\/(office|supervision|pro)/);
      }
      if (name === 'Claire Fontaine')
        await visitor.open(`/supervision/cases/${(await caseOf('Crèche La Coccinelle', 'closed')).id}`);
      await visitor.page.context().close();
    }
  });

  it('each of these pages can be read by everybody', () => {
    expectGoodPages(house);
  });

  it('tells nothing of anybody to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, ['porte coupe-feu', 'Introduite deux fois', 'La porte est réparée']));
});
