/** What still comes after a quarter is settled: another place of it is paid, or gives back; nothing of it is lost, nor of the quarter that it is taken from. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { ActRefused } from '../../db/record-act.ts';
import { makeAccount } from '../subsidies/accounts.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { castors, envol, openQuarter, type Step } from './cases.ts';
import { payFile, peopleOf, walkQuarter, type People, type Walk } from './walk.ts';

describe('a quarter after school that is settled', () => {
  let house: House;
  let people: People;
  beforeEach(async () => {
    house = await openHouse();
    people = await peopleOf(house);
  });
  afterEach(() => house.close());

  const account = (...also: 'bonuses'[]) =>
    makeAccount(house.db, {
      body: 'mercredis',
      number: 4_567,
      nissKey: house.config.nissKey,
      purposes: ['after-school', ...also],
      at: house.clock.now,
    });
  const walk = (quarter: string): Promise<Walk> => walkQuarter(house, people, { quarter, places: [envol, castors] });
  /** Nothing else of the body is left to send. */
  const signed = async (quarter: string, byHand: Record<string, unknown> = {}): Promise<Walk> => {
    const one = await walk(quarter);
    await one.send([envol, castors]);
    await one.propose({ ...byHand });
    await one.sign();
    return one;
  };
  /** Les Castors in February. */
  const line = `${castors}.2050-02`;
  const keptAt = (euros: string): Record<string, unknown> => ({
    [`retained-${line}`]: euros,
    [`reason-${line}`]: 'no-register',
  });
  const sumOf = async (one: Walk): Promise<number> =>
    (await one.prepared()).reduce((sum, [, , cents]) => sum + cents, 0);
  const standing = async (one: Walk): Promise<[string, number]> => {
    const { status, state } = await one.caseOf();
    return [status, state.data.paid];
  };
  const left = async (...walks: Walk[]): Promise<unknown[]> =>
    house
      .db('payments')
      .whereIn(
        'case_id',
        walks.map(({ caseId }) => caseId),
      )
      .whereIn('status', ['prepared', 'in-file'])
      .select('kind', 'status');

  it('gives back what one of its places was paid too much, from the next quarter: both add up, and the file is booked whole', async () => {
    await account();
    const first = await signed('2050-01', keptAt('100,00'));
    await payFile(house, people);
    const [, paid] = await standing(first);
    await first.act(people.samira, 'pro', 'contest', { line, reason: 'Le registre est là.' });
    await first.act(people.karine, 'office', 'uphold-contest', { line, reason: 'À revoir.' });
    await first.propose(keptAt('90,00'));
    await first.sign();
    expect(await first.prepared()).to.deep.equal([['Les Castors', 'recovery', -10_00]]);
    await first.clock('contest-ends');
    expect(await standing(first)).to.deep.equal(['settled', paid]);
    const page = textOf((await people.samira.get(`/pro/aes-subsidy/${first.caseId}`)).text);
    expect(page).to.include('10,00 € sont retenus sur un paiement suivant');

    const second = await signed('2050-04');
    const due = await sumOf(second);
    await payFile(house, people);
    expect(await left(first, second)).to.deep.equal([]);
    expect(await standing(first)).to.deep.equal(['settled', paid - 10_00]);
    expect((await standing(second))[1]).to.equal(due);
  });

  it('gives back from a bonus of its place as well, booked on its own case; the recapitulation says so once the bank has paid', async () => {
    await account('bonuses');
    const one = await signed('2050-01', keptAt('100,00'));
    await payFile(house, people);
    const [, paid] = await standing(one);
    await one.act(people.samira, 'pro', 'contest', { line, reason: 'Le registre est là.' });
    await one.act(people.karine, 'office', 'uphold-contest', { line, reason: 'À revoir.' });
    await one.propose(keptAt('90,00'));
    await one.sign();
    const { number } = (await house.db('facilities').where({ id: castors }).first('number')) as { number: string };
    const { headers } = await people.hassan
      .post('/office/bonuses/new', {
        token: randomUUID(),
        number,
        quarter: '2026-4',
        label: 'Prime exceptionnelle « énergie »',
        cents: '50,00',
        basis: 'Intervention dans les frais d’énergie.',
        reference: 'CA/2026/12',
      })
      .expect(303);
    await people.monique.post(`${headers.location!}/decide`).expect(303);
    const received = async (): Promise<string> =>
      textOf((await people.samira.get('/pro/aes-subsidies/received?year=2050').expect(200)).text);
    let underWay = '';
    const rung: string[] = [];
    await payFile(
      house,
      people,
      async () => {
        underWay = await received();
      },
      (...of) => rung.push(of.join(' ')),
    );
    expect(underWay).to.include('à reprendre sur un prochain paiement');
    expect(await standing(one)).to.deep.equal(['paid', paid - 10_00]);
    expect(rung.filter((of) => of.includes(one.caseId))).to.deep.equal([`aes-subsidy ${one.caseId}`]);
    expect(await received()).to.include('repris sur une prime (4e trimestre 2026)');
    await people.samira.get('/pro/aes-subsidies/received/export?year=2050').expect(200);
  });

  it('is paid both of its places by one file, though no account was there until no line could be contested any more', async () => {
    const one = await signed('2050-01');
    const due = await sumOf(one);
    await one.clock('contest-ends');
    await account();
    await payFile(house, people);
    expect(await left(one)).to.deep.equal([]);
    expect(await standing(one)).to.deep.equal(['settled', due]);
  });

  it('is paid the place that the bank has refused, once somebody lets it be tried anew', async () => {
    await account();
    const one = await signed('2050-01');
    const due = await sumOf(one);
    const { id: refused } = (await house
      .db('payments')
      .where({ case_id: one.caseId, facility_id: castors })
      .first('id')) as { id: string };
    let file = '';
    await payFile(house, people, (fileId) => {
      file = fileId;
      return people.hassan
        .post(`/office/payments/files/${file}/reject`, { payment: refused, reason: 'compte clôturé' })
        .expect(303);
    });
    await one.clock('contest-ends');
    expect((await standing(one))[0]).to.equal('settled');
    expect(textOf((await people.samira.get(`/pro/aes-subsidy/${one.caseId}`)).text)).to.include(
      'sont encore à liquider',
    );
    await people.hassan.post(`/office/payments/files/${file}/retry`, { payment: refused }).expect(303);
    await payFile(house, people);
    expect(await left(one)).to.deep.equal([]);
    expect(await standing(one)).to.deep.equal(['settled', due]);
  });

  it('waits for its payment though one of its places has given back meanwhile', async () => {
    const caseId = await openQuarter(house.db, {
      at: house.clock.now,
      status: 'to-pay',
      then: [['procedure', 'pay', { cents: -10_00, payment: '1' }]],
    });
    expect(await house.db('cases').where({ id: caseId }).first('status')).to.deep.equal({ status: 'to-pay' });
  });

  it('waits with its rest as long as a line of it may be contested, or waits for an answer', async () => {
    const contest: Step = ['operator', 'contest', { line, cents: 10_00 }];
    const [over, close]: Step[] = [
      ['clock', 'contest-ends'],
      ['aes-manager', 'close-rest'],
    ];
    const after = (quarter: string, then: readonly Step[]): Promise<'done' | 'refused' | undefined> =>
      openQuarter(house.db, { at: house.clock.now, quarter, status: 'paid in part', then }).then(
        () => 'done',
        (fault: unknown) => (fault instanceof ActRefused ? 'refused' : undefined),
      );
    expect(await after('2041-01', [close!])).to.equal('refused');
    expect(await after('2042-01', [contest, over!, close!])).to.equal('refused');
    expect(await after('2043-01', [contest, over!, ['aes-manager', 'dismiss-contest', { line }], close!])).to.equal(
      'done',
    );
  });
});
