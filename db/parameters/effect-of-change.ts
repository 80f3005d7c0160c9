/** What another value would touch, counted before it is asked for. Counts only, of every administration: the rule holds everywhere. */
import type { Instant } from '../../domain/calendar.ts';
import type { Quantity } from '../../domain/quantity.ts';
import { instant, type Database } from '../connect.ts';
import type { Parameter } from '../models/parameter.ts';
import { shared } from './parameters.ts';

export interface EffectOfChange {
  /** Open cases by the value they started with and keep, the most frequent first. */
  keep: { value: number; cases: number }[];
  /** Cases opened in the last twelve months. */
  opened: number;
  /** Of the overall delay: cases closed in the last twelve months, and how many had taken ONE longer than the new value. */
  closed?: { all: number; longer: number };
}

const day = 86_400_000;
const year = 365 * day;

export async function effectOfChange(
  db: Database,
  { slug, code, unit }: Pick<Parameter, 'slug' | 'code' | 'unit'>,
  wanted: Quantity | undefined,
  now: Instant,
): Promise<EffectOfChange> {
  const given = { slug, code, isShared: slug === shared, since: instant(now - year) };
  const [{ rows }, closed] = await Promise.all([
    db.raw<{ rows: { value: number; open: number; opened: number }[] }>(countCases, given),
    code === 'target' && unit === 'days' && wanted
      ? db.raw<{ rows: { all: number; longer: number }[] }>(countClosed, { ...given, longest: wanted.value * day })
      : undefined,
  ]);
  const [counted] = closed?.rows ?? [];
  return {
    keep: rows
      .filter(({ open }) => open > 0)
      .map(({ value, open }) => ({ value, cases: open }))
      .sort((a, b) => b.cases - a.cases),
    opened: rows.reduce((total, row) => total + row.opened, 0),
    ...(counted && counted.all > 0 ? { closed: counted } : {}),
  };
}

const countCases = `
select cast(parameters -> :code ->> 'value' as numeric) as value,
  cast(count(*) filter (where closed_at is null) as int) as open, cast(count(*) filter (where opened_at > :since) as int) as opened
from cases where (slug = :slug or :isShared) and (closed_at is null or opened_at > :since) and jsonb_exists(parameters, :code)
group by 1`;
const countClosed = `
select cast(count(*) as int) as all, cast(count(*) filter (where clock_one_ms > :longest) as int) as longer
from cases where slug = :slug and closed_at > :since`;
