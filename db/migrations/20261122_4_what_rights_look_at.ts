/** What the rights to a document look at stands on the document: its procedure, and whether it stays at ONE. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table documents add column internal boolean not null generated always as (slot like 'internal%') stored;
comment on column documents.internal is 'agents wrote it for one another: operators do not see it';

alter table documents add column slug text;
update documents d set slug = coalesce((select slug from cases where id = d.case_id), (select slug from drafts where id = d.draft_id));
alter table documents alter column slug set not null;
create function copy_slug_to_document() returns trigger language plpgsql as $$ begin
  new.slug := coalesce((select slug from cases where id = new.case_id), (select slug from drafts where id = new.draft_id));
  return new;
end $$;
create trigger document_has_slug before insert on documents for each row execute function copy_slug_to_document();
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop trigger document_has_slug on documents; drop function copy_slug_to_document;
alter table documents drop column slug, drop column internal;
`)
    .then(() => undefined);
