/** The values of an act, its hash among them, and the one round trip that writes it with all that it brings. */
import { dayOf } from '../../domain/calendar.ts';
import {
  excludedFrom,
  excludedUser,
  isClosed,
  turnOf,
  type AnyProcess,
  type Consequences,
  type Parameters,
} from '../../workflows/procedure.ts';
import { digest, hashAct } from '../act-hash.ts';
import { instant, type Database } from '../connect.ts';
import { run } from './prepared.ts';
import { authorOf, type ActRequest, type Opening } from './request.ts';
import { statementFor } from './statements.ts';
import { valuesOfSubject } from './subject.ts';

/** @returns false when somebody was quicker (the case has another act since it was read), or the token has done its act already */
export async function writeNext(
  db: Database,
  process: AnyProcess,
  { caseId, lastHash }: { caseId: string; lastHash: Buffer | null },
  request: ActRequest,
  consequences: Consequences,
): Promise<boolean> {
  const statement = statementFor('next', request, consequences);
  const rows = await run(db, statement, valuesOf(process, caseId, lastHash, request, consequences));
  return rows.length > 0;
}

/** @returns the reference; undefined when nothing was opened: one stands there already, or the subject or the draft does not */
export async function writeFirst(
  db: Database,
  process: AnyProcess,
  { caseId, ...opening }: Opening & { caseId: string },
  consequences: Consequences,
  parameters: Parameters,
): Promise<string | undefined> {
  const year = dayOf(opening.at).slice(0, 4);
  const [row] = await run<{ reference: string }>(db, statementFor('first', opening, consequences), {
    ...valuesOf(process, caseId, null, opening, consequences),
    slug: process.slug,
    kind: opening.kind,
    ...valuesOfSubject(opening),
    linkedCaseId: opening.linkedCaseId ?? null,
    draftId: opening.draftId ?? null,
    prefix: `${process.prefix}-${year}-`,
    parameters: JSON.stringify(parameters),
    several: process.several === true,
  });
  return row?.reference;
}

function valuesOf(
  process: AnyProcess,
  caseId: string,
  lastHash: Buffer | null,
  request: ActRequest,
  { state, opened, closed, effects, work, wakeAt, concernsClerk }: Consequences,
): Record<string, unknown> {
  const content = request.content ?? null;
  const act = {
    caseId,
    number: state.number,
    token: request.token,
    action: request.action,
    facts: request.facts,
    contentDigest: content ? digest(content) : null,
    actorRole: request.actor.role,
    actorId: request.actor.userId,
    onBehalfOf: request.actor.onBehalfOf ?? null,
    acr: request.actor.acr ?? null,
    at: request.at,
    status: state.status,
    effects,
    deadline: request.deadline ?? null,
  };
  const dues = state.tasks.flatMap(({ dueOn }) => (dueOn ? [dueOn] : [])).sort();
  return {
    ...act,
    author: authorOf(request),
    facts: JSON.stringify(act.facts),
    at: instant(act.at),
    content: content ? JSON.stringify(content) : null,
    previousHash: lastHash,
    hash: hashAct(act, lastHash),
    work,
    // Who was given a right only is not told of what they do not see.
    dossier: process.restricted ? null : process.dossier,
    today: dayOf(act.at),
    openRoles: state.tasks.map(({ role }) => role),
    closedTasks: closed.map(({ id }) => id),
    openedTasks: opened.map(({ id }) => id),
    openedActions: opened.map(({ action }) => action),
    openedForRoles: opened.map(({ role }) => role),
    openedDues: opened.map(({ dueOn }) => dueOn),
    openedExcluded: opened.map(({ action }) => excludedFrom(process, state, action)),
    openedLast: opened.map(({ role }) => (role === request.actor.role ? request.actor.userId : null)),
    documentIds: request.documentIds ?? [],
    turn: turnOf(process, state),
    excluded: excludedUser(process, state),
    dueOn: dues[0] ?? (wakeAt === null ? null : dayOf(wakeAt)),
    targetOn: state.targetOn,
    statusSince: instant(state.enteredAt),
    closedAt: isClosed(process, state.status) ? instant(act.at) : null,
    clockOne: state.clocks.one,
    clockOperator: state.clocks.operator,
    clockSince: instant(state.clocks.since),
    movedBy: state.movedBy,
    ring: concernsClerk,
    wakeAt: wakeAt === null ? null : instant(wakeAt),
    state: JSON.stringify(state),
  };
}
