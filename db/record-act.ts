/**
 * `recordAct`: the one way in for whoever acts. No lock: the case is read, the table says what the act changes, and one statement writes it
 * where the case is still as it was read. Otherwise somebody was quicker, and it is read and decided anew.
 */
import { randomUUID } from 'node:crypto';
import { dayOf } from '../domain/calendar.ts';
import { apply, open, Refused, type AnyProcess, type CaseState, type Parameters } from '../workflows/procedure.ts';
import { prepare, run } from './acts/prepared.ts';
import { ActRefused, AlreadyOpen, authorOf, type ActRequest, type Opening, type Recorded } from './acts/request.ts';
import { keepLinesSent, lockLines } from './acts/seal-lines.ts';
import { checkSubject, type CaseSubject } from './acts/subject.ts';
import { writeFirst, writeNext } from './acts/write-act.ts';
import type { Database } from './connect.ts';
import { parametersOn } from './parameters/parameters.ts';

export { ActRefused, AlreadyOpen, type ActRequest, type CaseSubject, type Opening, type Recorded };

/** What a case must tell for its next act; a row of `cases` is one. */
export interface CaseRead {
  slug: string;
  state: CaseState;
  parameters: Parameters;
  act_number: number;
  last_hash: Buffer | null;
}

const readCase = prepare(
  'read-case',
  `
select c.slug, c.state, c.parameters, c.act_number, c.last_hash, known.number as known, known.action as known_action
from cases c
left join acts known on known.case_id = c.id and known.author = cast(:author as text) and known.token = cast(:token as text)
where c.id = cast(:caseId as uuid)`,
);

/** So many times without a lock; a case that is still wanted by many at once is then locked. */
const attempts = 4;

/**
 * @param read the case as the caller has just read it: one round trip less. What it says is believed only as long as the case stands there
 * @throws ActRefused; Error when the case does not exist
 */
export async function recordAct(
  db: Database,
  process: AnyProcess,
  caseId: string,
  request: ActRequest,
  read?: CaseRead,
): Promise<Recorded> {
  if (request.sealLines) return db.transaction((trx) => recordWithLines(trx, process, caseId, request));
  if (read) {
    const recorded = await attemptOn(db, process, caseId, request, read).catch((error: unknown) => {
      // The case of that moment refuses it; it may have moved since, or have this very act already.
      if (!(error instanceof ActRefused)) throw error;
    });
    if (recorded) return recorded;
  }
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const recorded = await attemptOnce(db, process, caseId, request);
    if (recorded) return recorded;
  }
  return db.transaction(async (trx) => {
    await trx('cases').where({ id: caseId }).forUpdate().first('id');
    const recorded = await attemptOnce(trx, process, caseId, request);
    if (!recorded) throw new Error('a locked case has moved');
    return recorded;
  });
}

/** Nobody is quicker: the case is locked from the reading of its lines until the act is there. */
async function recordWithLines(
  trx: Database,
  process: AnyProcess,
  caseId: string,
  request: ActRequest,
): Promise<Recorded> {
  const lines = await lockLines(trx, caseId);
  const recorded = await attemptOnce(trx, process, caseId, { ...request, facts: { ...request.facts, lines } });
  if (!recorded) throw new Error('a locked case has moved');
  if (!recorded.already) await keepLinesSent(trx, caseId, recorded.number);
  return recorded;
}

/** @returns undefined when somebody was quicker */
async function attemptOnce(
  db: Database,
  process: AnyProcess,
  caseId: string,
  request: ActRequest,
): Promise<Recorded | undefined> {
  const [row] = await run<CaseRead & { known: number | null; known_action: string | null }>(db, readCase, {
    caseId,
    author: authorOf(request),
    token: request.token,
  });
  if (!row) throw new Error('case not found');
  if (row.known === null) return attemptOn(db, process, caseId, request, row);
  if (row.known_action !== request.action) throw new ActRefused(caseId, 'token-used');
  return { caseId, slug: row.slug, number: row.known, status: row.state.status, already: true, ring: false };
}

