/** The sentences that the helpdesk writes often: one title once, changed by one at a time, withdrawn and not deleted. */
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { CannedSentence } from '../models/canned-sentence.ts';

export const listSentences = async (db: Database): Promise<CannedSentence[]> =>
  CannedSentence.query(db).whereNull('retired_at').orderBy('title').limit(200);

export const findSentence = async (db: Database, id: string): Promise<CannedSentence | undefined> =>
  CannedSentence.query(db).findById(id).whereNull('retired_at');

/**
 * @param version of the page, for a change; undefined for a new one, whose id is the token of its form: sent twice, it stands once
 * @returns `stale` when somebody changed or withdrew it meanwhile; `title` when another bears that title
 */
export async function writeSentence(
  db: Database,
  { userId, acr }: Viewer,
  { id, title, text, version }: { id: string; title: string; text: string; version?: number },
  at: Instant,
): Promise<'written' | 'stale' | 'title'> {
  const columns = { title, text, written_by: userId, written_at: instant(at) };
  return db.transaction(async (trx) => {
    // One at a time: a title is looked for and written in the same turn.
    await trx.raw("select pg_advisory_xact_lock(hashtext('canned-sentences'))");
    const twin = (await trx('canned_sentences')
      .whereNull('retired_at')
      .whereNot({ id })
      .whereRaw('lower(title) = lower(?)', [title])
      .first('id')) as unknown;
    if (twin) return 'title';
    const written = await (version === undefined
      ? trx('canned_sentences')
          .insert({ id, ...columns })
          .onConflict('id')
          .ignore()
          .returning('id')
      : trx('canned_sentences')
          .where({ id, version })
          .whereNull('retired_at')
          .update({ ...columns, version: trx.raw('version + 1') })
          .returning('id'));
    if (written.length === 0) return version === undefined ? 'written' : 'stale';
    const event = version === undefined ? 'create' : 'update';
    await recordAudit(trx, { at, actorId: userId, acr, event, subject: 'canned-sentence', subjectId: id });
    return 'written';
  });
}

/** @returns false when somebody changed it meanwhile; withdrawn twice, it is withdrawn */
export async function retireSentence(
  db: Database,
  { userId, acr }: Viewer,
  { id, version }: { id: string; version: number },
  at: Instant,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = (await trx('canned_sentences').where({ id }).forUpdate().first('version', 'retired_at')) as
      | Pick<CannedSentence, 'version' | 'retired_at'>
      | undefined;
    if (row?.version !== version) return false;
    if (row.retired_at !== null) return true;
    await trx('canned_sentences')
      .where({ id })
      .update({ retired_at: instant(at) });
    await recordAudit(trx, { at, actorId: userId, acr, event: 'delete', subject: 'canned-sentence', subjectId: id });
    return true;
  });
}
