/** A natural person is one wherever children are received; hours that nobody has told are none; a mail to a family goes with the family. */
import type { Knex } from 'knex';

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create or replace view published_facilities as
select f.id, f.organising_body_id, f.number, f.name, f.kind, f.home,
  (f.address_shown or not (f.home or b.kind = 'natural-person')) as street_shown,
  -- The telephone and the mail of a home are those of a person: parents read what the person gave for inscriptions.
  case when not f.home and (f.address_shown or b.kind <> 'natural-person') then f.phone end as phone,
  case when not f.home and (f.address_shown or b.kind <> 'natural-person') then f.email end as email,
  f.opening_hours, f.closed_on, b.name as body_name, b.kind as body_kind
from facilities f join organising_bodies b on b.id = f.organising_body_id
where f.kind not in ('after-school-1', 'after-school-2')
  and not (f.publication_refused and (b.kind = 'natural-person' or f.home));
comment on column published_facilities.street_shown is 'of a home and of a natural person, only where the person has agreed';

alter table facilities alter column opening_hours set default '';
-- What the column said of every place before it was asked.
update facilities f set opening_hours = ''
where opening_hours = '7 h 00 – 18 h 00' and not exists (select from opening_hours o where o.facility_id = f.id);
comment on column facilities.opening_hours is 'the sentence of the hours in force, computed from opening_hours and written here for whoever only reads it; empty: the place has told none';

alter table link_mails add column family_id uuid references pre_request_families on delete cascade;
create index link_mails_of_families on link_mails (family_id) where family_id is not null;
comment on column link_mails.family_id is 'to whom a mail about pre-requests goes: erased with the family';
`);
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw(`
alter table link_mails drop column family_id;

comment on column facilities.opening_hours is 'the sentence of the hours in force, computed from opening_hours and written here for whoever only reads it';
alter table facilities alter column opening_hours set default '7 h 00 – 18 h 00';
update facilities set opening_hours = '7 h 00 – 18 h 00' where opening_hours = '';

comment on column published_facilities.street_shown is null;
create or replace view published_facilities as
select f.id, f.organising_body_id, f.number, f.name, f.kind, f.home,
  (not f.home or f.address_shown) as street_shown,
  case when not f.home then f.phone end as phone,
  case when not f.home then f.email end as email,
  f.opening_hours, f.closed_on, b.name as body_name, b.kind as body_kind
from facilities f join organising_bodies b on b.id = f.organising_body_id
where f.kind not in ('after-school-1', 'after-school-2')
  and not (f.publication_refused and (b.kind = 'natural-person' or f.home));
`);
};
