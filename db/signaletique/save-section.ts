/**
 * Writing on a sheet: one section at a time, with its version, audited with what was and what is. Whatever else a section changes (hours, what parents
 * see) is written in the same transaction, under the lock of the section.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit, type Change } from '../audit.ts';
import type { Saving } from '../changed-elsewhere.ts';
import { instant, type Database } from '../connect.ts';
import { SheetSection } from '../models/sheet-section.ts';
import type { SubjectKind } from './find-sheet.ts';

export interface SectionSaving {
  kind: SubjectKind;
  id: string;
  bodyId: string;
  section: string;
  /** The version that the page showed; 0 where nothing was said. */
  seen: number;
  data: Record<string, unknown>;
  viewer: Pick<Viewer, 'userId' | 'acr'>;
  at: Instant;
}
type Row = Pick<SheetSection, 'data' | 'version'>;

/**
 * What was sent twice is saved once: what stands already is not written again.
 * @param also writes what the section changes elsewhere, and says what that was; nothing is done where it returns undefined
 */
export function saveSection(
  db: Database,
  { kind, id, bodyId, section, seen, data, viewer, at }: SectionSaving,
  also: (trx: Database) => Promise<Change | undefined> = () => Promise.resolve({}),
): Promise<Saving<Row>> {
  const key = { subject_kind: kind, subject_id: id, section };
  return db.transaction(async (trx) => {
    // Of two who fill in an empty section at once, one waits here too.
    await trx(kind === 'facility' ? 'facilities' : 'organising_bodies').where({ id }).forNoKeyUpdate().first('id');
    const before = await SheetSection.query(trx)
      .findOne(key)
      .leftJoin('users as author', 'author.id', 'sheet_sections.changed_by')
      .select('sheet_sections.*', { author: trx.raw("author.first_name || ' ' || author.family_name") });
    if (before && isSame(before.data, data)) return { outcome: 'saved', version: before.version };
    if ((before?.version ?? 0) !== seen) return elsewhere(before as (SheetSection & { author: string | null }) | undefined);
    const written = await also(trx);
    if (!written) return { outcome: 'saved', version: seen };
    const values = { data, version: seen + 1, changed_by: viewer.userId, changed_at: instant(at) };
    await trx('sheet_sections')
      .insert({ ...key, ...values, data: JSON.stringify(data) })
      .onConflict(['subject_kind', 'subject_id', 'section'])
      .merge();
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      onBehalfOf: bodyId,
      acr: viewer.acr,
      event: 'update',
      subject: kind,
      subjectId: id,
      change: { ...changeOf(section, before?.data ?? {}, data), ...written },
    });
    return { outcome: 'saved', version: seen + 1 };
  });
}

function elsewhere(row: (SheetSection & { author: string | null }) | undefined): Saving<Row> {
  return row
    ? {
        outcome: 'changed-elsewhere',
        by: row.changed_by ? { id: row.changed_by, name: row.author ?? '' } : null,
        at: row.changed_at,
        current: row,
      }
    : { outcome: 'changed-elsewhere', by: null, at: null, current: null };
}

/** Of sections that keep their values elsewhere, the data only says what was sent last. */
const ofItself = (data: Readonly<Record<string, unknown>>): [string, unknown][] =>
  Object.entries(data).filter(([name]) => name !== 'sent');

const flat = (data: Readonly<Record<string, unknown>>, before = ''): [string, unknown][] =>
  ofItself(data).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? flat(value as Record<string, unknown>, `${before}${name}.`)
      : [[`${before}${name}`, value]],
  );
function changeOf(section: string, before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change {
  const [was, is] = [new Map(flat(before)), new Map(flat(after))];
  return Object.fromEntries(
    [...new Set([...was.keys(), ...is.keys()])]
      .filter((name) => !isSame(was.get(name), is.get(name)))
      .map((name) => [`${section}.${name}`, { before: was.get(name) ?? null, after: is.get(name) ?? null }]),
  );
}

/** Whatever the order of the keys. */
const isSame = (one: unknown, other: unknown): boolean => sorted(one) === sorted(other);
const sorted = (value: unknown): string =>
  JSON.stringify(value ?? null, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
