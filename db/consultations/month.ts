/** A month of consultations at a crèche, as it is being encoded, with all that its lines are looked at by. */
import type { Closing } from '../../domain/attendance/month.ts';
import { isWorkingDay, type Day, type Instant } from '../../domain/calendar.ts';
import type { AskedCollaboration, DraftConsultation } from '../../domain/consultations/consultation.ts';
import { lookAtMonth, type MonthLookedAt, type MonthRules, type Tariff } from '../../domain/consultations/month.ts';
import { firstDayOfMonth, lastDayOfMonth, type Month } from '../../domain/quarter.ts';
import type { Database } from '../connect.ts';
import { closuresBetween } from '../quarterly-subsidy/closures.ts';
import { collaborationsOf, type NamedCollaboration } from '../doctors/collaborations.ts';
import { worthAsSigned, type SignedMonth } from './signed-month.ts';
import { tariffOn, tariffsBetween } from './tariffs.ts';

export interface MonthOf {
  facilityId: string;
  month: Month;
}
export interface EncodedLine extends DraftConsultation {
  version: number;
  updatedAt: Instant;
  updatedBy: string;
  /** Sent with its month, and not reopened since. */
  signed: boolean;
}
export type Doctor = NamedCollaboration & AskedCollaboration;
export interface EncodedMonth {
  month: Month;
  /** By day and hour; those without a day last. */
  lines: readonly EncodedLine[];
  doctors: ReadonlyMap<string, Doctor>;
  /** In force in the month, oldest first. */
  tariffs: readonly Tariff[];
  /** Those that applied before, oldest first. */
  earlier: readonly Tariff[];
  looked: MonthLookedAt<EncodedLine>;
}

/** Before any tariff began. */
const firstOfAll: Day = '1900-01-01';

/** Several months, in the order given. @param sent what was sent of them */
export async function loadMonths(
  db: Database,
  facilityId: string,
  months: readonly Month[],
  { today, sent = new Map() }: { today: Day; sent?: ReadonlyMap<Month, Pick<SignedMonth, 'lines'>> },
): Promise<EncodedMonth[]> {
  const sorted = [...months].sort();
  // One after the other: signing reads them in a transaction.
  const all = await listLines(db, facilityId, months);
  const doctors = await doctorsOf(db, facilityId);
  const [from, to] = [firstDayOfMonth(sorted[0]!), lastDayOfMonth(sorted.at(-1)!)];
  const tariffs = await tariffsBetween(db, firstOfAll, to);
  const closures = await closuresBetween(db, facilityId, { from, to });
  return months.map((month) => {
    const lines = all.filter((line) => line.month === month);
    const signed = lines.filter((line) => line.signed).map(({ id }) => id);
    const worths = sent.get(month)?.lines.filter(({ id }) => signed.includes(id)) ?? [];
    const looked = lookAtMonth(
      lines,
      rulesOf({ month, today, doctors, tariffs, closures }),
      new Map(worths.map((line) => [line.id, worthAsSigned(line)])),
    );
    const own = inMonth(tariffs, month);
    const earlier = tariffs.filter((tariff) => own[0] && tariff.from < own[0].from);
    return { month, lines, doctors, tariffs: own, earlier, looked };
  });
}

const rulesOf = (given: {
  month: Month;
  today: Day;
  doctors: ReadonlyMap<string, AskedCollaboration>;
  tariffs: readonly Tariff[];
  closures: readonly Closing[];
}): MonthRules => ({
  month: given.month,
  today: given.today,
  isClosed: (day) => !isWorkingDay(day) || given.closures.some(({ from, to }) => from <= day && day <= to),
  collaborations: given.doctors,
  tariffOn: tariffOn(given.tariffs),
});

async function doctorsOf(db: Database, facilityId: string): Promise<Map<string, Doctor>> {
  const all = await collaborationsOf(db, facilityId);
  return new Map(all.map((one) => [one.id, { ...one, waits: undecided.has(one.status) }]));
}
const undecided = new Set<NamedCollaboration['status']>(['to-validate', 'complement-asked']);

function inMonth(tariffs: readonly Tariff[], month: Month): Tariff[] {
  const [first, last] = [firstDayOfMonth(month), lastDayOfMonth(month)];
  const begun = tariffs.findLast(({ from }) => from <= first);
  return [...(begun ? [begun] : []), ...tariffs.filter(({ from }) => from > first && from <= last)];
}

type Row = EncodedLine & { month: Month };
const listLines = async (db: Database, facilityId: string, months: readonly Month[]): Promise<Row[]> =>
  (await db('consultations as l')
    .join('users as u', 'u.id', 'l.updated_by')
    .where('l.facility_id', facilityId)
    .whereIn('l.month', months.map(firstDayOfMonth))
    .whereNull('l.removed_at')
    .orderByRaw('l.month, l.held_on nulls last, l.from_minute nulls last, l.created_at, l.id')
    .select(
      'l.id',
      'l.held_on as on',
      'l.from_minute as from',
      'l.to_minute as to',
      'l.collaboration_id as collaboration',
      'l.version',
      'l.updated_at as updatedAt',
      db.raw('u.first_name || \' \' || u.family_name as "updatedBy"'),
      db.raw('l.signed_at is not null as signed'),
      db.raw("to_char(l.month, 'YYYY-MM') as month"),
    )) as Row[];

/** How many lines stand in each month since one, and how many of them are not signed: by « place month ». */
export async function countLines(
  db: Database,
  facilityIds: readonly string[],
  from: Month,
): Promise<Map<string, { all: number; unsigned: number }>> {
  const rows = (await db('consultations')
    .whereIn('facility_id', [...facilityIds])
    .where('month', '>=', firstDayOfMonth(from))
    .whereNull('removed_at')
    .groupBy('facility_id', 'month')
    .select(
      db.raw("facility_id || ' ' || to_char(month, 'YYYY-MM') as key"),
      db.raw('cast(count(*) as int) as "all"'),
      db.raw('cast(count(*) filter (where signed_at is null) as int) as unsigned'),
    )) as { key: string; all: number; unsigned: number }[];
  return new Map(rows.map(({ key, all, unsigned }) => [key, { all, unsigned }]));
}
