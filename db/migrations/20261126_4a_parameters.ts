/**
 * Amounts and rates beside delays; values shared by all procedures; scales. The last day of a value is the eve of the next one's first:
 * it is computed, so that values of one code neither overlap nor leave a gap, and a new value never touches an earlier day.
 */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create extension if not exists btree_gist;

alter table parameters drop column valid_to;
alter table parameters drop constraint parameters_unit_check;
alter table parameters add check (unit in ('days', 'working-days', 'months', 'years', 'count', 'cents', 'rate'));
alter table parameters add constraint parameters_keep_their_unit exclude using gist (slug with =, code with =, unit with <>);
alter table parameters add check (value >= 0 and (unit = 'rate' or value = trunc(value)));
comment on column parameters.slug is 'the procedure, or shared';
comment on column parameters.value is 'in cents for amounts; a rate is a fraction: 0.0062 is 0,62 %';

create view parameter_values as
select id, slug, code, label, value, unit, valid_from,
  lead(valid_from) over (partition by slug, code order by valid_from) - 1 as valid_to, source, reference
from parameters;

create table scales (
  id bigint generated always as identity primary key,
  slug text not null,
  code text not null,
  label text not null,
  unit text not null check (unit in ('days', 'working-days', 'months', 'years', 'count', 'cents', 'rate')),
  value_unit text not null check (value_unit in ('days', 'working-days', 'months', 'years', 'count', 'cents', 'rate')),
  valid_from date not null,
  source text not null check (source in ('document', 'public', 'assumption')),
  reference text not null,
  unique (slug, code, valid_from)
);
comment on column scales.unit is 'of the bounds of the bands; value_unit is that of their values';
create table scale_bands (
  scale_id bigint not null references scales on delete cascade,
  from_value numeric not null check (from_value >= 0),
  value numeric not null,
  primary key (scale_id, from_value)
);
comment on table scale_bands is 'a band reaches to the next one''s from_value, which is no part of it; the last has no end';

-- Held to be received on the third working day: a rule of registered letters, not of one procedure.
update parameters set slug = 'shared' where slug = 'authorisation-adaptation' and code = 'reception';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
update parameters set slug = 'authorisation-adaptation' where slug = 'shared' and code = 'reception';
drop table scale_bands, scales;
drop view parameter_values;
alter table parameters drop constraint parameters_keep_their_unit;
alter table parameters add column valid_to date;
`)
    .then(() => undefined);
