/** The last evening: so many crèches submit within minutes, the later the more; web and worker are killed in the middle. */
import { setTimeout as sleep } from 'node:timers/promises';
import { dayOf } from '../domain/calendar.ts';
import { monthOf, quarterOf, quartersFurther, type Quarter } from '../domain/quarter.ts';
import { makeCreches, makeOffice, writeReports } from '../test/quarterly-subsidy/many-creches.ts';
import { openQuarters } from '../test/quarterly-subsidy/many-quarters.ts';
import { reckon, submitQuarter, type Submission } from '../test/quarterly-subsidy/last-evening.ts';
import { findBehind } from './following.ts';
import type { BenchHouse } from './house.ts';
import { followed, mailed, ringAll } from './quarters-engine.ts';
import { costInWords, spentBy, type Spent } from './training-cost.ts';

/** The quarter before this one: it is over, and may still be submitted. */
export const quarterBefore = (): Quarter => quartersFurther(quarterOf(monthOf(dayOf(Date.now()))), -1);
export const secondsSince = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;

export interface RushOptions {
  count: number;
  seconds: number;
  kills: boolean;
  say: (line: string) => void;
}

export async function benchRush(house: BenchHouse, { count, seconds, kills, say }: RushOptions): Promise<void> {
  const { db } = house;
  const quarter = quarterBefore();
  const prepared = performance.now();
  await makeOffice(db);
  await makeCreches(db, count, { quarter, withChildren: true });
  const ids = await openQuarters(db, { quarter, at: Date.now(), hands: 4 });
  await writeReports(db, quarter);
  await db.raw('analyze');
  await ringAll(house, ids);
  await followed(house, 240);
  say(`${String(count)} quarters ready, and followed, in ${secondsSince(prepared)}.`);

  const portal = { db, publicUrl: house.publicUrl, sessionSecret: house.secrets.sessionSecret };
  const submissions: Submission[] = [];
  const refused: string[] = [];
  const killed: { at: number; told: Promise<string> }[] = [];
  let clicks = 0;
  const kill = (part: 'web' | 'worker', after: number): void => {
    const told = sleep(after).then(
      async () => `${part} killed, ready again after ${(await house.kill(part)).toFixed(1)} s`,
    );
    killed.push({ at: Date.now() + after, told });
  };
  // Of warm programs, before one is killed.
  const spent: { clicks: number; spent: Spent }[] = [];
  const looksAt = [Math.floor(count / 4), Math.floor(count / 2) - 5];
  const onClick = (): void => {
    clicks += 1;
    if (looksAt.includes(clicks)) void spentBy(house).then((now) => spent.push({ clicks, spent: now }));
    if (!kills) return;
    // While a sending is on its way: some find nobody, some have their answer taken away.
    if (clicks === Math.floor(count / 2)) kill('web', 60);
    if (clicks === Math.floor(count * 0.7)) kill('worker', 0);
    if (clicks === Math.floor(count * 0.9)) kill('web', 90);
  };
  const began = performance.now();
  let longest = 0;
  const arrivals = ids.map(async (id, index) => {
    // The rate grows evenly from nothing to twice its mean.
    await sleep(seconds * 1000 * Math.sqrt((index + 1) / count));
    await submitQuarter(portal, id, onClick).then(
      (one) => submissions.push(one),
      (error: unknown) => refused.push(error instanceof Error ? error.message.slice(0, 300) : 'failed'),
    );
  });
  const all = Promise.all(arrivals);
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      longest = Math.max(longest, (await findBehind(house)).seconds);
      await sleep(2000);
    }
  })();
  await all;
  const lasted = secondsSince(began);
  const ended = performance.now();
  isOver = true;
  const told = await Promise.all(killed.map((one) => one.told));
  await watching;
  await followed(house, 600);
  const caughtUp = secondsSince(ended);
  await mailed(house, 600);
  const mails = secondsSince(ended);

  const { lost, twice, missing } = await reckon(db, ids, submissions);
  say(`\n${String(submissions.length)} submitted in ${lasted}, ${String(refused.length)} told otherwise.`);
  for (const one of [...new Set(refused)].slice(0, 5)) say(`  ${one}`);
  for (const one of told) say(`  ${one}`);
  const [from, to] = spent;
  if (from && to)
    say(
      `Processor, ms for each submission, with the page before and the receipt: ${costInWords(from.spent, to.spent, to.clicks - from.clicks)}.`,
    );
  const hit = submissions.filter(({ sendings }) => sendings > 1);
  const met = submissions.filter(({ retries, sendings }) => retries > 0 && sendings === 1);
  say('\n| what | count | p50 ms | p95 ms | p99 ms | longest ms |\n|---|---:|---:|---:|---:|---:|');
  tell(
    'from the click to the receipt',
    submissions.filter(({ retries }) => retries === 0).map(({ ms }) => ms),
  );
  tell(
    'the same, the receipt or the page before asked for again after a kill',
    met.map(({ ms }) => ms),
  );
  tell(
    'the same, sent again after a kill',
    hit.map(({ ms }) => ms),
  );
  tell(
    'the page that is signed',
    submissions.map(({ readMs }) => readMs),
  );
  say(
    '\n| lost | twice | not submitted | done before it was sent again | longest wait for the engine | engine caught up after | mails gone after |',
  );
  say('|---:|---:|---:|---:|---:|---:|---:|');
  const found = await foundAgain(
    house,
    hit,
    killed.map(({ at }) => at),
  );
  say(
    `| ${String(lost.length)} | ${String(twice.length)} | ${String(missing.length)} | ${String(found)} | ${longest.toFixed(1)} s | ${caughtUp} | ${mails} |\n`,
  );

  function tell(what: string, waits: number[]): void {
    waits.sort((a, b) => a - b);
    const at = (share: number): string =>
      waits.length === 0 ? '' : (waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0).toFixed(0);
    say(`| ${what} | ${String(waits.length)} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${at(1)} |`);
  }
}

/** Sendings whose act stood there when their answer was taken away: the second found it. */
async function foundAgain({ db }: BenchHouse, hit: readonly Submission[], kills: readonly number[]): Promise<number> {
  const acts = (await db('acts')
    .where({ action: 'submit' })
    .whereIn(
      'token',
      hit.map(({ token }) => token),
    )
    .pluck('at')) as number[];
  return acts.filter((at) => kills.some((kill) => at <= kill + 20 && at > kill - 5000)).length;
}
