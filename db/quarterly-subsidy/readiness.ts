/** What the readiness of a quarter is told from: its months, its team, its report, doctors, account, and who may submit. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { isValidOn } from '../../domain/consultations/consultation.ts';
import { monthsOf, type Month } from '../../domain/quarter.ts';
import { pointsOf } from '../../domain/subsidy/report.ts';
import type { ReadinessFacts } from '../../domain/subsidy/readiness.ts';
import type { CaseData, MonthSent } from '../../workflows/quarterly-subsidy/contract.ts';
import { strongAcr } from '../access/strength.ts';
import { accountInUse } from '../bank-accounts/in-use.ts';
import { instant, type Database } from '../connect.ts';
import { loadMonths } from '../consultations/month.ts';
import { signedMonths } from '../consultations/sent.ts';
import { collaborationsOf } from '../doctors/collaborations.ts';
import type { TeamOfYear } from '../team-validation/read-team.ts';
import type { PreparedReport, ReportOf } from './report.ts';

const days = 86_400_000;
/** Whoever has signed in strongly within these days will be able to again (hypothèse). */
const strongWithin = 90 * days;

const sentOf = (sent: MonthSent | undefined): 'never' | 'sent' | 'reopened' =>
  sent === undefined ? 'never' : sent.reopened ? 'reopened' : 'sent';

/** The caller has looked at the rights on the case. */
export async function findReadiness(
  db: Database,
  of: ReportOf,
  {
    data,
    report,
    team,
    today,
    now,
  }: { data: CaseData; report: PreparedReport; team: TeamOfYear; today: Day; now: Instant },
): Promise<ReadinessFacts> {
  const { caseId, organisingBodyId, facilityId, quarter } = of;
  const rows = await countRows(db, facilityId, monthsOf(quarter));
  const consultations = await loadMonths(db, facilityId, monthsOf(quarter), {
    today,
    sent: await signedMonths(db, caseId),
  });
  const doctors = await collaborationsOf(db, facilityId);
  const isOf = (month: Month) => consultations.find((one) => one.month === month);
  return {
    today,
    months: monthsOf(quarter).map((month) => {
      const looked = isOf(month)?.looked;
      return {
        month,
        attendance: { sent: sentOf(data.attendance[month]), rows: rows.get(month) ?? 0 },
        consultations: {
          sent: sentOf(data.consultations[month]),
          unsent: (looked?.ready.consultations ?? 0) + (looked?.waiting.consultations ?? 0) + (looked?.faulty ?? 0),
          cents: (looked?.ready.fees ?? 0) + (looked?.ready.travel ?? 0),
        },
      };
    }),
    team: team.points,
    people: team.figures.people,
    report: pointsOf(report, report.limits),
    doctors: {
      valid: doctors.filter((one) => isValidOn(one, today)).map(nameOf),
      waiting: doctors.filter(({ status }) => status === 'to-validate' || status === 'complement-asked').map(nameOf),
    },
    account: (await accountInUse(db, organisingBodyId, 'early-childhood'))?.masked,
    submitters: await listSubmitters(db, of, { today, now }),
  };
}
const nameOf = ({ firstName, familyName }: { firstName: string; familyName: string }): string =>
  `Dr ${firstName} ${familyName}`;

async function countRows(db: Database, facilityId: string, months: readonly Month[]): Promise<Map<Month, number>> {
  const rows = (await db('attendance_rows')
    .where({ facility_id: facilityId })
    .whereIn(
      'month',
      months.map((month) => `${month}-01`),
    )
    .whereNull('removed_at')
    .groupBy('month')
    .select(db.raw("to_char(month, 'YYYY-MM') as month"), db.raw('cast(count(*) as int) as rows'))) as {
    month: Month;
    rows: number;
  }[];
  return new Map(rows.map(({ month, rows: count }) => [month, count]));
}

/** Whose right lasts, and who has signed in strongly not long ago. */
async function listSubmitters(
  db: Database,
  { organisingBodyId, facilityId }: ReportOf,
  { today, now }: { today: Day; now: Instant },
): Promise<string[]> {
  const rows = (await db('users as u')
    .whereNull('u.deactivated_at')
    .where('u.last_sign_in_acr', '>=', strongAcr)
    .where('u.last_sign_in_at', '>=', instant(now - strongWithin))
    .whereExists(
      db('grants as g')
        .whereRaw('g.user_id = u.id')
        .where({ 'g.organising_body_id': organisingBodyId })
        .where('g.valid_from', '<=', today)
        .whereRaw('(g.valid_to is null or g.valid_to >= ?)', [today])
        .where((at) => {
          void at.whereIn('g.role', ['administrator', 'childminder']).orWhere((other) => {
            void other
              .where({ 'g.role': 'data-manager', 'g.dossier': 'subsidies' })
              .whereRaw('(g.facility_id is null or g.facility_id = ?)', [facilityId]);
          });
        })
        .select(db.raw('1')),
    )
    .orderBy(['u.family_name', 'u.first_name', 'u.id'])
    .limit(20)
    .select('u.first_name', 'u.family_name')) as { first_name: string; family_name: string }[];
  return rows.map((one) => `${one.first_name} ${one.family_name}`);
}
