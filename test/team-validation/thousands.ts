/** As many places as there are, and the clerk at work on all of them: what the tests of a whole year share. */
import { randomUUID } from 'node:crypto';
import { startOfDay } from '../../domain/calendar.ts';
import { waitUntil } from '../../local/processes.ts';
import { process } from '../../workflows/team-validation/process.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';

/**
 * `VALIDATIONS=4000 TEST_FILE_MINUTES=120 TEST_MINUTES=120 npm test -- test/team-validation/workflow.test.ts` (or `year-end.test.ts`) does it for
 * as many as there are; without it, for a few.
 */
export const asked = Number(global.process.env.VALIDATIONS ?? 0);
export const count = asked || 40;
export const mostMs = asked ? 3_600_000 : 180_000;
const longest = { timeout: 1_800_000 };

export function manyYears(engine: Engine) {
  const { db, env, bell } = engine;
  /** The clerk has caught up with every case. */
  async function settle(): Promise<void> {
    await waitUntil(
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
  }
  return {
    settle,
    /** One place in four is a subsidised crèche. @returns their ids, by number */
    async makePlaces(): Promise<string[]> {
      const like = await makeFacility(db);
      await db.raw(
        `with more as (
           insert into facilities (id, number, organising_body_id, name, kind, home, administration)
           select gen_random_uuid(), 'E' || n, organising_body_id, name, case when n % 4 = 0 then 'subsidised-creche' else kind end, home, administration
           from facilities, generate_series(2, :count) n where id = :like returning id)
         insert into authorisation_versions (facility_id, status, street, number, postcode, locality, capacity, valid_from, decided_on)
         select more.id, status, street, number, postcode, locality, capacity, valid_from, decided_on
         from more, authorisation_versions where facility_id = :like`,
        { count, like },
      );
      return (await db('facilities').orderBy('number').pluck('id')) as string[];
    },
    /** What the calendar opens by now is opened. */
    async round(): Promise<void> {
      const handle = await env.client.workflow.start('openings', {
        workflowId: `round-${randomUUID()}`,
        taskQueue: 'procedures',
        args: [process.slug],
      });
      await waitUntil(
        'round',
        async () => (await handle.describe()).status.name === 'COMPLETED',
        asked ? longest : { timeout: 60_000 },
      );
      await waitUntil(
        'batches',
        async () => (await db('batches').whereNot({ status: 'done' }).first('id')) === undefined,
        longest,
      );
    },
    async sleepUntil(day: string): Promise<void> {
      await env.sleep(Math.max(1, startOfDay(day) - (await engine.now())));
      await settle();
    },
    async statuses(year: string): Promise<Record<string, number>> {
      const rows = (await db('cases')
        .where({ slug: process.slug, period: year })
        .groupBy('status')
        .select('status', db.raw('cast(count(*) as int) as n'))) as { status: string; n: number }[];
      return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
    },
  };
}
export const secondsSince = (from: number): string => `${String(Math.round((performance.now() - from) / 1000))} s`;
