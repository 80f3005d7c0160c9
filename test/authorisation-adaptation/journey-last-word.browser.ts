/** From a request to an appeal, seen from the pages where one acts: each shows what its writer must have read, and none shows an operator what stays at ONE. */
import { expect } from 'chai';
import { addDays } from '../../domain/calendar.ts';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold, written } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const refusal = "L'escalier n'a pas de main courante et la cour donne sur la rue sans clôture ni barrière.";
const sentBack = 'La hauteur attendue de la clôture manque.';
const remedy = 'La main courante est posée et la cour est clôturée depuis lundi.';
const confirmed = 'La clôture est trop basse pour un enfant de trois ans : 90 cm, mesurés sur place.';
const grounds = 'La barrière demandée existe depuis le début.';

describe('the last word, on the pages where one acts', function () {
  this.timeout(240_000);
  let house: RunningHouse;
  let id: string;
  let operator: Actor;
  let referent: Actor;
  let manager: Actor;
  before(async () => {
    house = await openRunningHouse();
    const row = (await house
      .db('cases')
      .where({ facility_name: 'Crèche Clair Matin', status: 'decision' })
      .first('id', 'organising_body_id')) as {
      id: string;
      organising_body_id: string;
    };
    ({ id } = row);
    const owner = (await house
      .db('users')
      .join('grants', 'grants.user_id', 'users.id')
      .where({ 'grants.organising_body_id': row.organising_body_id, 'grants.role': 'administrator' })
      .first('first_name', 'family_name')) as { first_name: string; family_name: string };
    operator = await enter(house, `${owner.first_name} ${owner.family_name}`);
    referent = await enter(house, 'Sophie Lambert');
    manager = await enter(house, 'Julie Moreau');
  });
  after(() => house.close());

  const exchange = async (actor: Actor): Promise<string> =>
    (await actor.page.locator('#echange').innerText()).replaceAll(/\s+/g, ' ');
  const propose = (outcome: string, reasons: string): Promise<void> =>
    referent.does(id, 'propose-decision', async () => {
      await referent.choose(outcome);
      await referent.type({ Motifs: reasons, 'Entrée en vigueur': written(addDays(house.today(), 90)) });
    });

  it('a signatory reads the proposal and its letter, then sends it back; the drafter reads why beside the text', async () => {
    await propose('Refuser', refusal);
    await manager.open(`/office/authorisation-adaptation/${id}/sign-decision`);
    expect(await exchange(manager))
      .to.include(refusal)
      .and.include('En droit');
    expect(await manager.peeks('Voir la lettre')).to.include(refusal);
    await manager.press('Renvoyer à la rédaction');
    expect(await exchange(manager)).to.include(refusal);
    await manager.type({ 'Ce qui doit être revu': sentBack });
    await manager.press('Renvoyer à la rédaction', manager.page.locator('form.card'));
    await referent.open(`/office/authorisation-adaptation/${id}/propose-decision`);
    expect(await exchange(referent)).to.match(new RegExp(`nouveau.*${sentBack}.*${refusal}`));
    await operator.open(`/pro/authorisation-adaptation/${id}`);
    expect(await operator.text())
      .not.to.include(refusal)
      .and.not.to.include(sentBack);
  });

  it('an operator reads the refusal where it is remedied, with the letter beside it by its name', async () => {
    await propose('Refuser', refusal);
    await manager.does(id, 'sign-decision');
    await house.settled();
    await operator.open(`/pro/authorisation-adaptation/${id}`);
    expect(await exchange(operator)).to.match(new RegExp(`^Dernier échange Refus nouveau.*${refusal}.*Refus du \\d+`));
    await operator.open(`/pro/authorisation-adaptation/${id}/give-remedy`);
    expect(await exchange(operator)).to.include(refusal);
    await operator.does(id, 'give-remedy', async () => {
      await operator.type({ 'Votre réponse au point 1': remedy });
    });
  });

  it('the drafter reads the remedy and the first reasons, the secretariat the appeal and the refusal', async () => {
    await referent.open(`/office/authorisation-adaptation/${id}/propose-decision`);
    expect(await exchange(referent)).to.match(new RegExp(`${remedy}.*${refusal}`));
    await propose('Confirmer le refus', confirmed);
    await manager.does(id, 'sign-decision');
    await operator.open(`/pro/authorisation-adaptation/${id}/lodge-appeal`);
    expect(await exchange(operator)).to.include(confirmed);
    await operator.does(id, 'lodge-appeal', async () => {
      await operator.type({ 'Motifs du recours': grounds });
    });
    const { first_name, family_name } = (await house
      .db('users')
      .join('grants', 'grants.user_id', 'users.id')
      .where({ 'grants.role': 'appeal-secretariat' })
      .first('first_name', 'family_name')) as { first_name: string; family_name: string };
    const secretary = await enter(house, `${first_name} ${family_name}`);
    await secretary.open(`/office/authorisation-adaptation/${id}/decide-appeal`);
    expect(await exchange(secretary)).to.match(new RegExp(`${grounds}.*${confirmed}`));
    await secretary.page.getByText(/échanges? précédents?/).click();
    expect(await exchange(secretary)).to.include(remedy);
  });

  it('an agent reads each condition with its date before confirming them', async () => {
    const { id: conditional } = (await house
      .db('cases')
      .where({ status: 'conditions-follow-up', administration: 'namur' })
      .first('id')) as { id: string };
    await referent.open(`/office/authorisation-adaptation/${conditional}/confirm-conditions`);
    expect(await exchange(referent)).to.match(/Condition .*, avant le \S+ \d+ \S+ \d{4}/);
  });

  it('each of these pages can be read by everybody', () => {
    expectGoodPages(house);
  });

  it('tells nothing of it to the engine, the logs, the mails or the addresses of pages', () =>
    expectNothingTold(house, [refusal, sentBack, remedy, confirmed, grounds]));
});
