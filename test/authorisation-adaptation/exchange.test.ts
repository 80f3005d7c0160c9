/** Whoever writes the next act has read the last word: told on the page of that act and on the case, to both sides. */
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import type { Role } from '../../workflows/roles.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const persons = {
  'operator': 'admin-arbre-a-bulles',
  'referent': 'referent-namur',
  'coordinator': 'coordinator-namur',
  'health-referent': 'health-referent-namur',
  'asr-manager': 'asr-manager-namur',
  'appeal-secretariat': 'appeal-secretariat',
} as const;
type Person = keyof typeof persons;

const said = {
  points: 'Plan coté des nouveaux locaux',
  why: 'Le plan joint est illisible au premier étage.',
  answer: 'Voici le plan à nouveau, au 1/50.',
  refusal: "L'escalier n'a pas de main courante et la cour donne sur la rue sans clôture ni barrière.",
  remedy: 'La main courante est posée et la cour est clôturée depuis lundi.',
  sentBack: 'La date de fin ne tient pas compte du préavis.',
  grounds: 'La barrière demandée existe depuis le début ; elle est sur la photo 3.',
  hearing: 'Salle du conseil, troisième étage.',
  condition: 'Clôturer le jardin du côté du ruisseau',
  note: 'Ce que pense le référent ne sort pas de la maison.',
};

