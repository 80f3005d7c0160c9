/** What a control rests on: what was sent last of each place, the amounts of its days, what was decided before, and the year before. */
import { createHash } from 'node:crypto';
import { monthsFurther } from '../../domain/quarter.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { BudgetQuarter } from '../../domain/after-school/budget-year.ts';
import {
  calculate,
  dayOf,
  lineOf,
  type Change,
  type LineCode,
  type Result,
} from '../../domain/after-school/calculation.ts';
import { duesOf, keepLine, toPayIn, type KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import {
  childrenOn,
  differencesOf,
  isAcceptable,
  sentMonthsOf,
  type Difference,
  type Snapshot,
  type SnapshotMonth,
} from '../../domain/after-school/snapshot.ts';
import { centsOf } from '../../domain/traced.ts';
import type { Calculation, CaseData, PlaceSent } from '../../workflows/aes-subsidy/contract.ts';
import { canonical } from '../act-hash.ts';
import { instant, type Database } from '../connect.ts';
import { digestOfLines } from '../subsidies/calculations.ts';
import { closeMonths } from './reopen.ts';
import { amountsOf, type DatedAmounts } from './amounts.ts';

export interface ControlledPlace extends Pick<PlaceSent, 'late'> {
  facilityId: string;
  /** As it was called when it was sent. */
  name: string;
  revision: number;
  sentAt: Instant;
  months: readonly SnapshotMonth[];
  /** What was corrected since the sending before. */
  differences: readonly Difference[];
}
/** What a person keeps otherwise than the rules. */
export interface DecidedByHand {
  /** « <place>.<day> »: red days on which ONE accepts that the place was open. */
  accepted: readonly string[];
  changes: readonly (Change & { text?: string })[];
  /** Lines whose contest was upheld by then: what is kept of them is decided with it. */
  upheld?: readonly LineCode[];
}
export interface Control {
  /** By name. */
  places: readonly ControlledPlace[];
  amounts: DatedAmounts;
  /** At the control before. */
  decided: DecidedByHand;
  /** Children and days of the same month a year before. */
  yearBefore: ReadonlyMap<LineCode, { children: number; days: number }>;
  /** SHA-256 of all that the lines rest on: whether it is as it was shown. */
  mark: string;
}

interface SendingRow {
  facility_id: string;
  revision: number;
  snapshot: Snapshot;
  sent_at: Instant;
}
export const nothingDecided: DecidedByHand = { accepted: [], changes: [] };

/** The caller has looked at the rights on the case. */
export async function loadControl(
  db: Database,
  { caseId, data }: { caseId: string; data: Pick<CaseData, 'quarter' | 'sent'> },
): Promise<Control> {
  const rows = (await db('after_school_sendings')
    .where({ case_id: caseId })
    .orderBy(['facility_id', 'revision'])
    .select('facility_id', 'revision', 'snapshot', 'sent_at')) as SendingRow[];
  const places = [...new Set(rows.map((row) => row.facility_id))]
    .map((facilityId) =>
      placeOf(
        facilityId,
        rows.filter((row) => row.facility_id === facilityId),
        data.sent[facilityId],
      ),
    )
    .toSorted((one, other) => one.name.localeCompare(other.name, 'fr'));
  const amounts = await amountsOf(db, data.quarter);
  const decided = (await db('after_school_controls').where({ case_id: caseId }).first('decided')) as
    | { decided: DecidedByHand }
    | undefined;
  const control = {
    places,
    amounts,
    decided: decided?.decided ?? nothingDecided,
    yearBefore: await yearBeforeOf(
      db,
      places.map(({ facilityId }) => facilityId),
      data.quarter,
    ),
  };
  return { ...control, mark: markOf(control) };
}

function placeOf(facilityId: string, sendings: readonly SendingRow[], sent: PlaceSent | undefined): ControlledPlace {
  const last = sendings.at(-1)!;
  const before = sendings.at(-2);
  return {
    facilityId,
    name: last.snapshot.place,
    revision: last.revision,
    sentAt: last.sent_at,
    months: last.snapshot.months,
    differences: before ? differencesOf(before.snapshot, last.snapshot) : [],
    ...(sent?.late ? { late: sent.late } : {}),
  };
}

async function yearBeforeOf(
  db: Database,
  facilityIds: readonly string[],
  quarter: BudgetQuarter,
): Promise<Control['yearBefore']> {
  const rows = (await db('after_school_sendings')
    .whereIn('facility_id', [...facilityIds])
    .where('quarter', monthsFurther(quarter, -12))
    .orderBy([{ column: 'facility_id' }, { column: 'revision', order: 'desc' }])
    .distinctOn('facility_id')
    .select('facility_id', 'snapshot')) as SendingRow[];
  return new Map(
    rows.flatMap(({ facility_id: facilityId, snapshot }) =>
      snapshot.months.map(({ month, days }) => {
        const open = days.filter(({ notRequired }) => notRequired === null);
        const children = open.reduce((total, day) => total + childrenOn(day), 0);
        return [lineOf({ facilityId, month: monthsFurther(month, 12) }), { children, days: open.length }];
      }),
    ),
  );
}

const markOf = ({ places, amounts }: Omit<Control, 'mark'>): string =>
  createHash('sha256')
    .update(
      canonical(
        places.map(({ facilityId, revision, late, months }) => ({
          facilityId,
          revision,
          late: late ?? null,
          amounts: months.flatMap(({ days }) => days.map(({ day }) => [amounts.child(day), amounts.positive(day)])),
        })),
      ),
    )
    .digest('hex');

export function resultOf({ places, amounts }: Control, { accepted, changes }: DecidedByHand): Result {
  const acceptable = new Set(
    places.flatMap(({ facilityId, months }) =>
      months.flatMap(({ days }) => days.filter(isAcceptable).map(({ day }) => dayOf(facilityId, day))),
    ),
  );
  return calculate(
    places.flatMap(({ facilityId, name, months }) => sentMonthsOf(facilityId, { place: name, months })),
    amounts,
    {
      accepted: new Set(accepted.filter((day) => acceptable.has(day))),
      tooLate: new Set(places.filter(({ late }) => late === 'refused').map(({ facilityId }) => facilityId)),
      changes,
    },
  );
}

/** What becomes the act's fact, with its lines. @param paid cents, so far: of the quarter, and of each place */
export function workedOut(
  control: Control,
  decided: DecidedByHand,
  { paid, byPlace }: { paid: number; byPlace: ReadonlyMap<string, number> },
): { calculation: Calculation; advance: number; lines: KeptPlaceMonth[] } {
  const result = resultOf(control, decided);
  const names = new Map(control.places.map(({ facilityId, name }) => [facilityId, name]));
  const lines = result.lines.map((line) =>
    keepLine(line, {
      place: names.get(line.facilityId) ?? '',
      text: decided.changes.find(({ line: code }) => code === line.code)?.text,
    }),
  );
  const { scale } = control.amounts;
  const digest = digestOfLines({ scale, advance: paid, lines });
  return {
    calculation: {
      ...{ scale, declared: centsOf(result.declared), retained: centsOf(result.retained), digest },
      toPay: toPayIn(duesOf(lines, byPlace)),
    },
    advance: paid,
    lines,
  };
}

/** For the next control of the case. Months that were open for a correction, and that nobody has sent, are so no more: it went on without. */
export const keepDecided = async (
  trx: Database,
  { caseId, decided, by, at }: { caseId: string; decided: DecidedByHand; by: string; at: Instant },
): Promise<void> => {
  await trx('after_school_controls')
    .insert({ case_id: caseId, decided: JSON.stringify(decided), decided_by: by, decided_at: instant(at) })
    .onConflict('case_id')
    .merge();
  await closeMonths(trx, { caseId, at });
};

/** How often the case was signed before: what is calculated after a signature is a revision of it. */
export const revisionOf = async (trx: Database, caseId: string): Promise<number> => {
  const { count } = (await trx('acts').where({ case_id: caseId, action: 'sign' }).count('* as count').first()) as {
    count: number | string;
  };
  return Number(count);
};
