import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import { prepareAdvance, prepareBalance } from '../../db/subsidies/prepare-payments.ts';
import { faultsOfOrder } from '../../db/subsidies/check-order.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { instant } from '../../db/connect.ts';
import { recordAct } from '../../db/record-act.ts';
import type { CaseData, Status } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { openQuarter, calculation, stableOf } from '../quarterly-subsidy/cases.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { makeAccount } from './accounts.ts';

type Context = Parameters<typeof prepareBalance>[1];

describe('payments', () => {
  let house: House;
  let hassan: Visitor;
  let monique: Visitor;
  let iban: string;
  before(async () => {
    house = await openHouse();
    [hassan, monique] = [await house.as('Hassan Tahiri'), await house.as('Monique Verlaine')];
    for (const table of ['payments', 'payment_files', 'bank_account_uses']) await house.db(table).delete();
  });
  after(() => house.close());

  const caseOf = async (id: string) =>
    (await house.db('cases').where({ id }).first('status', 'state')) as { status: Status; state: { data: CaseData } };
  const lastAct = async (caseId: string, action: string): Promise<number> =>
    (
      (await house.db('acts').where({ case_id: caseId, action }).orderBy('number', 'desc').first('number')) as {
        number: number;
      }
    ).number;
  const desk = async (caseId: string, effect: 'prepare-balance' | 'prepare-advance', action: string): Promise<void> => {
    const context = (await getEffectContext(house.db, {
      caseId,
      number: await lastAct(caseId, action),
      effect,
    })) as unknown as Context;
    await house.db.transaction((trx) => (effect === 'prepare-balance' ? prepareBalance : prepareAdvance)(trx, context));
  };
  /** Signed, with its balance prepared. */
  const signed = async (facility: string, quarter: string): Promise<string> => {
    const caseId = await openQuarter(house.db, {
      facilityId: stableOf(facility),
      at: house.clock.now,
      quarter,
      status: 'to-pay',
    });
    await desk(caseId, 'prepare-balance', 'sign');
    return caseId;
  };
  const make = (by = hassan, token: string = randomUUID()) =>
    by.post('/office/payments/files', { token, executionOn: '25/11/2026' });
  const madeFile = async (): Promise<string> => {
    const { status, headers, text } = await make();
    expect(status, textOf(text).slice(0, 500)).to.equal(303);
    return headers.location!.slice('/office/payments/files/'.length);
  };
  const settle = async (file: string): Promise<void> => {
    const { id } = (await house.db('batches').where({ key: file }).first('id')) as { id: string };
    const work = () =>
      workOffItems(house.dbOf('worker'), batchKinds, id, {
        limit: 1_000,
        now: () => house.clock.now,
        ring: () => undefined,
        afterItem: () => Promise.resolve(),
      });
    await Promise.all([work(), work()]);
  };
  const xmlOf = async (file: string, by = monique): Promise<string> =>
    (
      await by
        .get(`/office/payments/files/${file}/pain001.xml`)
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => {
            done(null, Buffer.concat(chunks).toString());
          });
        })
    ).body as unknown as string;

  it('are for the service of subsidies', async () => {
    expect((await house.stranger.get('/office/payments')).status).to.equal(302);
    expect((await (await house.as('Sophie Lambert')).get('/office/payments')).status).to.equal(403);
    expect((await (await house.as('Nathalie Servais')).get('/office/payments')).status).to.equal(403);
    expect((await hassan.get('/office/payments/files/00000000-0000-4000-8000-000000000000')).status).to.equal(404);
    expect(textOf((await hassan.get('/office/payments')).text)).to.include('Rien à payer');
  });

  it('are prepared by the signature, once, and held where there is no account: it is said why and to whom', async () => {
    const caseId = await signed('chenes', '2040-1');
    await desk(caseId, 'prepare-balance', 'sign');
    expect(await house.db('payments').where({ case_id: caseId, status: 'prepared' })).to.have.length(1);
    const html = textOf((await hassan.get('/office/payments')).text);
    expect(html).to.include('Aucun compte validé').and.include('ajouter un compte').and.include('71 286,59');
    const { status, text } = await make();
    expect(status).to.equal(422);
    expect(textOf(text)).to.include('Rien ne peut être payé maintenant');
  });

  it('go into a file that somebody else releases; its numbers stand in the download alone, which is audited', async () => {
    iban = await makeAccount(house.db, {
      body: 'petits-chenes',
      number: 12_345,
      nissKey: house.config.nissKey,
      at: house.clock.now,
    });
    const bad = await hassan.post('/office/payments/files', { token: randomUUID(), executionOn: '01/01/2020' });
    expect(bad.status).to.equal(422);
    expect(textOf(bad.text)).to.include("Choisissez un jour d'aujourd'hui");
    expect((await hassan.post('/office/payments/files', { executionOn: 'x' })).status).to.equal(422);

    const token = randomUUID();
    const twice = await Promise.all([make(hassan, token), make(hassan, token)]);
    expect(twice.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(twice[0]!.headers.location).to.equal(twice[1]!.headers.location);
    const file = twice[0]!.headers.location!.slice('/office/payments/files/'.length);
    expect(await house.db('payment_files')).to.have.length(1);

    const page = (await hassan.get(`/office/payments/files/${file}`)).text;
    expect(textOf(page)).to.include('Quatre yeux').and.include('71 286,59');
    expect(page).to.not.include(iban);
    expect((await hassan.post(`/office/payments/files/${file}/release`)).status).to.equal(403);
    expect((await monique.get(`/office/payments/files/${file}/pain001.xml`)).status, 'before it is released').to.equal(
      409,
    );
    const weak = await house.as('Monique Verlaine', { authenticatedAt: house.clock.now - 3_600_000 });
    expect((await weak.post(`/office/payments/files/${file}/release`)).headers.location).to.include('/sign-in/start');

    expect((await monique.post(`/office/payments/files/${file}/release`)).status).to.equal(303);
    expect((await monique.post(`/office/payments/files/${file}/release`)).status, 'released already').to.equal(409);
    const xml = await xmlOf(file);
    expect(await faultsOfOrder(xml)).to.deep.equal([]);
    expect(xml)
      .to.include('<BICFI>GKCCBEBB</BICFI>')
      .and.include(`<IBAN>${iban}</IBAN>`)
      .and.include('<InstdAmt Ccy="EUR">71286.59</InstdAmt>');
    expect(
      await house.db('audit').where({ event: 'download', subject: 'payment-file', subject_id: file }),
    ).to.have.length(1);
    expect(house.log.join('\n')).to.not.include(iban);
    const { rows } = await house.db.raw<{ rows: { text: string }[] }>(
      "select encode(xml_sealed, 'escape') as text from payment_files",
    );
    for (const { text } of rows) expect(text).to.not.include(iban);
  }).timeout(20_000);

  it('are noted in each case exactly once when the bank has executed the file, by two workers at once', async () => {
    const { id: file } = (await house.db('payment_files').where({ status: 'released' }).first('id')) as { id: string };
    const at = `/office/payments/files/${file}/executed`;
    expect((await hassan.post(at, { on: '01/01/2030' })).status).to.equal(422);
    expect((await hassan.post(at, { on: '' })).status).to.equal(422);
    const both = await Promise.all([1, 2].map(() => hassan.post(at, { on: '23/11/2026' })));
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
    await settle(file);
    await settle(file);
    const paid = (await house.db('payments').where({ file_id: file })) as {
      case_id: string;
      status: string;
      settled_on: string;
    }[];
    expect(paid.map(({ status, settled_on: on }) => [status, on])).to.deep.equal([['paid', '2026-11-23']]);
    const { status, state } = await caseOf(paid[0]!.case_id);
    expect([status, state.data.paid]).to.deep.equal(['paid', calculation.retained]);
    expect(await house.db('acts').where({ case_id: paid[0]!.case_id, action: 'pay' })).to.have.length(1);
    expect(textOf((await hassan.get(`/office/payments/files/${file}`)).text)).to.include('payé le 23/11/2026');
  });

  it('are not carried to an account that is contested after the file was made, whether released already or not', async () => {
    const caseId = await signed('chenes', '2041-3');
    const [account] = (await house
      .db('bank_account_uses')
      .where({ purpose: 'early-childhood' })
      .whereNull('used_until')
      .whereIn('organising_body_id', house.db('cases').where({ id: caseId }).select('organising_body_id'))
      .select('account_id')) as { account_id: string }[];
    const contested = (status: string) =>
      house
        .db('cases')
        .whereIn('id', house.db('bank_accounts').where({ id: account!.account_id }).select('case_id'))
        .update({ status });
    const file = await madeFile();
    const at = `/office/payments/files/${file}`;
    await contested('blocked');
    const refused = await monique.post(`${at}/release`);
    expect(refused.status).to.equal(409);
    expect(textOf(refused.text))
      .to.include('Un compte de ce fichier n’est plus utilisé')
      .and.include('Les Petits Chênes');
    const page = textOf((await monique.get(at)).text);
    expect(page).to.include("n'est plus utilisé depuis que ce fichier est fait").and.not.include('Libérer le fichier');
    await contested('active');
    expect((await monique.post(`${at}/release`)).status).to.equal(303);
    await contested('closed');
    expect((await monique.get(`${at}/pain001.xml`)).status, 'released, and not taken yet').to.equal(409);
    expect((await hassan.post(`${at}/drop`, { reason: 'Compte contesté.' })).status).to.equal(303);
    expect(textOf((await hassan.get('/office/payments')).text)).to.include('Aucun compte validé');
    await contested('active');
    await house.db('payments').where({ case_id: caseId }).update({ status: 'dropped' });
  });

  it('leave a file that is dropped for the next one', async () => {
    const caseId = await signed('chenes', '2040-2');
    const file = await madeFile();
    expect((await hassan.post(`/office/payments/files/${file}/drop`, { reason: '' })).status).to.equal(422);
    expect(
      (await hassan.post(`/office/payments/files/${file}/drop`, { reason: 'La banque le refuse.' })).status,
    ).to.equal(303);
    expect((await hassan.post(`/office/payments/files/${file}/drop`, { reason: 'Encore.' })).status).to.equal(409);
    expect(await house.db('payments').where({ case_id: caseId, status: 'prepared' })).to.have.length(1);
  });

  it('take back what was paid too much from the next payment of the same place, and note it in both cases', async () => {
    // Paid in full, then calculated to 850,98 € less and signed anew.
    const { case_id: paidCase } = (await house.db('payments').where({ status: 'paid' }).first('case_id')) as {
      case_id: string;
    };
    const act = (action: string, role: 'procedure' | 'subsidy-signatory', facts: object) =>
      recordAct(house.db, process, paidCase, {
        action,
        facts,
        token: randomUUID(),
        actor: { role, userId: role === 'procedure' ? null : stableId('user subsidy-signatory') },
        at: house.clock.now,
      });
    await act('revise', 'procedure', {
      calculation: {
        ...calculation,
        retained: calculation.retained - 850_98,
        advance: calculation.retained,
        digest: 'cd'.repeat(32),
      },
    });
    await act('sign', 'subsidy-signatory', {});
    await desk(paidCase, 'prepare-balance', 'sign');
    const page = textOf((await hassan.get('/office/payments')).text);
    expect(page).to.include('Repris sur le prochain paiement').and.include('-850,98');

    const file = await madeFile();
    await monique.post(`/office/payments/files/${file}/release`);
    expect(await xmlOf(file)).to.include(
      `<InstdAmt Ccy="EUR">${((calculation.retained - 850_98) / 100).toFixed(2)}</InstdAmt>`,
    );
    await hassan.post(`/office/payments/files/${file}/executed`, { on: '23/11/2026' });
    await settle(file);
    const former = await caseOf(paidCase);
    expect(former.state.data.paid).to.equal(calculation.retained - 850_98);
    expect((await house.db('payments').where({ kind: 'recovery' }).first('status')) as object).to.deep.equal({
      status: 'paid',
    });
    const { case_id: next } = (await house
      .db('payments')
      .where({ file_id: file, kind: 'balance' })
      .first('case_id')) as { case_id: string };
    expect((await caseOf(next)).state.data.paid, 'the whole balance counts as paid').to.equal(calculation.retained);
  });

  it('prepare an advance when a quarter ends: a part of the last one calculated, rounded once, and once', async () => {
    const caseId = await openQuarter(house.db, {
      facilityId: stableOf('chenes'),
      at: house.clock.now,
      quarter: '2040-4',
      status: 'to-submit',
    });
    await desk(caseId, 'prepare-advance', 'quarter-ends');
    await desk(caseId, 'prepare-advance', 'quarter-ends');
    const rows = (await house.db('payments').where({ case_id: caseId })) as { kind: string; cents: number }[];
    expect(rows.map(({ kind, cents }) => [kind, cents])).to.deep.equal([
      ['advance', Math.round(calculation.retained * 0.85)],
    ]);
  });

  it('prepare no advance where the quarter before is late, and none where nothing was ever calculated', async () => {
    await openQuarter(house.db, {
      facilityId: stableOf('glands'),
      at: house.clock.now,
      quarter: '2040-1',
      status: 'to-pay',
    });
    await openQuarter(house.db, {
      facilityId: stableOf('glands'),
      at: house.clock.now,
      quarter: '2040-2',
      status: 'late',
    });
    const late = await openQuarter(house.db, {
      facilityId: stableOf('glands'),
      at: house.clock.now,
      quarter: '2040-3',
      status: 'to-submit',
    });
    await desk(late, 'prepare-advance', 'quarter-ends');
    const first = await openQuarter(house.db, {
      facilityId: stableOf('bout-choux'),
      at: house.clock.now,
      quarter: '2030-1',
      status: 'to-submit',
    });
    await desk(first, 'prepare-advance', 'quarter-ends');
    expect(await house.db('payments').whereIn('case_id', [late, first])).to.deep.equal([]);
  });

  it('pay an exceptional bonus, which belongs to no request', async () => {
    const facilityId = stableOf('chenes');
    const [{ id } = { id: '' }] = (await house
      .db('exceptional_bonuses')
      .insert({
        organising_body_id: stableId('body petits-chenes'),
        facility_id: facilityId,
        quarter: '2026-4',
        label: 'Prime énergie',
        cents: 245_000,
        administration: 'namur',
        status: 'decided',
        decided_on: '2026-11-01',
      })
      .returning('id')) as { id: string }[];
    await house.db('payments').where({ status: 'prepared' }).update({ status: 'dropped' });
    await house.db('payments').insert({
      key: `bonus.${id}`,
      kind: 'bonus',
      bonus_id: id,
      organising_body_id: stableId('body petits-chenes'),
      facility_id: facilityId,
      administration: 'namur',
      quarter: '2026-4',
      purpose: 'bonuses',
      cents: 245_000,
      prepared_at: instant(house.clock.now),
    });
    const file = await madeFile();
    await monique.post(`/office/payments/files/${file}/release`);
    expect(await xmlOf(file)).to.include('Prime energie');
    await hassan.post(`/office/payments/files/${file}/executed`, { on: '23/11/2026' });
    await settle(file);
    expect((await house.db('payments').where({ bonus_id: id }).first('status')) as object).to.deep.equal({
      status: 'paid',
    });
  });
});