/** @returns undefined when the case is not any more as it was read, or the token has done its act */
async function attemptOn(
  db: Database,
  process: AnyProcess,
  caseId: string,
  request: ActRequest,
  { slug, state, parameters, act_number: last, last_hash: lastHash }: CaseRead,
): Promise<Recorded | undefined> {
  if (!lastHash) throw new Error('a case without the hash of its last act');
  const { seen } = request;
  if (seen !== undefined && (seen < state.movedBy || seen > last)) throw new ActRefused(caseId, 'stale');
  const at = Math.max(request.at, state.clocks.since);
  const consequences = orRefuse(caseId, () => apply(process, state, request, at, parameters));
  if (!(await writeNext(db, process, { caseId, lastHash }, { ...request, at }, consequences))) return undefined;
  const { number, status } = consequences.state;
  return { caseId, slug, number, status, already: false, ring: consequences.concernsClerk };
}

function orRefuse<T>(caseId: string, decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    throw error instanceof Refused ? new ActRefused(caseId, error.code) : error;
  }
}

/** Whether this person's sending has become an act of the case already. */
export async function isRecorded(
  db: Database,
  caseId: string,
  { action, token, userId }: { action: string; token: string; userId: string },
): Promise<boolean> {
  return (await db('acts').where({ case_id: caseId, token, action, author: userId }).first('number')) !== undefined;
}

const findOpening = prepare(
  'find-opening',
  `
select c.id, c.status, c.reference, c.slug = cast(:slug as text) and c.kind = cast(:kind as text) and c.subject_id = cast(:subjectId as uuid)
  and c.period is not distinct from cast(:period as text) and a.action = cast(:action as text) as same
from acts a join cases c on c.id = a.case_id
where a.author = cast(:author as text) and a.token = cast(:token as text) and a.number = 1`,
);

/**
 * Opens a case by its first act: the same token of the same author opens one case.
 * @throws AlreadyOpen, ActRefused; Error when the subject does not exist, or is not one of this procedure
 */
export async function openCase(
  db: Database,
  process: AnyProcess,
  opening: Opening,
): Promise<Recorded & { reference: string }> {
  const { slug } = process;
  checkSubject(process, opening);
  const caseId = opening.caseId ?? randomUUID();
  const found = async (): Promise<(Recorded & { reference: string }) | undefined> => {
    const { kind, subject, period, action, token } = opening;
    const [row] = await run<{ id: string; status: string; reference: string; same: boolean }>(db, findOpening, {
      slug,
      kind,
      subjectId: subject.id,
      period: period ?? null,
      action,
      token,
      author: authorOf(opening),
    });
    if (row && !row.same) throw new ActRefused(row.id, 'token-used');
    if (!row) return undefined;
    const { id, status, reference } = row;
    return { caseId: id, slug, number: 1, status, already: true, ring: false, reference };
  };
  const there = await found();
  if (there) return there;
  const parameters = await parametersOn(db, slug, dayOf(opening.at));
  const consequences = orRefuse(caseId, () => open(process, opening, opening.at, parameters));
  let reference: string | undefined;
  try {
    // In a caller's transaction, a savepoint: what fails here leaves that one whole.
    reference = await db.transaction((trx) =>
      writeFirst(trx, process, { ...opening, caseId }, consequences, parameters),
    );
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'acts_one_opening_per_token') throw error;
  }
  if (reference !== undefined)
    return { caseId, slug, number: 1, status: consequences.state.status, already: false, ring: true, reference };
  const twin = await found();
  if (twin) return twin;
  throw await whyNot(db, slug, caseId, opening);
}

async function whyNot(db: Database, slug: string, caseId: string, opening: Opening): Promise<Error> {
  const { subject, period, kind, draftId } = opening;
  const stands = db('cases').where({ slug, kind, subject_id: subject.id });
  if (await (period ? stands.where({ period }) : stands.whereNull('period').whereNull('closed_at')).first('id'))
    return new AlreadyOpen();
  const standing =
    draftId === undefined ||
    (await db('drafts').where({ id: draftId, submitted_case_id: null, discarded_at: null }).first('id')) !== undefined;
  return standing ? new Error('subject not found') : new ActRefused(caseId, 'stale');
}

/** A fresh token, for forms. */
export const newToken = (): string => randomUUID();
