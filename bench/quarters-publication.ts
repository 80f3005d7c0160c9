/**
 * Thousands of quarters: opened by the calendar's round, ended and reminded by their clerks, submitted and controlled before their table of lump sums
 * is published; then the table is, and the worker is killed in the middle of what follows.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createOpeningRounds } from '../activities/opening-rounds.ts';
import { batchSlug } from '../db/batches/batch.ts';
import { startOfDay } from '../domain/calendar.ts';
import { firstDayOf, type Quarter } from '../domain/quarter.ts';
import { makeCreches, makeOffice } from '../test/quarterly-subsidy/many-creches.ts';
import { letWait } from '../test/quarterly-subsidy/many-quarters.ts';
import { calculatedEach, publish } from '../test/quarterly-subsidy/publication.ts';
import type { AnyProcess } from '../workflows/procedure.ts';
import { process as quarterly } from '../workflows/quarterly-subsidy/process.ts';
import type { BenchHouse } from './house.ts';
import { followed, ringAll, until, withBell } from './quarters-engine.ts';
import { quarterBefore, secondsSince } from './quarters-rush.ts';
import { costInWords, spentBy } from './training-cost.ts';
import { patience } from '../db/desk.ts';

const longest = 900;

export async function benchPublication(
  house: BenchHouse,
  { count, kills, say }: { count: number; kills: boolean; say: (line: string) => void },
): Promise<void> {
  const { db } = house;
  const quarter = quarterBefore();
  // Only those that are counted.
  await db('facilities').where({ kind: 'subsidised-creche' }).update({ kind: 'creche' });
  await makeCreches(db, count, { quarter });
  const office = await makeOffice(db);
  await db.raw('analyze');
  say('\n| what | seconds | the engine had followed | ms of processor, for each quarter |\n|---|---:|---:|---|');
  const step = async (what: string, work: () => Promise<unknown>, isKilled = false): Promise<void> => {
    const [from, before] = [performance.now(), await spentBy(house)];
    await work();
    const done = secondsSince(from);
    await followed(house, longest);
    const cost = isKilled ? 'not told: a worker was killed' : costInWords(before, await spentBy(house), count);
    say(`| ${what} | ${done} | ${secondsSince(from)} | ${cost} |`);
  };

  await step('opened by the round, their quarter over', () => openByRound(house, quarter));
  const ids = (await db('cases').where({ slug: quarterly.slug, period: quarter }).pluck('id')) as string[];
  await step('reminded', () => remind(house, ids));
  const reminded = (await db('acts').where({ action: 'remind' }).select('case_id')) as { case_id: string }[];
  await step('submitted and controlled, straight by the act, and told', async () => {
    await letWait(db, ids, { manager: office.manager, at: Date.now(), hands: 3 });
    await ringAll(house, ids);
  });

  const asked = performance.now();
  const { batchId, total } = await publish(db, office, quarter);
  const answered = secondsSince(asked);
  let told = 'nobody killed';
  const killing = (async () => {
    if (!kills) return;
    await until('the middle', longest, async () => (await doneOf(house, batchId)) > total / 3);
    const at = await doneOf(house, batchId);
    told = `worker killed at ${String(at)} of ${String(total)}, ready again after ${(await house.kill('worker')).toFixed(1)} s`;
  })();
  await step(
    'published, each that waited calculated',
    async () => {
      await withBell(house, (bell) => {
        bell.ring(batchSlug, batchId);
      });
      await until('the batch', longest, async () => (await doneOf(house, batchId)) === total);
      await killing;
    },
    kills,
  );
  say(`\nThe publication was answered in ${answered}; ${told}.`);
  say(
    `Opened: ${String(ids.length)} of ${String(count)}; reminded: ${String(new Set(reminded.map(({ case_id }) => case_id)).size)}, by ${String(reminded.length)} acts.`,
  );
  say('\n| quarters | their status | acts that calculate each | calculations kept of each |\n|---:|---|---:|---:|');
  for (const { quarters, status, acts, kept } of await calculatedEach(db, quarter))
    say(`| ${String(quarters)} | ${status} | ${String(acts)} | ${String(kept)} |`);
}

/** What the schedule of the openings does, as of the first day of that quarter; the worker of the house opens them. */
async function openByRound(house: BenchHouse, quarter: Quarter): Promise<void> {
  const { db } = house;
  const dueOn = firstDayOf(quarter);
  const opened = { ...quarterly, opening: { ...quarterly.opening, from: dueOn } } as AnyProcess;
  await withBell(house, (bell) =>
    createOpeningRounds({ db, bell, among: [opened] }).makeOpenings({
      slug: quarterly.slug,
      now: startOfDay(dueOn) + 3 * 3_600_000,
    }),
  );
  await until(
    'the openings',
    longest,
    async () => (await db('batches').whereNot({ status: 'done' }).first('id')) === undefined,
  );
}

/** The hour of the next reminder is over, and the clock's patience with it: the rows say so, in the place of a day of the weeks to come. */
async function remind(house: BenchHouse, ids: readonly string[]): Promise<void> {
  await house.db.raw(
    `
with next as (
  select c.id, (select d ->> 'id' from jsonb_array_elements(c.state -> 'deadlines') d where d ->> 'act' = 'remind' order by cast(d ->> 'at' as bigint) limit 1) as deadline
  from cases c where c.id = any(:ids)
)
update cases c set wake_at = now() - cast(:patience as int) * interval '1 millisecond', state = jsonb_set(c.state, '{deadlines}', (
  select jsonb_agg(case when d ->> 'id' = next.deadline then jsonb_set(d, '{at}', to_jsonb(floor(extract(epoch from now()) * 1000) - cast(:patience as int))) else d end)
  from jsonb_array_elements(c.state -> 'deadlines') d))
from next where next.id = c.id`,
    { ids, patience },
  );
  await ringAll(house, ids);
  await until('the reminders', longest, async () => {
    const { count } = (await house.db('acts').where({ action: 'remind' }).count('* as count').first()) as unknown as {
      count: number;
    };
    await sleep(1000);
    return count >= ids.length;
  });
}

const doneOf = async ({ db }: BenchHouse, id: string): Promise<number> => {
  const { done, failed } = (await db('batches').where({ id }).first('done', 'failed')) as {
    done: number;
    failed: number;
  };
  return done + failed;
};
