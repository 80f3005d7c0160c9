/** What the pages of a quarter are typed by. */
import { loadMonthsToSend, type MonthToSend } from '../../db/attendance/to-send.ts';
import type { Database } from '../../db/connect.ts';
import { loadMonthsToSign, type MonthToSign } from '../../db/consultations/sign.ts';
import type { Day } from '../../domain/calendar.ts';
import { monthsOf, quarterInWords } from '../../domain/quarter.ts';
import type { Kind, Words } from '../../workflows/quarterly-subsidy/contract.ts';
import type { CaseFile, CaseRowOf } from '../cases/procedure-pages.ts';
import { loadOneSide, type OneSide } from './one-side.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
/** What its pages read beside the case. */
export interface Own {
  /** Of each month of the quarter. */
  attendance: readonly MonthToSend[];
  consultations: readonly MonthToSign[];
  /** Of ONE's side. */
  one: OneSide;
}
export type File = CaseFile<Pages>;
export type Row = CaseRowOf<Pages>;

export const titleOf = ({ state }: Pick<Row, 'state'>): string =>
  `Demande de subside, ${quarterInWords(state.data.quarter)}`;

export async function loadOwn(db: Database, row: Row, today: Day): Promise<Own> {
  const { quarter, attendance, consultations } = row.state.data;
  const months = monthsOf(quarter);
  const facilityId = row.facility_id ?? '';
  const [toSend, toSign, one] = await Promise.all([
    loadMonthsToSend(db, facilityId, months, { today, sent: attendance }),
    loadMonthsToSign(db, facilityId, months, { today, found: { id: row.id, consultations } }),
    loadOneSide(db, row),
  ]);
  return { attendance: toSend, consultations: toSign, one };
}
