/** The pedagogical project of a facility: a document for each first day; parents read the one that holds, and no other. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { lockSection } from '../sheet-sections.ts';

export interface Project {
  validFrom: Day;
  name: string;
  size: number;
  /** SHA-256, in hexadecimal digits: also the version that a form has seen. */
  digest: string;
  addedAt: Instant;
  addedBy: string | null;
  withdrawnAt: Instant | null;
}
interface ProjectRow {
  valid_from: Day;
  document_name: string;
  document_size: number;
  document_digest: Buffer;
  added_at: Instant;
  withdrawn_at: Instant | null;
  by_name: string | null;
}

const ofFacility = (db: Database, facilityId: string) =>
  db('pedagogical_projects as p')
    .leftJoin('users as u', 'u.id', 'p.added_by')
    .where({ facility_id: facilityId })
    .orderBy('valid_from', 'desc')
    .select('valid_from', 'document_name', 'document_size', 'document_digest', 'added_at', 'withdrawn_at')
    .select(db.raw("u.first_name || ' ' || u.family_name as by_name"));
const told = (row: ProjectRow): Project => ({
  validFrom: row.valid_from,
  name: row.document_name,
  size: row.document_size,
  digest: row.document_digest.toString('hex'),
  addedAt: row.added_at,
  addedBy: row.by_name,
  withdrawnAt: row.withdrawn_at,
});

/** Newest first; of a facility that the caller has found with the rights of the reader. */
export const listProjects = async (db: Database, facilityId: string): Promise<Project[]> =>
  ((await ofFacility(db, facilityId)) as ProjectRow[]).map(told);
export async function findProject(db: Database, facilityId: string, validFrom: Day): Promise<Project | undefined> {
  const row = (await ofFacility(db, facilityId).where({ valid_from: validFrom }).first()) as ProjectRow | undefined;
  return row && told(row);
}
/** The one that holds on a day. */
export const inForce = (projects: readonly Project[], day: Day): Project | undefined =>
  projects.find(({ validFrom, withdrawnAt }) => withdrawnAt === null && validFrom <= day);

interface Writer {
  facility: { id: string; organising_body_id: string };
  viewer: Pick<Viewer, 'userId' | 'acr'>;
  at: Instant;
}
const audit = (trx: Database, { facility, viewer, at }: Writer, before: Project | undefined, after: string | null) =>
  recordAudit(trx, {
    at,
    actorId: viewer.userId,
    onBehalfOf: facility.organising_body_id,
    acr: viewer.acr,
    event: after === null ? 'remove' : 'upload',
    subject: 'facility',
    subjectId: facility.id,
    change: { pedagogical_project: { before: before?.withdrawnAt === null ? before.name : null, after } },
  });

/** `replaced`: the document that stood on that very day, and made room. `changed-elsewhere`: one that the form had not seen stands there. */
export type ProjectSaved =
  | { outcome: 'saved'; replaced: string | undefined }
  | { outcome: 'changed-elsewhere'; by: string | null; name: string };

/**
 * Puts a document on its first day: there is one for each. Sent twice, it is there once.
 * @param seen when the youngest document was put there that the form has seen; 0: none
 */
export const saveProject = (
  db: Database,
  writer: Writer,
  {
    validFrom,
    seen,
    document,
  }: { validFrom: Day; seen: Instant; document: { name: string; size: number; digest: string } },
): Promise<ProjectSaved> =>
  db.transaction(async (trx) => {
    const { facility, viewer, at } = writer;
    await lockSection(trx, facility.id, 'project');
    const before = await findProject(trx, facility.id, validFrom);
    const standing = before?.withdrawnAt === null ? before : undefined;
    if (standing?.digest === document.digest && standing.name === document.name)
      return { outcome: 'saved', replaced: undefined };
    if (standing && standing.addedAt > seen)
      return { outcome: 'changed-elsewhere', by: standing.addedBy, name: standing.name };
    const row = {
      document_name: document.name,
      document_size: document.size,
      document_digest: Buffer.from(document.digest, 'hex'),
      added_by: viewer.userId,
      added_at: instant(at),
      withdrawn_at: null,
      withdrawn_by: null,
    };
    await trx('pedagogical_projects')
      .insert({ facility_id: facility.id, valid_from: validFrom, ...row })
      .onConflict(['facility_id', 'valid_from'])
      .merge(row);
    await audit(trx, writer, before, document.name);
    return { outcome: 'saved', replaced: standing?.name };
  });

/**
 * Takes away the document that was seen; the one before it holds again, where there is one.
 * @returns false where another document stands there since; one that was withdrawn already is withdrawn
 */
export const withdrawProject = (
  db: Database,
  writer: Writer,
  { validFrom, digest }: { validFrom: Day; digest: string },
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const { facility, viewer, at } = writer;
    await lockSection(trx, facility.id, 'project');
    const before = await findProject(trx, facility.id, validFrom);
    if (before?.digest !== digest) return false;
    if (before.withdrawnAt !== null) return true;
    await trx('pedagogical_projects')
      .where({ facility_id: facility.id, valid_from: validFrom })
      .update({ withdrawn_at: instant(at), withdrawn_by: viewer.userId });
    await audit(trx, writer, before, null);
    return true;
  });
