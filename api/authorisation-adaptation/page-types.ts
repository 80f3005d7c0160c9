/** What the pages of the procedure read beside the case. */
import { countOtherOpenCases, findVersionBefore, type VersionRow } from '../../db/authorisations.ts';
import type { CaseRow } from '../../db/cases/case-file.ts';
import type { Database } from '../../db/connect.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Action, Kind, Words } from '../../workflows/authorisation-adaptation/contract.ts';
import type { ActView } from '../../db/cases/case-file.ts';
import type { FileContext } from '../cases/act-form.ts';
import type { CaseFile } from '../cases/procedure-pages.ts';

export interface Own {
  /** The authorisation the day the case was opened; what is asked is compared with it. */
  version: VersionRow & { body_kind: string };
  /** Other cases of the place that are open: some decisions end them. */
  otherOpenCases: number;
}
export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
export type Row = CaseRow<Words, Kind>;
export type File = CaseFile<Pages>;
export type Context = FileContext<Pages>;

/** @throws when the facility has no authorisation: there is nothing to adapt */
export async function loadOwn(db: Database, row: Row): Promise<Own> {
  if (row.facility_id === null) throw new Error('an adaptation is of a facility');
  const [version, otherOpenCases] = await Promise.all([
    findVersionBefore(db, { facilityId: row.facility_id, caseId: row.id, day: dayOf(row.opened_at) }),
    row.closed_at === null && (row.kind === 'end-of-activity' || row.kind === 'withdrawal-by-one')
      ? countOtherOpenCases(db, { facilityId: row.facility_id, caseId: row.id })
      : 0,
  ]);
  if (!version) throw new Error('the authorisation of the facility is missing');
  return { version, otherOpenCases };
}

/** The last act of a name, or nothing. */
export const lastAct = (file: File, action: Action): ActView<Words> | undefined =>
  file.acts.findLast((act) => act.action === action);
/** What was asked for, as it was typed. */
export const contentAsked = (file: File): Record<string, unknown> => file.acts[0]?.content ?? {};
