import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import request from 'supertest';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { directoryBlobStore, sweepOrphans } from '../../db/blob-store.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { makeAccount } from './accounts.ts';

describe('exceptional bonuses', () => {
  let house: House;
  let hassan: Visitor;
  let monique: Visitor;
  let number: string;
  const path = '/office/bonuses';
  before(async () => {
    house = await openHouse();
    [hassan, monique] = [await house.as('Hassan Tahiri'), await house.as('Monique Verlaine')];
    for (const table of ['payments', 'payment_files', 'bank_account_uses']) await house.db(table).delete();
    number = await numberOf('delvaux');
  });
  after(() => house.close());

  const numberOf = async (key: string): Promise<string> =>
    (
      (await house
        .db('facilities')
        .where({ id: stableId(`facility ${key}`) })
        .first('number')) as { number: string }
    ).number;
  const fields = (more: Record<string, string> = {}): Record<string, string> => ({
    token: randomUUID(),
    number,
    quarter: '2026-3',
    label: 'Prime exceptionnelle « énergie »',
    cents: '1 150,00',
    basis: 'Intervention dans les frais d’énergie.',
    reference: 'CA/2026/12',
    ...more,
  });
  const rowOf = async (id: string) =>
    (await house.db('exceptional_bonuses').where({ id }).first()) as {
      status: string;
      cents: number;
      document_digest: Buffer | null;
    };
  const withDecision = (form: Record<string, string>): request.Test => {
    const sending = request(house.app)
      .post(`${path}/new`)
      .set('Cookie', hassan.cookie)
      .set('Origin', house.config.publicUrl)
      .redirects(0)
      .field('_csrf', hassan.csrfToken);
    for (const [field, value] of Object.entries(form)) void sending.field(field, value);
    return sending.attach('file', makePdf('Décision', []), 'decision.pdf');
  };
  let bonus: string;

  it('are of the service of subsidies, and for places that have no quarterly subsidy', async () => {
    expect((await house.stranger.get(path)).status).to.equal(302);
    expect((await (await house.as('Sophie Lambert')).get(path)).status).to.equal(403);
    expect((await (await house.as('Nathalie Servais')).get(path)).status).to.equal(403);
    expect((await hassan.get(`${path}/${randomUUID()}`)).status).to.equal(404);
    expect((await hassan.get(`${path}/new`)).status).to.equal(200);
    const refused = async (more: Record<string, string>): Promise<string> => {
      const { status, text } = await hassan.post(`${path}/new`, fields(more));
      expect(status).to.equal(422);
      return textOf(text);
    };
    expect(await refused({ number: await numberOf('chenes') })).to.include('est une crèche subventionnée');
    expect(await refused({ number: '999999' })).to.include('n’a ce numéro');
    expect(await refused({ cents: '0' })).to.include('Le montant le plus petit');
    expect(await refused({ reference: '' })).to.include('référence de la décision');
    expect(await refused({ quarter: '2026-9' })).to.include('Choisissez le trimestre');
  });

  it('are not proposed with the token of somebody else, who is not led to that bonus either', async () => {
    const form = fields({ label: 'Prime de Hassan' });
    await hassan.post(`${path}/new`, form).expect(303);
    const { text } = await monique.post(`${path}/new`, { ...form, label: 'Prime de Monique' }).expect(422);
    expect(textOf(text)).to.include('déjà servi à une autre personne');
    expect(text).to.include('Prime de Monique').and.not.include(form.token);
    const proposed = await house.db('exceptional_bonuses').whereIn('label', [form.label!, 'Prime de Monique']);
    expect(proposed).to.have.length(1);
    await house.db('exceptional_bonuses').where({ label: form.label }).delete();
  });

  it('are proposed once however often they are sent, with the decision beside them', async () => {
    const form = fields();
    const first = await withDecision(form).expect(303);
    const second = await hassan.post(`${path}/new`, form).expect(303);
    expect(second.headers.location).to.equal(first.headers.location);
    bonus = first.headers.location!.slice(path.length + 1);
    const { status, cents, document_digest: digest } = await rowOf(bonus);
    expect([status, cents]).to.deep.equal(['proposed', 115_000]);
    expect(await house.db('payments').where({ bonus_id: bonus })).to.deep.equal([]);
    await hassan.get(`${path}/${bonus}/document`).expect(200);
    // Sweeping what no row names leaves it.
    await sweepOrphans(house.db, directoryBlobStore(house.config.storageDir), house.clock.now + 1_000_000);
    await hassan.get(`${path}/${bonus}/document`).expect(200);
    expect(digest).to.be.an.instanceOf(Buffer);
  });

  it('are decided by another person, who has just signed in, and once', async () => {
    expect(textOf((await hassan.get(`${path}/${bonus}`)).text)).to.include('Quatre yeux');
    await hassan.post(`${path}/${bonus}/decide`).expect(403);
    const weak = await house.as('Monique Verlaine', { authenticatedAt: house.clock.now - 3_600_000 });
    expect((await weak.post(`${path}/${bonus}/decide`)).headers.location).to.include('/sign-in/start');
    await monique.post(`${path}/${bonus}/decide`, { surprise: 'x' }).expect(422);
    const both = await Promise.all([1, 2].map(() => monique.post(`${path}/${bonus}/decide`)));
    expect(both.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    expect(await house.db('payments').where({ bonus_id: bonus })).to.have.length(1);
    await monique.post(`${path}/${bonus}/drop`, { reason: 'Trop tard.' }).expect(409);
  });

  it('are paid to an account of bonuses and to no other, and read by who receives them, with the decision', async () => {
    const held = textOf((await hassan.get('/office/payments')).text);
    expect(held).to.include('Aucun compte validé pour cette finalité');
    const emilie = await house.as('Émilie Delvaux');
    const recap = await emilie.get('/pro/subsidies?years=all');
    expect(textOf(recap.text)).to.include('énergie').and.include('1 150,00').and.include('à payer');
    const document = /\/pro\/subsidies\/bonuses\/[0-9a-f-]{36}\/document/.exec(recap.text)![0];
    await emilie.get(document).expect(200);
    await (await house.as('Nathalie Servais')).get(document).expect(404);
    await makeAccount(house.db, {
      body: 'delvaux',
      number: 54_321,
      nissKey: house.config.nissKey,
      at: house.clock.now,
    });
    await house.db('bank_account_uses').whereNot({ purpose: 'bonuses' }).delete();
    expect(textOf((await hassan.get('/office/payments')).text)).to.not.include('Aucun compte validé');
  });

  it('are withdrawn before they are decided, with a reason', async () => {
    const made = await hassan.post(`${path}/new`, fields()).expect(303);
    const other = made.headers.location!;
    await hassan.post(`${other}/drop`, { reason: '' }).expect(422);
    await hassan.post(`${other}/drop`, { reason: 'Proposée deux fois.' }).expect(303);
    await monique.post(`${other}/decide`).expect(409);
    expect(textOf((await hassan.get(other)).text)).to.include('Proposée deux fois.');
  });
});
