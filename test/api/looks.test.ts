/** What is new since somebody last looked is marked for them, in words; whoever has a case open at the same time is named. */
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { saveDocument } from '../../db/save-document.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { minute } from '../support/times.ts';

const word = /<span class="badge badge--news">nouveau<\/span>/g;

describe('looking at a case', () => {
  let house: House;
  let caseId: string;
  let agent: Visitor;
  let colleague: Visitor;
  let operator: Visitor;
  before(async () => {
    house = await openHouse();
    caseId = (
      (await house
        .db('cases')
        .where({ facility_id: stableId('facility arbre-a-bulles'), status: 'completeness' })
        .first('id')) as { id: string }
    ).id;
    agent = await house.asUser(stableId('user referent-namur'));
    colleague = await house.asUser(stableId('user asr-manager-namur'));
    operator = await house.asUser(stableId('user admin-arbre-a-bulles'));
  });
  after(() => house.close());

  const looked = async (who: Visitor): Promise<unknown> =>
    house
      .db('case_looks')
      .where({ case_id: caseId, user_id: who.userId, opened_at: new Date(house.clock.now) })
      .first();
  /** The page, once the look is written: that is done after the answer. */
  const look = async (who: Visitor, action = ''): Promise<string> => {
    house.clock.now += minute;
    const portal = who === operator ? 'pro' : 'office';
    const { text } = await who.get(`/${portal}/authorisation-adaptation/${caseId}/${action}`).expect(200);
    for (let tries = 0; !(await looked(who)); tries += 1) {
      if (tries > 100) throw new Error('no look was written');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return text;
  };
  const news = (html: string): number => html.match(word)?.length ?? 0;
  const cardOf = (html: string, id: string): string =>
    new RegExp(`<section class="card" id="${id}">([\\s\\S]*?)</section>`).exec(html)?.[1] ?? '';
  const act = async (action: string, key: string, role: 'operator' | 'referent', content: object): Promise<number> => {
    house.clock.now += minute;
    const { number } = await recordAct(house.db, process, caseId, {
      action,
      token: `look ${action} ${String(house.clock.now)}`,
      facts: action === 'ask-complement' ? { items: ['other'] } : {},
      content,
      actor: { role, userId: stableId(`user ${key}`) },
      at: house.clock.now,
    });
    return number;
  };

  const file = async (document: {
    name: string;
    slot: string;
    origin: 'operator' | 'one';
    actNumber: number;
    at: number;
  }): Promise<void> => {
    const row = (await house.db('cases').where({ id: caseId }).first()) as Record<string, string>;
    await saveDocument(house.db, {
      ...document,
      caseId,
      organisingBodyId: row.organising_body_id!,
      facilityId: row.facility_id!,
      administration: row.administration!,
      mediaType: 'application/pdf',
      size: 1000,
      digest: 'ab'.repeat(32),
      uploadedBy: document.origin === 'operator' ? operator.userId : null,
    });
  };

  it('marks nothing for whoever sees the case for the first time, and nothing that they did themselves', async () => {
    expect(news(await look(colleague))).to.equal(0);
    await look(agent);
    await act('ask-complement', 'referent-namur', 'referent', { text: 'Il manque la date.', items: [] });
    expect(news(await look(agent))).to.equal(0);
  });

  it('marks what ONE has asked since the operator introduced the request, in the exchange and in the course of the case, once', async () => {
    const page = await look(operator);
    expect(cardOf(page, 'echange')).to.match(/Complément demandé <span class="badge badge--news">nouveau/);
    expect(news(cardOf(page, 'deroulement'))).to.equal(1);
    expect(news(await look(operator))).to.equal(0);
  });

  it('marks the answer, its files and the message for the agent, until the page of the case was looked at', async () => {
    const number = await act('give-complement', 'admin-arbre-a-bulles', 'operator', { text: 'Voici la date.' });
    await act('write-message', 'admin-arbre-a-bulles', 'operator', { text: 'Le plan suit par courrier.' });
    await file({ name: 'date.pdf', slot: 'complement', origin: 'operator', actNumber: number, at: house.clock.now });
    // The form of an act is no look at the whole case; the message stands in its exchange.
    expect(news(cardOf(await look(agent, 'declare-complete'), 'echange'))).to.equal(3);
    const page = await look(agent);
    for (const [card, count] of [
      ['echange', 2],
      ['documents', 1],
      ['messages', 1],
      ['deroulement', 1],
    ] as const)
      expect(news(cardOf(page, card)), card).to.equal(count);
    expect(news(await look(agent))).to.equal(0);
  });

  it('marks a letter that is filed after the page was seen', async () => {
    expect(news(await look(operator))).to.equal(0);
    await file({
      name: 'AD-2026-complement.pdf',
      slot: 'letter-complement',
      origin: 'one',
      actNumber: 2,
      at: house.clock.now + minute / 2,
    });
    const letters = cardOf(await look(operator), 'courriers');
    expect(news(letters)).to.equal(1);
    expect(letters).to.match(
      />Demande de complément du \d+ \p{L}+ 2026<\/a> <span class="soft">AD-2026-complement\.pdf/u,
    );
  });

  it('names the colleague who has it open, for a quarter of an hour, and never across the counter', async () => {
    await look(colleague);
    house.clock.now += 3 * minute;
    for (const action of ['', 'declare-complete'])
      expect(await look(agent, action)).to.match(/Julie Moreau a ouvert ce dossier il y a [45] minutes\./);
    expect(await look(operator)).not.to.include('a ouvert ce dossier');
    house.clock.now += 16 * minute;
    expect(await look(agent)).not.to.include('Julie Moreau a ouvert');
  });
});
