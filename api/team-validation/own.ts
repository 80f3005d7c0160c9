/** What the pages of a validation read beside their case: the team as it stands, and what was signed the year before. */
import { readTeam, type TeamOfYear } from '../../db/team-validation/read-team.ts';
import { findSigned, type Signed } from '../../db/team-validation/signed.ts';
import { asSubject, type Ability } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Kind, Words } from '../../workflows/team-validation/contract.ts';
import type { CaseFile, CaseRowOf } from '../cases/procedure-pages.ts';

export interface Own {
  now: TeamOfYear;
  /** Of the year before, where it was validated. */
  previous: Signed | undefined;
  /** Who reads a case does not always read who works there: the helpdesk does not. */
  seesTeam: boolean;
}
export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
export type File = CaseFile<Pages>;
export type Row = CaseRowOf<Pages>;

/** @throws when the case has no facility: the procedure is about nothing else */
export const placeOf = ({ organising_body_id: organisingBodyId, facility_id: facilityId }: Row) => {
  if (facilityId === null) throw new Error('a validation without a facility');
  return { organisingBodyId, facilityId };
};

/** Whoever follows one sector alone has no validation to read. */
export const maySeeTeam = (ability: Ability, row: Row): boolean =>
  ability.can('read', asSubject('Collaboration', { ...row, sector: null }));

export async function loadOwn(db: Database, row: Row, today: Day, ability: Ability): Promise<Own> {
  const place = placeOf(row);
  const { year } = row.state.data;
  const [now, previous] = await Promise.all([
    readTeam(db, place, { year, today, ability }),
    findSigned(db, place.facilityId, String(Number(year) - 1)),
  ]);
  return { now, previous, seesTeam: maySeeTeam(ability, row) };
}

/** Whether the team is not any more as it was validated. */
export const isModified = ({ row, own }: Pick<File, 'row' | 'own'>): boolean => {
  const { digest } = row.state.data;
  return digest !== undefined && digest !== own.now.digest;
};
