/** Two sides that both have something to do are two turns, each with who, what and until when, wherever a turn is shown. */
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

describe('whose turn it is', () => {
  let house: House;
  let caseId: string;
  let operator: Visitor;
  let agent: Visitor;
  before(async () => {
    house = await openHouse();
    caseId = (
      (await house
        .db('cases')
        .where({ facility_id: stableId('facility arbre-a-bulles'), status: 'completeness' })
        .first('id')) as { id: string }
    ).id;
    operator = await house.asUser(stableId('user admin-arbre-a-bulles'));
    agent = await house.asUser(stableId('user coordinator-namur'));
  });
  after(() => house.close());

  const act = async (
    role: 'referent' | 'coordinator' | 'health-referent',
    action: string,
    facts: object,
    content = {},
  ) =>
    recordAct(house.db, process, caseId, {
      action,
      token: `turn ${action}`,
      facts,
      content,
      actor: { role, userId: stableId(`user ${role}-namur`) },
      at: house.clock.now,
    });
  const banners = async (who: Visitor, portal: 'pro' | 'office'): Promise<string[]> => {
    const { text } = await who.get(`/${portal}/authorisation-adaptation/${caseId}`).expect(200);
    return [...text.matchAll(/<div class="turn turn--(\w+)">\s*<div class="turn-text">([\s\S]*?)<\/div>/g)].map(
      ([, kind, body]) => `${kind!}: ${textOf(body!).trim()}`,
    );
  };
  const rowOf = async (page: string): Promise<string> => {
    const { text } = await operator.get(page).expect(200);
    return textOf(new RegExp(`<tr[^>]*>(?:(?!</tr>)[\\s\\S])*${caseId}[\\s\\S]*?</tr>`).exec(text)?.[0] ?? '');
  };

  it('is one while only one side has a task', async () => {
    expect(await banners(operator, 'pro')).to.have.length(1);
    expect(await banners(agent, 'office')).to.have.length(1);
  });

  it("is two while the operator chooses a visit and ONE writes an opinion, the reader's own first", async () => {
    await act('referent', 'declare-complete', {});
    await act(
      'coordinator',
      'propose-visit',
      { days: ['2026-12-15'] },
      { days: [{ visitOn: '2026-12-15', from: '9:30' }] },
    );
    const [mine, theirs] = await banners(operator, 'pro');
    expect(mine).to.match(
      /^you: C'est à vous\. Choisir une date de visite, avant le \S+ \d+ \S+ 2026 \(dans \d+ jours\)\.$/,
    );
    expect(theirs).to.match(
      /^one: C'est à l'ONE\. Rendre un avis santé, avant le \S+ \d+ \S+ 2026 \(dans \d+ jours\)\.$/,
    );
    const [own, other] = await banners(agent, 'office');
    expect((await agent.get(`/office/authorisation-adaptation/${caseId}`)).text).to.include('>En instruction</span>');
    expect(own).to.match(/^you: C'est à l'ONE\. Rendre un avis santé, avant le/);
    expect(other).to.match(/^other: C'est à l'opérateur\. Choisir une date de visite, avant le/);
  });

  it('is told twice in the lists of the operator too', async () => {
    for (const page of ['/pro', '/pro/cases'])
      expect(await rowOf(page)).to.match(
        /à vous choisir une date de visite, avant le \d\d\/\d\d\/2026 à l'ONE rendre un avis santé, avant le \d\d\/\d\d\/2026/,
      );
  });

  it("is the operator's alone once the opinion is there: no opinion is said to be awaited", async () => {
    await act('health-referent', 'give-health-opinion', { opinion: 'favourable' }, { text: 'Oui.' });
    const [own, ...more] = await banners(agent, 'office');
    expect(more).to.have.length(0);
    expect(own).to.match(/^other: C'est à l'opérateur\. Il choisit une date de visite avant le/);
    expect(await banners(operator, 'pro')).to.have.length(1);
  });
});
