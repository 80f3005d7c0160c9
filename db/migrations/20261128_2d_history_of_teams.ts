/** Whose data a line of the audit is about, where it is a person of Mon Équipe; what the helpdesk could not change while seeing as a user was seen. */
import type { Knex } from 'knex';

const before = (
  line: string,
): string => `create or replace function bodies_of_audit(line audit) returns setof uuid language plpgsql stable as $$
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
  ${line}
  end if;
end $$;`;
const deed = (
  consulted: string,
): string => `create or replace function index_audit() returns trigger language plpgsql as $$ begin
  insert into body_history (organising_body_id, at, actor_id, about_user_id, event, deed, subject, audit_id)
  select body, new.at, new.actor_id,
    case when new.subject = 'user' and new.subject_id ~ '^[0-9a-f-]{36}$' then cast(new.subject_id as uuid) end,
    new.event, case
      when new.event in (${consulted}) then 'consulted'
      when new.event in ('sign-in', 'sign-out', 'sign-in-refused', 'end-session', 'access-refused') then 'access'
      else 'changed' end, new.subject, new.id
  from bodies_of_audit(new) as body;
  return null;
end $$;`;
const consulted = "'read', 'consult', 'download', 'export', 'view-as'";

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(
    before(
      "elsif line.subject = 'collaboration' then return query select c.organising_body_id from collaborations c where c.id = of;",
    ) + deed(`${consulted}, 'view-as-refused'`),
  );
};
export const down = async (knex: Knex): Promise<void> => {
  await knex.raw(before('') + deed(consulted));
};
