/** What the pages of a review are typed by. */
import type { Day } from '../../domain/calendar.ts';
import type { CaseData, Kind, Words } from '../../workflows/functioning-review/contract.ts';
import type { CaseRowOf } from '../cases/procedure-pages.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: undefined;
}
export type Row = CaseRowOf<Pages>;

/** « Bilan 2027 »: of the year of its first day. */
export const titleOf = ({ firstDayOn }: Pick<CaseData, 'firstDayOn'>): string => `Bilan ${yearOf(firstDayOn)}`;
const yearOf = (day: Day): string => day.slice(0, 4);
