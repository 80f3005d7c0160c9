/**
 * The one statement that records an act: the case moves from act n - 1 to act n, and what it brings is written with it.
 * Somebody was quicker: the case is not there at n - 1 any more, nothing is written, and no row is given back.
 */
import { dayOf } from '../../domain/calendar.ts';
import {
  excludedUser,
  isClosed,
  turnOf,
  type AnyProcess,
  type Consequences,
  type Parameters,
} from '../../workflows/procedure.ts';
import { digest, hashAct } from '../act-hash.ts';
import { instant, type Database } from '../connect.ts';
import { insertNotices } from '../notices.ts';
import { prepare, run } from './prepared.ts';
import type { ActRequest, Opening } from './request.ts';
import { subjectOf, valuesOfSubject } from './subject.ts';

const bringsWithIt = `act as (
  insert into acts (case_id, number, token, action, facts, content_digest, actor_role, actor_id, on_behalf_of, acr, at, status, effects, deadline,
    previous_hash, hash)
  select id, act_number, cast(:token as text), cast(:action as text), cast(:facts as jsonb), cast(:contentDigest as bytea), cast(:actorRole as text),
    cast(:actorId as uuid), cast(:onBehalfOf as uuid), cast(:acr as int), cast(:at as timestamptz), status, cast(:effects as text[]),
    cast(:deadline as text), cast(:previousHash as bytea), cast(:hash as bytea)
  from moved
), content as (
  insert into act_contents (case_id, number, content)
  select id, act_number, cast(:content as jsonb) from moved where cast(:content as jsonb) is not null
), effect as (
  insert into effects (case_id, act_number, effect, created_at)
  select id, act_number, unnest(cast(:work as text[])), cast(:at as timestamptz) from moved
), notice as (
${insertNotices}
), closed as (
  update tasks set closed_at = cast(:at as timestamptz) from moved
  where tasks.case_id = moved.id and tasks.closed_at is null and tasks.key = any(cast(:closedTasks as text[]))
), document as (
  update documents set case_id = moved.id, act_number = moved.act_number from moved
  where documents.id = any(cast(:documentIds as uuid[])) and documents.organising_body_id = moved.organising_body_id
    and documents.facility_id is not distinct from moved.facility_id and documents.act_number is null
), opened as (
  insert into tasks (case_id, key, slug, kind, action, role, reference, facility_name, postcode, locality, organising_body_id, facility_id,
    administration, excluded_user_id, assignee_id, opened_at, due_on)
  select m.id, t.id, m.slug, m.kind, t.action, t.role, m.reference, m.facility_name, m.postcode, m.locality, m.organising_body_id, m.facility_id,
    m.administration, m.excluded_user_id, agent.user_id, cast(:at as timestamptz), coalesce(t."dueOn", '9999-12-31')
  from moved m cross join jsonb_to_recordset(cast(:openedTasks as jsonb)) as t (id text, action text, role text, "dueOn" date)
  left join facility_agents agent on agent.facility_id = m.facility_id and agent.role = t.role
)
select reference from moved`;

const writeAct = prepare(
  'write-act',
  `
with moved as (
  update cases set status = :status, turn = :turn, excluded_user_id = :excluded, due_on = :dueOn, target_on = :targetOn,
    status_since = :statusSince, closed_at = :closedAt, clock_one_ms = :clockOne, clock_operator_ms = :clockOperator, clock_since = :clockSince,
    act_number = :number, moved_by = :movedBy, bell_seq = case when :ring then :number else bell_seq end, wake_at = :wakeAt, state = :state
  where id = cast(:caseId as uuid) and act_number = cast(:number as int) - 1
  returning *
), ${bringsWithIt}`,
);

// Whom it is about and where stands on the case: lists and rights need no join.
const writeOpening = prepare(
  'write-opening',
  `
with draft as (
  select id from drafts where id = cast(:draftId as uuid) and submitted_case_id is null and discarded_at is null for update
), ${subjectOf}, moved as (
  insert into cases (id, slug, reference, kind, period, subject_kind, subject_id, status, turn, excluded_user_id, organising_body_id, facility_id,
    facility_name, facility_kind, postcode, locality, administration, linked_case_id, opened_at, status_since, due_on, target_on, closed_at, clock_one_ms, clock_operator_ms, clock_since,
    act_number, moved_by, bell_seq, wake_at, state, parameters)
  select cast(:caseId as uuid), cast(:slug as text), cast(:prefix as text) || lpad(cast(nextval('case_references') as text), 5, '0'),
    cast(:kind as text), cast(:period as text), cast(:subjectKind as text), cast(:subjectId as uuid), cast(:status as text), cast(:turn as text),
    cast(:excluded as uuid), s.organising_body_id, s.facility_id, s.name, s.kind, s.postcode, s.locality, s.administration, cast(:linkedCaseId as uuid), cast(:at as timestamptz), cast(:statusSince as timestamptz), cast(:dueOn as date),
    cast(:targetOn as date), cast(:closedAt as timestamptz), cast(:clockOne as bigint), cast(:clockOperator as bigint),
    cast(:clockSince as timestamptz), 1, 1, 1, cast(:wakeAt as timestamptz), cast(:state as jsonb), cast(:parameters as jsonb)
  from subject s
  where cast(:draftId as uuid) is null or exists (select from draft)
  on conflict do nothing
  returning *
), sent as (
  update drafts set submitted_case_id = moved.id, updated_at = cast(:at as timestamptz) from moved where drafts.id = cast(:draftId as uuid)
), ${bringsWithIt}`,
);

/** @returns false when somebody was quicker: the case has another act since it was read */
export async function writeNext(
  db: Database,
  process: AnyProcess,
  { caseId, lastHash }: { caseId: string; lastHash: Buffer | null },
  request: ActRequest,
  consequences: Consequences,
): Promise<boolean> {
  const rows = await run(db, writeAct, valuesOf(process, caseId, lastHash, request, consequences));
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
  const [row] = await run<{ reference: string }>(db, writeOpening, {
    ...valuesOf(process, caseId, null, opening, consequences),
    slug: process.slug,
    kind: opening.kind,
    ...valuesOfSubject(opening),
    linkedCaseId: opening.linkedCaseId ?? null,
    draftId: opening.draftId ?? null,
    prefix: `${process.prefix}-${year}-`,
    parameters: JSON.stringify(parameters),
  });
  return row?.reference;
}

function valuesOf(
  process: AnyProcess,
  caseId: string,
  lastHash: Buffer | null,
  request: ActRequest,
  { state, opened, closed, effects, work, notices, wakeAt, concernsClerk }: Consequences,
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
    facts: JSON.stringify(act.facts),
    at: instant(act.at),
    content: content ? JSON.stringify(content) : null,
    previousHash: lastHash,
    hash: hashAct(act, lastHash),
    work,
    notices,
    dossier: process.dossier,
    today: dayOf(act.at),
    openRoles: state.tasks.map(({ role }) => role),
    closedTasks: closed.map(({ id }) => id),
    openedTasks: JSON.stringify(opened),
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
