/** A quarter after school from its first sending to the bank: two sendings, a red day, a contest, a take-back; each place is paid by itself. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { instant } from '../../db/connect.ts';
import { inWords } from '../../domain/quantity.ts';
import { makeAccount } from '../subsidies/accounts.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { castors, envol } from './cases.ts';
import { markOfControl } from './sent.ts';
import { checks, nid, payFile, peopleOf, walkQuarter, type People, type Walk } from './walk.ts';

const red = '2050-01-01';

describe('a quarter after school that is paid', () => {
  let house: House;
  let people: People;
  let walk: Walk;
  let caseId: string;
  before(async () => {
    house = await openHouse();
    people = await peopleOf(house);
    walk = await walkQuarter(house, people, { quarter: '2050-01', places: [envol, castors, nid] });
    ({ caseId } = walk);
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

  it('is controlled place by place as soon as a part is sent: red days are listed, what is odd is said', async () => {
    await walk.send([envol, castors]);
    const page = textOf((await people.karine.get(`/office/aes-subsidy/${caseId}/propose`)).text);
    expect(page)
      .to.include("Ouvert un jour pour lequel rien n'était demandé")
      .and.include('samedi 1er janvier 2050')
      .and.include('10 enfants envoyés')
      .and.include("D'autres lieux sont encore à envoyer")
      .and.include('janvier 2050');
    expect(page).to.not.match(/\bT[1-4]\b/);
    const { act_number: version } = await walk.caseOf();
    const unticked = await people.karine.post(`/office/aes-subsidy/${caseId}/propose`, {
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
    await walk.propose({
      [`retained-${castors}.2050-02`]: '100,00',
      [`reason-${castors}.2050-02`]: 'no-register',
    });
    expect((await people.karine.get(`/office/aes-subsidy/${caseId}/sign`)).status).to.equal(403);
    const page = textOf((await people.monique.get(`/office/aes-subsidy/${caseId}/sign`)).text);
    expect(page).to.include('Pas au registre des présences').and.include('Changé à la main');
    await walk.sign();
    const { state } = await walk.caseOf();
    expect(state.data.calculation!.declared - state.data.calculation!.retained).to.be.above(8_00);
    const [first, second] = await walk.prepared();
    expect(first?.slice(0, 2)).to.deep.equal(["L'Envol", 'balance']);
    expect(first?.[2]).to.equal(await walk.due(envol));
    expect(second?.slice(0, 2)).to.deep.equal(['Les Castors', 'balance']);
    expect(second![2]).to.be.below(await walk.due(castors));
  });

  it('is held as long as no account is validated for after-school care, and both are told', async () => {
    expect(textOf((await people.hassan.get('/office/payments')).text))
      .to.include('Aucun compte validé')
      .and.include('janvier – mars 2050');
    expect(textOf((await people.samira.get(`/pro/aes-subsidy/${caseId}`)).text)).to.include('Le paiement est retenu');
    expect(textOf((await people.monique.get(`/office/aes-subsidy/${caseId}`)).text)).to.include(
      'Le paiement est retenu',
    );
    await makeAccount(house.db, {
      body: 'mercredis',
      number: 4_567,
      nissKey: house.config.nissKey,
      purposes: ['after-school'],
      at: house.clock.now,
    });
  });

  it('is contested by line with its effect, and answered; what is sent meanwhile waits for its own control', async () => {
    const page = textOf((await people.samira.get(`/pro/aes-subsidy/${caseId}`)).text);
    expect(page).to.include('Contester').and.include("Jours pour lesquels rien n'était demandé");
    const form = textOf((await people.samira.get(`/pro/aes-subsidy/${caseId}/contest?line=${envol}.2050-01`)).text);
    expect(form).to.include("Si l'ONE vous suit : +8,00").and.include('Documents à l’appui');
    await walk.act(people.samira, 'pro', 'contest', {
      line: `${envol}.2050-01`,
      reason: 'Nous étions ouverts ce samedi.',
    });
    await walk.send([nid]);
    expect((await walk.caseOf()).status).to.equal('to-pay');
  });

  it('goes into the payment file by place, in the words of its months; the rest is controlled after it', async () => {
    const before = await walk.prepared();
    const page = await payFile(house, people);
    expect(page).to.include('janvier – mars 2050').and.include("L'Envol").and.include('Les Castors');
    const { status, state } = await walk.caseOf();
    expect(status).to.equal('in-control');
    expect(state.data.paid).to.equal(before.reduce((sum, [, , cents]) => sum + cents, 0));
    await walk.propose({
      [`retained-${castors}.2050-02`]: '100,00',
      [`reason-${castors}.2050-02`]: 'no-register',
    });
    await walk.sign();
    expect(await walk.prepared()).to.deep.equal([['Le Nid', 'balance', await walk.due(nid)]]);
  });

  it('is paid the difference of a contest that is upheld, and gives back from the next payment what was too much', async () => {
    await walk.act(people.karine, 'office', 'uphold-contest', {
      line: `${envol}.2050-01`,
      reason: 'Ouverture établie.',
    });
    await walk.propose({
      accepted: [`${envol}.${red}`],
      [`retained-${castors}.2050-02`]: '90,00',
      [`reason-${castors}.2050-02`]: 'no-register',
    });
    await walk.sign();
    expect(await walk.prepared()).to.deep.equal([
      ["L'Envol", 'balance', 8_00],
      ['Le Nid', 'balance', await walk.due(nid)],
      ['Les Castors', 'recovery', -10_00],
    ]);
    await payFile(house, people);
    const page = textOf((await people.samira.get(`/pro/aes-subsidy/${caseId}`)).text);
    expect(page).to.include("contestée : l'ONE vous a suivi").and.include('Calcul révisé');
    expect(await walk.prepared()).to.deep.equal([['Les Castors', 'recovery', -10_00]]);
    expect((await walk.caseOf()).status).to.equal('paid');
  });

  it('is read by the operator place by place in the recapitulation of its budget year, with what is taken back, and taken away as a sheet', async () => {
    const path = '/pro/aes-subsidies/received';
    const page = textOf((await people.samira.get(`${path}?year=2050`).expect(200)).text);
    const total = (
      (await house.db('payments').where({ case_id: caseId, status: 'paid' }).select('cents')) as { cents: number }[]
    ).reduce((sum, { cents }) => sum + Number(cents), 0);
    expect(page)
      .to.include('janvier – mars 2050')
      .and.include('à reprendre sur un prochain paiement')
      .and.include('-10,00 €')
      .and.include("Année budgétaire 2050, d'octobre 2049 à septembre 2050 :")
      .and.include(textOf(`${inWords({ value: total, unit: 'cents' })} liquidés`));
    expect(textOf((await people.samira.get(`${path}?year=2099`).expect(200)).text)).to.not.include('mars 2050');
    const { body } = await people.samira.get(`${path}/export?year=2050`).responseType('blob').expect(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as never);
    const rows: string[][] = [];
    book.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map(String)));
    expect(rows.map(([quarter, , , place, kind, , amount]) => [quarter, place, kind, amount])).to.deep.include([
      'janvier – mars 2050',
      'Les Castors, école communale de Lustin',
      'Reprise',
      '-10,00',
    ]);
  });
});
