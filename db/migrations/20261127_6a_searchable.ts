/** What is searched is read alike in the database and in code: `searchable` of domain/searchable.ts. It takes the place of `plain`, which kept apostrophes, hyphens and ligatures apart. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create function searchable(words text) returns text language sql immutable strict parallel safe
return btrim(regexp_replace(lower(
  replace(replace(replace(replace(replace(replace(replace(replace(
    translate(
      regexp_replace(normalize(words, NFKD), '[\\u0300-\\u036f\\u00ad\\u200b-\\u200f\\u2060\\ufeff]', '', 'g'),
      'øØłŁđĐðÐı', 'oolldddd' || 'i'),
    'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'), 'ẞ', 'ss'), 'þ', 'th'), 'Þ', 'th')
  collate "C"), '[^a-z0-9]+', ' ', 'g'));

drop index facilities_by_plain_name, cases_by_plain_name, tasks_open_by_plain_name;
create index facilities_by_words on facilities using gin (searchable(name) gin_trgm_ops);
create index cases_by_words on cases using gin (searchable(facility_name) gin_trgm_ops);
create index tasks_open_by_words on tasks using gin (searchable(facility_name) gin_trgm_ops) where closed_at is null;
drop function plain;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create function plain(words text) returns text language sql immutable strict parallel safe
return lower(regexp_replace(normalize(words, NFD), '[\\u0300-\\u036f]', '', 'g'));
drop index facilities_by_words, cases_by_words, tasks_open_by_words;
create index facilities_by_plain_name on facilities using gin (plain(name) gin_trgm_ops);
create index cases_by_plain_name on cases using gin (plain(facility_name) gin_trgm_ops);
create index tasks_open_by_plain_name on tasks using gin (plain(facility_name) gin_trgm_ops) where closed_at is null;
drop function searchable;
`)
    .then(() => undefined);
