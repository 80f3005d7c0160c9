/** What the readiness of a quarter is told from: its months, its team, its report, doctors, account, and who may submit. */
import { addDays, type Day, type Instant } from '../../domain/calendar.ts';
import { firstDayOf, lastDayOf, monthsOf, type Month, type Quarter } from '../../domain/quarter.ts';
import { pointsOf } from '../../domain/subsidy/report.ts';
import type { ReadinessFacts, Until } from '../../domain/subsidy/readiness.ts';
import type { CaseData, MonthSent } from '../../workflows/quarterly-subsidy/contract.ts';
import { strongAcr } from '../access/strength.ts';
import { accountInUse } from '../bank-accounts/in-use.ts';
import { instant, type Database } from '../connect.ts';
import { loadMonths } from '../consultations/month.ts';
import { signedMonths } from '../consultations/sent.ts';
import { collaborationsOf, type NamedCollaboration } from '../doctors/collaborations.ts';
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
    lastDay: data.lastDay,
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
      valid: validIn(doctors, quarter),
      waiting: doctors.filter(({ status }) => status === 'to-validate' || status === 'complement-asked').map(nameOf),
    },
    account: await findAccount(db, organisingBodyId),
    authorisedUntil: await findEndOfAuthorisation(db, facilityId, quarter),
    submitters: await listSubmitters(db, of, { today, now }),
  };
}
const nameOf = ({ firstName, familyName }: { firstName: string; familyName: string }): string =>
  `Dr ${firstName} ${familyName}`;

/** Who may be chosen on some day of the quarter, and until when. */
function validIn(doctors: readonly NamedCollaboration[], quarter: Quarter): Until[] {
  const [first, last] = [firstDayOf(quarter), lastDayOf(quarter)];
  return doctors.flatMap((one) => {
    const ends = one.valid
      .map(({ from, until }) => ({ from: from > one.from ? from : one.from, until: earlier(until, one.until) }))
      .filter(({ from, until }) => from <= last && (until === null || (until >= first && until >= from)))
      .map(({ until }) => until);
    if (ends.length === 0) return [];
    return [{ name: nameOf(one), until: ends.includes(null) ? null : ends.sort().at(-1)! }];
  });
}
const earlier = (one: Day | null, other: Day | null): Day | null =>
  one === null || (other !== null && other < one) ? other : one;

async function findAccount(db: Database, organisingBodyId: string): Promise<ReadinessFacts['account']> {
  const inUse = await accountInUse(db, organisingBodyId, 'early-childhood');
  if (inUse) return { masked: inUse.masked };
  const asked = (await db('bank_accounts as a')
    .join('cases as c', 'c.id', 'a.case_id')
    .where('a.organising_body_id', organisingBodyId)
    .whereRaw("'early-childhood' = any(a.purposes)")
    .whereIn('c.status', ['to-validate', 'second-validation', 'cooling', 'complement-asked'])
    .orderBy('a.added_at', 'desc')
    .first('c.status')) as { status: string } | undefined;
  return asked ? { asked: asked.status === 'complement-asked' ? 'complement' : 'at-one' } : {};
}

/** The day before the last of the quarter from which no child may be received; a version decided later takes the place of one of the same day. */
async function findEndOfAuthorisation(db: Database, facilityId: string, quarter: Quarter): Promise<Day | null> {
  const last = (await db('authorisation_versions')
    .where({ facility_id: facilityId })
    .where('valid_from', '<=', lastDayOf(quarter))
    .orderBy([
      { column: 'valid_from', order: 'desc' },
      { column: 'created_at', order: 'desc' },
    ])
    .first('status', 'valid_from as from')) as { status: string; from: Day } | undefined;
  return last && !['authorised', 'temporarily-moved'].includes(last.status) ? addDays(last.from, -1) : null;
}

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

/** Whose right holds today, until when, and who has signed in strongly not long ago. */
async function listSubmitters(
  db: Database,
  { organisingBodyId, facilityId }: ReportOf,
  { today, now }: { today: Day; now: Instant },
): Promise<Until[]> {
  const rows = (await db('users as u')
    .join('grants as g', 'g.user_id', 'u.id')
    .whereNull('u.deactivated_at')
    .where('u.last_sign_in_acr', '>=', strongAcr)
    .where('u.last_sign_in_at', '>=', instant(now - strongWithin))
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
    .groupBy('u.id')
    .orderBy(['u.family_name', 'u.first_name', 'u.id'])
    .limit(20)
    .select(
      db.raw("u.first_name || ' ' || u.family_name as name"),
      db.raw("nullif(max(coalesce(g.valid_to, '9999-12-31')), '9999-12-31') as until"),
    )) as Until[];
  return rows;
}
