/** A call is written and published; a crèche deposits, replaces in the last minute, and reads her result with everybody else. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, startOfDay } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold } from '../support/journeys.ts';
import { expectLetter } from '../support/letter.ts';
import { textOfWorkbook } from '../support/personal-data.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { hour, minute } from '../support/times.ts';

const slug = 'project-call';
const motivation = 'Cent familles attendent une place dans le quartier de la gare.';

describe('the journey of a call for projects', function () {
  this.timeout(480_000);
  this.bail(true);
  let house: RunningHouse;
  let writer: Actor, second: Actor, examiner: Actor, operator: Actor;
  let call: string, caseId: string, late: string;
  let closesAt: number;

  before(async () => {
    house = await openRunningHouse();
    writer = await enter(house, 'Claire Fontaine', { slug });
    second = await enter(house, 'Alain Verstraete', { slug });
    examiner = await enter(house, 'Julie Moreau', { slug });
    operator = await enter(house, 'Nathalie Servais', { slug });
  });
  after(() => house.close());

  const statusOf = async (): Promise<string> =>
    (await house.db('cases').where({ id: caseId }).first<{ status: string }>('status')).status;

  it('is written, with its rules, and read by nobody else before it is published', async () => {
    await writer.open('/office/calls');
    await writer.press('Nouvel appel');
    const tomorrow = addDays(house.today(), 1);
    await writer.type({
      'Titre': 'Places pour le quartier de la gare',
      'Description': 'Des places en plus, dans un quartier qui en manque.',
      "Jour d'ouverture": formatShortDate(house.today()),
      "Heure d'ouverture": '8:00',
      'Jour de clôture': formatShortDate(house.today()),
      'Heure de clôture': '7:00',
    });
    await writer.press('Enregistrer');
    await writer.reads("La clôture vient après l'ouverture");
    await writer.type({ 'Jour de clôture': formatShortDate(tomorrow), 'Heure de clôture': '12:00' });
    await writer.press('Enregistrer');
    await writer.reads("L'appel est enregistré");
    closesAt = startOfDay(tomorrow) + 12 * hour + minute;
    await writer.attach('Joindre le règlement', { name: 'reglement.pdf', title: "Règlement de l'appel" });
    await writer.press('Joindre');
    await writer.reads('reglement.pdf');
    await operator.open('/pro/calls');
    expect(await operator.text()).not.to.include('quartier de la gare');
    await writer.press("Publier l'appel");
    await writer.reads('ouvert');
    call = /calls\/([0-9a-f-]{36})/.exec(writer.page.url())![1]!;
  });

  it('is answered step by step, with a receipt of its hour and digest', async () => {
    await operator.open('/pro/calls');
    await operator.press('Places pour le quartier de la gare');
    await operator.reads('Aucun dossier n');
    await operator.press('Déposer un dossier');
    await begin('Crèche Les Petits Chênes');
    await operator.page.getByLabel(/^Je déclare/).check();
    await operator.press('Déposer le dossier');
    await operator.reads(/Empreinte du dépôt : [0-9a-f]{64}/);
    caseId = /([0-9a-f-]{36})\/receipt$/.exec(operator.page.url())![1]!;
    await house.settled();
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads('Le dossier est déposé.');
    expectLetter(await operator.download(/^Accusé de réception/), /AP-\d{4}-\d{5}/.exec(await operator.text())![0]);
  });

  /** From the choice of the place to the last page before it is sent. */
  async function begin(place: string): Promise<void> {
    await operator.press(new RegExp(place));
    await operator.press('Commencer');
    await operator.page.waitForURL('**/drafts/*');
    await operator.page.locator('main .tasks a').first().click();
    await operator.page.waitForURL('**/drafts/*/*');
    await operator.page.getByLabel(/^Places pour le quartier de la gare/).check();
    await operator.choose('Places subventionnées, subside de base');
    await operator.type({
      'Commune': 'Namur',
      'Nombre de nouvelles places': '14',
      "Année d'ouverture": String(Number(house.today().slice(0, 4)) + 2),
    });
    await operator.choose('3e trimestre');
    await operator.press('Enregistrer et continuer');
    await operator.type({
      'Travaux': '400000',
      'Équipement et mobilier': '30000',
      'Honoraires': '25000',
      'Autres frais': '0',
      'Cofinancement': '50000',
      'Qui cofinance': 'Ville de Namur',
    });
    await operator.press('Enregistrer et continuer');
    await operator.type({ Motivation: motivation });
    await operator.press('Enregistrer et continuer');
    await operator.attach(/^Description du projet/, { name: 'projet.pdf', title: 'Projet' });
    await operator.attach(/^Preuve du cofinancement/, { name: 'accord.pdf', title: 'Accord' });
    await operator.press('Continuer vers la vérification');
    await operator.reads('Vérifiez vos réponses');
    await operator.reads("Places pour le quartier de la gare, jusqu'au");
    await operator.reads('400 000 €');
  }

  it('is replaced in its last minute, and not answered a minute later, when nothing of what was typed is lost', async () => {
    await operator.open(`/pro/${slug}/new`);
    await begin('Crèche La Coccinelle');
    late = operator.page.url();
    await operator.does(caseId, 'deposit-again', async () => {
      await operator.type({ 'Nombre de nouvelles places': '21' });
    });
    await operator.reads(/Nouvelles places\s+21/);

    await house.skip(closesAt - 10 * minute - house.now());
    // Signed in before it is urgent.
    await operator.open('/pro');
    await house.skip(closesAt - 55_000 - house.now());
    await operator.posts(caseId, 'deposit-again', {
      ...{
        municipality: 'Namur',
        places: '28',
        placeKind: 'subsidised-basic',
        openingYear: '2029',
        openingQuarter: '2',
      },
      ...{ works: '400000', equipment: '30000', fees: '25000', otherCosts: '0', coFinancing: '0', financedBy: '' },
      motivation,
    });
    await house.skip(closesAt + 30_000 - house.now());
    await operator.open(new URL(late).pathname);
    await operator.page.getByLabel(/^Je déclare/).check();
    await operator.press('Déposer le dossier');
    await operator.reads('Votre brouillon est conservé');
    expect(await statusOf()).to.equal('deposited');
    expect(
      await house.db('cases').where({ slug, facility_id: stableId('facility coccinelle') }),
      'no file of La Coccinelle',
    ).to.deep.equal([]);
    await operator.open(`/pro/calls/${call}`);
    expect(await operator.text()).not.to.include('Déposer un dossier');
  });

  it('is examined once its day is over; the opinion stays at ONE', async () => {
    await house.skipToDay(addDays(house.today(), 1), 9);
    expect(await statusOf()).to.equal('examination');
    await examiner.open(`/office/calls/${call}`);
    await examiner.reads('1 dossier, 28 places');
    await examiner.does(caseId, 'give-opinion', async () => {
      await examiner.choose('Complet', 'Retenu');
      await examiner.type({ Motif: 'Projet mûr, dans une commune qui manque de places.' });
    });
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads('Le dossier est examiné.');
    expect(await operator.text()).not.to.include('Projet mûr');
  });

  it('is listed and exported, and its results are proposed by one person and published by another', async () => {
    await writer.open(`/office/calls/${call}`);
    await writer.reads('Complet, retenu');
    const sheet = await textOfWorkbook(await writer.download(/^Exporter/));
    expect(sheet).to.include('Crèche Les Petits Chênes').and.include('28');
    await writer.press('Proposer les résultats');
    await writer.reads('Vous les avez proposés');
    await second.open(`/office/calls/${call}`);
    await second.reads('Proposés par Claire Fontaine');
    await second.press('Publier tous les résultats');
    await second.reads('Les résultats sont publiés');
    const until = Date.now() + 30_000;
    while ((await statusOf()) !== 'selected') {
      if (Date.now() > until) throw new Error('no result is told');
      await new Promise((done) => setTimeout(done, 100));
    }
    house.touched.add(caseId);
    await house.settled();
  });

  it('tells the operator her result and the motive, and writes to her', async () => {
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads('Le dossier est retenu.');
    await operator.reads('Projet mûr, dans une commune qui manque de places.');
    await operator.open(`/pro/calls/${call}`);
    await operator.reads('Résultats publiés le');
    const told = house.mailbox.mails.filter(({ subject, body }) => `${subject} ${body}`.includes('appel à projets'));
    expect(told, house.mailbox.mails.map(({ subject }) => subject).join('\n')).not.to.deep.equal([]);
  });

  it('met no page with a fault, and told nobody what was written', async () => {
    expectGoodPages(house);
    await expectNothingTold(house, [motivation, 'Projet mûr']);
  });
});
