/** A correction is asked with its proof, and applied everywhere once its referent has accepted it. */
import { expect } from 'chai';
import { enter, type Actor } from '../support/actor.ts';
import { expectGoodPages, expectNothingTold } from '../support/journeys.ts';
import { openRunningHouse, type RunningHouse } from '../support/running-house.ts';

const slug = 'data-correction';

describe('the journey of a correction', function () {
  this.timeout(180_000);
  this.bail(true);
  let house: RunningHouse;
  let operator: Actor, referent: Actor;
  let facilityId: string, caseId: string;

  before(async () => {
    house = await openRunningHouse();
    operator = await enter(house, 'Nathalie Servais', { slug });
    referent = await enter(house, 'Sophie Lambert', { slug });
    ({ id: facilityId } = await house
      .db('facilities')
      .where({ name: 'Crèche La Coccinelle' })
      .first<{ id: string }>('id'));
  });
  after(() => house.close());

  it('is asked from the data of the place, with the value quoted and a proof', async () => {
    await operator.open('/pro');
    await operator.open(`/pro/facilities/${facilityId}/correction`);
    await operator.reads("elles se changent par une demande d'adaptation");
    await operator.open(`/pro/facilities/${facilityId}/correction?field=identification.name`);
    await operator.reads('« Crèche La Coccinelle »');
    await operator.type({ 'Ce qui devrait y être': 'Crèche La Coccinelle bleue', 'Pourquoi': 'Le nom est incomplet.' });
    await operator.attach(/^Preuve/, { name: 'statuts.pdf', title: 'Statuts' });
    await operator.press('Envoyer la demande');
    await operator.reads("C'est à l'ONE.");
    caseId = operator.page.url().split('/').at(-1)!.split('?')[0]!;
  });

  it('is read beside the value as it was, and accepted', async () => {
    await referent.open('/office/tasks');
    await referent.open(`/office/${slug}/${caseId}/accept`);
    await referent.reads('Crèche La Coccinelle bleue');
    await referent.press('Corriger la donnée');
    await house.settled();
    const { name } = await house.db('facilities').where({ id: facilityId }).first<{ name: string }>('name');
    expect(name).to.equal('Crèche La Coccinelle bleue');
  });

  it('is read so by everybody, at once', async () => {
    await operator.open(`/pro/${slug}/${caseId}`);
    await operator.reads('La donnée est corrigée.');
    await operator.open('/pro/organising-body');
    await operator.reads('Crèche La Coccinelle bleue');
    await referent.open(`/office/facilities/${facilityId}`);
    await referent.reads('Derniers changements');
  });

  it('was told on good pages, and nothing of it to logs, mails or the engine', async () => {
    expectGoodPages(house);
    await expectNothingTold(house, ['Le nom est incomplet']);
  });
});
