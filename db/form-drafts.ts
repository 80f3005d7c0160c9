/** What somebody has begun to write in a form: kept for its author alone until it is sent, erased, or forgotten. */
import { instant, type Database } from './connect.ts';
import type { Instant } from '../domain/calendar.ts';

/** Whose form, and where it is sent to; of an act, also which case and act. */
export interface FormPlace {
  userId: string;
  /** The path of the form's action. */
  place: string;
  act?: { caseId: string; action: string };
}
export type FormFields = Record<string, string | string[]>;
export interface FormDraft {
  fields: FormFields;
  version: number;
  saved_at: Instant;
}
/** One opened page, and the how manyeth of its savings: they follow each other, however late one of them arrives. */
export interface SavedFrom {
  page: string;
  turn: number;
}

/** At most so many of one person: the oldest go. */
export const mostFormDrafts = 60;

export const findFormDraft = async (
  db: Database,
  { userId, place }: Pick<FormPlace, 'userId' | 'place'>,
): Promise<FormDraft | undefined> =>
  (await db('form_drafts').where({ user_id: userId, place }).first('fields', 'version', 'saved_at')) as
    | FormDraft
    | undefined;

export interface FormSaving extends FormPlace {
  fields: FormFields;
  /** The version on the page; 0 where there was none. */
  seen: number;
  from: SavedFrom | undefined;
  /** Of the sending: what has become an act already is not kept again. */
  token?: string | undefined;
  at: Instant;
}

/**
 * @returns the version that stands now; undefined: the same person has saved something else from another page
 */
export function saveFormDraft(db: Database, saving: FormSaving): Promise<number | undefined> {
  const { userId, place, act, fields, seen, from, token, at } = saving;
  return db.transaction(async (trx) => {
    // An act of this very form that is being recorded is waited for: then its draft is gone, and stays so.
    if (act) await trx.raw('select from cases where id = ? for share', [act.caseId]);
    const { rows } = await trx.raw<{ rows: { version: number }[] }>(save, {
      userId,
      place,
      caseId: act?.caseId ?? null,
      action: act?.action ?? null,
      fields: JSON.stringify(fields),
      seen,
      page: from?.page ?? null,
      turn: from?.turn ?? 0,
      token: token ?? null,
      at: instant(at),
    });
    const [saved] = rows;
    if (saved) {
      if (saved.version === 1) await trx.raw(keepNewest, { userId, most: mostFormDrafts });
      return saved.version;
    }
    const standing = (await trx('form_drafts').where({ user_id: userId, place }).first('version', 'page', 'turn')) as
      | { version: number; page: string | null; turn: number }
      | undefined;
    // Sent meanwhile: there is nothing left to keep.
    if (!standing) return 0;
    // An earlier saving of the same page that arrives late.
    return from && standing.page === from.page && from.turn < standing.turn ? standing.version : undefined;
  });
}

const save = `
insert into form_drafts as d (user_id, place, case_id, action, fields, page, turn, began_at, saved_at)
select :userId, :place, cast(:caseId as uuid), cast(:action as text), cast(:fields as jsonb), cast(:page as uuid), :turn, :at, :at
where not exists (
  select from acts where case_id = cast(:caseId as uuid) and author = cast(:userId as text) and token = cast(:token as text)
)
on conflict (user_id, place) do update
set fields = excluded.fields, version = d.version + 1, page = excluded.page, turn = excluded.turn, saved_at = excluded.saved_at
where d.version = :seen or d.fields = excluded.fields or (d.page = excluded.page and d.turn <= excluded.turn)
returning version`;
const keepNewest = `
delete from form_drafts where user_id = :userId and place in (
  select place from form_drafts where user_id = :userId order by saved_at desc offset :most
)`;

export const discardFormDraft = (
  db: Database,
  { userId, place }: Pick<FormPlace, 'userId' | 'place'>,
): Promise<number> => db('form_drafts').where({ user_id: userId, place }).delete();

const day = 86_400_000;
/** Hypothèse: what nobody has touched for 90 days goes, and what was left with a case 30 days after it was closed. */
const keptFor = { untouched: 90 * day, closed: 30 * day };

/** @returns how many were erased */
export async function sweepFormDrafts(db: Database, now: Instant): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `delete from form_drafts d where d.saved_at < :untouched
       or d.case_id in (select id from cases where closed_at < :closed and d.saved_at < :closed)`,
    { untouched: instant(now - keptFor.untouched), closed: instant(now - keptFor.closed) },
  );
  return rowCount;
}
