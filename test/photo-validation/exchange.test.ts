/** Why another photo is asked is read where it is sent, and what was answered where it is judged. */
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { process } from '../../workflows/photo-validation/process.ts';
import { openHouse, type House } from '../support/house.ts';

describe('the last exchange about a photo', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  it('is told to both sides on every page', async () => {
    const { id } = (await house
      .db('cases')
      .where({ slug: 'photo-validation', status: 'validation', facility_id: stableId('facility chenes') })
      .first('id')) as { id: string };
    const reason = 'Le visage de deux enfants se reconnaît dans le miroir.';
    await recordAct(house.db, process, id, {
      action: 'ask-another',
      token: 'another for the exchange',
      facts: { motive: 'recognisable-children' },
      content: { reason },
      actor: { role: 'coordinator', userId: stableId('user coordinator-namur') },
      at: house.clock.now,
    });
    const operator = await house.asUser(stableId('user admin-petits-chenes'));
    const agent = await house.asUser(stableId('user coordinator-namur'));
    for (const [who, address] of [
      [operator, `/pro/photo-validation/${id}`],
      [operator, `/pro/photo-validation/${id}/give-another`],
      [agent, `/office/photo-validation/${id}`],
    ] as const) {
      const { text } = await who.get(address).expect(200);
      const card = /<section class="card" id="echange">([\s\S]*?)<\/section>/.exec(text)?.[1] ?? '';
      expect(card, address).to.include('Autre photo demandée').and.include('Motif').and.include(reason);
    }
  });
});
