/** Acts straight through `recordAct`, in this process, with the bell: what other engines' decisions per second are compared with. */
import { Client, Connection } from '@temporalio/client';
import type { Database } from '../db/connect.ts';
import { recordAct } from '../db/record-act.ts';
import { createBell, type Bell } from '../workflows/bell.ts';
import { process as adaptation } from '../workflows/authorisation-adaptation/process.ts';
import { namespace, taskQueue, type BenchHouse } from './house.ts';
import { atRate, inClosedLoop, type Measured } from './measure.ts';
import { nextAct, openPool, type Walked } from './walk.ts';

export interface Straight {
  /** The next act of a case; `choosing` brings a letter. */
  act: (one: Walked, choosing?: boolean) => Promise<void>;
  bell: Bell;
  close: () => Promise<void>;
}

export async function openStraight(house: BenchHouse): Promise<Straight> {
  const db: Database = openPool(house.databaseUrl);
  const connection = await Connection.connect({ address: house.temporalAddress });
  const bell = createBell({ client: new Client({ connection, namespace }), taskQueue });
  return {
    bell,
    async act(one, choosing) {
      const recorded = await recordAct(db, adaptation, one.id, nextAct(one, choosing));
      if (recorded.ring) bell.ring(recorded.slug, recorded.caseId);
    },
    async close() {
      await bell.quiet();
      await connection.close();
      await db.destroy();
    },
  };
}

/** Each caller on a case of its own, one act after the other. */
export const measureActs = ({ act }: Straight, walked: Walked[], callers: number, seconds: number): Promise<Measured> =>
  inClosedLoop(callers, seconds, (caller) => act(walked[caller] as Walked));

/** So many acts a second, each on another case, as people do. */
export const measureSustained = (
  { act }: Straight,
  walked: Walked[],
  rate: number,
  seconds: number,
): Promise<Measured> => atRate(rate, seconds, (index) => act(walked[index % walked.length] as Walked));
