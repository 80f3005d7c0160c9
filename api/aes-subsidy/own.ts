/** What the pages of a quarter are typed by, and what they read beside its case. */
import { accountInUse } from '../../db/bank-accounts/in-use.ts';
import { quartersBefore, type QuarterListed } from '../../db/aes-subsidy/list-quarters.ts';
import { loadPlaces, type PlaceOfQuarter } from '../../db/aes-subsidy/places.ts';
import type { Database } from '../../db/connect.ts';
import { budgetQuarterInWords } from '../../domain/after-school/budget-year.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Kind, Words } from '../../workflows/aes-subsidy/contract.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import { isClosed } from '../../workflows/procedure.ts';
import type { CaseFile, CaseRowOf } from '../cases/procedure-pages.ts';
import { loadOneSide, type OneSide } from './one-side.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
export interface Own {
  /** Of the operator's side, until the case is over. */
  sending?: {
    places: readonly PlaceOfQuarter[];
    /** Payments of after-school care have an account that ONE has validated. */
    hasAccount: boolean;
  };
  /** The quarters before it, newest first. */
  previous: readonly QuarterListed[];
  /** Of ONE's side. */
  one: OneSide;
}
export type File = CaseFile<Pages>;
export type Row = CaseRowOf<Pages>;

export const titleOf = ({ state }: Pick<Row, 'state'>): string =>
  `Demande de subsides, ${budgetQuarterInWords(state.data.quarter)}`;

/** A year, and the same quarter of the one before. */
const shownBefore = 5;
export async function loadOwn(db: Database, row: Row, today: Day): Promise<Own> {
  const { organising_body_id: organisingBodyId, state } = row;
  const of = { organisingBodyId, quarter: state.data.quarter };
  const [previous, one] = await Promise.all([quartersBefore(db, of, shownBefore), loadOneSide(db, row)]);
  if (row.status === 'settled' || isClosed(process, row.status)) return { previous, one };
  const [places, account] = await Promise.all([
    loadPlaces(db, of, today),
    accountInUse(db, organisingBodyId, 'after-school'),
  ]);
  return { sending: { places, hasAccount: account !== undefined }, previous, one };
}

/** Of a form that a case which is over does not have. @throws where it is over */
export function sendingIn({ own: { sending } }: Pick<File, 'own'>): NonNullable<Own['sending']> {
  if (!sending) throw new Error('a quarter that is over');
  return sending;
}
