/** What the pages of a quarter are typed by, and what they read beside its case. */
import type { Ability } from '../../db/access/subjects.ts';
import { loadMonthsToSend, type MonthToSend } from '../../db/attendance/to-send.ts';
import type { Database } from '../../db/connect.ts';
import { loadMonthsToSign, type MonthToSign } from '../../db/consultations/sign.ts';
import { quartersAround } from '../../db/quarterly-subsidy/list-quarters.ts';
import type { ReportOf } from '../../db/quarterly-subsidy/report.ts';
import { readQuarter, type QuarterToday } from '../../db/quarterly-subsidy/sealed.ts';
import { endOfDay, type Day } from '../../domain/calendar.ts';
import { monthsOf, quarterInWords, type Quarter } from '../../domain/quarter.ts';
import { isDeclaring, type Kind, type Words } from '../../workflows/quarterly-subsidy/contract.ts';
import type { CaseFile, CaseRowOf } from '../cases/procedure-pages.ts';
import { doorsOf, type Doors } from './doors.ts';
import { loadOneSide, type OneSide } from './one-side.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
export interface Own {
  /** What is being prepared, while it is with the operator; afterwards it is the acts that tell. */
  declaring?: Declaring;
  /** The quarters beside it. */
  around: readonly { id: string; quarter: Quarter }[];
  /** Of ONE's side. */
  one: OneSide;
}
export interface Declaring extends QuarterToday {
  doors: Doors;
  /** Of each month of the quarter. */
  attendance: readonly MonthToSend[];
  consultations: readonly MonthToSign[];
}
export type File = CaseFile<Pages>;
export type Row = CaseRowOf<Pages>;

export const titleOf = ({ state }: Pick<Row, 'state'>): string =>
  `Demande de subside, ${quarterInWords(state.data.quarter)}`;

/** @throws when the case has no facility: the procedure is about nothing else */
export function reportOf({ id, organising_body_id: organisingBodyId, facility_id: facilityId, state }: Row): ReportOf {
  if (facilityId === null) throw new Error('a quarter without a facility');
  return { caseId: id, organisingBodyId, facilityId, quarter: state.data.quarter };
}

export async function loadOwn(db: Database, row: Row, today: Day, ability: Ability): Promise<Own> {
  const { facilityId, quarter } = reportOf(row);
  const declaring = isDeclaring(row.status) ? await loadDeclaring(db, row, today, ability) : undefined;
  return {
    ...(declaring ? { declaring } : {}),
    around: await quartersAround(db, facilityId, quarter),
    one: await loadOneSide(db, row),
  };
}

async function loadDeclaring(db: Database, row: Row, today: Day, ability: Ability): Promise<Declaring> {
  const { quarter, attendance, consultations } = row.state.data;
  const { facilityId } = reportOf(row);
  const found = { id: row.id, consultations };
  return {
    ...(await readToday(db, row, today, ability)),
    doors: doorsOf(ability, row),
    attendance: await loadMonthsToSend(db, facilityId, monthsOf(quarter), { today, sent: attendance }),
    consultations: await loadMonthsToSign(db, facilityId, monthsOf(quarter), { today, found }),
  };
}

/** What is signed, and whether it may be: no more is read where it is submitted. */
export const readToday = (db: Database, row: Row, today: Day, ability: Ability): Promise<QuarterToday> =>
  readQuarter(db, reportOf(row), { data: row.state.data, today, now: endOfDay(today), ability });

/** Of a form that only an operator who prepares the quarter is shown. @throws where it is with ONE */
export function declaringIn({ own: { declaring } }: Pick<File, 'own'>): Declaring {
  if (!declaring) throw new Error('a quarter that is not being prepared');
  return declaring;
}
