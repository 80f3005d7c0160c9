/**
 * The one statement that records an act: the case moves from act n - 1 to act n, and what it brings is written with it.
 * Somebody was quicker, or the author's token has done its act: nothing is written, and no row is given back.
 *
 * What an act does not bring is left out: PostgreSQL opens every table and index that a statement names, and that is half of what an act costs.
 * The statements are few (a message brings notices, a decision all of it), and each is planned once per connection.
 */
import type { Consequences } from '../../workflows/procedure.ts';
import { insertNotices, noticesOf } from '../notices.ts';
import { prepare, type Prepared } from './prepared.ts';
import type { ActRequest } from './request.ts';
import { subjectOf } from './subject.ts';

const move = `moved as (
  update cases set status = :status, turn = :turn, excluded_user_id = :excluded, due_on = :dueOn, target_on = :targetOn,
    status_since = :statusSince, closed_at = :closedAt, clock_one_ms = :clockOne, clock_operator_ms = :clockOperator, clock_since = :clockSince,
    act_number = :number, moved_by = :movedBy, bell_seq = case when :ring then :number else bell_seq end, wake_at = :wakeAt, state = :state,
    last_hash = :hash
  where id = cast(:caseId as uuid) and act_number = cast(:number as int) - 1
    and not exists (select from acts where case_id = cast(:caseId as uuid) and author = cast(:author as text) and token = cast(:token as text))
  returning *
)`;

// Whom it is about and where stands on the case: lists and rights need no join.
const begin = `draft as (
  select id from drafts where id = cast(:draftId as uuid) and submitted_case_id is null and discarded_at is null for update
), ${subjectOf}, moved as (
  insert into cases (id, slug, reference, kind, period, subject_kind, subject_id, status, turn, excluded_user_id, organising_body_id, facility_id,
    facility_name, facility_kind, postcode, locality, administration, linked_case_id, opened_at, status_since, due_on, target_on, closed_at,
    clock_one_ms, clock_operator_ms, clock_since, act_number, moved_by, bell_seq, wake_at, state, parameters, last_hash, several)
  select cast(:caseId as uuid), cast(:slug as text), cast(:prefix as text) || lpad(cast(nextval('case_references') as text), 5, '0'),
    cast(:kind as text), cast(:period as text), cast(:subjectKind as text), cast(:subjectId as uuid), cast(:status as text), cast(:turn as text),
    cast(:excluded as uuid), s.organising_body_id, s.facility_id, s.name, s.kind, s.postcode, s.locality, s.administration,
    cast(:linkedCaseId as uuid), cast(:at as timestamptz), cast(:statusSince as timestamptz), cast(:dueOn as date), cast(:targetOn as date),
    cast(:closedAt as timestamptz), cast(:clockOne as bigint), cast(:clockOperator as bigint), cast(:clockSince as timestamptz), 1, 1, 1,
    cast(:wakeAt as timestamptz), cast(:state as jsonb), cast(:parameters as jsonb), cast(:hash as bytea), cast(:several as boolean)
  from subject s
  where cast(:draftId as uuid) is null or exists (select from draft)
  on conflict do nothing
  returning *
), sent as (
  update drafts set submitted_case_id = moved.id, updated_at = cast(:at as timestamptz) from moved where drafts.id = cast(:draftId as uuid)
)`;

const act = `act as (
  insert into acts (case_id, number, token, action, facts, content_digest, actor_role, actor_id, on_behalf_of, acr, at, status, effects, deadline,
    previous_hash, hash)
  select id, act_number, cast(:token as text), cast(:action as text), cast(:facts as jsonb), cast(:contentDigest as bytea), cast(:actorRole as text),
    cast(:actorId as uuid), cast(:onBehalfOf as uuid), cast(:acr as int), cast(:at as timestamptz), status, cast(:effects as text[]),
    cast(:deadline as text), cast(:previousHash as bytea), cast(:hash as bytea)
  from moved
)`;
const content = `content as (
  insert into act_contents (case_id, number, content) select id, act_number, cast(:content as jsonb) from moved
)`;
const work = `effect as (
  insert into effects (case_id, act_number, effect, created_at)
  select id, act_number, unnest(cast(:work as text[])), cast(:at as timestamptz) from moved
)`;
const closed = `closed as (
  update tasks set closed_at = cast(:at as timestamptz) from moved
  where tasks.case_id = moved.id and tasks.closed_at is null and tasks.key = any(cast(:closedTasks as text[]))
)`;
// Who is in charge of each, by the one rule (`in_charge`): everybody whom it does not concern alone is told.
const opened = `charge as (
  select t.*, case when t.role <> 'operator' then
    in_charge(m.id, m.facility_id, t.role, m.administration, t.excluded, t.last, cast(:today as date)) end as assignee
  from moved m
  cross join unnest(cast(:openedTasks as text[]), cast(:openedActions as text[]), cast(:openedForRoles as text[]), cast(:openedDues as date[]),
    cast(:openedExcluded as uuid[]), cast(:openedLast as uuid[])) as t (key, action, role, due_on, excluded, last)
), opened as (
  insert into tasks (case_id, key, slug, kind, action, role, reference, facility_name, postcode, locality, organising_body_id, facility_id,
    administration, excluded_user_id, assignee_id, opened_at, due_on)
  select m.id, t.key, m.slug, m.kind, t.action, t.role, m.reference, m.facility_name, m.postcode, m.locality, m.organising_body_id, m.facility_id,
    m.administration, t.excluded, t.assignee, cast(:at as timestamptz), coalesce(t.due_on, '9999-12-31')
  from moved m cross join charge t
)`;
const documents = `document as (
  update documents set case_id = moved.id, act_number = moved.act_number from moved
  where documents.id = any(cast(:documentIds as uuid[])) and documents.organising_body_id is not distinct from moved.organising_body_id
    and documents.facility_id is not distinct from moved.facility_id and documents.act_number is null
)`;
const draft = `draft_gone as (
  delete from form_drafts using moved
  where form_drafts.case_id = moved.id and form_drafts.user_id = cast(:actorId as uuid) and form_drafts.action = cast(:action as text)
)`;

const statements = new Map<string, Prepared>();

/** @param which the act that opens a case, or the next one */
export function statementFor(which: 'first' | 'next', request: ActRequest, consequences: Consequences): Prepared {
  const notices = noticesOf(request, consequences);
  const parts = {
    content: request.content ? content : undefined,
    work: consequences.work.length > 0 ? work : undefined,
    closed: consequences.closed.length > 0 ? closed : undefined,
    opened: consequences.opened.length > 0 ? opened : undefined,
    [['notices', ...notices].join('-')]: notices.length > 0 ? `notice as (${insertNotices(notices)})` : undefined,
    documents: request.documentIds?.length ? documents : undefined,
    draft: request.endsDraft ? draft : undefined,
  };
  const brought = Object.entries(parts).flatMap(([name, sql]) => (sql ? [[name, sql] as const] : []));
  const key = [which, ...brought.map(([part]) => part)].join(' ');
  const known = statements.get(key);
  if (known) return known;
  const clauses = [which === 'first' ? begin : move, act, ...brought.map(([, sql]) => sql)];
  const name = `${which}-act-${String(statements.size)}`;
  const statement = prepare(name, `with ${clauses.join(', ')} select reference from moved`);
  statements.set(key, statement);
  return statement;
}
