/** The results of a call: proposed by one person, published by another, as long as no opinion has changed in between. */
import type { Instant } from '../../domain/calendar.ts';
import { slug } from '../../workflows/project-call/contract.ts';
import { recordAudit } from '../audit.ts';
import { askForBatch } from '../batches/batch.ts';
import { publishResults } from '../batches/publish-results.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';

export interface Proposal {
  by: string;
  /** « Claire Fontaine » */
  name: string;
  at: Instant;
  /** No opinion was given, and no file withdrawn, since. */
  stands: boolean;
}

/** Hexadecimal SHA-256 of the examined files of a call, each with the number of its last opinion. */
async function digestOfOpinions(db: Database, callId: string): Promise<string> {
  const { rows } = await db.raw<{ rows: { digest: string }[] }>(
    `select encode(sha256(convert_to(coalesce(string_agg(c.id || ' ' || given.number, ',' order by c.id), ''), 'UTF8')), 'hex') as digest
       from cases c cross join lateral
         (select max(a.number) as number from acts a where a.case_id = c.id and a.action = 'give-opinion') given
      where c.slug = ? and c.status = 'examined' and c.state -> 'data' ->> 'call' = ?`,
    [slug, callId],
  );
  return rows[0]!.digest;
}

/** What waits for a second person. */
export async function findProposal(db: Database, callId: string): Promise<Proposal | undefined> {
  const row = (await db('project_calls as c')
    .join('users as u', 'u.id', 'c.results_proposed_by')
    .where({ 'c.id': callId })
    .whereNull('c.results_at')
    .first(
      'c.results_proposed_by as by',
      'c.results_proposed_at as at',
      db.raw("u.first_name || ' ' || u.family_name as name"),
      db.raw("encode(c.results_proposed_digest, 'hex') as digest"),
    )) as (Omit<Proposal, 'stands'> & { digest: string }) | undefined;
  if (!row) return undefined;
  const { digest, ...proposal } = row;
  return { ...proposal, stands: digest === (await digestOfOpinions(db, callId)) };
}

interface Asked {
  id: string;
  /** As the page had it. */
  version: number;
  at: Instant;
}
/** Takes the place of an earlier proposal. @returns false when somebody has changed the call meanwhile */
export function proposeResults(db: Database, { userId, acr }: Viewer, { id, version, at }: Asked): Promise<boolean> {
  return db.transaction(async (trx) => {
    const done = await trx('project_calls')
      .where({ id, version })
      .whereNull('results_at')
      .update({
        results_proposed_by: userId,
        results_proposed_at: instant(at),
        results_proposed_digest: Buffer.from(await digestOfOpinions(trx, id), 'hex'),
        version: version + 1,
      });
    if (done === 0) return false;
    await recordAudit(trx, { at, actorId: userId, acr, event: 'propose', subject: 'project-call', subjectId: id });
    return true;
  });
}

/**
 * Tells every file that was examined its result: all of them, or none.
 * @returns the batch to ring for; `own` to who has proposed them; `changed` when nothing is proposed, an opinion has changed, or they are published already
 */
export function askForResults(
  db: Database,
  viewer: Viewer,
  { id, version, at }: Asked,
): Promise<{ batchId: string } | 'own' | 'changed'> {
  return db.transaction(async (trx) => {
    const held = (await trx('project_calls').where({ id, version }).whereNull('results_at').forUpdate().first('id')) as
      | object
      | undefined;
    const proposal = held && (await findProposal(trx, id));
    if (!proposal?.stands) return 'changed';
    if (proposal.by === viewer.userId) return 'own';
    await trx('project_calls')
      .where({ id })
      .update({ results_by: viewer.userId, results_at: instant(at), version: version + 1 });
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'publish',
      subject: 'project-call-results',
      subjectId: id,
    });
    const batch = await askForBatch(trx, publishResults, {
      parameters: { callId: id },
      key: id,
      administration: null,
      asker: viewer,
      at,
    });
    return { batchId: batch.id };
  });
}
