/** Who takes part in a review: named by each side, read by both, proposed for the minutes. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { reviewIn } from './cases.ts';

const chenes = stableId('facility chenes');
const nathalieKey = `body.${stableId('user admin-petits-chenes')}`;
const marcKey = `agent.${stableId('user coordinator-namur')}`;

describe('the participants of a review', () => {
  let house: House;
  let nathalie: Visitor;
  let marc: Visitor;
  before(async () => {
    house = await openHouse();
    [nathalie, marc] = [await house.as('Nathalie Servais'), await house.as('Marc Dubois')];
  });
  after(() => house.close());
  const begun = (
    status: 'self-assessment' | 'meeting' | 'follow-up' | 'planned' = 'self-assessment',
  ): Promise<string> => reviewIn(house.db, status, { facilityId: chenes, at: house.clock.now });
  const own = (id: string): string => `/pro/reviews/${id}/participants`;
  const office = (id: string): string => `/office/reviews/${id}/participants`;
  const textOf = async (visitor: Visitor, url: string): Promise<string> => (await visitor.get(url).expect(200)).text;
  const keysIn = (html: string, kind: string): string[] =>
    [...html.matchAll(new RegExp(`value="(${kind}\\.[0-9a-f-]{36})"`, 'g'))].map(([, key]) => key!);
  const named = async (id: string): Promise<number> =>
    Number(
      ((await house.db('review_participants').where({ case_id: id, removed_at: null }).count())[0] as { count: string })
        .count,
    );

  it('are those of the place and of its organising body, named by boxes, and read by ONE', async () => {
    const id = await begun();
    const page = await textOf(nathalie, own(id));
    const [person] = keysIn(page, 'team');
    expect(keysIn(page, 'body')).to.include(nathalieKey);
    expect(keysIn(page, 'agent'), 'ONE names its own').to.deep.equal([]);
    await nathalie.post(own(id), { shown: '', who: [nathalieKey, person!] }).expect(303);
    await nathalie.post(own(id), { shown: '', who: [nathalieKey, person!] }).expect(303);
    expect(await named(id), 'sent twice').to.equal(2);
    const read = await textOf(marc, office(id));
    expect(read).to.include('Nathalie Servais');
    expect(keysIn(read, 'body')).to.deep.equal([]);
    await marc.post(office(id), { shown: '', who: marcKey }).expect(303);
    for (const url of [own(id), `/pro/functioning-review/${id}`]) {
      const html = await textOf(nathalie, url);
      expect(html).to.include('Marc Dubois');
      expect(html).to.include('Nathalie Servais');
    }
  });

  it('are written only where a box was changed: two who name at once lose nothing', async () => {
    const id = await begun();
    const [first, second] = keysIn(await textOf(nathalie, own(id)), 'team');
    await nathalie.post(own(id), { shown: '', who: first! }).expect(303);
    await nathalie.post(own(id), { shown: '', who: second! }).expect(303);
    expect(await named(id)).to.equal(2);
    await nathalie.post(own(id), { shown: `${first!},${second!}`, who: second! }).expect(303);
    expect(await named(id)).to.equal(1);
  });

  it('are nobody else: who is not of the place is refused, the ticks are kept', async () => {
    const id = await begun();
    const stranger = `team.${stableId('user coordinator-namur')}`;
    const refused = await nathalie.post(own(id), { shown: '', who: [nathalieKey, stranger] }).expect(422);
    expect(refused.text).to.include('Choisissez une des réponses proposées');
    expect(refused.text).to.match(new RegExp(`value="${nathalieKey}" checked`));
    await nathalie.post(own(id), { shown: '', who: marcKey }).expect(422);
    await marc.post(office(id), { shown: '', who: nathalieKey }).expect(422);
    expect(await named(id)).to.equal(0);
    const sophie = await house.as('Sophie Lambert');
    await sophie.get(office(id)).expect(200);
    await sophie.post(office(id), { shown: '', who: marcKey }).expect(403);
  });

  it('are said from day 1 until the plan is signed', async () => {
    for (const status of ['planned', 'follow-up'] as const) {
      const id = await begun(status);
      expect(await textOf(nathalie, own(id))).not.to.include('Enregistrer les participants');
      await nathalie.post(own(id), { shown: '', who: nathalieKey }).expect(403);
    }
  });

  it('are proposed as present to who writes the minutes', async () => {
    const id = await begun('meeting');
    await nathalie.post(own(id), { shown: '', who: nathalieKey }).expect(303);
    await marc.post(office(id), { shown: '', who: marcKey }).expect(303);
    const form = await textOf(marc, `/office/functioning-review/${id}/record-minutes`);
    expect(form).to.match(
      /<textarea[^>]*name="present"[^>]*>[^<]*Nathalie Servais, Administrateur·rice\s+Marc Dubois, /,
    );
  });
});
