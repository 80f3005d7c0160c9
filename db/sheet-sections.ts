/**
 * The sections of a sheet (`sheet_sections`): each with its own version, audited field by field. Who may, the caller has asked:
 * a section is read and written of a subject that was found with the rights of the reader.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../domain/calendar.ts';
import type { Viewer } from './access/viewer.ts';
import { recordAudit, type Change } from './audit.ts';
import type { Saving } from './changed-elsewhere.ts';
import { instant, type Database } from './connect.ts';

/** Whose sheet it is, and which body answers for it. */
export interface SheetSubject {
  kind: 'facility' | 'organising-body';
  id: string;
  organisingBodyId: string;
}
export interface SheetSection<Data extends object = Record<string, unknown>> {
  section: string;
  data: Data;
  version: number;
  changedAt: Instant;
  /** Who changed it last; null: nobody any more, or the demonstration. */
  changedBy: { id: string; name: string } | null;
}
type Row = Omit<SheetSection, 'changedBy'> & { by_id: string | null; by_name: string | null };

const ofSubject = (db: Database, { kind, id }: Pick<SheetSubject, 'kind' | 'id'>) =>
  db('sheet_sections as s')
    .leftJoin('users as u', 'u.id', 's.changed_by')
    .where({ subject_kind: kind, subject_id: id })
    .select('s.section', 's.data', 's.version', { changedAt: 's.changed_at', by_id: 'u.id' })
    .select(db.raw("u.first_name || ' ' || u.family_name as by_name"));
const toldOf = ({ by_id: id, by_name: name, ...row }: Row): SheetSection => ({
  ...row,
  changedBy: id === null ? null : { id, name: name ?? '' },
});

/** Every section that was ever filled in, by its name. */
export async function listSections(
  db: Database,
  subject: Pick<SheetSubject, 'kind' | 'id'>,
): Promise<Map<string, SheetSection>> {
  const rows = (await ofSubject(db, subject)) as Row[];
  return new Map(rows.map((row) => [row.section, toldOf(row)]));
}
export async function findSection(
  db: Database,
  subject: Pick<SheetSubject, 'kind' | 'id'>,
  section: string,
): Promise<SheetSection | undefined> {
  const [row] = (await ofSubject(db, subject).where({ section })) as Row[];
  return row && toldOf(row);
}

/** One writer of a part of a sheet at a time, also where no row stands yet, which could not be locked. Until the transaction is over. */
export const lockSection = (trx: Database, subjectId: string, section: string): Promise<unknown> =>
  trx.raw("select pg_advisory_xact_lock(hashtextextended('sheet ' || ? || ' ' || ?, 0))", [subjectId, section]);

export interface SectionSaving {
  subject: SheetSubject;
  section: string;
  data: object;
  /** The one that was seen; 0: nothing stood there. */
  version: number;
  viewer: Pick<Viewer, 'userId' | 'acr'>;
  at: Instant;
}

/** What a section writes in a table of its own, in the same transaction; where it is the only place, the data of the section stay empty. */
export interface Elsewhere {
  /** Whether it stands there already: sent twice, it is done once. */
  stands: (trx: Database) => Promise<boolean>;
  /** Writes it, and says what that changed; undefined: there was nothing to do, and nothing is written. */
  write: (trx: Database) => Promise<Change | undefined>;
}

/**
 * Writes a section where it still has the version that was seen, and audits what differs. What stands already, word for word, is saved
 * whatever the version: sent twice, it is done once.
 * @param elsewhere what the section is, where it is not its data (hours, what parents see)
 */
export const saveSection = (
  db: Database,
  saving: SectionSaving,
  elsewhere?: Elsewhere,
): Promise<Saving<SheetSection>> =>
  db.transaction(async (trx) => {
    const { subject, section, data, version, viewer, at } = saving;
    await lockSection(trx, subject.id, section);
    const before = await findSection(trx, subject, section);
    const stands = elsewhere
      ? await elsewhere.stands(trx)
      : before !== undefined && isDeepStrictEqual(before.data, plain(data));
    if (stands) return { outcome: 'saved', version: before?.version ?? version };
    if ((before?.version ?? 0) !== version)
      return {
        outcome: 'changed-elsewhere',
        by: before?.changedBy ?? null,
        at: before?.changedAt ?? null,
        current: before ?? null,
      };
    const written = elsewhere ? await elsewhere.write(trx) : {};
    if (!written) return { outcome: 'saved', version };
    await trx('sheet_sections')
      .insert({
        subject_kind: subject.kind,
        subject_id: subject.id,
        section,
        data: JSON.stringify(data),
        version: version + 1,
        changed_by: viewer.userId,
        changed_at: instant(at),
      })
      .onConflict(['subject_kind', 'subject_id', 'section'])
      .merge();
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      onBehalfOf: subject.organisingBodyId,
      acr: viewer.acr,
      // The place was there before: its sheet is filled in.
      event: 'update',
      subject: subject.kind,
      subjectId: subject.id,
      change: { ...changeOf(section, before?.data ?? {}, data), ...written },
    });
    return { outcome: 'saved', version: version + 1 };
  });

/** As it comes back from the database: without what is undefined. */
const plain = (data: object): unknown => JSON.parse(JSON.stringify(data));

/** « postal-address.address.street »: part by part, so that what is a person's own is masked. */
const flat = (data: object, before: string): [string, unknown][] =>
  Object.entries(data).flatMap(([name, value]: [string, unknown]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? flat(value, `${before}.${name}`)
      : [[`${before}.${name}`, value]],
  );
function changeOf(section: string, before: object, after: object): Change {
  const [was, is] = [before, after].map((data) => new Map(flat(data, section))) as [
    Map<string, unknown>,
    Map<string, unknown>,
  ];
  return Object.fromEntries(
    [...new Set([...was.keys(), ...is.keys()])]
      .filter((field) => !isDeepStrictEqual(was.get(field), is.get(field)))
      .map((field) => [field, { before: was.get(field) ?? null, after: is.get(field) ?? null }]),
  );
}
