import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { ActRefused, AlreadyOpen, openCase, recordAct, type Recorded } from '../../db/record-act.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { firstFacts } from '../support/adaptation-acts.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { makeFacility } from '../support/places.ts';

const at = Date.UTC(2027, 1, 1, 9);
const today = dayOf(at);

describe('several people at once', () => {
  let house: TestDatabase;
  before(async () => {
    house = await freshDatabase({ max: 20 });
  });
  after(async () => {
    await house.drop();
  });

  const act = (
    caseId: string,
    action: string,
    role: Role,
    facts: object,
    options: { token?: string; seen?: number; userId?: string } = {},
  ): Promise<Recorded> =>
    recordAct(house.db, process, caseId, {
      action,
      facts,
      token: options.token ?? randomUUID(),
      seen: options.seen,
      actor: { role, userId: options.userId ?? randomUUID() },
      at,
    });
  const opening = (
    facilityId: string,
    { token = randomUUID() as string, userId = randomUUID() as string, caseId = undefined as string | undefined } = {},
  ): Promise<Recorded> =>
    openCase(house.db, process, {
      ...firstFacts('capacity-change', today),
      caseId,
      subject: { kind: 'facility', id: facilityId },
      kind: 'capacity-change',
      token,
      actor: { role: 'operator', userId },
      at,
    });
  async function atSignature(): Promise<string> {
    const { caseId } = await opening(await makeFacility(house.db));
    await act(caseId, 'declare-complete', 'referent', {});
    await act(caseId, 'give-opinion', 'coordinator', { opinion: 'favourable' });
    await act(caseId, 'propose-decision', 'referent', { outcome: 'grant', effectiveOn: addDays(today, 30) });
    return caseId;
  }
  const outcomes = async (attempts: Promise<Recorded>[]): Promise<{ recorded: Recorded[]; refused: string[] }> => {
    const settled = await Promise.allSettled(attempts);
    const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    for (const error of errors) expect(error).to.be.instanceOf(ActRefused);
    return {
      recorded: settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
      refused: errors.map((error) => (error as ActRefused).code),
    };
  };

  it('takes one decision of two agents who sign and send back the same case at the same instant, a hundred times', async () => {
    for (let batch = 0; batch < 10; batch += 1) {
      await Promise.all(
        Array.from({ length: 10 }, async (_, index) => {
          const caseId = await atSignature();
          const pair = [
            act(caseId, 'sign-decision', 'asr-manager', {}, { seen: 4 }),
            act(caseId, index % 2 ? 'sign-decision' : 'return-to-drafter', 'asr-manager', {}, { seen: 4 }),
          ];
          const { recorded, refused } = await outcomes(pair);
          expect([recorded.length, refused.length]).to.deep.equal([1, 1]);
          const { count } = (await house
            .db('acts')
            .where({ case_id: caseId })
            .whereIn('action', ['sign-decision', 'return-to-drafter'])
            .count('*')
            .first()) as unknown as { count: number };
          expect(count).to.equal(1);
        }),
      );
    }
  });

  it('records one act of ten identical sendings, and gives each the same answer', async () => {
    for (const [action, role] of [
      ['sign-decision', 'asr-manager'],
      ['write-message', 'operator'],
    ] as const) {
      const [caseId, token, userId] = [await atSignature(), randomUUID(), randomUUID()];
      const { recorded, refused } = await outcomes(
        Array.from({ length: 10 }, () => act(caseId, action, role, {}, { token, userId, seen: 4 })),
      );
      expect(refused).to.deep.equal([]);
      expect(new Set(recorded.map(({ number }) => number))).to.deep.equal(new Set([5]));
      expect(recorded.filter(({ already }) => !already)).to.have.length(1);
      expect(await house.db('acts').where({ case_id: caseId, action })).to.have.length(1);
    }
  });

  it('opens one case of ten identical sendings, and one of a kind for a facility', async () => {
    const [token, userId, facilityId] = [randomUUID(), randomUUID(), await makeFacility(house.db)];
    const opened = await Promise.all(Array.from({ length: 10 }, () => opening(facilityId, { token, userId })));
    expect(new Set(opened.map(({ caseId }) => caseId)).size).to.equal(1);
    expect(opened.filter(({ already }) => !already)).to.have.length(1);
    expect(await house.db('acts').where({ case_id: opened[0]?.caseId })).to.have.length(1);
    const other = await opening(facilityId).catch((error: unknown) => error);
    expect(other).to.be.instanceOf(AlreadyOpen);
  });

  it('refuses the form of a page that the case has left behind, but not because of a message', async () => {
    const caseId = await atSignature();
    await act(caseId, 'write-message', 'operator', {});
    await act(caseId, 'return-to-drafter', 'asr-manager', {}, { seen: 4 });
    const stale = await act(caseId, 'ask-complement', 'referent', { items: ['plan'] }, { seen: 4 }).catch(
      (error: unknown) => error,
    );
    expect((stale as ActRefused).code).to.equal('stale');
  });

  it('leaves chains that verify', async () => {
    const { faults, cases } = await verifyActs(house.db);
    expect([faults, cases > 100]).to.deep.equal([[], true]);
  });
});
