/** What is added, removed and thrown away is audited where it happens, in its own transaction, whatever program does it. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table documents add column withdrawn_by uuid;

create function audit_document() returns trigger language plpgsql as $$ begin
  insert into audit (at, actor_id, on_behalf_of, event, subject, subject_id)
  select coalesce(new.withdrawn_at, new.uploaded_at), case when tg_op = 'INSERT' then new.uploaded_by else new.withdrawn_by end,
    case when new.origin = 'operator' then new.organising_body_id end,
    case when tg_op = 'INSERT' then 'upload' else 'remove' end, 'document', new.id::text;
  return null;
end $$;
create trigger documents_added_are_audited after insert on documents for each row
  when (new.uploaded_by is not null) execute function audit_document();
create trigger documents_removed_are_audited after update of withdrawn_at on documents for each row
  when (old.withdrawn_at is null and new.withdrawn_at is not null) execute function audit_document();

create function audit_draft() returns trigger language plpgsql as $$ begin
  insert into audit (at, actor_id, on_behalf_of, event, subject, subject_id)
  values (new.discarded_at, new.updated_by, new.organising_body_id, 'discard', 'draft', new.id::text);
  return null;
end $$;
create trigger drafts_discarded_are_audited after update of discarded_at on drafts for each row
  when (old.discarded_at is null and new.discarded_at is not null) execute function audit_draft();

-- For the export of a period: a few pages, whatever is added in between.
create index audit_by_day on audit using brin (at) with (pages_per_range = 32);
create index acts_by_day on acts using brin (at) with (pages_per_range = 32);
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop index acts_by_day, audit_by_day;
drop trigger drafts_discarded_are_audited on drafts;
drop trigger documents_removed_are_audited on documents;
drop trigger documents_added_are_audited on documents;
drop function audit_draft;
drop function audit_document;
alter table documents drop column withdrawn_by;
`)
    .then(() => undefined);
