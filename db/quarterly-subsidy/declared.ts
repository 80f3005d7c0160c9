/** What a quarter declares, for its calculation: from what was submitted last, never from the tables of today. */
import { isValidOn } from '../../domain/consultations/consultation.ts';
import type { Declared } from '../../domain/subsidy/calculate.ts';
import { tickedFullTimes, type CostKind } from '../../domain/subsidy/report.ts';
import type { Database } from '../connect.ts';
import { collaborationsOf } from '../doctors/collaborations.ts';
import type { SealedConsultation, SealedQuarter } from './sealed.ts';

/** @param isValid whether its doctor was validated and collaborated on the day of a consultation */
function declaredIn(
  { report, attendance, consultations }: SealedQuarter,
  isValid: (one: SealedConsultation) => boolean,
): Declared {
  const present = attendance.flatMap(({ totals }) => (totals ? [totals.present] : []));
  const cents = (kind: CostKind): number[] =>
    report.costs.filter((cost) => cost.kind === kind).map((cost) => cost.cents);
  return {
    fullTimes: tickedFullTimes(report.staff),
    attendance: {
      days: present.reduce((sum, { days }) => sum + days, 0),
      halfDays: present.reduce((sum, { halfDays }) => sum + halfDays, 0),
    },
    consultations: consultations.flatMap(({ lines }) =>
      lines.map((line) => ({
        id: line.id,
        on: line.on,
        hours: line.hours,
        kilometres: line.kilometres,
        valid: isValid(line),
        sent: true,
      })),
    ),
    clerkSessions: report.clerkSessions,
    premisesSessions: report.premisesSessions,
    costs: {
      'supplies': cents('supplies'),
      'social-travel': report.socialTravel > 0 ? [report.socialTravel] : [],
      'education-sessions': cents('education-sessions'),
      'parent-sessions': cents('parent-sessions'),
      'doctor-training': cents('doctor-training'),
    },
  };
}

interface Submitted {
  facilityId: string;
  submitted: SealedQuarter | null;
  declared: Declared | null;
}
/**
 * Whether a doctor is validated is ONE's to say, as it is known now; everything else stands as it was submitted. The caller has looked at the
 * rights on the case. @returns undefined where nothing was submitted, or retention has erased it
 */
export async function declaredOf(db: Database, caseId: string): Promise<Declared | undefined> {
  const row = (await db('acts as a')
    .join('cases as c', 'c.id', 'a.case_id')
    .join('act_contents as k', (on) => {
      on.on('k.case_id', 'a.case_id').andOn('k.number', 'a.number');
    })
    .where('a.case_id', caseId)
    .whereIn('a.action', ['submit', 'answer-correction'])
    .orderBy('a.number', 'desc')
    .first(
      'c.facility_id as facilityId',
      db.raw("k.content -> 'submitted' as submitted"),
      db.raw("k.content -> 'declared' as declared"),
    )) as Submitted | undefined;
  if (!row?.submitted) return row?.declared ?? undefined;
  const doctors = new Map((await collaborationsOf(db, row.facilityId)).map((one) => [one.id, one]));
  return declaredIn(row.submitted, ({ collaboration, on }) => isValidOn(doctors.get(collaboration), on));
}
