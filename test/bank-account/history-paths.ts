/** Paths of an account whose history in the engine is recorded for each release, and walked by `workflow.test.ts`. */
import { randomUUID } from 'node:crypto';
import { makeAccount } from '../../db/seeds/demonstration/bank-account/make-account.ts';
import { dayOf } from '../../domain/calendar.ts';
import { makeBelgianIban } from '../../domain/iban.ts';
import type { Action, Purpose } from '../../workflows/bank-account/contract.ts';
import { process } from '../../workflows/bank-account/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { day } from '../support/times.ts';

export const secrets = {
  nissKey: 'a key of the tests, long enough too',
  nissPepper: 'a pepper of the tests, long enough',
};

export interface Account {
  caseId: string;
  bodyId: string;
  iban: string;
  act: (role: Role, action: Action, facts?: object, content?: object) => Promise<number>;
  /** Two different agents; then it waits. */
  validate: () => Promise<void>;
}

let last = 0;
export async function makeBody(engine: Engine): Promise<string> {
  const facilityId = await makeFacility(engine.db);
  const row = await engine
    .db('facilities')
    .where({ id: facilityId })
    .first<{ organising_body_id: string }>('organising_body_id');
  return row.organising_body_id;
}

export async function addAccount(
  engine: Engine,
  { bodyId: given, purposes = ['early-childhood'] as Purpose[] }: { bodyId?: string; purposes?: Purpose[] } = {},
): Promise<Account> {
  const bodyId = given ?? (await makeBody(engine));
  const at = await engine.now();
  const id = randomUUID();
  const by = randomUUID();
  await engine.db('users').insert({
    id: by,
    first_name: 'Essai',
    family_name: 'Essai',
    email: `${by}@exemple.be`,
    portal: 'pro',
  });
  last += 1;
  const iban = makeBelgianIban(9_991_000_000 + last);
  await makeAccount(engine.db, secrets, {
    id,
    bodyId,
    iban,
    holder: 'ASBL « Les Essais »',
    purposes,
    statementOn: dayOf(at),
    by,
    at,
  });
  engine.bell.ring(process.slug, id);
  await engine.settle();
  const act = actsThrough(engine, process, id);
  return {
    caseId: id,
    bodyId,
    iban,
    act,
    async validate() {
      await act('subsidy-manager', 'validate');
      await act('subsidy-manager', 'validate-second');
    },
  };
}

export const accountPaths: Record<string, Path> = {
  async 'used-replaced'(engine, snap) {
    const { caseId, bodyId, act } = await addAccount(engine);
    await snap(caseId, 'to-validate-waiting');
    await act('subsidy-manager', 'validate');
    await snap(caseId, 'second-validation-waiting');
    await act('subsidy-manager', 'validate-second');
    await snap(caseId, 'cooling-waiting');
    await engine.sleep(2 * day + 60_000);
    await snap(caseId, 'active-waiting');
    const next = await addAccount(engine, { bodyId });
    await next.validate();
    await engine.sleep(2 * day + 60_000);
    await engine.settle();
    await snap(next.caseId, 'replacing-waiting');
    await snap(caseId, 'replaced');
  },
  async 'blocked-unblocked-refused'(engine, snap) {
    const { caseId, act } = await addAccount(engine);
    await act('operator', 'block');
    await snap(caseId, 'blocked-waiting');
    await act('subsidy-manager', 'unblock');
    await act('subsidy-manager', 'refuse', { motive: 'holder' });
    await snap(caseId, 'blocked-unblocked-refused');
  },
  async 'complement-missed'(engine, snap) {
    const { caseId, act } = await addAccount(engine);
    await act('subsidy-manager', 'ask-complement');
    await snap(caseId, 'complement-asked-waiting');
    await engine.sleep(35 * day);
    await snap(caseId, 'complement-missed');
  },
  async 'contested-closed'(engine, snap) {
    const { caseId, act, validate } = await addAccount(engine);
    await validate();
    await engine.sleep(2 * day + 60_000);
    await act('operator', 'contest');
    await snap(caseId, 'contested-waiting');
    await act('operator', 'withdraw');
    await snap(caseId, 'contested-withdrawn');
    const other = await addAccount(engine);
    await other.validate();
    await engine.sleep(2 * day + 60_000);
    await other.act('operator', 'close');
    await snap(other.caseId, 'used-closed');
  },
};
