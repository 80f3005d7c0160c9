/** Saves ticks and salaries, each field by itself, where it still is as its page showed it. */
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';

/** `tick`, or the index of a month; `exact`: the amount that stands there is said to be exact. */
export type SalaryField = 'tick' | 0 | 1 | 2;
export interface SalaryChange {
  collaborationId: string;
  field: SalaryField;
  /** Of a tick: 1 or 0; of a month: cents, or nothing. */
  value: number | null;
  exact?: boolean;
  /** Version of the field that the page showed. */
  seen: number;
}
export type SavedSalary = Pick<SalaryChange, 'collaborationId' | 'field'> &
  (
    | { outcome: 'saved'; version: number }
    | { outcome: 'changed'; version: number; stands: number | null; by: string | null; at: Instant }
  );
interface Kept {
  collaboration_id: string;
  subsidised: boolean;
  cents: (string | null)[];
  exact: (string | null)[];
  versions: number[];
  changed_at: Instant | null;
  by: string | null;
}

const slotOf = (field: SalaryField): number => (field === 'tick' ? 0 : field + 1);

/**
 * In two statements, whatever their number; one after the other for a case. What already stands is saved, whatever was seen.
 * @param collaborationIds those of the list: another one is nobody's here, and is left out
 */
export async function saveSalaries(
  trx: Database,
  caseId: string,
  changes: readonly SalaryChange[],
  { collaborationIds, userId, at }: { collaborationIds: ReadonlySet<string>; userId: string; at: Instant },
): Promise<SavedSalary[]> {
  const wanted = changes.filter(({ collaborationId }) => collaborationIds.has(collaborationId));
  if (wanted.length === 0) return [];
  const ids = [...new Set(wanted.map(({ collaborationId }) => collaborationId))];
  const standing = (await trx('quarter_salaries as s')
    .leftJoin('users as u', 'u.id', 's.changed_by')
    .where('s.case_id', caseId)
    .whereIn('s.collaboration_id', ids)
    .select('s.*', trx.raw("u.first_name || ' ' || u.family_name as by"))) as Kept[];
  const rows = new Map(standing.map((row) => [row.collaboration_id, row]));
  const written = new Map<string, Kept>();
  const saved = wanted.map((change): SavedSalary => {
    const { collaborationId, field, value, seen } = change;
    const row = rows.get(collaborationId) ?? emptyRow(collaborationId);
    rows.set(collaborationId, row);
    const version = row.versions[slotOf(field)]!;
    const stands = standingOf(row, field);
    const isSame = stands === value && !change.exact;
    if (isSame) return { collaborationId, field, outcome: 'saved', version };
    if (version !== seen && stands !== value)
      return { collaborationId, field, outcome: 'changed', version, stands, by: row.by, at: row.changed_at ?? at };
    write(row, change);
    written.set(collaborationId, row);
    return { collaborationId, field, outcome: 'saved', version: version + 1 };
  });
  if (written.size > 0)
    await trx('quarter_salaries')
      .insert(
        [...written.values()].map((row) => ({
          case_id: caseId,
          collaboration_id: row.collaboration_id,
          subsidised: row.subsidised,
          cents: row.cents,
          exact: row.exact,
          versions: row.versions,
          changed_by: userId,
          changed_at: instant(at),
        })),
      )
      .onConflict(['case_id', 'collaboration_id'])
      .merge();
  return saved;
}

const emptyRow = (collaborationId: string): Kept => ({
  collaboration_id: collaborationId,
  subsidised: false,
  cents: [null, null, null],
  exact: [null, null, null],
  versions: [0, 0, 0, 0],
  changed_at: null,
  by: null,
});
function standingOf({ subsidised, cents }: Kept, field: SalaryField): number | null {
  if (field === 'tick') return subsidised ? 1 : 0;
  const value = cents[field];
  return value == null ? null : Number(value);
}
function write(row: Kept, { field, value, exact }: SalaryChange): void {
  if (field === 'tick') row.subsidised = value === 1;
  else {
    row.cents[field] = value === null ? null : String(value);
    row.exact[field] = exact && value !== null ? String(value) : null;
  }
  row.versions[slotOf(field)]! += 1;
}
