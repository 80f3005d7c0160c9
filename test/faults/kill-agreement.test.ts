import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { expect } from 'chai';
import { ringLagging } from '../../db/ring-lagging.ts';
import {
  agree,
  openAgreement,
  takeStep,
  type Step,
} from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { addDays, addMonths, dayOf, type Day } from '../../domain/calendar.ts';
import { waitUntil } from '../../local/processes.ts';
import { slug } from '../../workflows/agreement-renewal/contract.ts';
import { createBell, type Bell } from '../../workflows/bell.ts';
import { startKillableHouse, type KillableHouse } from '../support/killable.ts';
import { makeFacility } from '../support/places.ts';
import { day } from '../support/times.ts';

const count = 12;

describe('agreements that end and begin while the worker and the database are killed', function () {
  this.timeout(300_000);
  let house: KillableHouse;
  let connection: Connection;
  let bell: Bell;
  let endsOn: Day;
  const made: { caseId: string; facilityId: string; agreementId: string }[] = [];
  before(async () => {
    house = await startKillableHouse({ web: false });
    connection = await Connection.connect({ address: house.config.temporalAddress });
    const client = new Client({ connection, namespace: house.config.temporalNamespace });
    bell = createBell({ client, taskQueue: house.config.temporalTaskQueue });
    const now = Date.now();
    endsOn = addDays(dayOf(now), -1);
    for (let number = 0; number < count; number += 1) {
      const facilityId = await makeFacility(house.db);
      await house.db('facilities').where({ id: facilityId }).update({ kind: 'after-school-1' });
      const { organising_body_id: bodyId } = (await house
        .db('facilities')
        .where({ id: facilityId })
        .first('organising_body_id')) as { organising_body_id: string };
      const agreementId = await agree(house.db, { bodyId, from: addDays(addMonths(endsOn, -60), 1), to: endsOn });
      const at = now - 300 * day;
      const agreement = { agreementId, endsOn };
      const caseId = await openAgreement(house.db, { bodyId, kind: 'renewal', agreement, administration: 'namur', at });
      await takeStep(house.db, caseId, { action: 'invite', role: 'clock', userId: null, at: at + 1000 });
      const submitted = { sections: { places: { places: [facilityId] } } };
      const facts = { digest: 'ab'.repeat(32) };
      await takeStep(house.db, caseId, {
        action: 'submit',
        role: 'operator',
        userId: null,
        facts,
        content: { submitted },
        at: at + 2000,
      });
      made.push({ caseId, facilityId, agreementId });
    }
  });
  after(async () => {
    await (bell as Bell | undefined)?.quiet();
    await (connection as Connection | undefined)?.close();
    await (house as KillableHouse | undefined)?.stop();
  });

  const ring = (): void => {
    for (const { caseId } of made) bell.ring(slug, caseId);
  };
  /** Whatever a killed part has left is rung for again, as the house does every minute. */
  const until = async (what: string, done: () => Promise<boolean>): Promise<void> => {
    await waitUntil(
      what,
      async () => {
        try {
          if (await done()) return true;
          await ringLagging(house.db, bell);
          return false;
        } catch {
          return false;
        }
      },
      { timeout: 120_000 },
    );
  };
  const passed = async (action: string): Promise<number[]> => {
    const rows = (await house
      .db('acts')
      .where({ action })
      .groupBy('case_id')
      .select(house.db.raw('count(*)::int as count'))) as unknown as {
      count: number;
    }[];
    return rows.map((row) => row.count);
  };

  it('goes on from its end, each once, though the worker is killed meanwhile', async () => {
    ring();
    await sleep(300 + Math.random() * 500);
    await house.killAndRestart('worker', 100);
    await until('prolonged', async () => (await house.db('agreement_prolongations').pluck('case_id')).length === count);
    expect(await passed('agreement-ends')).to.deep.equal(Array.from({ length: count }, () => 1));
    const rows = (await house.db('agreement_prolongations').select('from_on', 'until_on')) as object[];
    for (const row of rows) expect(row).to.deep.equal({ from_on: addDays(endsOn, 1), until_on: null });
  });

  it('is written anew, each once, though the database is killed meanwhile: no day is left out, and none counts twice', async () => {
    const at = Date.now();
    const effectiveOn = addDays(endsOn, 1);
    const untilOn = addMonths(endsOn, 60);
    const one = { role: 'aes-referent', userId: null } as const;
    const steps = [
      { ...one, action: 'examine', facts: { met: 11, unmet: 0 } },
      { ...one, action: 'give-report', facts: { outcome: 'renew' } },
      { ...one, action: 'note-commission-opinion', facts: { opinion: 'renew', sessionOn: dayOf(at) } },
      {
        ...one,
        action: 'propose-decision',
        facts: { outcome: 'renew', effectiveOn, untilOn },
        content: { motives: 'Vu.' },
      },
      { role: 'atl-director', userId: null, action: 'sign-decision' },
    ] as const;
    for (const { caseId } of made)
      for (const [index, step] of steps.entries())
        await takeStep(house.db, caseId, { ...step, at: at + index } as unknown as Step);
    ring();
    await sleep(300 + Math.random() * 500);
    await house.killAndRestart('postgres', 100);
    ring();
    await until(
      'written',
      async () => (await house.db('agreements').whereNotNull('case_id').pluck('id')).length === count,
    );
    await until(
      'in force',
      async () => (await house.db('cases').where({ slug, status: 'in-force' }).pluck('id')).length === count,
    );
    expect(await passed('take-effect')).to.deep.equal(Array.from({ length: count }, () => 1));
    for (const { facilityId } of made) {
      const periods = (await house
        .db('aes_agreements')
        .where({ facility_id: facilityId })
        .orderBy('from_on')
        .select('from_on', 'to_on')) as { from_on: Day; to_on: Day }[];
      expect(periods.slice(1)).to.deep.equal([{ from_on: effectiveOn, to_on: untilOn }]);
      expect(periods[0]?.to_on).to.equal(endsOn);
    }
    const open = (await house.db('agreement_prolongations').whereNull('until_on').pluck('case_id')) as string[];
    expect(open).to.deep.equal([]);
    expect((await verifyActs(house.db)).faults).to.deep.equal([]);
  });
});
