/** Which places parents may see, and what of their address: said once, for every query that shows something to anybody. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create view published_facilities as
select f.id, f.organising_body_id, f.number, f.name, f.kind, f.home,
  (not f.home or f.address_shown) as street_shown,
  -- The telephone and the mail of a home are those of a person: parents read what the person gave for inscriptions.
  case when not f.home then f.phone end as phone,
  case when not f.home then f.email end as email,
  f.opening_hours, f.closed_on, b.name as body_name, b.kind as body_kind
from facilities f join organising_bodies b on b.id = f.organising_body_id
where f.kind not in ('after-school-1', 'after-school-2')
  and not (f.publication_refused and (b.kind = 'natural-person' or f.home));
comment on view published_facilities is 'what is not here does not exist for parents: a natural person may refuse to be published';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop view published_facilities').then(() => undefined);