describe('the last exchange of a case', () => {
  let house: House;
  let caseId: string;
  let number = 0;
  const visitors = {} as Record<Person, Visitor>;

  before(async () => {
    house = await openHouse();
    caseId = (
      (await house
        .db('cases')
        .where({ facility_id: stableId('facility arbre-a-bulles'), status: 'completeness' })
        .first('id')) as { id: string }
    ).id;
    for (const [role, key] of Object.entries(persons))
      visitors[role as Person] = await house.asUser(stableId(`user ${key}`));
  });
  after(() => house.close());

  const act = async (by: Person, action: string, facts: object = {}, content: object = {}): Promise<void> => {
    house.clock.now += 60_000;
    ({ number } = await recordAct(house.db, process, caseId, {
      action,
      token: `told ${String((number += 1))} ${action}`,
      facts,
      content,
      actor: { role: by as Role, userId: stableId(`user ${persons[by]}`) },
      at: house.clock.now,
    }));
  };
  const propose = (outcome: string, reasons: string, more: { conditions?: object[] } = {}): Promise<void> =>
    act(
      'referent',
      'propose-decision',
      { outcome, effectiveOn: '2027-05-03', ...(more.conditions ? { conditionsDueOn: '2027-06-30' } : {}) },
      { legalBase: 'Vu le décret du 21 février 2019.', facts: 'Vu la visite.', reasons, conditions: [], ...more },
    );
  /** What stands open in the card, and what is folded away. */
  const exchangeOn = async (who: Person, action = ''): Promise<{ open: string; folded: string; page: string }> => {
    const portal = who === 'operator' ? 'pro' : 'office';
    const { text } = await visitors[who].get(`/${portal}/authorisation-adaptation/${caseId}/${action}`).expect(200);
    const card = /<section class="card" id="echange">([\s\S]*?)<\/section>/.exec(text)?.[1] ?? '';
    const [open = '', folded = ''] = card.split('<details');
    return { open: textOf(open), folded: textOf(folded), page: textOf(text) };
  };

  it('shows the points of a complement where it is answered, then the answer where the request is declared complete', async () => {
    await act(
      'referent',
      'ask-complement',
      { items: ['document.plan'] },
      { text: said.why, items: [{ code: 'document.plan', label: said.points }] },
    );
    for (const [who, action] of [
      ['operator', 'give-complement'],
      ['operator', ''],
      ['referent', ''],
    ] as const)
      expect((await exchangeOn(who, action)).open)
        .to.include(said.points)
        .and.include(said.why);
    await act('operator', 'give-complement', {}, { text: said.answer });
    for (const [who, action] of [
      ['referent', 'declare-complete'],
      ['referent', 'ask-complement'],
      ['operator', ''],
    ] as const)
      expect((await exchangeOn(who, action)).open).to.match(new RegExp(`${said.answer}.*${said.why}`));
  });

  it('shows the proposal to the signatory, what is sent back to the drafter, and neither to the operator', async () => {
    await act('referent', 'declare-complete');
    await act('coordinator', 'plan-visit', { visitOn: '2026-11-23' }, { from: '9:30' });
    expect((await exchangeOn('coordinator', 'report-visit')).open).to.include('23 novembre 2026 à 9 h 30');
    await act('coordinator', 'report-visit', { visitedOn: '2026-11-23' }, { report: said.note });
    await act('coordinator', 'give-opinion', { opinion: 'favourable' }, { text: said.note });
    await act('health-referent', 'give-health-opinion', { opinion: 'favourable' }, { text: said.note });
    await propose('refuse', said.refusal);
    for (const action of ['sign-decision', 'return-to-drafter'])
      expect((await exchangeOn('asr-manager', action)).open)
        .to.include(said.refusal)
        .and.include('Vu le décret');
    await act('asr-manager', 'return-to-drafter', {}, { reason: said.sentBack });
    const drafter = await exchangeOn('referent', 'propose-decision');
    expect(drafter.open).to.match(new RegExp(`${said.sentBack}.*${said.refusal}`));
    const operator = await exchangeOn('operator');
    for (const hidden of [said.sentBack, said.refusal, said.note]) expect(operator.page).not.to.include(hidden);
  });

  it('shows the reasons of a refusal where it is remedied, the remedy and the first reasons where it is decided again', async () => {
    await propose('refuse', said.refusal);
    await act('asr-manager', 'sign-decision');
    for (const action of ['', 'give-remedy']) {
      const { open } = await exchangeOn('operator', action);
      expect(open).to.include('Refus').and.include(said.refusal);
      expect(open.match(new RegExp(said.refusal, 'g')), 'told once').to.have.length(1);
    }
    await act('operator', 'give-remedy', {}, { text: said.remedy });
    const { open } = await exchangeOn('referent', 'propose-decision');
    expect(open).to.match(new RegExp(`${said.remedy}.*${said.refusal}`));
    await propose('confirm-refusal', 'La clôture est trop basse pour un enfant de trois ans, mesurée sur place.');
    expect((await exchangeOn('asr-manager', 'sign-decision')).open).to.match(
      new RegExp(`trop basse.*${said.remedy}.*${said.refusal}`),
    );
    await act('asr-manager', 'sign-decision');
  });

  it('shows a message where the next act is written, and in its own card on the case', async () => {
    await act('operator', 'write-message', {}, { text: 'La photo de la barrière suit.' });
    expect((await exchangeOn('operator', 'lodge-appeal')).open).to.include('La photo de la barrière suit.');
    const { open, page } = await exchangeOn('operator');
    expect(open).not.to.include('La photo de la barrière');
    expect(page).to.include('La photo de la barrière suit.');
  });

  it('shows the refusal where an appeal is lodged, and both where it is decided', async () => {
    expect((await exchangeOn('operator', 'lodge-appeal')).open).to.include('trop basse');
    await act('operator', 'lodge-appeal', {}, { text: said.grounds });
    await act('appeal-secretariat', 'plan-hearing', { hearingOn: '2026-12-15' }, { from: '14:00', text: said.hearing });
    const { open, folded } = await exchangeOn('appeal-secretariat', 'decide-appeal');
    expect(open).to.match(new RegExp(`15 décembre 2026 à 14 h 00.*${said.hearing}.*${said.grounds}.*trop basse`));
    expect(folded).to.include(said.remedy).and.include(said.why);
    await act(
      'appeal-secretariat',
      'decide-appeal',
      { outcome: 'dismissed', effectiveOn: '2026-12-15' },
      { reasons: 'Le conseil suit la première décision.' },
    );
    for (const who of ['operator', 'referent'] as const)
      expect((await exchangeOn(who)).open)
        .to.include('Recours rejeté')
        .and.include('Le conseil suit');
  });

  it('shows each condition with its date where they are checked, and on the case of both sides', async () => {
    const { id } = (await house
      .db('cases')
      .where({ facility_id: stableId('facility eghezee'), status: 'conditions-follow-up' })
      .first('id')) as { id: string };
    caseId = id;
    const [proposal] = (await house
      .db('acts')
      .join('act_contents', { 'acts.case_id': 'act_contents.case_id', 'acts.number': 'act_contents.number' })
      .where({ 'acts.case_id': id, 'action': 'propose-decision' })
      .select('content')) as { content: { conditions: { text: string }[] } }[];
    const { open } = await exchangeOn('referent', 'confirm-conditions');
    expect(proposal!.content.conditions).not.to.be.empty;
    for (const { text } of proposal!.content.conditions) expect(open).to.include(`${text}, avant le `);
  });

  it('shows a formal notice where it is answered', async () => {
    const { id } = (await house
      .db('cases')
      .where({ facility_id: stableId('facility petits-pas'), status: 'notice-given' })
      .first('id')) as { id: string };
    const { content } = (await house.db('act_contents').where({ case_id: id, number: 1 }).first('content')) as {
      content: { facts: string };
    };
    const operator = await house.asUser(stableId('user admin-petits-pas'));
    const { text } = await operator.get(`/pro/authorisation-adaptation/${id}/answer-notice`).expect(200);
    const card = /id="echange">([\s\S]*?)<\/section>/.exec(text)?.[1]?.replaceAll('&#x27;', "'");
    expect(card).to.include('Mise en demeure').and.include(content.facts.split('\n')[0]);
  });
});
