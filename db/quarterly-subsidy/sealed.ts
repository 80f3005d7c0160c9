/** What is submitted of a quarter: the report, what was sent of its months by their digests, and Mon Équipe; the content of the act that submits it. */
import type { Totals } from '../../domain/attendance/month.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import { monthsOf, type Month, type Quarter } from '../../domain/quarter.ts';
import type { TeamSnapshot } from '../../domain/staff/team-snapshot.ts';
import { pointsOf, type Report, type ReportPoint } from '../../domain/subsidy/report.ts';
import type { CaseData } from '../../workflows/quarterly-subsidy/contract.ts';
import { sentAttendance } from '../attendance/sent.ts';
import type { Database } from '../connect.ts';
import { digest } from '../act-hash.ts';
import { sentConsultations } from '../consultations/sent.ts';
import type { ReadinessFacts } from '../../domain/subsidy/readiness.ts';
import { readTeam, type TeamOfYear } from '../team-validation/read-team.ts';
import type { Ability } from '../access/subjects.ts';
import { findReadiness } from './readiness.ts';
import { loadReport, type PreparedReport, type ReportOf } from './report.ts';

export interface SealedConsultation {
  id: string;
  on: Day;
  collaboration: string;
  doctor: string;
  hours: number;
  kilometres: number;
  cents: { fees: number; travel: number };
}
export interface SealedQuarter {
  quarter: Quarter;
  report: Report & { places: number; tariffs: PreparedReport['tariffs'] };
  attendance: readonly { month: Month; digest: string; totals: Totals | null }[];
  consultations: readonly { month: Month; digest: string; lines: readonly SealedConsultation[] }[];
  team: TeamSnapshot;
}

/** The parts that a page has shown: which of them has moved can be told. */
export const sealedParts = ['staff', 'information', 'costs', 'attendance', 'consultations', 'team'] as const;
export type SealedPart = (typeof sealedParts)[number];

const partsOf = ({ report, attendance, consultations, team }: SealedQuarter): Record<SealedPart, unknown> => ({
  staff: report.staff,
  information: { hours: report.hours, children: report.children, closures: report.closures },
  costs: [report.clerkSessions, report.premisesSessions, report.socialTravel, report.costs],
  attendance,
  consultations,
  team,
});
/** In short, of each part: the form brings it back. */
export const markOf = (sealed: SealedQuarter): string => {
  const parts = partsOf(sealed);
  return sealedParts.map((part) => digest({ part: parts[part] }).toString('hex').slice(0, 16)).join('.');
};
export function movedParts(seen: string, now: SealedQuarter): SealedPart[] {
  const [before, after] = [seen.split('.'), markOf(now).split('.')];
  return sealedParts.filter((_, index) => before[index] !== after[index]);
}
export const digestOf = (sealed: SealedQuarter): string => digest(sealed).toString('hex');

/** What is known in euros on that day, in cents: the staff is worth what the table of lump sums of the quarter will say. */
export function centsDeclared({ report, consultations }: SealedQuarter): number {
  const { clerkSessions, premisesSessions, socialTravel, costs, tariffs } = report;
  const sessions =
    Math.round(clerkSessions * tariffs.clerk * 100) + Math.round(premisesSessions * tariffs.premises * 100);
  const fees = consultations
    .flatMap(({ lines }) => lines)
    .reduce((sum, { cents }) => sum + cents.fees + cents.travel, 0);
  return sessions + socialTravel + costs.reduce((sum, { cents }) => sum + cents, 0) + fees;
}

export interface QuarterToday {
  report: PreparedReport;
  points: readonly ReportPoint[];
  readiness: ReadinessFacts;
  sealed: SealedQuarter;
}
/** All that the pages of a quarter read, and what would be submitted now. One after the other: an act asks within its transaction. */
export async function readQuarter(
  db: Database,
  of: ReportOf,
  { data, today, now, ability }: { data: CaseData; today: Day; now: Instant; ability?: Ability },
): Promise<QuarterToday> {
  const { organisingBodyId, facilityId, quarter, caseId } = of;
  const team = await readTeam(
    db,
    { organisingBodyId, facilityId },
    { year: quarter.slice(0, 4), today, ...(ability ? { ability } : {}) },
  );
  const report = await loadReport(db, of, today, team.team);
  const readiness = await findReadiness(db, of, { data, report, team, today, now });
  return {
    report,
    points: pointsOf(report, report.limits),
    readiness,
    sealed: await sealOf(db, { caseId, quarter, report, team, data }),
  };
}

async function sealOf(
  db: Database,
  {
    caseId,
    quarter,
    report,
    team,
    data,
  }: { caseId: string; quarter: Quarter; report: PreparedReport; team: TeamOfYear; data: CaseData },
): Promise<SealedQuarter> {
  const attendance = await sentAttendance(db, caseId);
  const consultations = await sentConsultations(db, caseId);
  const { staff, hours, children, closures, clerkSessions, premisesSessions, socialTravel, costs, places, tariffs } =
    report;
  const isSent = (module: 'attendance' | 'consultations', month: Month): boolean =>
    data[module][month] !== undefined && !data[module][month].reopened;
  return {
    quarter,
    report: {
      quarter,
      staff,
      hours,
      children,
      closures,
      clerkSessions,
      premisesSessions,
      socialTravel,
      costs,
      places,
      tariffs,
    },
    attendance: monthsOf(quarter).flatMap((month) => {
      const sent = attendance.get(month);
      return sent && isSent('attendance', month) ? [{ month, digest: sent.digest, totals: sent.totals }] : [];
    }),
    consultations: monthsOf(quarter).flatMap((month) => {
      const sent = consultations.get(month);
      if (!sent || !isSent('consultations', month)) return [];
      const lines = sent.lines.map(({ id, on, collaboration, doctor, hours: length, kilometres, cents }) => ({
        id,
        on,
        collaboration,
        doctor,
        hours: length,
        kilometres,
        cents,
      }));
      return [{ month, digest: sent.digest, lines }];
    }),
    team: team.snapshot,
  };
}
