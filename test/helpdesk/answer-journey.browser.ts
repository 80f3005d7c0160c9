/** A question of an operator: taken at the helpdesk, answered with a canned sentence, handed to a named agent who answers, and read by who asked. */
import { expect } from 'chai';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages } from '../support/journeys.ts';
import { findPersonalData } from '../support/personal-data.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const question = 'Notre chaudière sera changée en février : faut-il prévenir l’ONE ?';

describe('the journey of an answer of the helpdesk', function () {
  this.timeout(240_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, helpdesk: Actor, referent: Actor;
  let reference: string, email: string;
  /** To the operator, of this question, once there are so many: no case waits for them, so the house does not either. */
  async function mailed(count: number): Promise<{ subject: string; body: string }[]> {
    for (let tries = 0; ; tries += 1) {
      const mails = house.mailbox.mails.filter(({ to, subject }) => to.includes(email) && subject.includes(reference));
      if (mails.length >= count || tries > 200) return mails;
      await new Promise((again) => setTimeout(again, 100));
    }
  }

  before(async () => {
    house = await openRunningHouse();
    operator = await enter(house, 'Nathalie Servais');
    helpdesk = await enter(house, 'Samira Oulad');
    referent = await enter(house, 'Sophie Lambert');
    const user = { first_name: 'Nathalie', family_name: 'Servais' };
    ({ email } = await house.db('users').where(user).first<{ email: string }>('email'));
  });
  after(() => house.close());

  it('is written on the page of contact, and gets a number', async () => {
    await operator.open('/pro');
    await operator.press('Contact');
    await operator.type({ 'Prénom et nom': 'Nathalie Servais', 'Courriel': email, 'Message': question });
    await operator.page.getByLabel('Votre question concerne').selectOption({ label: 'autre chose' });
    await operator.press('Envoyer');
    await operator.reads(/HD-\d{5}/);
    [reference] = /HD-\d{5}/.exec(await operator.text())!;
  });

  it('is taken by one person, and answered with a sentence whose gaps are filled or pointed at', async () => {
    await helpdesk.open('/office/helpdesk');
    const { id } = await house
      .db('contact_messages')
      .where({ number: Number(reference.slice(3)) })
      .first<{ id: string }>('id');
    await helpdesk.page.locator(`main a[href="/office/helpdesk/${id}"]`).click();
    await helpdesk.page.waitForURL(`**/office/helpdesk/${id}`);
    await helpdesk.reads(question);
    await helpdesk.press('Voir ce qui bloque pour cette personne');
    await helpdesk.reads('Ce qui bloque');
    await helpdesk.page.locator(`main a[href="/office/helpdesk/${id}"]`).click();
    await helpdesk.page.waitForURL(`**/office/helpdesk/${id}`);
    await helpdesk.press('Prendre ce ticket');
    await helpdesk.reads('Samira Oulad');
    await helpdesk.page
      .getByLabel('Phrase type')
      .selectOption({ label: 'Donnée consultable : comment la faire corriger' });
    await helpdesk.press('Insérer la phrase type');
    const written = helpdesk.page.locator('textarea[name="text"]');
    expect(await written.inputValue())
      .to.include('Bonjour Nathalie,')
      .and.include(reference)
      .and.include('Samira Oulad');
    await helpdesk.press('Répondre');
    await helpdesk.reads("Remplacez {milieu} avant d'envoyer la réponse");
    await written.fill((await written.inputValue()).replace('{milieu}', 'votre crèche'));
    await helpdesk.press('Répondre');
    await helpdesk.reads('ouvrez la fiche de votre crèche');
  });

  it('is told by a mail that says nothing of it, and read on the portal, where one writes back', async () => {
    const [mail] = await mailed(1);
    expect(mail?.subject).to.equal(`Pro.ONE : le helpdesk vous a répondu (${reference})`);
    expect(mail!.body).to.include('/pro/questions/').and.not.include('chaudière').and.not.include('votre crèche');
    await operator.open('/pro');
    await operator.press('Mes questions');
    await operator.press(/^autre/i);
    await operator.reads('ouvrez la fiche de votre crèche');
    await operator.type({ 'Ajouter un message': 'Merci, mais ma question porte sur les locaux.' });
    await operator.press('Envoyer');
    await operator.reads('ma question porte sur les locaux');
  });

  it('is handed with a word to a named agent, who reads the whole exchange and answers', async () => {
    await helpdesk.page.reload();
    await helpdesk.reads('ma question porte sur les locaux');
    await helpdesk.press('Orienter vers…');
    const who = helpdesk.page.getByLabel('À qui');
    const sophie = await who.locator('option', { hasText: 'Sophie Lambert' }).getAttribute('value');
    await who.selectOption(sophie);
    await helpdesk.type({ 'Ce qui est attendu': 'Question sur les locaux autorisés.' });
    await helpdesk.press('Confier le ticket');
    await referent.open('/office');
    await referent.press(/^Tickets confiés/);
    await referent.press(/^autre/i, referent.page.locator('main tr', { hasText: 'Nathalie Servais' }).last());
    await referent.reads(question);
    await referent.reads('Question sur les locaux autorisés.');
    await referent.type({ 'Réponse': 'Oui : introduisez un aménagement des locaux avant les travaux.' });
    await referent.press('Répondre et clore');
  });

  it('is read by who asked, without what was said between agents', async () => {
    expect(await mailed(2)).to.have.lengthOf(2);
    await operator.page.reload();
    await operator.reads('introduisez un aménagement des locaux');
    expect(await operator.text()).to.not.include('Question sur les locaux autorisés.');
  });

  it('went over good pages, and told nothing to logs or mails', async () => {
    expectGoodPages(house);
    const typed = ['chaudière', 'porte sur les locaux', 'aménagement des locaux avant'];
    const { found, searched } = await findPersonalData(house, typed);
    expect(found).to.deep.equal([]);
    expect(
      Math.min(...['log', 'mail', 'address'].map((place) => searched[place] ?? 0)),
      'a search in nothing finds nothing',
    ).to.be.above(1);
  });
});
