/** What the pages of a quarter are typed by. */
import { quarterInWords } from '../../domain/quarter.ts';
import type { Kind, Words } from '../../workflows/quarterly-subsidy/contract.ts';
import type { CaseFile, CaseRowOf } from '../cases/procedure-pages.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: undefined;
}
export type File = CaseFile<Pages>;
export type Row = CaseRowOf<Pages>;

export const titleOf = ({ state }: Pick<Row, 'state'>): string =>
  `Demande de subside, ${quarterInWords(state.data.quarter)}`;
