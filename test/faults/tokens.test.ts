import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { ActRefused, openCase, recordAct, type ActRequest, type CaseRead, type Recorded } from '../../db/record-act.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import type { CaseState, Role } from '../../workflows/procedure.ts';
import { firstFacts } from '../support/adaptation-acts.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { makeFacility } from '../support/places.ts';
import { hour } from '../support/times.ts';

const at = Date.UTC(2027, 1, 1, 9);

describe('a token', () => {
  let house: TestDatabase;
  before(async () => {
    house = await freshDatabase({ max: 20 });
  });
  after(async () => {
    await house.drop();
  });

  const opening = ({
    facilityId,
    ...more
  }: Partial<Parameters<typeof openCase>[2]> & { facilityId: string }): Promise<Recorded> =>
    openCase(house.db, process, {
      ...firstFacts('capacity-change', dayOf(at)),
      kind: 'capacity-change',
      subject: { kind: 'facility', id: facilityId },
      token: randomUUID(),
      actor: { role: 'operator', userId: randomUUID() },
      at,
      ...more,
    });
  const opened = async (): Promise<string> => (await opening({ facilityId: await makeFacility(house.db) })).caseId;
  const act = (
    caseId: string,
    action: string,
    role: Role,
    more: Partial<ActRequest> & { userId?: string | null } = {},
  ): Promise<Recorded> => {
    const { userId = randomUUID(), ...request } = more;
    return recordAct(house.db, process, caseId, {
      action,
      facts: {},
      token: randomUUID(),
      at,
      actor: { role, userId },
      ...request,
    });
  };
  const refusal = (attempt: Promise<Recorded>): Promise<string | Recorded> =>
    attempt.catch((error: unknown) => {
      if (!(error instanceof ActRefused)) throw error;
      return error.code;
    });
  const actsOf = async (caseId: string) =>
    (await house.db('acts').where({ case_id: caseId }).orderBy('number').select('number', 'action', 'token', 'at')) as {
      number: number;
      action: string;
      token: string;
      at: number;
    }[];
  async function withDeadline(): Promise<{ caseId: string; deadline: { id: string; act: string; at: number } }> {
    const caseId = await opened();
    await act(caseId, 'ask-complement', 'referent', { facts: { items: ['plan'] } });
    const { state } = (await house.db('cases').where({ id: caseId }).first('state')) as { state: CaseState };
    const deadline = state.deadlines.find((one) => one.act === 'complement-missed');
    if (!deadline) throw new Error('no deadline');
    return { caseId, deadline };
  }
  const pass = (caseId: string, { id, act: action, at: hourOf }: { id: string; act: string; at: number }) =>
    act(caseId, action, 'clock', { userId: null, token: id, deadline: id, at: hourOf });

  it("of a person never stands for the clock's: a deadline that somebody has named passes all the same", async () => {
    const { caseId, deadline } = await withDeadline();
    expect(await act(caseId, 'write-message', 'operator', { token: deadline.id })).to.include({ number: 3 });
    expect(await pass(caseId, deadline)).to.include({ number: 4, already: false, status: 'closing-proposed' });
    expect(await pass(caseId, deadline)).to.include({ number: 4, already: true });
  });

  it("of a person is not another person's: each has done the act", async () => {
    const [caseId, token] = [await opened(), randomUUID()];
    const numbers = [
      await act(caseId, 'write-message', 'operator', { token }),
      await act(caseId, 'write-message', 'referent', { token }),
    ].map(({ number, already }) => [number, already]);
    expect(numbers).to.deep.equal([
      [2, false],
      [3, false],
    ]);
  });

  it('stands for one act of its author: with another it is refused', async () => {
    const [caseId, token, userId] = [await opened(), randomUUID(), randomUUID()];
    await act(caseId, 'write-message', 'operator', { token, userId });
    expect(await refusal(act(caseId, 'withdraw', 'operator', { token, userId }))).to.equal('token-used');
    expect(await act(caseId, 'write-message', 'operator', { token, userId })).to.include({ number: 2, already: true });
    expect(await actsOf(caseId)).to.have.length(2);
  });

  it('opens one case for its author, whatever the place asked for the second time; another author opens another', async () => {
    const [token, userId] = [randomUUID(), randomUUID()];
    const [here, there] = [await makeFacility(house.db), await makeFacility(house.db)];
    const actor = { role: 'operator' as const, userId };
    const first = await opening({ facilityId: here, token, actor });
    expect(await opening({ facilityId: here, token, actor })).to.include({ caseId: first.caseId, already: true });
    expect(await refusal(opening({ facilityId: there, token, actor }))).to.equal('token-used');
    const other = await opening({ facilityId: there, token });
    expect([other.already, other.caseId === first.caseId]).to.deep.equal([false, false]);
  });

  it('opens one case when two places are asked for with it at the same instant', async () => {
    for (let time = 0; time < 10; time += 1) {
      const [token, actor] = [randomUUID(), { role: 'operator' as const, userId: randomUUID() }];
      const places = await Promise.all([makeFacility(house.db), makeFacility(house.db)]);
      const answers = await Promise.all(places.map((facilityId) => refusal(opening({ facilityId, token, actor }))));
      expect(answers.filter((answer) => answer === 'token-used')).to.have.length(1);
      expect(await house.db('acts').where({ token, number: 1 })).to.have.length(1);
    }
  });

  it('comes with the page it was sent from, and that page cannot be one of the future', async () => {
    const caseId = await opened();
    expect(await refusal(act(caseId, 'write-message', 'operator', { seen: 2 }))).to.equal('stale');
    expect(await act(caseId, 'write-message', 'operator', { seen: 1 })).to.include({ number: 2 });
  });

  it('is found again inside a transaction of the caller, and a refusal there spoils nothing of it', async () => {
    const [caseId, token] = [await opened(), randomUUID()];
    const request = (action: string): ActRequest => ({
      action,
      token,
      facts: {},
      at,
      actor: { role: 'procedure', userId: null },
    });
    await house.db.transaction(async (trx) => {
      expect(await refusal(recordAct(trx, process, caseId, request('lapse')))).to.include({ number: 2 });
      expect(await refusal(recordAct(trx, process, caseId, request('lapse')))).to.include({ already: true });
      expect(await refusal(recordAct(trx, process, caseId, request('returned')))).to.equal('token-used');
      await trx('cases').where({ id: caseId }).update({ engine_seq: 2 });
    });
    expect(await house.db('cases').where({ id: caseId }).first('status', 'engine_seq')).to.include({ engine_seq: 2 });
  });

  it('is looked for again when the case was read a moment before: never a second act, and no refusal that is over', async () => {
    const [caseId, token, userId] = [await opened(), randomUUID(), randomUUID()];
    const readCase = async (): Promise<CaseRead> =>
      (await house.db('cases').where({ id: caseId }).first()) as unknown as CaseRead;
    const send = (read: CaseRead, action = 'write-message', more: Partial<ActRequest> = {}): Promise<Recorded> =>
      recordAct(
        house.db,
        process,
        caseId,
        { action, facts: {}, token, at, actor: { role: 'operator', userId }, ...more },
        read,
      );
    const before = await readCase();
    expect(await send(before)).to.include({ number: 2, already: false });
    expect(await send(before)).to.include({ number: 2, already: true });
    const after = await readCase();
    expect(await send(after)).to.include({ number: 2, already: true });
    expect(await refusal(send(after, 'withdraw'))).to.equal('token-used');
    // The page that was read allowed it no more, or not yet: what counts is how the case stands now.
    const asked = await act(caseId, 'ask-complement', 'referent', { facts: { items: ['plan'] } });
    const given = await send(before, 'give-complement', { token: randomUUID(), seen: asked.number });
    expect(given).to.include({ number: 4, already: false });
    expect(await refusal(send(before, 'give-complement', { token: randomUUID(), seen: 4 }))).to.equal('not-available');
  });

  describe('of many at once', () => {
    it('gives forty persons an act each on one case, numbered one after the other', async () => {
      const caseId = await opened();
      const recorded = await Promise.all(Array.from({ length: 40 }, () => act(caseId, 'write-message', 'operator')));
      expect(recorded.map(({ number }) => number).sort((a, b) => a - b)).to.deep.equal(
        Array.from({ length: 40 }, (_, index) => index + 2),
      );
      expect((await actsOf(caseId)).map(({ number }) => number)).to.deep.equal(
        Array.from({ length: 41 }, (_, index) => index + 1),
      );
    });

    it('gives forty sendings of one person one act', async () => {
      const [caseId, token, userId] = [await opened(), randomUUID(), randomUUID()];
      const recorded = await Promise.all(
        Array.from({ length: 40 }, () => act(caseId, 'write-message', 'operator', { token, userId })),
      );
      expect(new Set(recorded.map(({ number }) => number))).to.deep.equal(new Set([2]));
      expect(recorded.filter(({ already }) => !already)).to.have.length(1);
      expect(await actsOf(caseId)).to.have.length(2);
    });

    it('gives forty sendings of one person one act, whatever each of them had read', async () => {
      const [caseId, token, userId] = [await opened(), randomUUID(), randomUUID()];
      const send = async (): Promise<Recorded> => {
        const read = (await house.db('cases').where({ id: caseId }).first()) as unknown as CaseRead;
        const actor = { role: 'operator' as const, userId };
        return recordAct(house.db, process, caseId, { action: 'write-message', facts: {}, token, at, actor }, read);
      };
      const recorded = await Promise.all(Array.from({ length: 40 }, send));
      expect(recorded.filter(({ already }) => !already)).to.have.length(1);
      expect(await actsOf(caseId)).to.have.length(2);
    });

    it('lets either the clock or the person decide, thirty times: never both', async () => {
      for (let time = 0; time < 30; time += 1) {
        const { caseId, deadline } = await withDeadline();
        const answers = await Promise.all([
          refusal(pass(caseId, deadline)),
          refusal(act(caseId, 'give-complement', 'operator', { at: deadline.at, seen: 2 })),
          refusal(pass(caseId, deadline)),
        ]);
        const acts = (await actsOf(caseId)).slice(2).map(({ action }) => action);
        expect([['complement-missed'], ['give-complement'], ['complement-missed', 'give-complement']]).to.deep.include(
          acts,
        );
        const won = answers.filter((answer) => typeof answer === 'object' && !answer.already);
        expect(won).to.have.length(acts.length);
      }
    });
  });

  it('and time: no act is dated before the one before it', async () => {
    const caseId = await opened();
    await act(caseId, 'ask-complement', 'referent', { facts: { items: ['plan'] }, at: at + 26 * hour });
    await act(caseId, 'give-complement', 'operator', { at });
    expect((await actsOf(caseId)).map((one) => one.at)).to.deep.equal([at, at + 26 * hour, at + 26 * hour]);
    const row = (await house.db('cases').where({ id: caseId }).first('status_since', 'clock_since', 'state')) as {
      status_since: number;
      clock_since: number;
      state: CaseState;
    };
    expect([row.status_since, row.clock_since, row.state.enteredAt]).to.deep.equal(
      Array.from({ length: 3 }, () => at + 26 * hour),
    );
  });

  it('leaves chains that verify', async () => {
    expect((await verifyActs(house.db)).faults).to.deep.equal([]);
  });
});
