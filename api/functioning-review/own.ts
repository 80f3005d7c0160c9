/** What the pages of a review are typed by. */
import type { EvaluationToday } from '../../db/functioning-review/assessment/sealed.ts';
import type { Day } from '../../domain/calendar.ts';
import type { CaseData, Kind, Words } from '../../workflows/functioning-review/contract.ts';
import { listClosures } from '../../db/functioning-review/closures.ts';
import type { Ability } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import type { CaseRowOf } from '../cases/procedure-pages.ts';
import { loadOwnEvaluation } from './assessment/panels.ts';
import type { Closed } from './first-day.ts';

/** What is read beside the case. */
export interface Own {
  /** Days on which the place has said that it is closed, while the first day may still move. */
  closures: readonly Closed[];
  /** The evaluation of its reader's side, while it is being written. */
  evaluation: EvaluationToday | undefined;
}
export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
export type Row = CaseRowOf<Pages>;

/** « Bilan 2027 »: of the year of its first day. */
export const titleOf = ({ firstDayOn }: Pick<CaseData, 'firstDayOn'>): string => `Bilan ${yearOf(firstDayOn)}`;
const yearOf = (day: Day): string => day.slice(0, 4);

export const loadOwn = async (db: Database, row: Row, today: Day, ability: Ability): Promise<Own> => ({
  closures: row.status === 'planned' && row.facility_id ? await listClosures(db, [row.facility_id], today) : [],
  evaluation: await loadOwnEvaluation(db, row, ability),
});
