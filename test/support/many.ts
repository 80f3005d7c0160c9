/** Thousands of cases of one procedure on the engine's own clock: what the tests of a whole year or quarter share. */
import { randomUUID } from 'node:crypto';
import { instant } from '../../db/connect.ts';
import { ringLagging, ringOpen, ringOverdue } from '../../db/ring-lagging.ts';
import type { Instant } from '../../domain/calendar.ts';
import { waitUntil } from '../../local/processes.ts';
import type { Engine } from './engine.ts';

const longest = { timeout: 1_800_000 };

export interface Many {
  /** The clerk has caught up with every case. */
  settle: () => Promise<void>;
  /** What the calendar opens by now is asked for; `opened` waits for it. */
  askForOpenings: (slug: string) => Promise<void>;
  /** Asked for, and done. */
  round: (slug: string) => Promise<void>;
  /** Lets the clock run to an instant, and the clerk catch up. */
  sleepUntil: (at: Instant) => Promise<void>;
  /** What the rounds of each minute and of the night do: bells that were lost, hours that passed unseen, cases that no workflow looks after. */
  sweep: () => Promise<void>;
}

export function many(engine: Engine): Many {
  const { db, env, bell } = engine;
  const now = (): Promise<Instant> => engine.now();
  const settle = (): Promise<void> =>
    waitUntil(
      'clerks',
      async () => {
        await bell.quiet();
        return (
          (await db('cases').whereRaw('engine_seq < bell_seq').first('id')) === undefined &&
          (await db('effects').where({ status: 'pending' }).first('case_id')) === undefined
        );
      },
      longest,
    );
  const isBehind = async (): Promise<boolean> =>
    (await db('cases')
      .whereNull('closed_at')
      .where('wake_at', '<=', instant(await now()))
      .first('id')) !== undefined;
  async function askForOpenings(slug: string): Promise<void> {
    const handle = await env.client.workflow.start('openings', {
      workflowId: `round-${randomUUID()}`,
      taskQueue: 'procedures',
      args: [slug],
    });
    await waitUntil('round', async () => (await handle.describe()).status.name === 'COMPLETED', longest);
  }
  return {
    settle,
    askForOpenings,
    async round(slug) {
      await askForOpenings(slug);
      await waitUntil(
        'batches',
        async () => (await db('batches').whereNot({ status: 'done' }).first('id')) === undefined,
        longest,
      );
    },
    async sleepUntil(at) {
      await env.sleep(Math.max(1, at - (await now())));
      await settle();
    },
    async sweep() {
      await ringLagging(db, bell);
      await ringOverdue(db, bell, await now());
      await ringOpen(db, bell, (await db('cases').whereNull('closed_at').pluck('id')) as string[]);
      await waitUntil('hours that passed', async () => !(await isBehind()), longest);
      await settle();
    },
  };
}
export const secondsSince = (from: number): string => `${String(Math.round((performance.now() - from) / 1000))} s`;
