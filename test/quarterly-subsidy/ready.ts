/** A quarter of the tests that lacks nothing: months sent, hours given, somebody who may submit, a team without a fault. */
import { randomUUID } from 'node:crypto';
import { instant, type Database } from '../../db/connect.ts';
import type { CaseRow, OfBody } from '../../db/cases/case-file.ts';
import { markOf, readQuarter } from '../../db/quarterly-subsidy/sealed.ts';
import { recordAct } from '../../db/record-act.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { monthsOf } from '../../domain/quarter.ts';
import type { CaseData } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { digest } from './cases.ts';

type Row = CaseRow & OfBody & { facility_id: string };
const rowOf = async (db: Database, caseId: string): Promise<Row> =>
  (await db('cases').where({ id: caseId }).first()) as Row;

export async function makeReady(db: Database, caseId: string, now: Instant): Promise<void> {
  const { state, organising_body_id: body } = await rowOf(db, caseId);
  const { quarter, attendance } = state.data as CaseData;
  for (const month of monthsOf(quarter).filter((one) => !attendance[one]))
    await recordAct(db, process, caseId, {
      action: 'send-attendance',
      facts: { month, digest, children: 28, days: 400, halfDays: 30 },
      content: { totals: totals, rows: [] },
      token: randomUUID(),
      actor: { role: 'operator', userId: randomUUID() },
      at: now,
    });
  await db('quarter_reports')
    .insert({
      case_id: caseId,
      opens: '07:00',
      closes: '18:00',
      clerk_sessions: 2,
      information_version: 1,
      costs_version: 1,
    })
    .onConflict('case_id')
    .ignore();
  await db('users')
    .whereIn('id', db('grants').where({ organising_body_id: body, role: 'administrator' }).select('user_id'))
    .update({ last_sign_in_at: instant(now - 60_000), last_sign_in_acr: 450 });
}
const totals = {
  present: { days: 400, halfDays: 30 },
  justified: { days: 12, halfDays: 1 },
  unjustified: { days: 3, halfDays: 0 },
};

/** What the form of a submission brings back. */
export async function sealOf(db: Database, caseId: string, now: Instant): Promise<string> {
  const row = await rowOf(db, caseId);
  const data = row.state.data as CaseData;
  const { sealed } = await readQuarter(
    db,
    { caseId, organisingBodyId: row.organising_body_id, facilityId: row.facility_id, quarter: data.quarter },
    { data, today: dayOf(now), now },
  );
  return markOf(sealed);
}
