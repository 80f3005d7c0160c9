import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { instant } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { CaseData } from '../../workflows/quarterly-subsidy/contract.ts';
import { calculation, openQuarter, stableOf } from '../quarterly-subsidy/cases.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { makeAccount } from './accounts.ts';

describe('a payment that the bank refuses', () => {
  let house: House;
  let hassan: Visitor;
  let noemie: Visitor;
  let monique: Visitor;
  const [refused, paid] = ['2041-1', '2041-2'];
  const cases = new Map<string, string>();
  before(async () => {
    house = await openHouse();
    [hassan, noemie, monique] = [
      await house.as('Hassan Tahiri'),
      await house.as('Noémie Deprez'),
      await house.as('Monique Verlaine'),
    ];
    for (const table of ['payments', 'payment_files', 'bank_account_uses']) await house.db(table).delete();
    await account(11_111);
    for (const quarter of [refused, paid]) await toPay(quarter);
  });
  after(() => house.close());

  const account = (number: number): Promise<string> =>
    makeAccount(house.db, { body: 'petits-chenes', number, nissKey: house.config.nissKey, at: house.clock.now });
  const toPay = async (quarter: string): Promise<void> => {
    const at = house.clock.now;
    const caseId = await openQuarter(house.db, { facilityId: stableOf('chenes'), at, quarter, status: 'to-pay' });
    cases.set(quarter, caseId);
    await house.db('payments').insert({
      key: `balance.${caseId}`,
      kind: 'balance',
      case_id: caseId,
      organising_body_id: stableId('body petits-chenes'),
      facility_id: stableOf('chenes'),
      administration: 'namur',
      quarter,
      purpose: 'early-childhood',
      cents: calculation.retained,
      prepared_at: instant(at),
    });
  };
  const files = '/office/payments/files';
  const make = (by: Visitor) => by.post(files, { token: randomUUID(), executionOn: '25/11/2026' });
  const paymentOf = async (quarter: string) =>
    (await house.db('payments').where({ quarter }).first('id', 'status', 'file_id')) as {
      id: string;
      status: string;
      file_id: string | null;
    };
  const settle = async (file: string): Promise<void> => {
    const { id } = (await house.db('batches').where({ key: file }).first('id')) as { id: string };
    await workOffItems(house.dbOf('worker'), batchKinds, id, {
      limit: 1_000,
      now: () => house.clock.now,
      ring: () => undefined,
      afterItem: () => Promise.resolve(),
    });
  };
  const bytes = async (file: string): Promise<string> =>
    (
      await monique
        .get(`${files}/${file}/pain001.xml`)
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => {
            done(null, Buffer.concat(chunks).toString());
          });
        })
    ).body as unknown as string;
  let file: string;

  it('stands in the one file that two agents make at the same time; downloaded twice it is the same, and noted twice', async () => {
    const both = await Promise.all([make(hassan), make(noemie)]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal([303, 422]);
    expect(await house.db('payment_files')).to.have.length(1);
    file = (await paymentOf(refused)).file_id!;
    expect((await paymentOf(paid)).file_id).to.equal(file);
    await monique.post(`${files}/${file}/release`).expect(303);
    expect(await bytes(file)).to.equal(await bytes(file));
    expect(
      await house.db('audit').where({ event: 'download', subject: 'payment-file', subject_id: file }),
    ).to.have.length(2);
  });

  it('is noted with why; what else stands in the file is noted as paid, and it is not', async () => {
    const { id: payment } = await paymentOf(refused);
    const reject = (fields: Record<string, string>) => hassan.post(`${files}/${file}/reject`, fields);
    await reject({ payment, reason: '' }).expect(422);
    await reject({ payment: 'x', reason: 'Compte clos' }).expect(422);
    await reject({ payment: randomUUID(), reason: 'Compte clos' }).expect(409);
    await reject({ payment, reason: 'Compte clos (AC04)' }).expect(303);
    await reject({ payment, reason: 'Compte clos (AC04)' }).expect(409);
    expect(textOf((await hassan.get(`${files}/${file}`)).text))
      .to.include('Refusés par la banque')
      .and.include('Compte clos (AC04)');
    await hassan.post(`${files}/${file}/executed`, { on: '23/11/2026' }).expect(303);
    await settle(file);
    expect((await paymentOf(paid)).status).to.equal('paid');
    expect((await paymentOf(refused)).status).to.equal('prepared');
    const { state } = (await house
      .db('cases')
      .where({ id: cases.get(refused) })
      .first('state')) as {
      state: { data: CaseData };
    };
    expect(state.data.paid).to.equal(0);
    await reject({ payment, reason: 'Encore' }).expect(409);
  });

  it('is held for as long as its account is the same, and goes into the next file once there is another', async () => {
    expect(textOf((await hassan.get('/office/payments')).text)).to.include('La banque a refusé le virement');
    expect((await make(hassan)).status).to.equal(422);
    await house.db('bank_account_uses').delete();
    const iban = await account(22_222);
    const next = (await make(hassan).expect(303)).headers.location!.slice(files.length + 1);
    await monique.post(`${files}/${next}/release`).expect(303);
    expect(await bytes(next)).to.include(`<IBAN>${iban}</IBAN>`);
    // Refused again, by a mistake of the bank: somebody lets it be paid to the same account.
    const { id: payment } = await paymentOf(refused);
    await hassan.post(`${files}/${next}/reject`, { payment, reason: 'Erreur de la banque' }).expect(303);
    expect((await make(hassan)).status).to.equal(422);
    await hassan.post(`${files}/${next}/retry`, { payment: 'x' }).expect(422);
    await hassan.post(`${files}/${next}/retry`, { payment }).expect(303);
    await hassan.post(`${files}/${next}/retry`, { payment }).expect(409);
    await make(hassan).expect(303);
    expect((await paymentOf(refused)).status).to.equal('in-file');
    expect(await house.db('acts').where({ case_id: cases.get(refused), action: 'pay' })).to.deep.equal([]);
  });
});
