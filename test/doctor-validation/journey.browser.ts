/** A doctor is introduced by the number, completed and validated; another crèche's doctor is known by name; an agent sees what a decision changes. */
import { expect } from 'chai';
import { collaborationsOf } from '../../db/doctors/collaborations.ts';
import { addDays } from '../../domain/calendar.ts';
import { makeInami } from '../../domain/inami.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold, written } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';
import { stableOf } from './cases.ts';

const slug = 'doctor-validation';
const inami = makeInami(81_234, '690');

describe('the journey of a doctor', function () {
  this.timeout(240_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, agent: Actor;
  let caseId: string;

  before(async () => {
    house = await openRunningHouse();
    operator = await enter(house, 'Nathalie Servais', { slug });
    agent = await enter(house, 'Hassan Tahiri', { slug });
  });
  after(() => house.close());

  const caseOf = async (status: string): Promise<string> => {
    const row = (await house
      .db('doctor_collaborations as c')
      .join('doctors as d', 'd.id', 'c.doctor_id')
      .where({ 'd.inami': inami, 'c.facility_id': stableOf('chenes'), 'c.status': status })
      .first('c.case_id')) as { case_id: string };
    return row.case_id;
  };

  it('begins at « Mes médecins », by the number; what is wrong with it is said before anything else is asked', async () => {
    await operator.open('/pro/doctors');
    for (const text of ['Dr Anne-Sophie Claes', 'Dr Pierre Simon', 'complément demandé', 'terminée', 'refusé'])
      await operator.reads(text);
    await operator.press(/Ajouter un médecin/);
    await operator.type({ 'Numéro INAMI du médecin': '1-81234-12' });
    await operator.press('Continuer');
    await operator.reads('Il manque le code de compétence');
    await operator.type({ 'Numéro INAMI du médecin': '1-49027-62-690' });
    await operator.press('Continuer');
    await operator.reads('Ce médecin est déjà dans la liste de cette crèche');
    await operator.type({ 'Numéro INAMI du médecin': inami });
    await operator.press('Continuer');
    await operator.reads('Étape 1 sur 3');
  });

  it('goes on step by step, keeps what is typed, and is sent with its convention', async () => {
    await operator.type({ Nom: 'Vandeputte', Prénom: 'Élodie' });
    await operator.press('Enregistrer et continuer');
    await operator.type({
      'Rue': 'Dorpsstraat',
      'Numéro': '12',
      'Code postal': '1500',
      'Localité': 'Halle',
      'N° de mobile': '0470 12 34 56',
      'Courriel': 'elodie.vandeputte@cabinet.example',
    });
    await operator.press('Enregistrer et continuer');
    await operator.choose('Pédiatre');
    await operator.type({
      'Début de collaboration': written(addDays(house.today(), -30)),
      'Kilomètres aller-retour entre le cabinet et la crèche': '24',
    });
    await operator.press('Enregistrer et continuer');
    await operator.attach(/Convention de collaboration/, { name: 'convention.pdf', title: 'Convention' });
    await operator.press('Continuer vers la vérification');
    await operator.reads('Vérifiez vos réponses');
    await operator.page.getByLabel(/^Je déclare/).check();
    await operator.press("Envoyer à l'ONE");
    await operator.reads(/ME-\d{4}-\d{5}/);
    caseId = await caseOf('to-validate');
    const [doctor] = (await collaborationsOf(house.db, stableOf('chenes'))).filter(({ caseId: id }) => id === caseId);
    expect(doctor).to.deep.include({ familyName: 'Vandeputte', valid: [], kilometres: 24 });
  });

  it('is looked at by ONE with the convention and the effects, and a complement is asked by ticking what lacks', async () => {
    await agent.open(`/office/${slug}/${caseId}`);
    await agent.reads('Valider un médecin : Dr Élodie Vandeputte');
    await agent.does(caseId, 'ask-complement', async () => {
      await agent.reads('Ce que cette décision va changer');
      await agent.reads('Aucune autre collaboration');
      await agent.choose('La convention doit indiquer sa durée et la durée du préavis.');
    });
    await operator.open('/pro/doctors');
    await operator.reads('Compléter la demande pour le Dr Élodie Vandeputte');
    await operator.does(caseId, 'complete', async () => {
      await operator.reads('La convention doit indiquer sa durée');
      await operator.type({ 'Message à votre gestionnaire subsides': 'Le préavis est à la page 3.' });
    });
  });

  it('may be chosen once validated, and the list says so', async () => {
    await agent.does(caseId, 'validate', async () => {
      await agent.choose('Durée et préavis');
    });
    await house.settled();
    const [doctor] = (await collaborationsOf(house.db, stableOf('chenes'))).filter(({ caseId: id }) => id === caseId);
    expect(doctor?.valid).to.deep.equal([{ from: addDays(house.today(), -30), until: null }]);
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads('Le médecin est validé.');
    await operator.open('/pro/doctors?q=vandep');
    await operator.reads('Dr Élodie Vandeputte');
    expect(await operator.text()).not.to.include('Dr Anne-Sophie Claes');
    const told = house.mailbox.mails.filter(({ to }) => to.includes('elodie.vandeputte@cabinet.example'));
    expect(told).to.have.length(1);
    expect(told[0]!.body).to.include('Les Petits Chênes ASBL').and.include('/vie-privee');
  });

  it('is known by name and specialty to another body, and by nothing else that was typed', async () => {
    const other = await enter(house, 'Benoît Lejeune', { slug });
    await other.open('/pro/doctors');
    await other.press(/Ajouter un médecin/);
    await other.type({ 'Numéro INAMI du médecin': inami });
    await other.press('Continuer');
    await other.reads("Dr Élodie Vandeputte, pédiatre : l'ONE connaît ce médecin.");
    await other.choose('Pédiatre');
    await other.type({
      'Début de collaboration': written(house.today()),
      'Kilomètres aller-retour entre le cabinet et la crèche': '40,5',
    });
    await other.press('Enregistrer et continuer');
    const page = await other.text();
    expect(page).not.to.match(/Dorpsstraat|0470 12 34 56|cabinet\.example/);
  });

  it('has left good pages, and nothing of anybody in logs and addresses', async () => {
    expectGoodPages(house);
    // The mail to the doctor alone names a body: from whom the data come is what the law wants told.
    const { mails } = house.mailbox;
    mails.splice(
      mails.findIndex(({ to }) => to.includes('elodie.vandeputte@cabinet.example')),
      1,
    );
    await expectNothingTold(house, ['Vandeputte', inami]);
  });
});
