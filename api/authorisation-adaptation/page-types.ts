/** What the pages of the procedure read beside the case. */
import { asSubject, type Ability } from '../../db/access/subjects.ts';
import { getBefore } from '../../db/authorisation-adaptation/versions.ts';
import { countOtherOpenCases } from '../../db/authorisations.ts';
import type { CaseRow } from '../../db/cases/case-file.ts';
import type { Database } from '../../db/connect.ts';
import { listConsequences, type Consequences } from '../../db/consequences/list.ts';
import { getSituation } from '../../db/consequences/situation.ts';
import type { Situation } from '../../domain/consequences/consequences.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { valuesAsked } from '../../workflows/authorisation-adaptation/asked.ts';
import type { Before } from '../../workflows/authorisation-adaptation/changes.ts';
import type { Action, Kind, Words } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { transitionsOf } from '../../workflows/procedure.ts';
import type { ActView } from '../../db/cases/case-file.ts';
import type { FileContext } from '../cases/act-form.ts';
import type { CaseFile } from '../cases/procedure-pages.ts';

export interface Own {
  /** What was authorised the day the case was opened, and where its letters go; what is asked is compared with it. */
  before: Before;
  /** Other cases of the place that are open: some decisions end them. */
  otherOpenCases: number;
  /** How everything stands around the place, where there is something to decide. */
  around: Situation | undefined;
  /** What a return finds and gives back, where an agent may note today that the period is over. */
  returning: { before: Before; around: Situation } | undefined;
  /** What the decision has touched, once it has begun to hold. */
  touched: Consequences | undefined;
  /** This person may say for their side that they have read of it. */
  mayTick: boolean;
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
export async function loadOwn(db: Database, row: Row, today: Day, ability: Ability): Promise<Own> {
  const { facility_id: facilityId, id: without } = row;
  if (facilityId === null) throw new Error('an adaptation is of a facility');
  const { effectiveOn, wishedOn } = row.state.data;
  const [before, otherOpenCases, around, returning, touched] = await Promise.all([
    getBefore(db, { facilityId, day: dayOf(row.opened_at), without }),
    row.closed_at === null && (row.kind === 'end-of-activity' || row.kind === 'withdrawal-by-one')
      ? countOtherOpenCases(db, { facilityId, caseId: row.id })
      : 0,
    looksAhead(row)
      ? getSituation(db, { facilityId, on: effectiveOn ?? wishedOn, caseId: row.id, kind: row.kind })
      : Promise.resolve(undefined),
    row.closed_at === null && 'confirm-return' in transitionsOf(process, row.status)
      ? lookBack(db, { facilityId, on: today, caseId: row.id })
      : Promise.resolve(undefined),
    effectiveOn === undefined ? Promise.resolve(undefined) : listConsequences(db, row.id),
  ]);
  const mayTick = ability.can('write-message', asSubject('Case', row));
  return { before, otherOpenCases, around, returning, touched, mayTick };
}

async function lookBack(
  db: Database,
  place: { facilityId: string; on: Day; caseId: string },
): Promise<NonNullable<Own['returning']>> {
  const [before, around] = await Promise.all([
    getBefore(db, { facilityId: place.facilityId, day: place.on }),
    getSituation(db, { ...place, kind: 'return-to-premises' }),
  ]);
  return { before, around };
}

const deciding: readonly Action[] = [
  'acknowledge',
  'propose-decision',
  'sign-decision',
  'decide-appeal',
  'take-effect',
];
/** Something is decided, or may be now: what it would touch is looked up then, and not at each page. */
const looksAhead = ({ closed_at: closed, status, state }: Row): boolean =>
  closed === null &&
  (state.data.outcome !== undefined || deciding.some((action) => action in transitionsOf(process, status)));

/** The last act of a name, or nothing. */
export const lastAct = (file: File, action: Action): ActView<Words> | undefined =>
  file.acts.findLast((act) => act.action === action);
/** What is asked for today: as it was typed, and as its operator has corrected it since. */
export const contentAsked = (file: File): Readonly<Record<string, unknown>> => valuesAsked(file.acts);
