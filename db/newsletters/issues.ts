/** The issues of the letters: written by one person, sent by another, then read on the portal and rewritten no more. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Letter } from '../../domain/newsletters.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';
import { tellSecondPersons } from '../second-persons.ts';

export interface Issue {
  id: string;
  letter: Letter;
  title: string;
  text: string;
  dated_on: Day;
  file_name: string | null;
  /** In bytes. */
  file_size: number | null;
  /** Hexadecimal SHA-256, as the blob store takes it. */
  file_digest: string | null;
  version: number;
  written_by: string | null;
  sent_at: Instant | null;
  queued_at: Instant | null;
}
export type IssueWording = Pick<Issue, 'letter' | 'title' | 'text' | 'dated_on'>;

/** Of a page (the guide: twenty). */
const pageSize = 20;

const issues = (db: Database) =>
  db('newsletter_issues').select(
    'id',
    'letter',
    'title',
    'text',
    'dated_on',
    'file_name',
    'file_size',
    db.raw("encode(file_digest, 'hex') as file_digest"),
    'version',
    'written_by',
    'sent_at',
    'queued_at',
  );

/** The latest date first. @param only `sent`: what everybody reads; `all`: for who writes them */
export async function listIssues(db: Database, cursor: Cursor, only: 'sent' | 'all'): Promise<Page<Issue>> {
  const from = cursor.after ?? cursor.before;
  const place = from
    ? ((await db('newsletter_issues').where('id', from).first(db.raw('cast(dated_on as text) as place'))) as
        | { place: string }
        | undefined)
    : undefined;
  const query = issues(db);
  if (only === 'sent') void query.whereNotNull('sent_at');
  return turnPage<Issue>(
    db,
    query,
    { column: db.raw('dated_on'), id: 'id', descending: true },
    cursor,
    place?.place,
    pageSize,
  );
}

export const findIssue = async (db: Database, id: string): Promise<Issue | undefined> =>
  (await issues(db).where({ id }).first()) as Issue | undefined;

/** Those that wait for this person: somebody else wrote them. */
export const issuesWaitingFor = (db: Database, { userId }: Pick<Viewer, 'userId'>) =>
  db('newsletter_issues').whereNull('sent_at').whereRaw('written_by is distinct from cast(? as uuid)', [userId]);

/**
 * @param version of the page, for a change; undefined for a new one, whose id is the token of its form: sent twice, it is there once
 * @returns false when somebody changed or sent it meanwhile
 */
export const writeIssue = (
  db: Database,
  { userId, acr }: Viewer,
  { id, version, ...wording }: IssueWording & { id: string; version?: number },
  at: Instant,
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const columns = { ...wording, written_by: userId, written_at: instant(at) };
    const before =
      version === undefined
        ? undefined
        : ((await trx('newsletter_issues').where({ id }).forUpdate().first('written_by')) as
            | Pick<Issue, 'written_by'>
            | undefined);
    const written = await (version === undefined
      ? trx('newsletter_issues')
          .insert({ id, ...columns })
          .onConflict('id')
          .ignore()
          .returning('id')
      : trx('newsletter_issues')
          .where({ id, version })
          .whereNull('sent_at')
          .update({ ...columns, version: version + 1 })
          .returning('id'));
    if (written.length === 0) return version === undefined;
    await tellSecondPersons(trx, {
      kind: 'newsletter-waits',
      writer: userId,
      ...(before ? { formerWriter: before.written_by } : {}),
      at,
    });
    const event = version === undefined ? 'create' : 'update';
    await recordAudit(trx, { at, actorId: userId, acr, event, subject: 'newsletter-issue', subjectId: id });
    return true;
  });

/** The PDF of an issue; the one before is not offered any more. Whoever joins it has written the issue. @returns false once it is sent */
export const joinFile = (
  db: Database,
  { userId, acr }: Viewer,
  { id, name, size, digest }: { id: string; name: string; size: number; digest: string },
  at: Instant,
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const joined = await trx('newsletter_issues')
      .where({ id })
      .whereNull('sent_at')
      .update({
        file_name: name,
        file_size: size,
        file_digest: Buffer.from(digest, 'hex'),
        written_by: userId,
        written_at: instant(at),
        version: trx.raw('version + 1'),
      });
    if (joined === 0) return false;
    await recordAudit(trx, { at, actorId: userId, acr, event: 'update', subject: 'newsletter-issue', subjectId: id });
    return true;
  });

/** What nobody has sent goes, its PDF with the next sweep; sent twice, it is gone once. @returns false when somebody changed or sent it meanwhile */
export const discardIssue = (
  db: Database,
  { userId, acr }: Viewer,
  { id, version, at }: { id: string; version: number; at: Instant },
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const gone = await trx('newsletter_issues').where({ id, version }).whereNull('sent_at').delete();
    if (gone === 0) return false;
    await recordAudit(trx, { at, actorId: userId, acr, event: 'delete', subject: 'newsletter-issue', subjectId: id });
    return true;
  });

/**
 * From then on it is read on the portal, and its mails are queued by the mailer, never here: their number is not bounded.
 * @returns whether it is sent, by this person or before; `own`: who wrote it does not send it; undefined when other words stand there since
 */
export const sendIssue = (
  db: Database,
  { userId, acr }: Viewer,
  { id, version, at }: { id: string; version: number; at: Instant },
): Promise<'sent' | 'own' | undefined> =>
  db.transaction(async (trx) => {
    const row = (await trx('newsletter_issues').where({ id }).forUpdate().first('version', 'written_by', 'sent_at')) as
      | Pick<Issue, 'version' | 'written_by' | 'sent_at'>
      | undefined;
    if (row?.version !== version) return undefined;
    if (row.sent_at !== null) return 'sent';
    if (row.written_by === userId) return 'own';
    await trx('newsletter_issues')
      .where({ id })
      .update({ sent_by: userId, sent_at: instant(at) });
    await recordAudit(trx, { at, actorId: userId, acr, event: 'publish', subject: 'newsletter-issue', subjectId: id });
    return 'sent';
  });
