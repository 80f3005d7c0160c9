/** The self-assessment over HTTP: saved criterion by criterion, nothing overwritten, sent when it is whole, sealed. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { stableId } from '../../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../../support/house.ts';
import { textOf } from '../../support/html.ts';
import { minute } from '../../support/times.ts';
import { reviewIn } from '../cases.ts';
import { answerAll, sealOf } from './answered.ts';

describe('the self-assessment of a bilan', () => {
  let house: House;
  let nathalie: Visitor;
  let colleague: Visitor;
  const facilityId = stableId('facility chenes');
  const morning = Date.parse('2026-11-23T09:00:00Z');
  const seen = (html: string, criterion: string): string =>
    new RegExp(`name="seen\\.${criterion}" value="([^"]+)"`).exec(html)?.[1] ?? '';
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    // Somebody else of the same body with the right « Bilans ».
    await house.db('grants').insert({
      user_id: stableId('user data-chenes'),
      role: 'data-manager',
      organising_body_id: stableId('body petits-chenes'),
      dossier: 'reviews',
      valid_from: '2020-01-01',
    });
    colleague = await house.asUser(stableId('user data-chenes'));
  });
  beforeEach(() => {
    house.clock.now = morning;
  });
  after(() => house.close());
  const open = (status: Parameters<typeof reviewIn>[1] = 'self-assessment'): Promise<string> =>
    reviewIn(house.db, status, { facilityId, at: house.clock.now });
  const page = (caseId: string, domain = 'health'): string => `/pro/reviews/${caseId}/assessment/${domain}`;
  const stands = (caseId: string, criterion = 'sleep', table = 'review_answers') =>
    house
      .db(table)
      .where({ case_id: caseId, criterion })
      .first<{ score: number | null; evidence: string; version: number } | undefined>('score', 'evidence', 'version');
  const saying = (mark: string, more: Record<string, string> = {}): Record<string, string> => ({
    'score.sleep': '3',
    'evidence.sleep': 'Feuille de passage.',
    'remark.sleep': '',
    'seen.sleep': mark,
    ...more,
  });

  it('what was changed is saved, the rest of the page stays as it is; the criterion folds to a line', async () => {
    const caseId = await open();
    const { text } = await nathalie.get(page(caseId)).expect(200);
    await nathalie
      .post(page(caseId), {
        ...saying(seen(text, 'sleep')),
        'score.meals': '',
        'evidence.meals': '',
        'remark.meals': '',
        'seen.meals': seen(text, 'meals'),
        'then': 'at.sleep',
      })
      .expect(303)
      .expect('Location', `${page(caseId)}#c-sleep`);
    expect(await stands(caseId)).to.deep.equal({ score: 3, evidence: 'Feuille de passage.', version: 1 });
    expect((await stands(caseId, 'meals'))?.version ?? 0).to.equal(0);
    const after = await nathalie.get(page(caseId)).expect(200);
    expect(after.text).not.to.include('name="score.sleep"');
    expect(textOf(after.text)).to.include('3 bien engagé').and.include('1 critère sur 63');
  });

  it('a domain that is none is not found; nothing opens before day 1', async () => {
    const caseId = await open('planned');
    const before = await nathalie.get(page(caseId)).expect(403);
    expect(textOf(before.text)).to.include("Le bilan s'ouvre le");
    await nathalie.get(page(caseId, 'kitchen')).expect(404);
  });

  it('« sans objet » where everybody is concerned is refused with a reason, and what was typed is kept', async () => {
    const caseId = await open();
    const { text } = await nathalie.get(page(caseId)).expect(200);
    const refused = await nathalie
      .post(page(caseId), saying(seen(text, 'sleep'), { 'score.sleep': '0' }))
      .redirects(1)
      .expect(422);
    expect(textOf(refused.text)).to.include('choisissez de 1 à 4');
    expect(refused.text).to.include('Feuille de passage.');
    await nathalie
      .post(page(caseId), {
        'score.animals-plants': '0',
        'evidence.animals-plants': '',
        'remark.animals-plants': '',
        'seen.animals-plants': seen(text, 'animals-plants'),
      })
      .expect(303);
    expect((await stands(caseId, 'animals-plants'))?.score).to.equal(0);
  });

  it('who comes late overwrites nothing: both versions stand until one is chosen, and the other stays kept', async () => {
    const caseId = await open();
    const [first, second] = [await nathalie.get(page(caseId)), await colleague.get(page(caseId))];
    await nathalie.post(page(caseId), saying(seen(first.text, 'sleep'))).expect(303);
    house.clock.now += 6 * minute;
    const late = await colleague
      .post(page(caseId), saying(seen(second.text, 'sleep'), { 'score.sleep': '2', 'evidence.sleep': 'Autre texte.' }))
      .redirects(1)
      .expect(409);
    expect(textOf(late.text)).to.include('Votre version est gardée');
    expect(await stands(caseId)).to.include({ score: 3, evidence: 'Feuille de passage.' });
    const both = await nathalie.get(page(caseId)).expect(200);
    expect(textOf(both.text)).to.include('« Feuille de passage. »').and.include('« Autre texte. »');
    const choice = /name="settle" value="([^"]+\.take\.\d+)"/.exec(both.text)![1]!;
    await nathalie.post(page(caseId), { settle: choice }).expect(303);
    expect(await stands(caseId)).to.include({ score: 2, evidence: 'Autre texte.' });
    const kept = (await house.db('review_late_saves').where({ case_id: caseId }).select('evidence', 'outcome')) as {
      evidence: string;
      outcome: string;
    }[];
    expect(kept).to.have.deep.members([
      { evidence: 'Autre texte.', outcome: 'taken' },
      { evidence: 'Feuille de passage.', outcome: 'left' },
    ]);
    // Chosen already: a second click changes nothing, and somebody else is told whose choice holds.
    await nathalie.post(page(caseId), { settle: choice }).expect(303);
    const other = await colleague.post(page(caseId), { settle: choice }).redirects(1).expect(409);
    expect(textOf(other.text)).to.include("Quelqu'un d'autre a déjà choisi");
    expect((await stands(caseId))?.version).to.equal(2);
  });

  it('a choice between two versions that were written on meanwhile is told, and replaces nothing', async () => {
    const caseId = await open();
    const [first, second] = [await nathalie.get(page(caseId)), await colleague.get(page(caseId))];
    await nathalie.post(page(caseId), saying(seen(first.text, 'sleep'))).expect(303);
    await colleague
      .post(page(caseId), saying(seen(second.text, 'sleep'), { 'score.sleep': '2' }))
      .redirects(1)
      .expect(409);
    const choice = /name="settle" value="([^"]+\.take\.\d+)"/.exec((await nathalie.get(page(caseId))).text)![1]!;
    await house.db('review_answers').where({ case_id: caseId, criterion: 'sleep' }).increment('version', 1);
    const told = await nathalie.post(page(caseId), { settle: choice }).redirects(1).expect(409);
    expect(textOf(told.text)).to.include('Ce critère a changé depuis que vous');
    expect((await stands(caseId))?.score).to.equal(3);
  });

  it('what came late is kept whole: a second page adds a version, the same page changes its own, an objective stays one', async () => {
    const caseId = await open();
    const [first, second] = [await nathalie.get(page(caseId)), await colleague.get(page(caseId))];
    await nathalie.post(page(caseId), saying(seen(first.text, 'sleep'))).expect(303);
    const mark = seen(second.text, 'sleep');
    const tabs = [randomUUID(), randomUUID()];
    const late = (tab: number, turn: number, evidence: string) =>
      colleague
        .post(
          page(caseId),
          saying(mark, { 'evidence.sleep': evidence, 'objective.sleep': '1', 'page': `${tabs[tab]!}.${String(turn)}` }),
        )
        .redirects(1)
        .expect(409);
    await late(0, 1, 'Un');
    await late(0, 2, 'Un et demi');
    await late(1, 1, 'Deux');
    await late(1, 2, 'Deux');
    const kept = (await house
      .db('review_late_saves')
      .where({ case_id: caseId, settled_at: null })
      .orderBy('evidence')
      .select('evidence', 'as_objective')) as object[];
    expect(kept).to.deep.equal([
      { evidence: 'Deux', as_objective: true },
      { evidence: 'Un et demi', as_objective: true },
    ]);
    const both = await nathalie.get(page(caseId)).expect(200);
    const choice = /name="settle" value="([^"]+\.take\.\d+)"/.exec(both.text)![1]!;
    await nathalie.post(page(caseId), { settle: choice }).expect(303);
    const taken = (await house.db('review_answers').where({ case_id: caseId, criterion: 'sleep' }).first()) as object;
    expect(taken).to.include({ as_objective: true });
  });

  it('an empty text takes away what stood there; a text that did not arrive changes nothing and says so', async () => {
    const caseId = await open();
    const { text } = await nathalie.get(page(caseId)).expect(200);
    await nathalie.post(page(caseId), saying(seen(text, 'sleep'))).expect(303);
    const again = seen((await nathalie.get(`${page(caseId)}?open=sleep`)).text, 'sleep');
    const { 'evidence.sleep': _, ...without } = saying(again);
    const refused = await nathalie.post(page(caseId), without).redirects(1).expect(422);
    expect(textOf(refused.text)).to.include("Ce texte n'est pas arrivé avec le formulaire");
    expect((await stands(caseId))?.evidence).to.equal('Feuille de passage.');
    await nathalie.post(page(caseId), saying(again, { 'evidence.sleep': ' ' })).expect(303);
    expect((await stands(caseId))?.evidence).to.equal('');
  });

  it('says what is true where it cannot be written: sent, suspended, or in default', async () => {
    const told = async (status: Parameters<typeof reviewIn>[1]): Promise<string> => {
      const caseId = await open(status);
      const read = textOf((await nathalie.get(page(caseId)).expect(200)).text);
      const refused = await nathalie
        .post(page(caseId), saying(`0.${'0'.repeat(16)}`))
        .redirects(1)
        .expect(409);
      expect(textOf(refused.text)).to.include('Feuille de passage.');
      return `${read} ${textOf(refused.text)}`;
    };
    expect(await told('one-ratings'))
      .to.include("L'auto-évaluation est envoyée")
      .and.not.include('suspendu par');
    expect(await told('suspended'))
      .to.include('Le bilan est suspendu par une cessation temporaire')
      .and.not.include("L'auto-évaluation est envoyée");
    const coordinator = await house.asUser(stableId('user coordinator-namur'));
    const caseId = await open('in-default');
    const ratings = textOf((await coordinator.get(`/office/reviews/${caseId}/ratings/health`).expect(200)).text);
    expect(ratings).to.include('Le bilan est en défaut').and.not.include("L'évaluation de l'ONE est envoyée");
  });

  it('an answer that crosses the sending is either in what is sealed or refused: never saved beside it', async () => {
    for (let round = 0; round < 6; round += 1) {
      const caseId = await open();
      await answerAll(house.db, caseId, 'operator', { at: morning });
      const { text } = await nathalie.get(`${page(caseId)}?open=sleep`).expect(200);
      const version = String(
        ((await house.db('cases').where({ id: caseId }).first('act_number')) as { act_number: number }).act_number,
      );
      const act = `/pro/functioning-review/${caseId}/send-self-assessment`;
      const seal = await sealOf(house.db, caseId, 'operator');
      const [saved, sent] = await Promise.all([
        colleague.post(page(caseId), saying(seen(text, 'sleep'), { 'evidence.sleep': 'Au même moment.' })),
        nathalie.post(act, { token: randomUUID(), version, remarks: '', seal }),
      ]);
      const { status } = (await house.db('cases').where({ id: caseId }).first('status')) as { status: string };
      const standing = (await stands(caseId))?.evidence === 'Au même moment.';
      // One of both came first: the other was refused.
      expect([status, standing], `${String(saved.status)} ${String(sent.status)}`).to.be.deep.oneOf([
        ['one-ratings', false],
        ['self-assessment', true],
      ]);
    }
  });

  it('a criterion in which somebody writes is read and not written, until they leave it or five minutes pass', async () => {
    const caseId = await open();
    const { text } = await colleague.get(page(caseId)).expect(200);
    await nathalie.post(`${page(caseId)}/presence`, { writing: 'sleep' }).expect(303);
    const held = await colleague.get(page(caseId)).expect(200);
    expect(held.text).not.to.include('name="score.sleep"');
    expect(textOf(held.text)).to.include('Nathalie Servais écrit').and.include('au critère 2.3');
    // From a page that was open before: kept beside, not written over.
    await colleague
      .post(page(caseId), saying(seen(text, 'sleep')))
      .redirects(1)
      .expect(409);
    expect((await stands(caseId))?.score ?? null).to.equal(null);
    await house.db('review_late_saves').where({ case_id: caseId }).delete();
    await nathalie.post(`${page(caseId)}/presence`, { writing: '' }).expect(303);
    expect((await colleague.get(page(caseId))).text).to.include('name="score.sleep"');
    await nathalie.post(`${page(caseId)}/presence`, { writing: 'sleep' }).expect(303);
    house.clock.now += 5 * minute + 1;
    expect((await colleague.get(page(caseId))).text).to.include('name="score.sleep"');
  });

  it('who types on from one opened page is never in their own way', async () => {
    const caseId = await open();
    const { text } = await nathalie.get(page(caseId)).expect(200);
    const opened = randomUUID();
    for (const [turn, evidence] of ['a', 'ab', 'abc'].entries())
      await nathalie
        .post(
          page(caseId),
          saying(seen(text, 'sleep'), {
            'evidence.sleep': evidence,
            'page': `${opened}.${String(turn + 1)}`,
            'writing': 'sleep',
          }),
        )
        .expect(303);
    expect((await stands(caseId))?.evidence).to.equal('abc');
  });

  it('what the portal knows stands beside the domain, dated; without a bilan before there is nothing of it', async () => {
    const caseId = await open();
    const { text } = await nathalie.get(page(caseId, 'team')).expect(200);
    expect(textOf(text))
      .to.match(/Équipe\s+\d+ personnes?, [^(]*\(Mon Équipe\)/)
      .and.not.include('Bilan 2021');
  });

  it('it is sent only when every criterion has a score: what is missing is linked', async () => {
    const caseId = await open();
    await answerAll(house.db, caseId, 'operator', { at: morning, score: ({ id }) => (id === 'sleep' ? null : 3) });
    const act = `/pro/functioning-review/${caseId}/send-self-assessment`;
    const form = await nathalie.get(act).expect(200);
    expect(form.text).to.include(`/pro/reviews/${caseId}/assessment/health#c-sleep`);
    const version = String(
      ((await house.db('cases').where({ id: caseId }).first('act_number')) as { act_number: number }).act_number,
    );
    const sending = { token: randomUUID(), version, remarks: '' };
    await nathalie
      .post(act, { ...sending, seal: await sealOf(house.db, caseId, 'operator') })
      .redirects(1)
      .expect((res) => {
        expect(textOf(res.text)).to.include('Il manque encore des réponses');
      });
    const { text } = await nathalie.get(page(caseId)).expect(200);
    const before = await sealOf(house.db, caseId, 'operator');
    await nathalie.post(page(caseId), saying(seen(text, 'sleep'))).expect(303);
    // Read before the last answer came: nothing is sent.
    await nathalie
      .post(act, { ...sending, seal: before })
      .redirects(1)
      .expect(409);
    await nathalie.post(act, { ...sending, seal: await sealOf(house.db, caseId, 'operator') }).expect(303);
    const sent = (await house
      .db('acts as a')
      .join('act_contents as k', { 'k.case_id': 'a.case_id', 'k.number': 'a.number' })
      .where({ 'a.case_id': caseId, 'a.action': 'send-self-assessment' })
      .first('a.facts', 'k.content')) as {
      facts: { digest: string; questionnaire: string; criteria: number };
      content: { answers: { criterion: string; score: number }[]; portal: { staff: { people: number } } };
    };
    expect(sent.facts).to.include({ questionnaire: '2026', criteria: 63 });
    expect(sent.facts.digest).to.match(/^[0-9a-f]{64}$/);
    expect(sent.content.answers).to.have.length(63);
    expect(sent.content.portal.staff.people).to.be.greaterThan(0);
    // Afterwards it is read, and not written.
    const closed = await nathalie.get(page(caseId)).expect(200);
    expect(closed.text).not.to.include('name="score.');
    const refused = await nathalie
      .post(page(caseId), saying(seen(text, 'sleep')))
      .redirects(1)
      .expect(409);
    expect(textOf(refused.text)).to.include('Feuille de passage.');
  });

  it('a bilan keeps the version of the questionnaire that its answers began with', async () => {
    const caseId = await open();
    await answerAll(house.db, caseId, 'operator', { at: morning, score: ({ id }) => (id === 'sleep' ? 3 : null) });
    await house.db('review_questionnaires').insert({
      version: 'essai',
      valid_from: '2026-11-01',
      levels: JSON.stringify([]),
      source: 'assumption',
    });
    expect(textOf((await nathalie.get(page(caseId)).expect(200)).text)).to.include('sur 63');
    await house.db('review_questionnaires').where({ version: 'essai' }).delete();
  });
});
