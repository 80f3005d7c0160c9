/** What stands beside a quarter that was sent or calculated: the snapshot of each place, and the lines of its calculation. */
import { createHash } from 'node:crypto';
import { instant, type Database } from '../../db/connect.ts';
import { loadControl } from '../../db/aes-subsidy/control.ts';
import { monthsOfQuarter } from '../../domain/after-school/budget-year.ts';
import type { KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import type { Snapshot, SnapshotDay } from '../../domain/after-school/snapshot.ts';
import { given, keep } from '../../domain/traced.ts';
import type { CaseData } from '../../workflows/aes-subsidy/contract.ts';

const dayOf = (day: string, children: number, more: Partial<SnapshotDay> = {}): SnapshotDay => ({
  day,
  nursery: children,
  primarySchool: 0,
  together: null,
  positive: null,
  morning: null,
  openAnyway: false,
  notRequired: null,
  ...more,
});
/** 24 children on one day of each month, and 10 on a legal holiday of the last one. */
export const snapshotOf = (place: string, quarter: string): Snapshot => ({
  place,
  months: monthsOfQuarter(quarter).map((month, index) => ({
    month,
    enrolledNursery: 30,
    enrolledPrimary: 0,
    days: [
      dayOf(`${month}-05`, 24),
      ...(index === 2
        ? [dayOf(`${month}-11`, 10, { openAnyway: true, notRequired: { reason: 'legal-holiday', name: 'Armistice' } })]
        : []),
    ],
  })),
});

/** One for each place that the case says to have been sent, under the digest that its act bears. */
export async function keepSendings(db: Database, caseId: string): Promise<void> {
  const { data } = (await db('cases').where({ id: caseId }).first(db.raw("state -> 'data' as data"))) as {
    data: CaseData;
  };
  const places = Object.entries(data.sent);
  if (places.length === 0) return;
  const { id: sender } = (await db('users').first('id')) as { id: string };
  const names = (await db('facilities')
    .whereIn(
      'id',
      places.map(([id]) => id),
    )
    // L'Envol is the first of them, whatever the order of the table.
    .orderBy('name')
    .select('id', 'name')) as { id: string; name: string }[];
  await db('after_school_sendings')
    .insert(
      names.map(({ id, name }) => ({
        case_id: caseId,
        facility_id: id,
        revision: 1,
        quarter: data.quarter,
        digest: createHash('sha256').update(`${caseId} ${id}`).digest(),
        snapshot: JSON.stringify(snapshotOf(name, data.quarter)),
        sent_by: sender,
        sent_at: instant(Date.now()),
      })),
    )
    .onConflict()
    .ignore();
  if (data.calculation) await keepLines(db, caseId, data, names);
}

async function keepLines(
  db: Database,
  caseId: string,
  { quarter, calculation, sent }: CaseData,
  names: readonly { id: string; name: string }[],
): Promise<void> {
  const amount = (cents: number) => keep(given('made', cents, 'cents', { kind: 'declared' }));
  const [first, ...others] = names.filter(({ id }) => sent[id]);
  const { declared, retained, scale, digest } = calculation!;
  const line = ({ id, name }: { id: string; name: string }, kept: [number, number]): KeptPlaceMonth => ({
    code: `${id}.${quarter}`,
    facilityId: id,
    place: name,
    month: quarter,
    children: { declared: 100, retained: 90 },
    declared: kept[0],
    retained: kept[1],
    reason: kept[0] === kept[1] ? 'as-declared' : 'no-register',
    left: [],
    trace: { declared: amount(kept[0]), retained: amount(kept[1]) },
  });
  await db('subsidy_calculations')
    .insert({
      case_id: caseId,
      digest: Buffer.from(digest, 'hex'),
      revision: 0,
      scale,
      declared_cents: declared,
      retained_cents: retained,
      advance_cents: 0,
      lines: JSON.stringify([line(first!, [declared, retained]), ...others.map((other) => line(other, [0, 0]))]),
      at: instant(Date.now()),
    })
    .onConflict()
    .ignore();
}

/** What the page of the control shows of a case, as its form brings it back. */
export async function markOfControl(db: Database, caseId: string): Promise<string> {
  const { data } = (await db('cases').where({ id: caseId }).first(db.raw("state -> 'data' as data"))) as {
    data: CaseData;
  };
  return (await loadControl(db, { caseId, data })).mark;
}
