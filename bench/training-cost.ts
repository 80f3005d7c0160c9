/** Processor time of each process of the house (Linux): what a line costs, however many others share the cores. */
import { readdirSync, readFileSync } from 'node:fs';
import type { BenchHouse } from './house.ts';

/** Of a second: what the kernel counts in (getconf CLK_TCK). */
const tick = 100;
type Part = 'web' | 'worker' | 'engine' | 'database';
export type Spent = Readonly<Record<Part, number>>;

interface Stat {
  parent: number;
  own: number;
  /** Of children that are gone. */
  gone: number;
}
function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number): number => fields[index] ?? 0;
    return { parent: at(1), own: (at(11) + at(12)) / tick, gone: (at(13) + at(14)) / tick };
  } catch {
    return undefined;
  }
}

/** Seconds of processor so far. */
export async function spentBy({ db, web, worker, temporal }: BenchHouse): Promise<Spent> {
  const { rows } = await db.raw<{ rows: { pid: number }[] }>('select pg_backend_pid() as pid');
  const postmaster = statOf(rows[0]?.pid ?? 0)?.parent ?? 0;
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => statOf(Number(pid)) ?? []);
  const base = statOf(postmaster);
  const database =
    (base ? base.own + base.gone : 0) +
    all.filter(({ parent }) => parent === postmaster).reduce((sum, { own }) => sum + own, 0);
  const of = (pid: number | undefined): number => statOf(pid ?? 0)?.own ?? 0;
  return { web: of(web.pid), worker: of(worker.pid), engine: of(temporal.pid), database };
}

export const costInWords = (from: Spent, to: Spent, lines: number): string =>
  (['web', 'worker', 'engine', 'database'] as const)
    .map((part) => `${part} ${(((to[part] - from[part]) * 1000) / lines).toFixed(1)}`)
    .join(', ');
