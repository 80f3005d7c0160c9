/** ONE's evaluation before and after the meeting: no page, sheet, history, list or document of the operator's holds it until it was held. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { saveDocument } from '../../../db/save-document.ts';
import { stableId } from '../../../db/seeds/demonstration/stable-id.ts';
import { dayOf } from '../../../domain/calendar.ts';
import { openHouse, type House, type Visitor } from '../../support/house.ts';
import { textOf } from '../../support/html.ts';
import { doSteps, reviewIn, type Step } from '../cases.ts';
import { answerAll } from './answered.ts';

const secret = 'CONSTAT-DE-L-ONE';
const opinion = 'AVIS-SANTE-DE-L-ONE';
const theirs = 'PREUVE-DE-L-OPERATEUR';

describe("ONE's evaluation of a bilan", () => {
  let house: House;
  let nathalie: Visitor;
  let coordinator: Visitor;
  let helpdesk: Visitor;
  let caseId: string;
  const at = Date.parse('2026-11-23T09:00:00Z');
  const facilityId = stableId('facility chenes');
  before(async () => {
    house = await openHouse({ at });
    nathalie = await house.as('Nathalie Servais');
    coordinator = await house.asUser(stableId('user coordinator-namur'));
    helpdesk = await house.as('Samira Oulad');
    caseId = await reviewIn(house.db, 'self-assessment', { facilityId, at });
    await answerAll(house.db, caseId, 'operator', { at, score: () => 4, evidence: () => theirs });
    await answerAll(house.db, caseId, 'one', { at, score: () => 2, evidence: () => secret });
  });
  after(() => house.close());
  const steps = (...all: Step[]): Promise<void> => doSteps(house.db, caseId, all, at);
  const sending: Step[] = [
    { role: 'operator', action: 'send-self-assessment', facts: { digest: 'ab', questionnaire: '2026', criteria: 63 } },
    { role: 'health-referent', action: 'give-health-opinion', content: { text: opinion } },
    {
      role: 'coordinator',
      action: 'send-ratings',
      facts: { digest: 'ab', questionnaire: '2026', criteria: 63 },
      content: { remarks: secret, answers: [{ criterion: 'sleep', score: 2, evidence: secret }] },
    },
  ];
  const addresses = (): string[] => [
    '/pro',
    '/pro/cases',
    '/pro/history',
    '/pro/history/export',
    `/pro/functioning-review/${caseId}`,
    `/pro/reviews/${caseId}/assessment`,
    `/pro/reviews/${caseId}/assessment/health`,
    `/pro/reviews/${caseId}/compare`,
    `/pro/reviews/${caseId}/compare?show=all&open=sleep`,
    `/pro/reviews/${caseId}/compare?show=gaps&open=sleep`,
    `/pro/reviews/${caseId}/compare.xlsx`,
  ];
  const raw = (visitor: Visitor, url: string): Promise<Response> =>
    visitor
      .get(url)
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => {
          done(null, Buffer.concat(parts));
        });
      });
  /** As it stands in the file: a workbook is unpacked. */
  async function textAt(visitor: Visitor, url: string): Promise<string> {
    const { body, headers } = (await raw(visitor, url)) as Response & { body: Buffer };
    if (!String(headers['content-type']).includes('spreadsheet')) return body.toString();
    const { default: ExcelJS } = await import('exceljs');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as unknown as ArrayBuffer);
    return JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
  }
  async function expectNothing(): Promise<void> {
    for (const url of addresses()) {
      const text = await textAt(nathalie, url);
      expect(text, url).not.to.include(secret);
      expect(text, url).not.to.include(opinion);
      expect(text, url).not.to.match(/ONE plus (?:bas|haut)/);
    }
  }

  it('while ONE writes it, and the page of ratings is not of their portal', async () => {
    await expectNothing();
    await nathalie.get(`/office/reviews/${caseId}/ratings/health`).expect(403);
  });
  it('sees nothing of the operator before it is sent: each side judges by itself', async () => {
    for (const url of [
      `/office/reviews/${caseId}/ratings/health`,
      `/office/reviews/${caseId}/compare?show=all&open=sleep`,
      `/office/reviews/${caseId}/compare.xlsx`,
    ]) {
      const text = await textAt(coordinator, url);
      expect(text, url).not.to.include(theirs);
    }
    expect(await textAt(coordinator, `/office/reviews/${caseId}/ratings/health`)).to.include(secret);
  });
  it('nor does the helpdesk read it', async () => {
    await helpdesk.get(`/office/reviews/${caseId}/ratings/health`).expect(403);
    await helpdesk.get(`/office/reviews/${caseId}/compare`).expect(403);
    for (const url of [`/office/functioning-review/${caseId}`])
      expect(await textAt(helpdesk, url)).not.to.include(secret);
  });
  it('once it is sent, ONE reads both; the operator reads nothing of it, nor of the health opinion', async () => {
    await steps(...sending);
    await expectNothing();
    const both = textOf(await textAt(coordinator, `/office/reviews/${caseId}/compare?open=sleep`));
    expect(both).to.include("−2 l'ONE plus bas").and.include(secret).and.include(theirs).and.include(opinion);
  });
  it('nor while a meeting is agreed and its day has not passed', async () => {
    await steps({ role: 'coordinator', action: 'confirm-meeting', facts: { on: dayOf(at), from: '10:00' } });
    await expectNothing();
  });
  it('from the meeting on, both sides read the same: page and sheet', async () => {
    await steps({ role: 'clock', action: 'meeting-over' });
    const page = textOf(await textAt(nathalie, `/pro/reviews/${caseId}/compare?open=sleep`));
    expect(page).to.include("−2 l'ONE plus bas").and.include(secret).and.include(opinion).and.include('Écarts (63)');
    const sheet = await textAt(nathalie, `/pro/reviews/${caseId}/compare.xlsx`);
    expect(sheet).to.include(secret).and.include(theirs).and.include(opinion);
    // What ONE wrote for its own people stays there.
    expect(await textAt(nathalie, `/pro/functioning-review/${caseId}`)).not.to.include(secret);
  });
  it('what was said at the meeting is noted by who follows the place, read by both, and changed by nobody unseen', async () => {
    const notes = `/office/reviews/${caseId}/compare/notes`;
    const note = { criterion: 'sleep', version: '0', note: 'Les grands pourront ne pas dormir.' };
    await nathalie.post(notes, note).expect(403);
    await coordinator
      .post(notes, { ...note, note: '' })
      .redirects(1)
      .expect(422);
    await coordinator.post(notes, note).expect(303);
    // Sent twice: it is there once. Something else from the same page: told.
    await coordinator.post(notes, note).expect(303);
    const stale = await coordinator.post(notes, { ...note, note: 'Autre chose.' }).expect(409);
    expect(textOf(stale.text)).to.include('Autre chose.');
    const read = textOf(await textAt(nathalie, `/pro/reviews/${caseId}/compare?open=sleep`));
    expect(read).to.include('À la rencontre').and.include('Les grands pourront ne pas dormir.');
  });
  it('what the operator joined as proof is read by ONE as soon as it is sent, beside what it rates and in the comparison; not before', async () => {
    const other = await reviewIn(house.db, 'self-assessment', { facilityId, at });
    const name = 'feuille-de-passage.pdf';
    const saved = await saveDocument(house.db, {
      caseId: other,
      organisingBodyId: stableId('body petits-chenes'),
      facilityId,
      administration: 'namur',
      slot: 'evidence-sleep',
      origin: 'operator',
      name,
      mediaType: 'application/pdf',
      size: 10,
      digest: 'ab'.repeat(32),
      uploadedBy: stableId('user admin-petits-chenes'),
      at,
    });
    const pages = [
      `/office/reviews/${other}/ratings/health`,
      `/office/reviews/${other}/compare?show=all&open=sleep`,
      `/office/functioning-review/${other}`,
    ];
    for (const url of pages) expect(await textAt(coordinator, url), url).not.to.include(name);
    await doSteps(house.db, other, [sending[0]!], at);
    await house.db('documents').where({ id: saved }).update({ act_number: 4 });
    for (const url of pages) expect(await textAt(coordinator, url), url).to.include(name);
  });

  it('a criterion becomes an objective of the plan that is being written, once; nobody else makes one of it', async () => {
    const other = await reviewIn(house.db, 'plan-drafting', { facilityId, at });
    await answerAll(house.db, other, 'operator', { at });
    await answerAll(house.db, other, 'one', { at, score: () => 2 });
    const objectives = `/pro/reviews/${other}/compare/objectives`;
    const page = await textAt(nathalie, `/pro/reviews/${other}/compare`);
    expect(page).to.include('data-objective').and.include('o pour en faire un objectif');
    expect(await textAt(coordinator, `/office/reviews/${other}/compare`)).not.to.include('data-objective');
    const made = { criterion: 'sleep', objective: randomUUID() };
    await coordinator.post(`/office/reviews/${other}/compare/objectives`, made).expect(403);
    await nathalie
      .post(objectives, made)
      .expect(303)
      .expect('Location', `/pro/reviews/${other}/plan?edit=${made.objective}`);
    await nathalie
      .post(objectives, { ...made, objective: randomUUID() })
      .expect(303)
      .expect('Location', `/pro/reviews/${other}/plan?edit=${made.objective}`);
    expect(
      await house.db('review_objectives').where({ case_id: other }).select('domain', 'criterion', 'wording'),
    ).to.have.length(1);
    expect(textOf(await textAt(nathalie, `/pro/reviews/${other}/compare`))).to.include('objectif 1');
  });
});
