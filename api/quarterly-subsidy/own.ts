/** What the pages of a quarter are typed by. */
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
  consultations: readonly MonthToSign[];
  /** Of ONE's side. */
  one: OneSide;
}
export type File = CaseFile<Pages>;
export type Row = CaseRowOf<Pages>;

export const titleOf = ({ state }: Pick<Row, 'state'>): string =>
  `Demande de subside, ${quarterInWords(state.data.quarter)}`;

export async function loadOwn(db: Database, row: Row, today: Day): Promise<Own> {
  const { quarter, consultations } = row.state.data;
  const months = monthsOf(quarter);
  const found = { id: row.id, consultations };
  return {
    consultations: await loadMonthsToSign(db, row.facility_id ?? '', months, { today, found }),
    one: await loadOneSide(db, row),
  };
}
