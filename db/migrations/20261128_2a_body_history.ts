/** The history of each organising body: which lines of the audit and which acts are about its data, in the order of time. */
import type { Knex } from 'knex';

const deed = (event: string): string => `case
  when ${event} in ('read', 'consult', 'download', 'export', 'view-as') then 'consulted'
  when ${event} in ('sign-in', 'sign-out', 'sign-in-refused', 'end-session', 'access-refused') then 'access'
  else 'changed' end`;

const tables = `
create table body_history (
  id bigint generated always as identity primary key,
  organising_body_id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  about_user_id uuid,
  event text not null,
  deed text not null check (deed in ('consulted', 'changed', 'access')),
  subject text not null,
  audit_id bigint,
  case_id uuid, act_number int, action text,
  check ((audit_id is null) = (case_id is not null and act_number is not null))
);
comment on table body_history is 'An index over audit and acts, written by their triggers: what a line says stands there';
comment on column body_history.about_user_id is 'whose account it is about';
create index body_history_by_time on body_history (organising_body_id, at, id);
create index body_history_by_actor on body_history (organising_body_id, actor_id, at, id);
create index body_history_by_user on body_history (organising_body_id, about_user_id, at, id) where about_user_id is not null;

-- Whose data a line of the audit is about. What agents do among themselves (tasks, internal documents, tries) concerns no operator;
-- neither does what somebody was refused, but of pages: the thing may be of another body.
create function bodies_of_audit(line audit) returns setof uuid language plpgsql stable as $$
declare of uuid := case when line.subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then cast(line.subject_id as uuid) end;
begin
  if line.subject in ('task', 'ticket', 'batch') or line.event in ('retry', 'claim', 'release', 'assign', 'free') then return;
  elsif line.event = 'access-refused' then
    if line.subject = 'page' then
      return query select m.organising_body_id from memberships m where m.user_id = line.actor_id and m.deleted_at is null;
    end if;
  elsif line.on_behalf_of is not null then return next line.on_behalf_of;
  elsif line.subject = 'case' then return query select c.organising_body_id from cases c where c.id = of;
  elsif line.subject = 'document' then
    return query select d.organising_body_id from documents d where d.id = of and not d.internal;
  elsif line.subject = 'facility' then return query select f.organising_body_id from facilities f where f.id = of;
  elsif line.subject = 'organising-body' then return query select b.id from organising_bodies b where b.id = of;
  elsif line.subject = 'draft' then return query select d.organising_body_id from drafts d where d.id = of;
  elsif line.subject = 'user' then
    return query select m.organising_body_id from memberships m where m.user_id = of and m.deleted_at is null;
  end if;
end $$;

create function index_audit() returns trigger language plpgsql as $$ begin
  insert into body_history (organising_body_id, at, actor_id, about_user_id, event, deed, subject, audit_id)
  select body, new.at, new.actor_id,
    case when new.subject = 'user' and new.subject_id ~ '^[0-9a-f-]{36}$' then cast(new.subject_id as uuid) end,
    new.event, ${deed('new.event')}, new.subject, new.id
  from bodies_of_audit(new) as body;
  return null;
end $$;
create trigger audit_is_indexed after insert on audit for each row execute function index_audit();

create function index_act() returns trigger language plpgsql as $$ begin
  insert into body_history (organising_body_id, at, actor_id, event, deed, subject, case_id, act_number, action)
  select c.organising_body_id, new.at, new.actor_id, 'act', 'changed', 'case', new.case_id, new.number, new.action
  from cases c where c.id = new.case_id;
  return null;
end $$;
create trigger acts_are_indexed after insert on acts for each row execute function index_act();

insert into body_history (organising_body_id, at, actor_id, about_user_id, event, deed, subject, audit_id, case_id, act_number, action)
select * from (
  select body, a.at, a.actor_id,
    case when a.subject = 'user' and a.subject_id ~ '^[0-9a-f-]{36}$' then cast(a.subject_id as uuid) end,
    a.event, ${deed('a.event')}, a.subject, a.id, cast(null as uuid), cast(null as int), null
  from audit a cross join lateral bodies_of_audit(a) as body
  union all
  select c.organising_body_id, a.at, a.actor_id, null, 'act', 'changed', 'case', null, a.case_id, a.number, a.action
  from acts a join cases c on c.id = a.case_id
) as line order by 2;
`;

export const up = (knex: Knex): Promise<void> => knex.raw(tables).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop trigger acts_are_indexed on acts;
drop trigger audit_is_indexed on audit;
drop function index_act;
drop function index_audit;
drop function bodies_of_audit;
drop table body_history;
`)
    .then(() => undefined);
