/** Rows beside a case, by the thousand: filled in by several people at once, each line with its version, nothing overwritten silently. */
import type { Instant } from '../domain/calendar.ts';
import type { CaseRow } from './access/acts.ts';
import { findElsewhere, type Saving, type Versioned } from './changed-elsewhere.ts';
import { instant, type Database } from './connect.ts';
import type { SavedFrom } from './form-drafts.ts';

export interface LineRow extends Versioned {
  case_id: string;
  key: string;
  position: number;
  data: Record<string, unknown>;
  removed_at: Instant | null;
}
/** One line as somebody leaves it: `version` is the one they saw, 0 for a line that they add. */
export interface LineChange {
  key: string;
  version: number;
  /** Nothing: as it was. A line that is added needs it. */
  data?: Record<string, unknown>;
  position?: number;
  removed?: boolean;
}
export type LineOutcome = { key: string } & Saving<LineRow>;

/** The case does not let this person change its lines now: what was sent stands as it was sent. */
export class LinesFrozen extends Error {
  constructor() {
    super('the lines of the case are frozen');
    this.name = 'LinesFrozen';
  }
}

/** In order, after the last line of the page before. */
export async function listLines(
  db: Database,
  caseId: string,
  { after, limit = 100 }: { after?: { position: number; key: string }; limit?: number } = {},
): Promise<LineRow[]> {
  const query = db('case_lines').where({ case_id: caseId }).whereNull('removed_at');
  if (after) void query.whereRaw('(position, key) > (?, ?)', [after.position, after.key]);
  return (await query.orderBy(['position', 'key']).limit(limit).select('*')) as LineRow[];
}

/**
 * Saves, adds and takes away lines: those that still are as they were seen, whatever becomes of the others. At most a thousand at once.
 * @param mayEdit on the whole row of the case, as it stands under the lock: what its table and the person's rights say
 * @returns for each, in the order given, that it was saved, or who changed it when, and what stands now
 * @throws LinesFrozen when `mayEdit` says no: then nothing was saved
 */
export function saveLines(
  db: Database,
  caseId: string,
  {
    lines,
    by,
    at,
    from,
    mayEdit,
  }: {
    lines: readonly LineChange[];
    by: string;
    at: Instant;
    from?: SavedFrom | undefined;
    mayEdit: (row: CaseRow & { turn: string }) => boolean;
  },
): Promise<LineOutcome[]> {
  if (new Set(lines.map(({ key }) => key)).size < lines.length) throw new Error('a line is there twice');
  return db.transaction(async (trx) => {
    // An act that sends the lines waits for us, or we for it: then the case has moved when we read it.
    const row = (await trx('cases').where({ id: caseId }).forShare().first()) as
      | (CaseRow & { turn: string })
      | undefined;
    if (!row || !mayEdit(row)) throw new LinesFrozen();
    const keys = lines.map(({ key }) => key);
    // In one order, so that two people who save the same lines wait for one another, and not both for ever.
    await trx.raw('select from case_lines where case_id = ? and key = any(?) order by key for update', [caseId, keys]);
    const { rows: saved } = await trx.raw<{ rows: { key: string; version: number }[] }>(writeLines, {
      caseId,
      by,
      at: instant(at),
      page: from?.page ?? null,
      turn: from?.turn ?? 0,
      lines: JSON.stringify(lines),
    });
    const versions = new Map(saved.map(({ key, version }) => [key, version]));
    const left = keys.filter((key) => !versions.has(key));
    const standing =
      left.length === 0
        ? []
        : await findElsewhere<LineRow>(trx, 'case_lines', (rows) =>
            rows.where('case_lines.case_id', caseId).whereIn('case_lines.key', left),
          );
    const elsewhere = new Map(standing.map((one) => [one.current?.key, one]));
    return lines.map(({ key }) => {
      const version = versions.get(key);
      if (version !== undefined) return { key, outcome: 'saved', version };
      return { key, ...(elsewhere.get(key) ?? { outcome: 'changed-elsewhere', by: null, at: null, current: null }) };
    });
  });
}

// The same sending once more (its answer was lost) finds what it wrote, and is told that it is saved; so is an earlier saving of the same page.
const writeLines = `
with sent as (
  select key, version, data, position, coalesce(removed, false) as removed
  from jsonb_to_recordset(cast(:lines as jsonb)) as l (key text, version int, data jsonb, position int, removed boolean)
), changed as (
  update case_lines c set data = coalesce(s.data, c.data), position = coalesce(s.position, c.position), version = c.version + 1,
    updated_by = :by, updated_at = :at, removed_at = case when s.removed then cast(:at as timestamptz) end,
    saved_page = cast(:page as uuid), saved_turn = :turn
  from sent s where c.case_id = :caseId and c.key = s.key
    and (c.version = s.version or c.updated_by = :by and c.saved_page = cast(:page as uuid) and c.saved_turn <= :turn)
  returning c.key, c.version
), added as (
  insert into case_lines (case_id, key, position, data, updated_by, updated_at, saved_page, saved_turn)
  select :caseId, key, coalesce(position, 0), data, :by, :at, cast(:page as uuid), :turn from sent where version = 0 and not removed order by key
  on conflict (case_id, key) do nothing
  returning key, version
)
select key, version from changed union all select key, version from added
union all
select c.key, c.version from case_lines c join sent s on s.key = c.key and c.version = s.version + 1
where c.case_id = :caseId and c.updated_by = :by and not exists (select from changed where changed.key = c.key) and (s.removed or c.data = coalesce(s.data, c.data)) and (c.removed_at is not null) = s.removed
  and c.position = coalesce(s.position, c.position)
union
select c.key, c.version from case_lines c join sent s on s.key = c.key
where c.case_id = :caseId and c.updated_by = :by and c.saved_page = cast(:page as uuid) and c.saved_turn > :turn`;
