/** What a software asked, and how it went: for the page of its operator. No name, no value of what was sent. */
import type { Instant } from '../../domain/calendar.ts';
import type { Month } from '../../domain/quarter.ts';
import { firstDay } from '../attendance/month.ts';
import { instant, type Database } from '../connect.ts';

export interface Call {
  applicationId: string;
  requestId: string;
  method: string;
  route: string;
  facilityId?: string | undefined;
  month?: Month | undefined;
  status: number;
  /** Of the error. */
  code?: string | undefined;
  at: Instant;
}

export const noteCall = (
  db: Database,
  { applicationId, requestId, method, route, facilityId, month, status, code, at }: Call,
): Promise<unknown> =>
  db('application_calls').insert({
    application_id: applicationId,
    request_id: requestId,
    method,
    route,
    facility_id: facilityId ?? null,
    month: month ? firstDay(month) : null,
    status,
    code: code ?? null,
    at: instant(at),
  });

export interface CallRow {
  id: number;
  at: Instant;
  requestId: string;
  method: string;
  place: string | null;
  month: string | null;
  status: number;
  code: string | null;
}
/** The newest ones. */
export const lastCalls = (db: Database, applicationId: string, most = 50): Promise<CallRow[]> =>
  db('application_calls as c')
    .leftJoin('facilities as f', 'f.id', 'c.facility_id')
    .where('c.application_id', applicationId)
    .orderBy('c.id', 'desc')
    .limit(most)
    .select('c.id', 'c.at', 'c.method', 'c.month', 'c.status', 'c.code', {
      requestId: 'c.request_id',
      place: 'f.name',
    });
