/** Exceptional bonuses are proposed by one person, with what they rest on and its document, and decided by another. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table exceptional_bonuses
  alter decided_on drop not null,
  add column administration text,
  -- Of the form: sent twice, one bonus is proposed.
  add column token uuid unique,
  add column status text not null default 'proposed' check (status in ('proposed', 'decided', 'dropped')),
  add column basis text, add column reference text,
  add column document_name text, add column document_type text, add column document_size int, add column document_digest bytea,
  add column proposed_by uuid references users, add column proposed_at timestamptz,
  add column decided_by uuid references users, add column decided_at timestamptz,
  add column dropped_reason text,
  add constraint exceptional_bonuses_document check ((document_name is null) = (document_digest is null)),
  add constraint exceptional_bonuses_four_eyes check (decided_by is null or decided_by <> proposed_by);
update exceptional_bonuses b set status = 'decided', administration = f.administration from facilities f where f.id = b.facility_id;
alter table exceptional_bonuses alter administration set not null,
  add constraint exceptional_bonuses_decided check ((decided_on is not null) = (status = 'decided'));
create index exceptional_bonuses_latest on exceptional_bonuses (proposed_at desc, id);
create index exceptional_bonuses_by_digest on exceptional_bonuses (document_digest) where document_digest is not null;
comment on column exceptional_bonuses.basis is 'what it rests on, in words: the operator reads it';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
delete from payments where bonus_id in (select id from exceptional_bonuses where status <> 'decided');
delete from exceptional_bonuses where status <> 'decided';
alter table exceptional_bonuses drop constraint exceptional_bonuses_decided, drop constraint exceptional_bonuses_four_eyes, drop constraint exceptional_bonuses_document,
  drop column administration, drop column token, drop column status, drop column basis, drop column reference,
  drop column document_name, drop column document_type, drop column document_size, drop column document_digest,
  drop column proposed_by, drop column proposed_at, drop column decided_by, drop column decided_at, drop column dropped_reason,
  alter decided_on set not null;
`)
    .then(() => undefined);
