/** A quarter after school from its first sending to the bank: two sendings, a red day, a contest, a take-back; each place is paid by itself. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { preparePayments } from '../../db/aes-subsidy/prepare-payments.ts';
import { loadPlaces } from '../../db/aes-subsidy/places.ts';
import { markOf } from '../../db/aes-subsidy/send.ts';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { instant } from '../../db/connect.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { CaseData, Status } from '../../workflows/aes-subsidy/contract.ts';
import { makeAccount } from '../subsidies/accounts.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { castors, envol, openQuarter } from './cases.ts';
import { makeReady } from './ready.ts';
import { markOfControl } from './sent.ts';

const quarter = '2050-01';
const nid = stableId('facility mercredis-nid');
const checks = ['agreement', 'enrolment', 'year', 'red-days'];
const red = '2050-01-01';

describe('a quarter after school that is paid', () => {
  let house: House;
  let caseId: string;
  let [samira, karine, hassan, monique] = [] as unknown as [Visitor, Visitor, Visitor, Visitor];
  before(async () => {
    house = await openHouse();
    samira = await house.asUser(stableId('user admin-mercredis'));
    [karine, hassan, monique] = [
      await house.as('Karine Lejeune'),
      await house.as('Hassan Tahiri'),
      await house.as('Monique Verlaine'),
    ];
    for (const table of ['payments', 'payment_files']) await house.db(table).delete();
    await house
      .db('bank_account_uses')
      .where({ organising_body_id: stableId('body mercredis') })
      .delete();
    caseId = await openQuarter(house.db, { at: house.clock.now, quarter, status: 'to-send' });
    await makeReady(house.db, [envol, castors, nid], of, house.clock.now);
    await house.db('after_school_days').insert({
      facility_id: envol,
      day: red,
      nursery: 0,
      primary_school: 10,
      open_anyway: true,
      changed_at: instant(house.clock.now),
    });
  });
  after(() => house.close());

  const of = { organisingBodyId: stableId('body mercredis'), quarter };
  const caseOf = async () =>
    (await house.db('cases').where({ id: caseId }).first('status', 'state', 'act_number')) as {
      status: Status;
      state: { data: CaseData };
      act_number: number;
    };
  /** @returns the text of the answer where it is refused */
  async function act(
    by: Visitor,
    side: 'pro' | 'office',
    action: string,
    body: Record<string, unknown>,
  ): Promise<string> {
    const { act_number: version } = await caseOf();
    const { status, text } = await by.post(`/${side}/aes-subsidy/${caseId}/${action}`, {
      token: randomUUID(),
      version: String(version),
      ...body,
    } as Record<string, string>);
    expect(
      status,
      textOf(text)
        .replace(/^.*?Contacts ONE/s, '')
        .slice(0, 1500),
    ).to.equal(303);
    return text;
  }
  const send = async (places: string[]): Promise<string> =>
    act(samira, 'pro', 'send', {
      places,
      certified: 'oui',
      seal: markOf(await loadPlaces(house.db, of, dayOf(house.clock.now))),
    });
  const propose = async (more: Record<string, unknown> = {}): Promise<string> =>
    act(karine, 'office', 'propose', { checks, seal: await markOfControl(house.db, caseId), ...more });
  /** Signed by Monique; the clerk comes by twice. */
  async function sign(): Promise<void> {
    await act(monique, 'office', 'sign', { remarks: '' });
    const { number } = (await house
      .db('acts')
      .where({ case_id: caseId, action: 'sign' })
      .orderBy('number', 'desc')
      .first('number')) as { number: number };
    const context = (await getEffectContext(house.db, {
      caseId,
      number,
      effect: 'prepare-payment',
    })) as unknown as Parameters<typeof preparePayments>[1];
    for (const _ of [1, 2]) await house.db.transaction((trx) => preparePayments(trx, context));
  }
  const prepared = async (): Promise<[string, string, number][]> =>
    (
      (await house
        .db('payments')
        .where({ case_id: caseId, status: 'prepared' })
        .join('facilities as f', 'f.id', 'payments.facility_id')
        .orderBy('f.name')
        .select('f.name', 'payments.kind', 'payments.cents')) as { name: string; kind: string; cents: number }[]
    ).map(({ name, kind, cents }) => [name.split(',')[0]!, kind, cents]);
  async function payFile(): Promise<string> {
    const { headers } = await hassan.post('/office/payments/files', {
      token: randomUUID(),
      executionOn: '25/11/2026',
    });
    const file = headers.location!.slice('/office/payments/files/'.length);
    await monique.post(`/office/payments/files/${file}/release`).expect(303);
    const page = textOf((await monique.get(`/office/payments/files/${file}`)).text);
    await hassan.post(`/office/payments/files/${file}/executed`, { on: '23/11/2026' }).expect(303);
    const { id } = (await house.db('batches').where({ key: file }).first('id')) as { id: string };
    await workOffItems(house.dbOf('worker'), batchKinds, id, {
      limit: 1_000,
      now: () => house.clock.now,
      ring: () => undefined,
      afterItem: () => Promise.resolve(),
    });
    return page;
  }
  const daysOf = async (facilityId: string): Promise<number> =>
    (await loadPlaces(house.db, of, dayOf(house.clock.now))).find(({ id }) => id === facilityId)!.standing.required;
  /** The red day is counted among those asked for, once the place says to have been open. */
  const due = async (facilityId: string): Promise<number> =>
    ((await daysOf(facilityId)) - (facilityId === envol ? 1 : 0)) * 12 * 80;

  it('is controlled place by place as soon as a part is sent: red days are listed, what is odd is said', async () => {
    await send([envol, castors]);
    const page = textOf((await karine.get(`/office/aes-subsidy/${caseId}/propose`)).text);
    expect(page)
      .to.include("Ouvert un jour pour lequel rien n'était demandé")
      .and.include('samedi 1er janvier 2050')
      .and.include('10 enfants envoyés')
      .and.include("D'autres lieux sont encore à envoyer")
      .and.include('janvier 2050');
    expect(page).to.not.match(/\bT[1-4]\b/);
    const { act_number: version } = await caseOf();
    const unticked = await karine.post(`/office/aes-subsidy/${caseId}/propose`, {
      token: randomUUID(),
      version: String(version),
      checks,
      seal: await markOfControl(house.db, caseId),
      [`retained-${castors}.2050-02`]: '9999999',
    });
    expect(unticked.status).to.equal(422);
    expect(textOf(unticked.text)).to.include('ne dépasse pas le montant déclaré');
  });

  it('keeps no red day that is not accepted, and a line by hand for its reason; another person signs', async () => {
    await propose({
      [`retained-${castors}.2050-02`]: '100,00',
      [`reason-${castors}.2050-02`]: 'no-register',
    });
    expect((await karine.get(`/office/aes-subsidy/${caseId}/sign`)).status).to.equal(403);
    const page = textOf((await monique.get(`/office/aes-subsidy/${caseId}/sign`)).text);
    expect(page).to.include('Pas au registre des présences').and.include('Changé à la main');
    await sign();
    const { state } = await caseOf();
    expect(state.data.calculation!.declared - state.data.calculation!.retained).to.be.above(8_00);
    const [first, second] = await prepared();
    expect(first?.slice(0, 2)).to.deep.equal(["L'Envol", 'balance']);
    expect(first?.[2]).to.equal(await due(envol));
    expect(second?.slice(0, 2)).to.deep.equal(['Les Castors', 'balance']);
    expect(second![2]).to.be.below(await due(castors));
  });

  it('is held as long as no account is validated for after-school care, and both are told', async () => {
    expect(textOf((await hassan.get('/office/payments')).text))
      .to.include('Aucun compte validé')
      .and.include('janvier – mars 2050');
    expect(textOf((await samira.get(`/pro/aes-subsidy/${caseId}`)).text)).to.include('Le paiement est retenu');
    expect(textOf((await monique.get(`/office/aes-subsidy/${caseId}`)).text)).to.include('Le paiement est retenu');
    await makeAccount(house.db, {
      body: 'mercredis',
      number: 4_567,
      nissKey: house.config.nissKey,
      purposes: ['after-school'],
      at: house.clock.now,
    });
  });

  it('is contested by line with its effect, and answered; what is sent meanwhile waits for its own control', async () => {
    const page = textOf((await samira.get(`/pro/aes-subsidy/${caseId}`)).text);
    expect(page).to.include('Contester').and.include("Jours pour lesquels rien n'était demandé");
    const form = textOf((await samira.get(`/pro/aes-subsidy/${caseId}/contest?line=${envol}.2050-01`)).text);
    expect(form).to.include("Si l'ONE vous suit : +8,00").and.include('Documents à l’appui');
    await act(samira, 'pro', 'contest', { line: `${envol}.2050-01`, reason: 'Nous étions ouverts ce samedi.' });
    await send([nid]);
    expect((await caseOf()).status).to.equal('to-pay');
  });

  it('goes into the payment file by place, in the words of its months; the rest is controlled after it', async () => {
    const before = await prepared();
    const page = await payFile();
    expect(page).to.include('janvier – mars 2050').and.include("L'Envol").and.include('Les Castors');
    const { status, state } = await caseOf();
    expect(status).to.equal('in-control');
    expect(state.data.paid).to.equal(before.reduce((sum, [, , cents]) => sum + cents, 0));
    await propose({
      [`retained-${castors}.2050-02`]: '100,00',
      [`reason-${castors}.2050-02`]: 'no-register',
    });
    await sign();
    expect(await prepared()).to.deep.equal([['Le Nid', 'balance', await due(nid)]]);
  });

  it('is paid the difference of a contest that is upheld, and gives back from the next payment what was too much', async () => {
    await act(karine, 'office', 'uphold-contest', { line: `${envol}.2050-01`, reason: 'Ouverture établie.' });
    await propose({
      accepted: [`${envol}.${red}`],
      [`retained-${castors}.2050-02`]: '90,00',
      [`reason-${castors}.2050-02`]: 'no-register',
    });
    await sign();
    expect(await prepared()).to.deep.equal([
      ["L'Envol", 'balance', 8_00],
      ['Le Nid', 'balance', await due(nid)],
      ['Les Castors', 'recovery', -10_00],
    ]);
    await payFile();
    const page = textOf((await samira.get(`/pro/aes-subsidy/${caseId}`)).text);
    expect(page).to.include("contestée : l'ONE vous a suivi").and.include('Calcul révisé');
    expect(await prepared()).to.deep.equal([['Les Castors', 'recovery', -10_00]]);
    expect((await caseOf()).status).to.equal('paid');
  });
});
