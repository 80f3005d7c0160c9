/** The rules that a quarter is calculated by: the published table, and the parameters of its days. Read once for many requests. */
import type { Day } from '../../domain/calendar.ts';
import { lastDayOf, type Quarter } from '../../domain/quarter.ts';
import { staffGroups, type Rules, type StaffGroup } from '../../domain/subsidy/calculate.ts';
import type { Regime } from '../../domain/subsidy/lump-sums.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Database } from '../connect.ts';
import { Parameter } from '../models/parameter.ts';

/** What a calculation says it rests on: « 2026-3.private.2 ». */
export const scaleOf = (quarter: Quarter, regime: Regime, version: number): string =>
  `${quarter}.${regime}.${String(version)}`;

type DatedValue = Pick<Parameter, 'code' | 'value' | 'valid_from'>;
export interface Dated {
  quarter: Quarter;
  /** @throws when no value was in force that day */
  on: (code: string, day: Day) => number;
}
const codes = ['reduced-fee', 'clerk', 'premises', 'hourly-fee', 'kilometre', 'advance', 'line-gap'];

export async function datedParameters(db: Database, quarter: Quarter): Promise<Dated> {
  const values: DatedValue[] = await Parameter.query(db)
    .where({ slug })
    .whereIn('code', codes)
    .orderBy('valid_from')
    .select('code', 'value', 'valid_from');
  return {
    quarter,
    on(code, day) {
      const found = values.findLast((one) => one.code === code && one.valid_from <= day);
      if (!found) throw new Error(`no parameter ${code} on ${day}`);
      return Number(found.value);
    },
  };
}

/** @param lumpSums null: not published yet, staff is worth nothing so far */
export const rulesFor = ({ quarter, on }: Dated, places: number, lumpSums: LumpSums | undefined): Rules => {
  const last = lastDayOf(quarter);
  return {
    quarter,
    places,
    lumpSums: lumpSums ?? { version: '', euros: { direction: 0, pms: 0, childcare: 0 } },
    reducedFee: on('reduced-fee', last),
    clerk: on('clerk', last),
    premises: on('premises', last),
    hourly: (day) => on('hourly-fee', day),
    kilometre: (day) => on('kilometre', day),
    on: last,
  };
};

export type LumpSums = Rules['lumpSums'];
/** The last published table. */
export async function publishedLumpSums(
  db: Database,
  quarter: Quarter,
  regime: Regime,
): Promise<(LumpSums & { id: string; number: number; publishedAt: number }) | undefined> {
  const table = (await db('lump_sum_tables')
    .where({ quarter, regime, status: 'published' })
    .orderBy('version', 'desc')
    .first('id', 'version', 'published_at')) as { id: string; version: number; published_at: number } | undefined;
  if (!table) return undefined;
  const { id, version: number, published_at: publishedAt } = table;
  return { id, number, publishedAt, version: scaleOf(quarter, regime, number), euros: await eurosOf(db, id) };
}

export async function eurosOf(db: Database, tableId: string): Promise<Record<StaffGroup, number>> {
  const rows = (await db('lump_sums').where({ table_id: tableId }).select('staff_group', 'euros')) as {
    staff_group: StaffGroup;
    euros: number;
  }[];
  const of = new Map(rows.map(({ staff_group: group, euros }) => [group, euros]));
  return Object.fromEntries(staffGroups.map((group) => [group, of.get(group) ?? 0])) as Record<StaffGroup, number>;
}

/** What a case is calculated with: its place as authorised at the end of the quarter (hypothèse), and the regime of its body. */
export interface Calculated {
  places: number;
  regime: Regime | null;
}
export async function calculatedFor(db: Database, facilityId: string, quarter: Quarter): Promise<Calculated> {
  const row = (await db('facilities as f')
    .join('organising_bodies as b', 'b.id', 'f.organising_body_id')
    .joinRaw(
      `left join lateral (select capacity from authorisation_versions where facility_id = f.id and valid_from <= ?
         order by valid_from desc, created_at desc limit 1) v on true`,
      [lastDayOf(quarter)],
    )
    .where('f.id', facilityId)
    .first('v.capacity', 'b.subsidy_regime')) as { capacity: number | null; subsidy_regime: Regime | null };
  return { places: row.capacity ?? 0, regime: row.subsidy_regime };
}

/** Whoever calculates and whoever publishes come one after the other. In a transaction of one moment, one that comes too late begins anew. */
export async function holdScale(trx: Database, quarter: Quarter, regime: Regime): Promise<void> {
  await trx('lump_sum_waits').insert({ quarter, regime }).onConflict(['quarter', 'regime']).ignore();
  await trx('lump_sum_waits').where({ quarter, regime }).forShare().first('published');
}
