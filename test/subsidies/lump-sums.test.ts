import { expect } from 'chai';
import request from 'supertest';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { giveOrder } from '../../db/batches/orders.ts';
import { drawWorkbook } from '../../api/documents/draw-workbook.ts';
import { tableWorkbook } from '../../api/subsidies/lump-sum-sheet.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { monthOf, quarterInShort, quarterOf, quartersFurther } from '../../domain/quarter.ts';
import { dayOf } from '../../domain/calendar.ts';
import { read } from '../../domain/traced.ts';
import { again } from '../../domain/traced.ts';
import type { KeptLine } from '../../domain/subsidy/kept-line.ts';
import type { CaseData } from '../../workflows/quarterly-subsidy/contract.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { makeQuarter } from './quarters.ts';

const euros = { direction: '14850', pms: '13 920,00', childcare: '11640' };

describe('tables of lump sums', () => {
  let house: House;
  let hassan: Visitor;
  let monique: Visitor;
  let quarter: string;
  before(async () => {
    house = await openHouse();
    [hassan, monique] = [await house.as('Hassan Tahiri'), await house.as('Monique Verlaine')];
    // Older than the quarters of the demonstration.
    quarter = quartersFurther(quarterOf(monthOf(dayOf(house.clock.now))), -6);
    await house
      .db('organising_bodies')
      .where({ id: stableId('body petits-chenes') })
      .update({ subsidy_regime: 'private' });
  });
  after(() => house.close());

  const form = (more: Record<string, string> = {}) => ({ quarter, regime: 'private', motive: '', ...euros, ...more });
  const encode = async (by: Visitor, more: Record<string, string> = {}): Promise<string> => {
    const { status, headers, text } = await by.post('/office/lump-sums/new', form(more));
    expect(status, textOf(text).slice(0, 600)).to.equal(303);
    return headers.location!.slice('/office/lump-sums/'.length);
  };
  const statusOf = async (caseId: string) =>
    (await house.db('cases').where({ id: caseId }).first('status', 'state')) as {
      status: string;
      state: { data: CaseData };
    };
  const workOff = async (key: string, limit = 1_000): Promise<unknown> => {
    const { id } = (await house.db('batches').where({ key }).first('id')) as { id: string };
    return workOffItems(house.dbOf('worker'), batchKinds, id, {
      limit,
      now: () => house.clock.now,
      ring: () => undefined,
      afterItem: () => Promise.resolve(),
    });
  };
  const sheet = (name: string, bytes: Buffer) =>
    request(house.app)
      .post('/office/lump-sums/new')
      .set('Cookie', hassan.cookie)
      .set('Origin', 'http://127.0.0.1:3000')
      .field({ _csrf: hassan.csrfToken, quarter, regime: 'official-statutory', motive: '' })
      .attach('file', bytes, name)
      .redirects(0);

  it('are for the service of subsidies: others are sent away with the reason', async () => {
    expect((await house.stranger.get('/office/lump-sums')).status).to.equal(302);
    const refused = await (await house.as('Sophie Lambert')).get('/office/lump-sums');
    expect(refused.status).to.equal(403);
    expect(textOf(refused.text)).to.include('service des subsides');
    expect((await hassan.get('/office/lump-sums/00000000-0000-4000-8000-000000000000')).status).to.equal(404);
  });

  it('say what is wrong with an amount, and keep what was typed', async () => {
    const { status, text } = await hassan.post('/office/lump-sums/new', form({ pms: 'beaucoup', regime: '' }));
    expect(status).to.equal(422);
    expect(textOf(text)).to.include('Choisissez le régime').and.include('Encoder');
    const amounts = await hassan.post('/office/lump-sums/new', form({ pms: 'beaucoup' }));
    expect(amounts.status).to.equal(422);
    expect(textOf(amounts.text)).to.include("« beaucoup » n'est pas un montant");
    expect(amounts.text).to.include('value="14850"');
  });

  it('are read from a sheet, and a faulty one is refused cell by cell', async () => {
    const bad = tableWorkbook({ direction: 14_850, pms: 13_920, childcare: 11_640 });
    bad.sheets[0]!.rows[1]!.cells[1]!.text = 'inconnu';
    const refused = await sheet('forfaits.xlsx', Buffer.from(await drawWorkbook(bad)));
    expect(refused.status).to.equal(422);
    expect(textOf(refused.text)).to.include("B3 : « inconnu » n'est pas un montant");
    const good = tableWorkbook({ direction: 14_850, pms: 13_920, childcare: 11_640.5 });
    const taken = await sheet('forfaits.xlsx', Buffer.from(await drawWorkbook(good)));
    expect(taken.status).to.equal(303);
    const html = (await hassan.get(taken.headers.location!)).text;
    expect(textOf(html)).to.include('11 640,50');
    await hassan.post(`${taken.headers.location!}/drop`);
  });

  it('are published by another person, once, and calculate each request that waited, exactly once', async () => {
    const [waiting, controlled] = [
      await makeQuarter(house.db, { facility: 'chenes', quarter, upTo: 'propose' }),
      await makeQuarter(house.db, { facility: 'glands', quarter, upTo: 'submit' }),
    ];
    const id = await encode(hassan);
    const own = await hassan.post(`/office/lump-sums/${id}/publish`);
    expect(own.status).to.equal(403);
    expect(textOf(own.text)).to.include('Quatre yeux');
    expect(textOf((await monique.get(`/office/lump-sums/${id}`)).text)).to.include('1 demande en attente est calculée');

    const old = await house.as('Monique Verlaine', { authenticatedAt: house.clock.now - 3_600_000 });
    expect((await old.post(`/office/lump-sums/${id}/publish`)).headers.location).to.include('/sign-in/start');

    const both = await Promise.all([1, 2].map(() => monique.post(`/office/lump-sums/${id}/publish`)));
    expect(both.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    expect(house.bells.some(({ slug }) => slug === 'batch')).to.equal(true);
    expect((await statusOf(waiting)).status).to.equal('awaiting-scale');
    await Promise.all([workOff(id), workOff(id)]);

    const { status, state } = await statusOf(waiting);
    expect(status).to.equal('to-sign');
    const { calculation } = state.data;
    expect(calculation?.scale).to.equal(`${quarter}.private.1`);
    expect((await statusOf(controlled)).status, 'whoever controls it finds the table').to.equal('in-control');
    expect(await house.db('acts').where({ case_id: waiting, action: 'calculate' })).to.have.length(1);

    const rows = (await house.db('subsidy_calculations').where({ case_id: waiting })) as {
      digest: Buffer;
      retained_cents: number;
      lines: KeptLine[];
    }[];
    expect(rows).to.have.length(1);
    expect(rows[0]!.digest.toString('hex')).to.equal(calculation?.digest);
    expect(rows[0]!.lines.reduce((sum, line) => sum + line.retained, 0)).to.equal(rows[0]!.retained_cents);
    for (const { retained, trace } of rows[0]!.lines) expect(again(read(trace.retained)).toNumber()).to.equal(retained);
  });

  it('tell operators: on top of their pages, and in a list from which they are downloaded', async () => {
    const nathalie = await house.as('Nathalie Servais');
    expect(textOf((await nathalie.get('/pro/communications')).text)).to.include(
      `Tableau des forfaits ${quarterInShort(quarter)} – Privé (ASBL)`,
    );
    const list = (await nathalie.get('/pro/subsidies/scales')).text;
    const href = /\/pro\/subsidies\/scales\/[0-9a-f-]{36}/.exec(list)?.[0] ?? '';
    const file = await nathalie
      .get(href)
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => {
          done(null, Buffer.concat(chunks));
        });
      });
    expect(file.status).to.equal(200);
    expect((file.body as Buffer).subarray(0, 2).toString()).to.equal('PK');
    expect((await hassan.get('/office/lump-sums')).status).to.equal(200);
  });

  it('are corrected by a next version with a motive: what changes is revised, also after a kill in the middle', async () => {
    const more = await makeQuarter(house.db, {
      facility: 'glands',
      quarter: quartersFurther(quarter, 0),
      upTo: 'submit',
    }).catch(() => undefined);
    expect(more, 'one case for a quarter').to.equal(undefined);
    const without = await hassan.post('/office/lump-sums/new', form({ childcare: '11700' }));
    expect(without.status).to.equal(422);
    expect(textOf(without.text)).to.include('dites pourquoi il est corrigé');

    const id = await encode(hassan, { childcare: '11700', motive: "Indexation d'octobre oubliée." });
    const page = textOf((await monique.get(`/office/lump-sums/${id}`)).text);
    expect(page).to.include('1 demande déjà calculée est recalculée').and.include('+60,00');
    await monique.post(`/office/lump-sums/${id}/publish`);
    const { id: batch } = (await house.db('batches').where({ key: id }).first('id')) as { id: string };
    await giveOrder(house.db, batch, 'pause', { undoable: false, actorId: null, at: house.clock.now });
    await workOff(id);
    expect((await house.db('batches').where({ id: batch }).first('done')).done).to.equal(0);
    await giveOrder(house.db, batch, 'resume', { undoable: false, actorId: null, at: house.clock.now });
    await workOff(id);
    await workOff(id);

    const revised = (await house.db('acts').where({ action: 'revise' }).select('case_id', 'number', 'facts')) as {
      case_id: string;
      number: number;
      facts: { calculation: { scale: string; retained: number } };
    }[];
    expect(revised).to.have.length(1);
    expect(revised[0]!.facts.calculation.scale).to.equal(`${quarter}.private.2`);
    const content = (await house
      .db('act_contents')
      .where({ case_id: revised[0]!.case_id, number: revised[0]!.number })
      .first('content')) as { content: { reason: string; before: { scale: string; retained: number } } };
    expect(content.content.reason).to.equal("Indexation d'octobre oubliée.");
    // 60 € more for each of 4,30 full-times.
    expect(revised[0]!.facts.calculation.retained - content.content.before.retained).to.equal(25_800);
    const { state } = await statusOf(revised[0]!.case_id);
    expect(state.data.revision).to.equal(1);
  });

  it('leave alone what a correction does not change', async () => {
    const id = await encode(hassan, { childcare: '11700,00', motive: 'Une faute de frappe dans le titre.' });
    await monique.post(`/office/lump-sums/${id}/publish`);
    await workOff(id);
    expect(await house.db('acts').where({ action: 'revise' })).to.have.length(1);
  });

  it('hold one draft for a quarter and a regime: the second is told whose stands there', async () => {
    const id = await encode(hassan, { quarter: quartersFurther(quarter, 1) });
    const second = await hassan.post('/office/lump-sums/new', form({ quarter: quartersFurther(quarter, 1) }));
    expect(second.headers.location, 'the same sent twice').to.equal(`/office/lump-sums/${id}`);
    const other = await monique.post('/office/lump-sums/new', form({ quarter: quartersFurther(quarter, 1), pms: '1' }));
    expect(other.status).to.equal(409);
    expect(textOf(other.text)).to.include('Hassan Tahiri');
  });
});
