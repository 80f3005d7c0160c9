/** What the pages of a quarter are typed by, and what they read beside its case. */
import { budgetQuarterInWords } from '../../domain/after-school/budget-year.ts';
import type { Kind, Words } from '../../workflows/aes-subsidy/contract.ts';
import type { CaseFile, CaseRowOf } from '../cases/procedure-pages.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled in by each side
export interface Own {}
export type File = CaseFile<Pages>;
export type Row = CaseRowOf<Pages>;

export const titleOf = ({ state }: Pick<Row, 'state'>): string =>
  `Demande de subsides, ${budgetQuarterInWords(state.data.quarter)}`;
