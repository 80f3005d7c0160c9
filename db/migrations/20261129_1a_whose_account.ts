/** The account of an agent of ONE whom a body has added is not that body's to read; nor is what a user does elsewhere once it has deactivated them. */
import type { Knex } from 'knex';

const bodiesOfAudit = (
  among: (user: string) => string,
): string => `create or replace function bodies_of_audit(line audit) returns setof uuid language plpgsql stable as $$
declare of uuid := case when line.subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then cast(line.subject_id as uuid) end;
begin
  if line.subject in ('task', 'ticket', 'batch') or line.event in ('retry', 'claim', 'release', 'assign', 'free') then return;
  elsif line.event = 'access-refused' then
    if line.subject = 'page' then
      return query select ${among('line.actor_id')}
    end if;
  elsif line.on_behalf_of is not null then return next line.on_behalf_of;
  elsif line.subject = 'case' then return query select c.organising_body_id from cases c where c.id = of;
  elsif line.subject = 'document' then
    return query select d.organising_body_id from documents d where d.id = of and not d.internal;
  elsif line.subject = 'facility' then return query select f.organising_body_id from facilities f where f.id = of;
  elsif line.subject = 'organising-body' then return query select b.id from organising_bodies b where b.id = of;
  elsif line.subject = 'draft' then return query select d.organising_body_id from drafts d where d.id = of;
  elsif line.subject = 'user' then
    return query select ${among('of')}
  elsif line.subject = 'collaboration' then return query select c.organising_body_id from collaborations c where c.id = of;
  end if;
end $$;`;

const everybody = (user: string): string =>
  `m.organising_body_id from memberships m where m.user_id = ${user} and m.deleted_at is null;`;
const operators = (user: string): string =>
  `m.organising_body_id from memberships m join users u on u.id = m.user_id and u.portal = 'pro'
      where m.user_id = ${user} and m.deleted_at is null and (m.deactivated_at is null or line.at <= m.deactivated_at);`;

// Of who was reactivated since, nobody knows any more here.
const removeWrong = `
delete from body_history h using audit a, users u
where a.id = h.audit_id and a.on_behalf_of is null
  and ((a.subject = 'user' and u.id = h.about_user_id) or (a.subject = 'page' and a.event = 'access-refused' and u.id = a.actor_id))
  and (u.portal <> 'pro' or exists (select from memberships m
    where m.user_id = u.id and m.organising_body_id = h.organising_body_id and m.deactivated_at < a.at))`;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(bodiesOfAudit(operators));
  await knex.raw(removeWrong);
};
export const down = (knex: Knex): Promise<void> => knex.raw(bodiesOfAudit(everybody)).then(() => undefined);
