/** Changing the report of a quarter: only while it is with its operator, and where each part still is as its page showed it. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { ClosureMotive, CostKind } from '../../domain/subsidy/report.ts';
import { isDeclaring, type Status } from '../../workflows/quarterly-subsidy/contract.ts';
import { instant, type Database } from '../connect.ts';
import { whileOpen } from '../while-open.ts';

export interface By {
  userId: string;
  at: Instant;
}
/** `closed`: it was submitted meanwhile. `changed`: by somebody else, or gone. */
export type SavedPart = 'saved' | 'changed' | 'closed';

/** Keeps the case from being submitted meanwhile; changes of one case come one after the other. */
export const whileDeclaring = <Result>(
  db: Database,
  caseId: string,
  change: (trx: Database) => Promise<Result>,
): Promise<Result | 'closed'> =>
  whileOpen(
    db,
    caseId,
    {
      first: (trx) => trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 20261130))', [caseId]),
      isOpen: ({ status }) => isDeclaring(status as Status),
    },
    change,
  );

export interface Information {
  opens: string | null;
  closes: string | null;
  children: number | null;
}
export interface Counts {
  clerkSessions: number;
  premisesSessions: number;
  socialTravel: number;
}
type Part = 'information_version' | 'costs_version';

export const saveInformation = (
  db: Database,
  caseId: string,
  { opens, closes, children }: Information,
  seen: number,
  by: By,
): Promise<SavedPart> => savePart(db, caseId, 'information_version', { opens, closes, children }, seen, by);

export const saveCounts = (
  db: Database,
  caseId: string,
  { clerkSessions, premisesSessions, socialTravel }: Counts,
  seen: number,
  by: By,
): Promise<SavedPart> =>
  savePart(
    db,
    caseId,
    'costs_version',
    { clerk_sessions: clerkSessions, premises_sessions: premisesSessions, social_travel: socialTravel },
    seen,
    by,
  );

async function savePart(
  db: Database,
  caseId: string,
  part: Part,
  values: Readonly<Record<string, string | number | null>>,
  seen: number,
  { userId, at }: By,
): Promise<SavedPart> {
  return whileDeclaring<SavedPart>(db, caseId, async (trx) => {
    const row = (await trx('quarter_reports').where({ case_id: caseId }).first()) as
      | Record<string, string | number | null>
      | undefined;
    const stands = row !== undefined && Object.entries(values).every(([name, value]) => same(row[name], value));
    if (stands) return 'saved';
    if (Number(row?.[part] ?? 0) !== seen) return 'changed';
    await trx('quarter_reports')
      .insert({ case_id: caseId, ...values, [part]: seen + 1, changed_by: userId, changed_at: instant(at) })
      .onConflict('case_id')
      .merge();
    return 'saved';
  });
}
const same = (kept: string | number | null | undefined, value: string | number | null): boolean =>
  kept === value || (kept != null && value !== null && String(kept) === String(value));

export interface ClosureTyped {
  fromOn: Day;
  toOn: Day;
  motive: ClosureMotive | null;
  note: string;
}
interface OfPlaces {
  caseId: string;
  organisingBodyId: string;
  facilityId: string;
}
/** @param id of the one that is changed; nothing: a new one. @param common of all the places of the body */
export const saveClosure = (
  db: Database,
  { caseId, organisingBodyId, facilityId }: OfPlaces,
  { fromOn, toOn, motive, note }: ClosureTyped,
  { id, seen, common }: { id?: string; seen: number; common: boolean },
  { userId, at }: By,
): Promise<SavedPart> =>
  whileDeclaring<SavedPart>(db, caseId, async (trx) => {
    const values = { from_on: fromOn, to_on: toOn, motive, note, changed_by: userId, changed_at: instant(at) };
    const place = { organising_body_id: organisingBodyId, facility_id: common ? null : facilityId };
    if (id === undefined) {
      // Sent twice, it is there once.
      const there = (await trx('quarter_closures')
        .where({ ...place, from_on: fromOn, to_on: toOn })
        .first('id')) as object | undefined;
      if (!there) await trx('quarter_closures').insert({ ...place, ...values });
      return 'saved';
    }
    const changed = await trx('quarter_closures')
      .where({ id, ...place, version: seen })
      .update({ ...values, version: seen + 1 });
    return changed > 0 ? 'saved' : 'changed';
  });

export const removeClosure = (
  db: Database,
  { caseId, organisingBodyId, facilityId }: OfPlaces,
  { id, common }: { id: string; common: boolean },
): Promise<SavedPart> =>
  whileDeclaring<SavedPart>(db, caseId, async (trx) => {
    await trx('quarter_closures')
      .where({ id, organising_body_id: organisingBodyId, facility_id: common ? null : facilityId })
      .delete();
    return 'saved';
  });

export interface CostTyped {
  kind: CostKind;
  heldOn: Day;
  label: string;
  cents: number;
}
/** @param token names the sending: sent twice, the cost is there once */
export const addCost = (
  db: Database,
  caseId: string,
  { kind, heldOn, label, cents }: CostTyped,
  token: string,
  { userId, at }: By,
): Promise<SavedPart> =>
  whileDeclaring<SavedPart>(db, caseId, async (trx) => {
    await trx('quarter_costs')
      .insert({
        id: token,
        case_id: caseId,
        kind,
        held_on: heldOn,
        label,
        cents,
        changed_by: userId,
        changed_at: instant(at),
      })
      .onConflict('id')
      .ignore();
    return 'saved';
  });
export const removeCost = (db: Database, caseId: string, id: string): Promise<SavedPart> =>
  whileDeclaring<SavedPart>(db, caseId, async (trx) => {
    await trx('quarter_costs').where({ id, case_id: caseId }).delete();
    return 'saved';
  });
