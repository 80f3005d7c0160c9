/** The engine behind the acts: how fast it follows, how far behind it falls, and what following an act costs the processor. */
import { readdirSync, readFileSync } from 'node:fs';
import type { BenchHouse } from './house.ts';

/** Acts that no clerk has seen yet, and since when the oldest of them waits (seconds). */
export async function findBehind({ db }: BenchHouse): Promise<{ acts: number; seconds: number }> {
  const {
    rows: [row],
  } = await db.raw<{ rows: { acts: number; oldest: number | null }[] }>(`
    select coalesce(sum(c.bell_seq - c.engine_seq), 0) as acts, min(a.at) as oldest
    from cases c join acts a on a.case_id = c.id and a.number = c.engine_seq + 1 where c.engine_seq < c.bell_seq`);
  const oldest = row?.oldest ?? null;
  return { acts: Number(row?.acts), seconds: oldest === null ? 0 : Math.max(0, (Date.now() - oldest) / 1000) };
}

/** Waits until every act was followed, two minutes at most. */
export async function catchUp(
  house: BenchHouse,
  limitSeconds = 120,
): Promise<{ acts: number; seconds: number; perSecond: number; left: number }> {
  const { acts } = await findBehind(house);
  const from = performance.now();
  let left = acts;
  while (left > 0 && performance.now() - from < limitSeconds * 1000) {
    await new Promise((done) => setTimeout(done, 250));
    left = (await findBehind(house)).acts;
  }
  const seconds = (performance.now() - from) / 1000;
  return { acts, seconds, perSecond: (acts - left) / seconds, left };
}

/** The longest that an act has waited while something else goes on (seconds), looked at twice a second. */
export async function longestWait<T>(
  house: BenchHouse,
  during: Promise<T>,
): Promise<{ result: T; longestSeconds: number }> {
  let longestSeconds = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      longestSeconds = Math.max(longestSeconds, (await findBehind(house)).seconds);
      await new Promise((done) => setTimeout(done, 500));
    }
  })();
  try {
    return { result: await during, longestSeconds };
  } finally {
    isOver = true;
    await watching;
  }
}

export interface Spent {
  server: number;
  worker: number;
  database: number;
}

/** Milliseconds of processor that the engine has used until now: server, worker with its browser, and the worker's own sessions at PostgreSQL. */
export async function readSpent({ db, temporal, worker }: BenchHouse): Promise<Spent> {
  const { rows } = await db.raw<{ rows: { pid: number }[] }>(
    "select pid from pg_stat_activity where usename = 'pro_one_worker'",
  );
  return {
    server: spentBy(descendantsOf(temporal.pid)),
    worker: spentBy(descendantsOf(worker.pid)),
    database: spentBy(rows.map(({ pid }) => pid)),
  };
}

/** What was spent since, for each of so many acts. Sessions that ended meanwhile are not counted. */
export function perAct(before: Spent, after: Spent, acts: number): Spent & { all: number } {
  const each = {
    server: (after.server - before.server) / acts,
    worker: (after.worker - before.worker) / acts,
    database: Math.max(0, after.database - before.database) / acts,
  };
  return { ...each, all: each.server + each.worker + each.database };
}

const ticksPerSecond = 100;
function spentBy(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid), 0) * (1000 / ticksPerSecond);
}
/** User and system time, children that ended included. */
function ticksOf(pid: number): number {
  const fields = statOf(pid)?.slice(11, 15) ?? [];
  return fields.reduce((sum, field) => sum + Number(field), 0);
}
/** The fields of `/proc/<pid>/stat` after the name of the program, which may hold blanks. */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
function descendantsOf(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name): [pid: number, parent: number] => [Number(name), Number(statOf(Number(name))?.[1] ?? 0)]);
  const found = [root];
  for (const pid of found) found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child));
  return found;
}
