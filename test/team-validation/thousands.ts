/** As many places as there are, and the clerk at work on all of them: what the tests of a whole year share. */
import { startOfDay } from '../../domain/calendar.ts';
import { process } from '../../workflows/team-validation/process.ts';
import type { Engine } from '../support/engine.ts';
import { many } from '../support/many.ts';
import { makeFacility } from '../support/places.ts';

/**
 * `VALIDATIONS=4000 TEST_FILE_MINUTES=120 TEST_MINUTES=120 npm test -- test/team-validation/workflow.test.ts` (or `year-end.test.ts`) does it for
 * as many as there are; without it, for a few.
 */
export const asked = Number(global.process.env.VALIDATIONS ?? 0);
export const count = asked || 40;
export const mostMs = asked ? 3_600_000 : 180_000;

export function manyYears(engine: Engine) {
  const { db } = engine;
  const { settle, round, sleepUntil } = many(engine);
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
    round: (): Promise<void> => round(process.slug),
    sleepUntil: (day: string): Promise<void> => sleepUntil(startOfDay(day)),
    async statuses(year: string): Promise<Record<string, number>> {
      const rows = (await db('cases')
        .where({ slug: process.slug, period: year })
        .groupBy('status')
        .select('status', db.raw('cast(count(*) as int) as n'))) as { status: string; n: number }[];
      return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
    },
  };
}
