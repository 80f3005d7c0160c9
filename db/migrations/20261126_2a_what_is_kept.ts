/** Acts, contents, audit and seals are added to and never rewritten; a content is erased through one function, which says so in the audit. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create trigger audit_seals_are_kept before update or delete on audit_seals for each row execute function forbid_change();

create function forbid_rewriting() returns trigger language plpgsql as $$ begin
  if tg_op = 'UPDATE' and old.erased_at is null and new.erased_at is not null and new.content is null
    and new.case_id = old.case_id and new.number = old.number then return new; end if;
  raise exception 'act_contents is append-only';
end $$;
create trigger contents_are_kept before update or delete on act_contents for each row execute function forbid_rewriting();

create trigger acts_are_not_emptied before truncate on acts execute function forbid_change();
create trigger contents_are_not_emptied before truncate on act_contents execute function forbid_change();
create trigger audit_is_not_emptied before truncate on audit execute function forbid_change();
create trigger audit_seals_are_not_emptied before truncate on audit_seals execute function forbid_change();

-- Retention: what was typed goes, its digest stays in the act, and the audit says when. Only of a case that is closed.
create function erase_content(p_case uuid, p_number int, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  closed timestamptz;
begin
  select closed_at into closed from public.cases where id = p_case for share;
  if closed is null or closed > p_at then raise exception 'only the contents of a closed case are erased'; end if;
  update public.act_contents set content = null, erased_at = p_at where case_id = p_case and number = p_number and erased_at is null;
  if not found then return false; end if;
  insert into public.audit (at, event, subject, subject_id) values (p_at, 'erase', 'act', p_case || '/' || p_number);
  return true;
end $$;
comment on function erase_content is 'false: no such content, or erased before';

-- To seal the audit its writers are waited for, which takes a right to lock that is also a right to rewrite.
create function lock_audit() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$ begin
  lock table public.audit in share mode;
end $$;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop function lock_audit, erase_content;
drop trigger audit_seals_are_not_emptied on audit_seals; drop trigger audit_is_not_emptied on audit;
drop trigger contents_are_not_emptied on act_contents; drop trigger acts_are_not_emptied on acts;
drop trigger contents_are_kept on act_contents; drop function forbid_rewriting;
drop trigger audit_seals_are_kept on audit_seals;
`)
    .then(() => undefined);
