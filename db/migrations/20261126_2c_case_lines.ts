/** Rows beside a case: what is being filled in, each with its version; and what an act has sent, kept line by line. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table case_lines (
  case_id uuid not null references cases,
  key text not null check (length(key) between 1 and 100),
  position int not null,
  data jsonb not null,
  version int not null default 1,
  updated_by uuid not null references users,
  updated_at timestamptz not null,
  removed_at timestamptz,
  sent_version int,
  primary key (case_id, key)
);
create index case_lines_in_order on case_lines (case_id, position, key) where removed_at is null;
comment on column case_lines.sent_version is 'the version that an act last sent: what differs is copied by the next one';

create table case_lines_sent (
  case_id uuid not null,
  act_number int not null,
  key text not null,
  position int not null,
  removed boolean not null,
  digest bytea not null,
  data jsonb,
  erased_at timestamptz,
  primary key (case_id, key, act_number),
  foreign key (case_id, act_number) references acts
);
comment on table case_lines_sent is 'a line as an act sent it: only those that had changed since the act before that sent lines';
create index acts_that_send_lines on acts (case_id, number) where facts -> 'lines' is not null;

create function digest_of_line(key text, place int, data jsonb) returns bytea language sql immutable strict parallel safe
return sha256(convert_to(jsonb_build_array(key, place, data)::text, 'UTF8'));

create function forbid_rewriting_lines() returns trigger language plpgsql as $$ begin
  if tg_op = 'UPDATE' and old.erased_at is null and new.erased_at is not null and new.data is null
    and (new.case_id, new.act_number, new.key, new.position, new.removed, new.digest)
      = (old.case_id, old.act_number, old.key, old.position, old.removed, old.digest) then return new; end if;
  raise exception 'case_lines_sent is append-only';
end $$;
create trigger lines_sent_are_kept before update or delete on case_lines_sent for each row execute function forbid_rewriting_lines();
create trigger lines_sent_are_not_emptied before truncate on case_lines_sent execute function forbid_change();

-- Retention, like erase_content: the lines of a closed case go, their digests stay, and the audit says when.
create function erase_lines(p_case uuid, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  closed timestamptz;
  erased int;
begin
  select closed_at into closed from public.cases where id = p_case for share;
  if closed is null or closed > p_at then raise exception 'only the lines of a closed case are erased'; end if;
  update public.case_lines_sent set data = null, erased_at = p_at where case_id = p_case and erased_at is null;
  get diagnostics erased = row_count;
  delete from public.case_lines where case_id = p_case;
  if erased > 0 then
    insert into public.audit (at, event, subject, subject_id) values (p_at, 'erase', 'lines', p_case::text);
  end if;
  return erased;
end $$;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop function erase_lines;
drop table case_lines_sent, case_lines;
drop function forbid_rewriting_lines; drop function digest_of_line;
drop index acts_that_send_lines;
`)
    .then(() => undefined);
