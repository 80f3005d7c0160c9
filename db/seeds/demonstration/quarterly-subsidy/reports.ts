/** The reports of the demonstration: whole, or with what a crèche still has to see to. */
import { trainingDayOf } from '../training-day.ts';
import type { Instant } from '../../../../domain/calendar.ts';
import { lastDayOf, monthsOf, type Quarter } from '../../../../domain/quarter.ts';
import type { FunctionCode } from '../../../../domain/staff/functions.ts';
import type { Database } from '../../../connect.ts';
import { instant } from '../../../connect.ts';
import { loadReport, type ReportOf } from '../../../quarterly-subsidy/report.ts';
import { stableId } from '../stable-id.ts';

/** Cents of a month at full time. */
const pay: Readonly<Partial<Record<FunctionCode, number>>> = {
  'direction': 4_692_18,
  'deputy-direction': 4_120_40,
  'social-worker': 3_724_80,
  'nurse': 3_724_80,
  'pms': 3_624_80,
  'nursery-nurse': 3_318_42,
  'childcare': 2_986_43,
};

export type Completeness = 'whole' | 'begun' | 'almost';
interface Told {
  of: ReportOf;
  completeness: Completeness;
  by: string | null;
  at: Instant;
}

export async function tellReport(db: Database, { of, completeness, by, at }: Told): Promise<void> {
  const { caseId, quarter, organisingBodyId, facilityId } = of;
  const { staff } = await loadReport(db, of, lastDayOf(quarter));
  const changed = { changed_by: by, changed_at: instant(at) };
  const salaries = staff.map((row, index) => {
    const full = (pay[row.function] ?? 2_800_00) + index * 1_26;
    const month = Math.round((full * row.percent) / 100);
    const cents: (number | null)[] = [0, 1, 2].map((at3) =>
      row.months[at3 as 0 | 1 | 2] && (completeness !== 'begun' || at3 === 0) ? month : null,
    );
    // One is missing, and one has lost its comma.
    if (completeness === 'almost' && index === 2) cents[2] = null;
    if (completeness === 'almost' && index === 4 && cents[2] != null) cents[2] *= 10;
    return {
      case_id: caseId,
      collaboration_id: row.collaborationId,
      subsidised: row.function !== 'deputy-direction',
      cents,
      versions: [1, 1, 1, 1],
      ...changed,
    };
  });
  if (salaries.length > 0) await db('quarter_salaries').insert(salaries);
  const isFirst = quarter.endsWith('-1');
  await db('quarter_reports').insert({
    case_id: caseId,
    opens: completeness === 'begun' ? null : '07:00',
    closes: completeness === 'begun' ? null : '18:30',
    children: isFirst && completeness === 'whole' ? 28 : null,
    clerk_sessions: completeness === 'begun' ? 0 : 6,
    premises_sessions: completeness === 'begun' ? 0 : 6,
    social_travel: completeness === 'begun' ? 0 : 42_60,
    information_version: 1,
    costs_version: 1,
    ...changed,
  });
  const closures = closuresOf(quarter, completeness);
  if (closures.length > 0)
    await db('quarter_closures').insert(
      closures.map((closure) => ({
        organising_body_id: organisingBodyId,
        facility_id: facilityId,
        ...closure,
        ...changed,
      })),
    );
  if (completeness !== 'begun') {
    const [first, second] = monthsOf(quarter);
    await db('quarter_costs').insert([
      {
        id: stableId(`cost supplies ${caseId}`),
        case_id: caseId,
        kind: 'supplies',
        held_on: `${first}-14`,
        label: 'Thermomètres et pèse-bébé (facture 2214)',
        cents: 186_40,
        ...changed,
      },
      {
        id: stableId(`cost parents ${caseId}`),
        case_id: caseId,
        kind: 'parent-sessions',
        held_on: `${second}-22`,
        label: 'Soirée des parents : le sommeil',
        cents: 120_00,
        ...changed,
      },
    ]);
  }
}

function closuresOf(quarter: Quarter, completeness: Completeness) {
  // Away for a training that nobody has named yet.
  const monday = trainingDayOf(quarter);
  return [
    ...(quarter.endsWith('-3')
      ? [{ from_on: `${quarter.slice(0, 4)}-07-21`, to_on: `${quarter.slice(0, 4)}-07-21`, motive: 'public-holiday' }]
      : []),
    ...(completeness === 'begun'
      ? []
      : [
          {
            from_on: monday,
            to_on: monday,
            motive: completeness === 'almost' ? null : 'other',
            note: 'journée pédagogique',
          },
        ]),
  ];
}
