/** The engine behind many quarters: told of them, and waited for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { process as quarterly } from '../workflows/quarterly-subsidy/process.ts';
import { createBell, type Bell } from '../workflows/bell.ts';
import { isFollowed } from '../test/quarterly-subsidy/many-quarters.ts';
import { namespace, taskQueue, type BenchHouse } from './house.ts';

export async function withBell<T>(house: BenchHouse, work: (bell: Bell) => Promise<T> | T): Promise<T> {
  const connection = await Connection.connect({ address: house.temporalAddress });
  const bell = createBell({ client: new Client({ connection, namespace }), taskQueue });
  try {
    const result = await work(bell);
    await bell.quiet();
    return result;
  } finally {
    await connection.close();
  }
}

export const ringAll = (house: BenchHouse, ids: readonly string[]): Promise<void> =>
  withBell(house, (bell) => {
    for (const id of ids) bell.ring(quarterly.slug, id);
  });

/** @throws after so many seconds */
export const followed = ({ db }: BenchHouse, seconds: number): Promise<void> =>
  until('the engine', seconds, () => isFollowed(db));
export const mailed = ({ db }: BenchHouse, seconds: number): Promise<void> =>
  until('the mails', seconds, async () => (await db('notices').whereNotNull('mail_at').first('case_id')) === undefined);

export async function until(what: string, seconds: number, isSo: () => Promise<boolean>): Promise<void> {
  const from = performance.now();
  while (!(await isSo())) {
    if (performance.now() - from > seconds * 1000) throw new Error(`${what} has not come within ${String(seconds)} s`);
    await sleep(500);
  }
}
