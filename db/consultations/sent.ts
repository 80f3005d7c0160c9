/** What was sent of the consultations of a quarter: kept beside each act as its content, covered by the chain of acts. */
import type { Instant } from '../../domain/calendar.ts';
import { isValidOn } from '../../domain/consultations/consultation.ts';
import type { Month } from '../../domain/quarter.ts';
import type { Database } from '../connect.ts';
import { collaborationsOf } from '../doctors/collaborations.ts';
import { centsOfLine, type SignedLine, type SignedMonth } from './signed-month.ts';

export interface SentConsultation extends SignedLine {
  /** In cents. */
  cents: { fees: number; travel: number };
  /** Whether the doctor is validated for that day, as it is known now: it was when it was signed. */
  valid: boolean;
}
export interface SentConsultations {
  month: Month;
  /** SHA-256 in hex of the lines. */
  digest: string;
  at: Instant;
  by: string | null;
  /** ONE has reopened it since: it is sent again before it counts. */
  reopened: boolean;
  /** None where retention has erased them. */
  lines: readonly SentConsultation[];
}

/** The last sending of each month of the case of a quarter. The caller has looked at the rights on the case. */
export async function sentConsultations(db: Database, caseId: string): Promise<Map<Month, SentConsultations>> {
  const sendings = await lastSendings(db, caseId);
  const [facilityId] = sendings.map((one) => one.facilityId);
  const collaborations = new Map(
    (facilityId ? await collaborationsOf(db, facilityId) : []).map((one) => [one.id, one]),
  );
  return new Map(
    sendings.map(({ facilityId: _, lines, ...sending }) => [
      sending.month,
      {
        ...sending,
        lines: (lines ?? []).map((line) => ({
          ...line,
          cents: centsOfLine(line),
          valid: isValidOn(collaborations.get(line.collaboration), line.on),
        })),
      },
    ]),
  );
}

/** The same as it was signed, without what is known since. */
export async function signedMonths(db: Database, caseId: string): Promise<Map<Month, SignedMonth>> {
  const sendings = await lastSendings(db, caseId);
  return new Map(sendings.map(({ month, lines }) => [month, { month, lines: lines ?? [] }]));
}

type Sending = Omit<SentConsultations, 'lines'> & { facilityId: string; lines: SignedLine[] | null };
const lastSendings = async (db: Database, caseId: string): Promise<Sending[]> =>
  (await db('acts as a')
    .join('cases as c', 'c.id', 'a.case_id')
    .leftJoin('act_contents as k', (on) => {
      on.on('k.case_id', 'a.case_id').andOn('k.number', 'a.number');
    })
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .where({ 'a.case_id': caseId, 'a.action': 'sign-consultations' })
    .distinctOn(db.raw("a.facts ->> 'month'") as unknown as string)
    .orderByRaw("a.facts ->> 'month', a.number desc")
    .select(
      db.raw("a.facts ->> 'month' as month"),
      db.raw("a.facts ->> 'digest' as digest"),
      'a.at',
      db.raw("u.first_name || ' ' || u.family_name as by"),
      db.raw(
        "c.state #>> array['data', 'consultations', a.facts ->> 'month', 'reopened'] is not distinct from 'true' as reopened",
      ),
      'c.facility_id as facilityId',
      db.raw("k.content -> 'lines' as lines"),
    )) as Sending[];
