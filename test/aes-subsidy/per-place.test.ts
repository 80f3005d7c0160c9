/** A quarter after school is of several places: each is decided, contested, paid and told for itself. */
import { expect } from 'chai';
import { letters } from '../../views/aes-subsidy/letters.ts';
import { loadControl, workedOut } from '../../db/aes-subsidy/control.ts';
import { getLetterContext } from '../../db/letter-context.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { paidByPlace } from '../../db/aes-subsidy/paid-by-place.ts';
import { inWords } from '../../domain/quantity.ts';
import { makeAccount } from '../subsidies/accounts.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { castors, envol } from './cases.ts';
import { nid, payFile, peopleOf, walkQuarter, type People, type Walk } from './walk.ts';

describe('the places of a quarter after school', () => {
  let house: House;
  let people: People;
  before(async () => {
    house = await openHouse();
    people = await peopleOf(house);
    await makeAccount(house.db, {
      body: 'mercredis',
      number: 4_567,
      nissKey: house.config.nissKey,
      purposes: ['after-school'],
      at: house.clock.now,
    });
  });
  after(() => house.close());

  const line = `${castors}.2050-02`;
  const keptAt = (euros: string): Record<string, unknown> => ({
    [`retained-${line}`]: euros,
    [`reason-${line}`]: 'no-register',
  });
  const asked = async ({ caseId }: Walk, as: 'karine' | 'samira', path = ''): Promise<string> =>
    textOf((await people[as].get(`/${as === 'samira' ? 'pro' : 'office'}/aes-subsidy/${caseId}${path}`)).text);
  const statusOf = async (walk: Walk): Promise<string> => (await walk.caseOf()).status;
  /** A letter of the last act of this kind. */
  async function letter(walk: Walk, effect: keyof typeof letters, action: string): Promise<Record<string, unknown>> {
    const { number } = (await house
      .db('acts')
      .where({ case_id: walk.caseId, action })
      .orderBy('number', 'desc')
      .first('number')) as { number: number };
    const context = await getLetterContext(house.db, walk.caseId, number);
    return { ...letters[effect](context, { publicUrl: 'https://pro.example', demonstration: false }) };
  }

  it('are decided each for itself when they are late, after what was sent is seen, and a refusal is a letter that names them', async () => {
    const walk = await walkQuarter(house, people, { quarter: '2025-07', places: [envol, castors] });
    await walk.send([envol, castors]);
    const page = await asked(walk, 'karine', '/refuse-late');
    expect(page)
      .to.match(/L'Envol.*septembre 2025 : \d+ présences/)
      .and.include('Les Castors')
      .and.include('Le dernier jour était le');
    await walk.act(people.karine, 'office', 'refuse-late', { places: [castors], reason: 'Sept mois de retard.' });
    const { sent } = (await walk.caseOf()).state.data;
    expect([sent[envol]!.late, sent[castors]!.late]).to.deep.equal(['to-decide', 'refused']);
    const told = await letter(walk, 'letter-refusal', 'refuse-late');
    expect(String(told.paragraphs))
      .to.include('Les Castors')
      .and.include('Sept mois de retard.')
      .and.include('Les autres lieux ne changent pas.')
      .and.not.include("L'Envol");
    expect(await asked(walk, 'samira')).to.include('Sept mois de retard.');
    await walk.act(people.karine, 'office', 'accept-late', { places: [envol], reason: 'Panne prouvée.' });
    await walk.propose();
    expect((await walk.caseOf()).state.data.calculation!.retained).to.equal(await walk.due(envol));
    expect(String((await letter(walk, 'letter-receipt', 'send')).paragraphs))
      .to.include("L'Envol")
      .and.include('Les Castors');
  });

  it('may be refused one and all: the letter says what that leaves, and nobody says that nothing was sent', async () => {
    const rest = [castors, nid, ...['cabane', 'preau'].map((key) => stableId(`facility mercredis-${key}`))];
    const walk = await walkQuarter(house, people, { quarter: '2025-04', places: [envol, ...rest] });
    const refuse = async (...places: string[]): Promise<string> => {
      await walk.send(places);
      await walk.act(people.karine, 'office', 'refuse-late', { places, reason: 'Dix mois de retard.' });
      return String((await letter(walk, 'letter-refusal', 'refuse-late')).paragraphs);
    };
    expect(await refuse(envol))
      .to.include('ceux qui restent peuvent encore être envoyés')
      .and.not.include('ne changent pas');
    expect(await statusOf(walk)).to.equal('late');
    await walk.clock('propose-closing');
    for (const side of ['samira', 'karine'] as const)
      expect(await asked(walk, side))
        .to.include('Les lieux envoyés hors délai ont été refusés')
        .and.not.include("Rien n'a été envoyé");
    expect(await refuse(...rest)).to.include("Aucun lieu n'est accepté : la demande est refusée.");
    expect(await statusOf(walk)).to.equal('refused');
  });

  it('are contested and answered while another is controlled; what was signed in part is not refused any more', async () => {
    const walk = await walkQuarter(house, people, { quarter: '2050-01', places: [envol, castors, nid] });
    await walk.send([envol, castors]);
    await walk.propose(keptAt('100,00'));
    await walk.sign();
    await walk.send([nid]);
    await payFile(house, people);
    expect(await statusOf(walk)).to.equal('in-control');
    expect(await asked(walk, 'samira')).to.include('Contester');
    expect((await people.monique.get(`/office/aes-subsidy/${walk.caseId}/refuse`)).status).to.be.oneOf([403, 404, 409]);
    await walk.act(people.samira, 'pro', 'contest', { line, reason: 'Le registre est là.' });
    await walk.act(people.karine, 'office', 'uphold-contest', { line, reason: 'Le registre est complet.' });
    expect(await statusOf(walk)).to.equal('in-control');
    // What is proposed is not read before it is signed; what was signed is.
    const { calculation: signed } = (await walk.caseOf()).state.data;
    const listed = async (): Promise<string> =>
      textOf((await people.karine.get('/office/aes-subsidies?quarter=2050-01')).text);
    const retained = textOf(`retenu ${inWords({ value: signed!.retained, unit: 'cents' })}`);
    await walk.propose({
      [`retained-${envol}.2050-01`]: '10,00',
      [`reason-${envol}.2050-01`]: 'no-register',
      [`retained-${line}`]: '',
      [`reason-${line}`]: '',
    });
    expect(await asked(walk, 'samira'))
      .to.include("contestée : l'ONE vous a suivi")
      .and.not.include('10,00 €');
    expect((await walk.caseOf()).state.data.calculation!.retained).to.not.equal(signed!.retained);
    expect(await listed()).to.include(retained);
    await walk.sign();
    expect(await listed()).to.not.include(retained);
    const [first, ...others] = await walk.prepared();
    expect(first?.slice(0, 2)).to.deep.equal(["L'Envol", 'recovery']);
    expect(others.map(([, kind]) => kind)).to.deep.equal(['balance', 'balance']);
    const told = await letter(walk, 'letter-calculation', 'sign');
    const sum = others.reduce((all, [, , cents]) => all + cents, 0);
    expect((await walk.caseOf()).state.data.calculation!.toPay).to.equal(sum);
    expect(told.toTakeBack).to.be.a('string');
    expect((told.places as { balance: string }[]).map(({ balance }) => balance.split(' :')[0])).to.deep.equal([
      'à reprendre sur un paiement suivant',
      'à verser',
      'à verser',
    ]);
  });

  it('wait for their payment where one gives back as much as another is owed', async () => {
    const walk = await walkQuarter(house, people, { quarter: '2051-01', places: [envol, castors] });
    const [one, other] = [`${envol}.2051-01`, `${castors}.2051-01`];
    const kept = (which: string): Record<string, unknown> => ({
      [`retained-${which}`]: '50,00',
      [`reason-${which}`]: 'no-register',
    });
    await walk.send([envol, castors]);
    await walk.propose(kept(one));
    await walk.sign();
    await payFile(house, people);
    const { data } = (await walk.caseOf()).state;
    await walk.act(people.samira, 'pro', 'contest', { line: one, reason: 'Le registre est là.' });
    await walk.act(people.karine, 'office', 'uphold-contest', { line: one, reason: 'Oui.' });
    await walk.propose(kept(other));
    await walk.sign();
    const { data: now } = (await walk.caseOf()).state;
    expect(now.calculation!.retained - data.paid).to.equal(0);
    expect(await statusOf(walk)).to.equal('to-pay');
    expect(await asked(walk, 'samira')).to.match(/\d+,\d\d € sont liquidés avec le prochain fichier/);
    const control = await loadControl(house.db, { caseId: walk.caseId, data: now });
    const byPlace = await paidByPlace(house.db, walk.caseId);
    expect(workedOut(control, control.decided, { paid: now.paid, byPlace }).calculation.toPay).to.equal(
      now.calculation!.toPay,
    );
  });

  it('are signed as they are shown, though another calculation was proposed between and given up', async () => {
    const walk = await walkQuarter(house, people, { quarter: '2052-01', places: [envol, castors] });
    const code = `${castors}.2052-01`;
    const at = (euros: string): Record<string, unknown> => ({
      [`retained-${code}`]: euros,
      [`reason-${code}`]: 'no-register',
    });
    await walk.send([envol, castors]);
    for (const euros of ['41,00', '42,00']) {
      await walk.propose(at(euros));
      await walk.act(people.monique, 'office', 'send-back', { reason: 'À revoir.' });
    }
    await walk.propose(at('41,00'));
    const page = textOf((await people.monique.get(`/office/aes-subsidy/${walk.caseId}/sign`)).text);
    expect(page).to.include('41,00 €').and.not.include('42,00 €');
    await walk.sign();
    expect(await asked(walk, 'samira'))
      .to.include('41,00 €')
      .and.not.include('42,00 €');
  });

  it('that are agreed after the last sending are counted among those to send, once what was sent is controlled', async () => {
    const walk = await walkQuarter(house, people, { quarter: '2053-01', places: [envol, castors] });
    await house.db('aes_agreements').where({ facility_id: nid, from_on: '2053-01-01' }).delete();
    const { length } = (await walk.loaded()).filter(({ sent, standing }) => !sent && standing.required > 0);
    await walk.send([envol, castors]);
    expect((await walk.caseOf()).state.data.left).to.equal(length - 2);
    await house.db('aes_agreements').insert({ facility_id: nid, from_on: '2053-01-01', to_on: '2053-03-31' });
    await walk.propose();
    expect((await walk.caseOf()).state.data.left).to.equal(length - 1);
  });
});
