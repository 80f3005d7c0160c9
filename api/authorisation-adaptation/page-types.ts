/** What the pages of the procedure read beside the case. */
import { getBefore } from '../../db/authorisation-adaptation/versions.ts';
import { countOtherOpenCases } from '../../db/authorisations.ts';
import type { CaseRow } from '../../db/cases/case-file.ts';
import type { Database } from '../../db/connect.ts';
import { dayOf } from '../../domain/calendar.ts';
import { valuesAsked } from '../../workflows/authorisation-adaptation/asked.ts';
import type { Before } from '../../workflows/authorisation-adaptation/changes.ts';
import type { Action, Kind, Words } from '../../workflows/authorisation-adaptation/contract.ts';
import type { ActView } from '../../db/cases/case-file.ts';
import type { FileContext } from '../cases/act-form.ts';
import type { CaseFile } from '../cases/procedure-pages.ts';

export interface Own {
  /** What was authorised the day the case was opened, and where its letters go; what is asked is compared with it. */
  before: Before;
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
  const { facility_id: facilityId, id: without } = row;
  if (facilityId === null) throw new Error('an adaptation is of a facility');
  const [before, otherOpenCases] = await Promise.all([
    getBefore(db, { facilityId, day: dayOf(row.opened_at), without }),
    row.closed_at === null && (row.kind === 'end-of-activity' || row.kind === 'withdrawal-by-one')
      ? countOtherOpenCases(db, { facilityId, caseId: row.id })
      : 0,
  ]);
  return { before, otherOpenCases };
}

/** The last act of a name, or nothing. */
export const lastAct = (file: File, action: Action): ActView<Words> | undefined =>
  file.acts.findLast((act) => act.action === action);
/** What is asked for today: as it was typed, and as its operator has corrected it since. */
export const contentAsked = (file: File): Readonly<Record<string, unknown>> => valuesAsked(file.acts);
