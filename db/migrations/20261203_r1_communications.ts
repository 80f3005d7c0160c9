/** A communication is sent once; who waits for a seat is told once; what was read of a decision; drafts of one person. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table banners add column token uuid unique;
comment on column banners.token is 'of the form that wrote it first';
create index banners_that_wait on banners (shown_until) where waits;

alter table inscriptions add column waits boolean not null default false;
comment on column inscriptions.waits is 'has not been told of a seat: there was none when they came';
update inscriptions i set waits = true from invitations v
where v.id = i.invitation_id and v.seats is not null
  and (select count(*) from inscriptions o where o.invitation_id = i.invitation_id and o.place <= i.place) > v.seats;

alter table consequences_read add column seen_act int not null default 0;
update consequences_read r set seen_act = (select max(act_number) from consequences c where c.case_id = r.case_id);
alter table consequences_read alter column seen_act drop default, drop constraint consequences_read_pkey,
  add primary key (case_id, side, seen_act);
comment on column consequences_read.seen_act is 'the last act whose lines stood on the page that was ticked';

alter table drafts add column own_of uuid references users;
comment on column drafts.own_of is 'who has begun it with a form of their own: colleagues begin another; null: one for all who work on it';
drop index drafts_one_per_subject;
create unique index drafts_one_per_subject on drafts (subject_id, slug, kind, coalesce(period, ''), coalesce(own_of, '00000000-0000-0000-0000-000000000000'))
  where submitted_case_id is null and discarded_at is null;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop index drafts_one_per_subject;
-- One of several that colleagues have begun stays: the first.
update drafts d set discarded_at = updated_at from drafts o where o.subject_id = d.subject_id and o.slug = d.slug and o.kind = d.kind
  and o.period is not distinct from d.period and (o.created_at, o.id) < (d.created_at, d.id)
  and d.submitted_case_id is null and d.discarded_at is null and o.submitted_case_id is null and o.discarded_at is null;
alter table drafts drop column own_of;
create unique index drafts_one_per_subject on drafts (subject_id, slug, kind, coalesce(period, ''))
  where submitted_case_id is null and discarded_at is null;
delete from consequences_read r where exists (select from consequences_read o where o.case_id = r.case_id and o.side = r.side and o.seen_act > r.seen_act);
alter table consequences_read drop constraint consequences_read_pkey, drop column seen_act, add primary key (case_id, side);
alter table inscriptions drop column waits;
drop index banners_that_wait;
alter table banners drop column token;
`)
    .then(() => undefined);
