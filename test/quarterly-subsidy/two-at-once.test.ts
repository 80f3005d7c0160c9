/** Two persons at one report, and what moves while a request is being read. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { recordAct } from '../../db/record-act.ts';
import { endOfDay, type Instant } from '../../domain/calendar.ts';
import type { CaseData } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { minute } from '../support/times.ts';
import { openQuarter, stableOf } from './cases.ts';
import { makeReady, sealOf } from './ready.ts';

describe('two at once at a quarter', () => {
  let house: House;
  const facilityId = stableOf('clair-matin');
  const morning = Date.parse('2026-11-23T09:00:00Z');
  before(async () => {
    house = await openHouse();
  });
  beforeEach(() => {
    house.clock.now = morning;
  });
  after(() => house.close());
  let year = 2050;
  const open = (quarter = `${String(year++)}-2`): Promise<string> =>
    openQuarter(house.db, { facilityId, at: house.clock.now, quarter, status: 'to-submit' });
  const operator = () => house.asUser(stableId('user admin-clair-matin'));
  const base = (caseId: string): string => `/pro/quarterly-subsidy/${caseId}`;
  const dataOf = async (caseId: string): Promise<CaseData & { status: string }> => {
    const row = (await house.db('cases').where({ id: caseId }).first('status', 'state')) as {
      status: string;
      state: { data: CaseData };
    };
    return { ...row.state.data, status: row.status };
  };
  const sending = async (caseId: string): Promise<Record<string, string>> => ({
    token: randomUUID(),
    version: String(
      ((await house.db('cases').where({ id: caseId }).first('act_number')) as { act_number: number }).act_number,
    ),
    seal: await sealOf(house.db, caseId, house.clock.now),
  });

  it('who comes second to the hours, the costs or a closure reads who was there and when, and keeps what was typed', async () => {
    const caseId = await open('2049-2');
    const visitor = await operator();
    const hours = { version: '0', opens: '7:00', closes: '18:00', children: '' };
    await visitor.post(`${base(caseId)}/report/information`, hours).expect(303);
    const second = await visitor.post(`${base(caseId)}/report/information`, { ...hours, closes: '17:00' }).expect(409);
    expect(textOf(second.text))
      .to.match(/Benoît Lejeune a enregistré cette partie du rapport le .*2026/)
      .and.include('17:00');
    const counts = { version: '0', clerkSessions: '2', premisesSessions: '0', socialTravel: '0' };
    await visitor.post(`${base(caseId)}/report/costs`, counts).expect(303);
    const costs = await visitor.post(`${base(caseId)}/report/costs`, { ...counts, clerkSessions: '3' }).expect(409);
    expect(textOf(costs.text)).to.include('Benoît Lejeune a enregistré');
    const closure = {
      form: 'new',
      common: '0',
      version: '0',
      fromOn: '05/05/2049',
      toOn: '',
      motive: 'strike',
      note: '',
    };
    await visitor.post(`${base(caseId)}/report/information/closures`, closure).expect(303);
    const { id } = (await house.db('quarter_closures').where({ from_on: '2049-05-05' }).first('id')) as { id: string };
    const change = { ...closure, form: id, version: '1' };
    await visitor.post(`${base(caseId)}/report/information/closures`, { ...change, toOn: '06/05/2049' }).expect(303);
    const late = await visitor
      .post(`${base(caseId)}/report/information/closures`, { ...change, toOn: '07/05/2049' })
      .expect(409);
    expect(textOf(late.text)).to.include('Benoît Lejeune a enregistré').and.include('07/05/2049');
    await house.db('quarter_closures').where({ id }).delete();
    const gone = await visitor.post(`${base(caseId)}/report/information/closures`, change).expect(409);
    expect(textOf(gone.text)).to.include('Un·e collègue a retiré cette ligne du rapport');
  });

  const moves: [part: string, named: string, move: (caseId: string) => Promise<unknown>][] = [
    [
      'a salary that is asked for',
      'le personnel rétribué',
      async (caseId) =>
        house.db.raw(
          `insert into quarter_salaries (case_id, collaboration_id, subsidised, cents, exact)
           select ?, collaboration_id, true, '{250000,250000,250000}', '{250000,250000,250000}' from staff_contracts
           where facility_id = ? and function = 'direction' and to_on is null limit 1`,
          [caseId, facilityId],
        ),
    ],
    [
      'a closure',
      'les renseignements',
      async (caseId) => {
        const { period } = (await house.db('cases').where({ id: caseId }).first('period')) as { period: string };
        const day = `${period.slice(0, 4)}-05-12`;
        return house.db('quarter_closures').insert({
          organising_body_id: stableId('body clair-matin'),
          facility_id: facilityId,
          from_on: day,
          to_on: day,
          motive: 'strike',
          note: '',
          changed_at: new Date(morning),
        });
      },
    ],
    [
      'a number of sessions',
      'les frais divers',
      async (caseId) => house.db('quarter_reports').where({ case_id: caseId }).update({ clerk_sessions: 5 }),
    ],
    [
      'the team',
      'Mon Équipe',
      async () =>
        house
          .db('staff_contracts')
          .where({ facility_id: facilityId, function: 'direction', to_on: null })
          .update({ employer: 'Autre employeur' }),
    ],
  ];
  for (const [part, named, move] of moves)
    it(`nothing is submitted where ${part} has changed since it was read: the part is named, and read again it passes`, async () => {
      const caseId = await open();
      await makeReady(house.db, caseId, house.clock.now);
      const read = await sending(caseId);
      await move(caseId);
      const visitor = await operator();
      const { text } = await visitor.post(`${base(caseId)}/submit`, read).expect(409);
      expect(textOf(text)).to.include(named).and.include("Rien n'a été soumis");
      expect((await dataOf(caseId)).status).to.equal('to-submit');
      await visitor.post(`${base(caseId)}/submit`, await sending(caseId)).expect(303);
    });

  it('a month that ONE has reopened meanwhile holds the request up', async () => {
    const caseId = await open('2048-2');
    await makeReady(house.db, caseId, house.clock.now);
    const read = await sending(caseId);
    await recordAct(house.db, process, caseId, {
      action: 'reopen-attendance',
      facts: { month: '2048-05' },
      token: randomUUID(),
      actor: { role: 'subsidy-manager', userId: randomUUID() },
      at: house.clock.now,
    });
    const visitor = await operator();
    await visitor.post(`${base(caseId)}/submit`, read).expect(409);
    await visitor.post(`${base(caseId)}/submit`, await sending(caseId)).expect(422);
    expect((await dataOf(caseId)).status).to.equal('to-submit');
  });

  describe('on the last evening', () => {
    const atMinutes = async (caseId: string, minutes: number): Promise<Instant> =>
      endOfDay((await dataOf(caseId)).lastDay) + minutes * minute;
    const submitAt = async (caseId: string, minutes: number): Promise<Record<string, string>> => {
      const now = await atMinutes(caseId, minutes);
      await makeReady(house.db, caseId, now);
      house.clock.now = now;
      const form = await sending(caseId);
      await (await operator()).post(`${base(caseId)}/submit`, form).expect(303);
      return form;
    };
    const clockAt = async (caseId: string, action: string, minutes: number) =>
      recordAct(house.db, process, caseId, {
        action,
        facts: {},
        token: randomUUID(),
        actor: { role: 'clock', userId: null },
        at: await atMinutes(caseId, minutes),
      });

    it('what is submitted at 23:58 is in time, and stays so when it is sent once more after midnight or the clock comes late', async () => {
      const caseId = await open('2047-2');
      const form = await submitAt(caseId, -2);
      house.clock.now = await atMinutes(caseId, 1);
      await (await operator()).post(`${base(caseId)}/submit`, form).expect(303);
      const data = await dataOf(caseId);
      expect([data.status, data.submissions, data.late]).to.deep.equal(['in-control', 1, undefined]);
      expect(await house.db('acts').where({ case_id: caseId, action: 'submit' })).to.have.length(1);
      let refused: unknown;
      await clockAt(caseId, 'last-day-ends', 1).catch((error: unknown) => (refused = error));
      expect(refused, 'the clock that comes after it').to.be.an('error');
    });

    it('what is submitted after midnight is late, whether or not the clock has passed by, and is never refused for it', async () => {
      const before = await open('2046-2');
      await submitAt(before, 1);
      expect(await dataOf(before)).to.include({ status: 'in-control', late: true });
      house.clock.now = morning;
      const after = await open('2045-2');
      await clockAt(after, 'last-day-ends', 0);
      await submitAt(after, 5);
      expect(await dataOf(after)).to.include({ status: 'in-control', late: true });
    });

    it('a derogation moves the last evening with it', async () => {
      const caseId = await open('2044-2');
      await clockAt(caseId, 'last-day-ends', 0);
      const late = await atMinutes(caseId, 60);
      for (const [role, action, facts] of [
        ['operator', 'ask-derogation', {}],
        ['subsidy-manager', 'grant-derogation', { until: '2044-11-15' }],
      ] as const)
        await recordAct(house.db, process, caseId, {
          action,
          facts,
          token: randomUUID(),
          actor: { role, userId: randomUUID() },
          at: late,
        });
      await submitAt(caseId, -2);
      const data = await dataOf(caseId);
      expect([data.lastDay, data.late, data.status]).to.deep.equal(['2044-11-15', undefined, 'in-control']);
    });
  });
});
