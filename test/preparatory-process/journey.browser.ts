/** From a project without a place to « prêt à demander une autorisation »: dates proposed, countered and confirmed, an opinion on five subjects. */
import { expect } from 'chai';
import { addWorkingDays } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold } from '../support/journeys.ts';
import { expectLetter } from '../support/letter.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const slug = 'preparatory-process';
const idea = 'Une petite crèche au bord de la Meuse, avec un grand jardin.';

describe('the journey of a project', function () {
  this.timeout(480_000);
  this.bail(true);
  let house: RunningHouse;
  let carrier: Actor, coordinator: Actor;
  let caseId: string, reference: string;

  before(async () => {
    house = await openRunningHouse();
    carrier = await enter(house, 'Laura Simonis', { slug });
    coordinator = await enter(house, 'Marc Dubois', { slug });
  });
  after(() => house.close());

  it('begins with who has no place, step by step, and brings nothing but answers', async () => {
    await carrier.open('/pro');
    await carrier.press("Mon projet d'accueil");
    await carrier.press('Commencer');
    await carrier.page.locator('main .tasks a').first().click();
    await carrier.page.waitForURL('**/drafts/*/*');
    await carrier.press('Enregistrer et continuer');
    await carrier.choose('Crèche non subventionnée', 'Une personne physique');
    await carrier.type({ 'Votre projet pédagogique': idea });
    await carrier.press('Enregistrer et continuer');
    await carrier.choose('Locataire', 'Oui', 'Il est demandé');
    await carrier.type({
      'Code postal': '5100',
      'Localité': 'Jambes',
      'Les pièces et leur superficie': 'Salle de vie, 48 m² ; dortoir, 20 m² ; cuisine.',
      "L'espace extérieur": 'Un jardin clôturé de 200 m².',
    });
    await carrier.press('Enregistrer et continuer');
    await carrier.type({
      'Capacité souhaitée': '14',
      'Âge des enfants': 'de 0 à 3 ans',
      "Jour d'ouverture souhaité": formatShortDate(addWorkingDays(house.today(), 300)),
      "Jours et heures d'ouverture": 'Du lundi au vendredi, de 7 h 30 à 18 h.',
    });
    await carrier.press('Enregistrer et continuer');
    await carrier.type({
      'Qui accueillera les enfants': 'Une direction à mi-temps et trois puéricultrices.',
      'Ce que le projet coûte': 'Travaux : 60 000 €, par un emprunt.',
    });
    await carrier.press('Enregistrer et continuer');
    await carrier.press('Continuer vers la vérification');
    await carrier.reads('Vérifiez vos réponses');
    await carrier.reads(idea);
    await carrier.page.getByLabel(/^Je déclare/).check();
    await carrier.press('Introduire le projet');
    await carrier.reads(/Empreinte du dépôt : [0-9a-f]{64}/);
    caseId = /([0-9a-f-]{36})\/receipt$/.exec(carrier.page.url())![1]!;
    reference = /PP-\d{4}-\d{5}/.exec(await carrier.text())![0];
    await house.settled();
  });

  it('has its dates proposed by ONE, others proposed by its carrier, and one of them confirmed', async () => {
    const day = (days: number): string => formatShortDate(addWorkingDays(house.today(), days));
    await coordinator.does(caseId, 'propose-dates', async () => {
      await coordinator.choose('Visite des locaux');
      await coordinator.type({ 'Lieu': 'Rue de Dave 214, Jambes', 'Date 1': day(6), 'Heure 1': '9:30' });
      await coordinator.type({ 'Date 2': day(7), 'Heure 2': '14:00' });
    });
    await carrier.does(caseId, 'suggest-dates', async () => {
      await carrier.type({ 'Date 1': day(9), 'Heure 1': '16:00', 'Message': 'Je travaille ces jours-là.' });
    });
    await carrier.reads("C'est à l'ONE.");
    expect(
      await carrier.page.locator('#actions .button--go').count(),
      'nothing is urged upon her while ONE has it',
    ).to.equal(0);
    await coordinator.does(caseId, 'confirm-appointment');
    await carrier.open(`/pro/${slug}/${caseId}`);
    await carrier.reads('Visite des locaux');
    await carrier.reads('16 h 00');
  });

  it('goes into any calendar, with its day, its hour in Brussels and its place', async () => {
    const on = addWorkingDays(house.today(), 9).replaceAll('-', '');
    const ics = (await carrier.download('Ajouter à mon agenda')).toString('utf8');
    const lines = ics.replaceAll('\r\n ', '').split('\r\n');
    expect(lines.at(-1)).to.equal('');
    expect(ics.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).to.equal(true);
    expect(lines[0]).to.equal('BEGIN:VCALENDAR');
    expect(lines).to.include.members([
      'VERSION:2.0',
      'BEGIN:VEVENT',
      `UID:appointment-${caseId}@pro-one`,
      `DTSTART;TZID=Europe/Brussels:${on}T160000`,
      `DTEND;TZID=Europe/Brussels:${on}T173000`,
      'LOCATION:Rue de Dave 214\\, Jambes',
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  it('is met, judged on five subjects, improved and judged anew, and declared ready by letters that can be read', async () => {
    const met = addWorkingDays(house.today(), 9);
    await house.skipToDay(met, 18);
    await house.skipToDay(addWorkingDays(met, 1));
    await coordinator.does(caseId, 'record-report', async () => {
      await coordinator.type({ 'Personnes présentes': 'Le porteur du projet.', 'Compte rendu': 'Locaux vus.' });
    });
    await coordinator.does(caseId, 'give-opinion', () => judge('Défavorable'));
    await carrier.open(`/pro/${slug}/${caseId}`);
    await carrier.reads('La cour est à clôturer.');
    await carrier.does(caseId, 'improve', async () => {
      await carrier.type({ 'Ce que vous avez changé': 'La cour est clôturée.' });
    });
    await coordinator.does(caseId, 'give-opinion', () => judge('Favorable avec réserves'));
    await coordinator.does(caseId, 'declare-ready');
    await house.settled();
    await carrier.open(`/pro/${slug}/${caseId}`);
    await carrier.reads('prêt');
    for (const letter of [/^Accusé de réception/, /^Avis sur le projet/, /^Prêt à demander une autorisation/])
      expectLetter(await carrier.download(letter), reference);
  });

  async function judge(premises: string): Promise<void> {
    for (const subject of ["Projet d'accueil", 'Capacité', 'Personnel', 'Viabilité'])
      await coordinator.page.getByRole('group', { name: subject }).getByLabel('Favorable', { exact: true }).check();
    await coordinator.page.getByRole('group', { name: 'Infrastructure' }).getByLabel(premises, { exact: true }).check();
    await coordinator.type({ 'Infrastructure : pourquoi': 'La cour est à clôturer.' });
  }

  it('met no page with a fault, and told nobody what was written', async () => {
    expectGoodPages(house);
    await expectNothingTold(house, [idea, 'La cour est à clôturer', 'Je travaille ces jours-là']);
  });
});
