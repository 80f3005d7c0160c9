import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { instant } from '../../db/connect.ts';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { CaseData, Status } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { lineCodes } from '../../domain/subsidy/lines.ts';
import { makeQuarter } from '../subsidies/quarters.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';

const checks = ['team', 'salaries', 'norm', 'attendance', 'closures', 'doctors', 'attachments'];

describe('the control of a quarter', () => {
  let house: House;
  let hassan: Visitor;
  let monique: Visitor;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    [hassan, monique, nathalie] = [
      await house.as('Hassan Tahiri'),
      await house.as('Monique Verlaine'),
      await house.as('Nathalie Servais'),
    ];
    await house
      .db('organising_bodies')
      .where({ id: stableId('body petits-chenes') })
      .update({ subsidy_regime: 'private' });
  });
  after(() => house.close());

  const publish = async (quarter: string): Promise<void> => {
    const [{ id } = { id: '' }] = (await house
      .db('lump_sum_tables')
      .insert({
        quarter,
        regime: 'private',
        version: 1,
        status: 'published',
        encoded_by: hassan.userId,
        encoded_at: instant(house.clock.now),
        published_by: monique.userId,
        published_at: instant(house.clock.now),
      })
      .returning('id')) as { id: string }[];
    await house.db('lump_sums').insert(
      Object.entries({ direction: 14_850, pms: 13_920, childcare: 11_640 }).map(([group, euros]) => ({
        table_id: id,
        staff_group: group,
        euros,
      })),
    );
  };
  const made = (quarter: string) => makeQuarter(house.db, { facility: 'chenes', quarter, upTo: 'submit' });
  const at = (caseId: string, action: string): string => `/office/quarterly-subsidy/${caseId}/${action}`;
  /** The form as it was shown, with what is typed over it. */
  const fieldsOf = async (caseId: string, more: Record<string, string | string[]> = {}) => {
    const { text } = await hassan.get(at(caseId, 'propose'));
    const amounts = Object.fromEntries(
      lineCodes.flatMap((code) => {
        const value = new RegExp(`name="retained-${code}" value="([^"]*)"`).exec(text)?.[1];
        return value === undefined ? [] : [[`retained-${code}`, value]];
      }),
    );
    return {
      token: randomUUID(),
      version: fieldIn(text, 'version'),
      seal: fieldIn(text, 'seal'),
      checks,
      ...amounts,
      ...more,
    };
  };
  const caseOf = async (id: string) =>
    (await house.db('cases').where({ id }).first('status', 'state')) as { status: Status; state: { data: CaseData } };

  it('shows each line declared, retained and why, with its calculation, and the checklist', async () => {
    await publish('2024-1');
    const caseId = await made('2024-1');
    const html = (await hassan.get(at(caseId, 'propose'))).text;
    const text = textOf(html);
    for (const said of [
      'Déclaré, retenu, pourquoi',
      '4,30 ETP × 11 640,00 €',
      '= 50 052,00 €',
      'Liste de contrôle',
      'Recalculer',
      'tableau des forfaits 2024 T1, privé (ASBL), version 1',
    ])
      expect(text).to.include(said);
    expect(html).to.include('name="retained-supplies" value="86,45"');
    expect((await nathalie.get(`/pro/quarterly-subsidy/${caseId}/propose`)).status).to.equal(403);
  });

  it('stops at an unticked point, an amount above what was declared, and a change without its reason: everything typed is kept', async () => {
    const caseId = await made('2024-2');
    await publish('2024-2');
    const refused = async (more: Record<string, string | string[]>): Promise<string> => {
      const { status, text } = await hassan.post(at(caseId, 'propose'), await fieldsOf(caseId, more));
      expect(status).to.equal(422);
      return text;
    };
    expect(textOf(await refused({ checks: checks.slice(1) }))).to.include('Vérifiez chaque point de la liste');
    expect(textOf(await refused({ 'retained-supplies': '1000' }))).to.include('ne dépasse pas le montant déclaré');
    const without = await refused({ 'retained-supplies': '50,00' });
    expect(textOf(without)).to.include('Choisissez pourquoi ce montant');
    expect(without).to.include('value="50,00"');
    expect(textOf(await refused({ 'retained-supplies': '50,00', 'reason-supplies': 'other' }))).to.include(
      'Écrivez le motif',
    );
    expect(textOf(await refused({ 'retained-supplies': 'x' }))).to.include("« x » n'est pas un montant");
    expect((await caseOf(caseId)).status).to.equal('in-control');
  });

  it('« Recalculer » draws the lines and the total again, and records nothing', async () => {
    const caseId = await made('2024-3');
    await publish('2024-3');
    const { status, text } = await hassan.post(
      `${at(caseId, 'propose')}/edit`,
      await fieldsOf(caseId, { 'retained-supplies': '50,00', 'reason-supplies': 'no-supporting-document' }),
    );
    expect(status).to.equal(200);
    expect(textOf(text)).to.include('−36,45').and.include("d'après les règles : 86,45").and.include('1 ligne changée');
    expect((await caseOf(caseId)).status).to.equal('in-control');
  });

  it('proposes the calculation with what was changed by hand; another person signs it, and the operator reads it and contests one line', async () => {
    const caseId = await made('2023-4');
    await publish('2023-4');
    const form = await fieldsOf(caseId, {
      'retained-supplies': '50,00',
      'reason-supplies': 'other',
      'text-supplies': 'La seconde facture est au nom d’un autre milieu.',
    });
    const first = await hassan.post(at(caseId, 'propose'), form);
    expect(first.status, textOf(first.text).slice(0, 500)).to.equal(303);
    expect((await hassan.post(at(caseId, 'propose'), form)).status, 'sent twice').to.equal(303);
    const { status, state } = await caseOf(caseId);
    expect(status).to.equal('to-sign');
    const { calculation } = state.data;
    expect(await house.db('subsidy_calculations').where({ case_id: caseId })).to.have.length(1);
    const kept = (await house.db('subsidy_calculations').where({ case_id: caseId }).first()) as {
      digest: Buffer;
      lines: { code: string; retained: number; reason: string }[];
    };
    expect(kept.digest.toString('hex')).to.equal(calculation!.digest);
    expect(kept.lines.find(({ code }) => code === 'supplies')).to.include({ retained: 5_000, reason: 'other' });

    // Not the operator before it is signed, and not who proposed.
    expect(textOf((await nathalie.get(`/pro/quarterly-subsidy/${caseId}`)).text)).to.not.include('autre milieu');
    const own = await monique.get(at(caseId, 'sign'));
    expect(textOf(own.text))
      .to.include('Changé à la main')
      .and.include('La seconde facture est au nom d’un autre milieu.');
    const token = randomUUID();
    const sent = { token, version: fieldIn(own.text, 'version'), remarks: '' };
    expect((await hassan.post(at(caseId, 'sign'), sent)).status).to.equal(403);
    expect((await monique.post(at(caseId, 'sign'), sent)).status).to.equal(303);
    expect((await caseOf(caseId)).status).to.equal('to-pay');

    const read = (await nathalie.get(`/pro/quarterly-subsidy/${caseId}`)).text;
    expect(textOf(read)).to.include('Autre motif').and.include('La seconde facture').and.include('Contester');
    const page = await nathalie.get(`/pro/quarterly-subsidy/${caseId}/contest`);
    expect(textOf(page.text)).to.include("Si l'ONE vous suit : +36,45").and.include("Possible jusqu'au");
    const contest = (line: string, reason: string) => ({
      token: randomUUID(),
      version: fieldIn(page.text, 'version'),
      line,
      reason,
    });
    const url = `/pro/quarterly-subsidy/${caseId}/contest`;
    const chosen = (html: string): string[] =>
      [...html.matchAll(/name="line" value="([^"]*)" checked/g)].map(([, code]) => code!);
    expect(chosen((await nathalie.get(`${url}?line=supplies`).expect(200)).text)).to.deep.equal(['supplies']);
    expect(chosen((await nathalie.get(`${url}?line=fees`).expect(200)).text), 'it did not fall').to.deep.equal([]);
    await nathalie.get(`${url}?line=94051731407`).expect(404);
    await nathalie.get(`${url}?line=supplies&line=fees`).expect(404);
    expect(read).to.include(`${url}?line&#x3D;supplies`);
    expect((await nathalie.post(url, contest('fees', 'Non.'))).status, 'a line that did not fall').to.equal(422);
    expect((await nathalie.post(url, contest('supplies', ''))).status).to.equal(422);
    expect((await nathalie.post(url, contest('supplies', 'La facture est la nôtre.'))).status).to.equal(303);
    expect((await caseOf(caseId)).state.data.contests).to.deep.equal({ supplies: 'asked' });
    expect(textOf((await nathalie.get(`/pro/quarterly-subsidy/${caseId}`)).text)).to.match(
      /contestée le \d{2}\/\d{2}\/\d{4}, à l'ONE/,
    );
  });

  it('waits for the table where it is not published, and keeps what was changed by hand for then', async () => {
    const caseId = await made('2023-3');
    const html = (await hassan.get(at(caseId, 'propose'))).text;
    expect(textOf(html)).to.include('au tableau des forfaits').and.include('n’est pas publié');
    const form = await fieldsOf(caseId, { 'retained-supplies': '50,00', 'reason-supplies': 'declared-twice' });
    expect((await hassan.post(at(caseId, 'propose'), form)).status).to.equal(303);
    expect((await caseOf(caseId)).status).to.equal('awaiting-scale');
    expect(await house.db('subsidy_changes').where({ case_id: caseId })).to.have.length(1);
    expect(await house.db('subsidy_calculations').where({ case_id: caseId })).to.deep.equal([]);
  });

  it('is told that the table was published meanwhile, and proposes nothing of what was not seen', async () => {
    const caseId = await made('2023-2');
    const form = await fieldsOf(caseId);
    await publish('2023-2');
    const { status, text } = await hassan.post(at(caseId, 'propose'), form);
    expect(status).to.equal(409);
    expect(textOf(text)).to.include('est publié').and.include("rien n'a été proposé");
    expect((await caseOf(caseId)).status).to.equal('in-control');
  });

  it('shows a revision beside what it was, line by line', async () => {
    const caseId = await made('2023-1');
    await publish('2023-1');
    await hassan.post(at(caseId, 'propose'), await fieldsOf(caseId));
    const { calculation } = (await caseOf(caseId)).state.data;
    const row = (await house.db('subsidy_calculations').where({ case_id: caseId }).first()) as {
      lines: { code: string; retained: number }[];
    };
    const lines = row.lines.map((line) =>
      line.code === 'childcare' ? { ...line, retained: line.retained + 258_00 } : line,
    );
    await house.db('subsidy_calculations').insert({
      case_id: caseId,
      digest: Buffer.from('cd'.repeat(32), 'hex'),
      revision: 1,
      scale: '2023-1.private.2',
      declared_cents: calculation!.declared,
      retained_cents: calculation!.retained + 258_00,
      advance_cents: 0,
      lines: JSON.stringify(lines),
      at: instant(house.clock.now + 60_000),
    });
    // What the case bears is what is shown.
    const [scale, digest] = ['2023-1.private.2', 'cd'.repeat(32)];
    await recordAct(house.db, process, caseId, {
      action: 'revise',
      facts: { calculation: { ...calculation!, scale, digest, retained: calculation!.retained + 258_00 } },
      token: randomUUID(),
      actor: { role: 'procedure', userId: null },
      at: house.clock.now,
    });
    const text = textOf((await monique.get(at(caseId, 'sign'))).text);
    expect(text)
      .to.include('Calcul révisé : +258,00')
      .and.include('auparavant')
      .and.include('Le tableau des forfaits a été corrigé');
  });

  it('signs nothing while a file holds a payment of it', async () => {
    const caseId = await made('2022-4');
    await publish('2022-4');
    await hassan.post(at(caseId, 'propose'), await fieldsOf(caseId));
    const [file] = (await house
      .db('payment_files')
      .insert({
        token: randomUUID(),
        message_id: 'essai',
        execution_on: '2026-11-25',
        count: 0,
        cents: 0,
        digest: Buffer.alloc(32),
        xml_sealed: Buffer.alloc(0),
        made_by: hassan.userId,
        made_at: instant(house.clock.now),
      })
      .returning('id')) as { id: string }[];
    await house.db('payments').insert({
      key: `essai ${caseId}`,
      kind: 'advance',
      case_id: caseId,
      organising_body_id: stableId('body petits-chenes'),
      facility_id: stableId('facility chenes'),
      administration: 'namur',
      quarter: '2022-4',
      purpose: 'early-childhood',
      cents: 100,
      status: 'in-file',
      file_id: file!.id,
      prepared_at: instant(house.clock.now),
    });
    expect(textOf((await monique.get(at(caseId, 'sign'))).text)).to.include('dans un fichier que la banque');
    await recordAct(house.db, process, caseId, {
      action: 'pay-advance',
      facts: { cents: 100, payment: '1' },
      token: randomUUID(),
      actor: { role: 'procedure', userId: null },
      at: house.clock.now,
    });
    expect((await caseOf(caseId)).state.data.paid).to.equal(100);
  });
});
