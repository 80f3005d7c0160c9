/** Communications may be for some kinds of places and some administrations; what is said to all operators waits for a second person. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table banners
  add column kinds text[],
  add column administrations text[],
  add column waits boolean not null default false,
  add column published_by uuid references users,
  add column published_at timestamptz,
  add constraint banners_four_eyes check (published_by is null or published_by <> written_by);
comment on column banners.kinds is 'of places of operators; null: all of its sectors';
comment on column banners.administrations is 'of places of operators, and of agents; null: all';
comment on column banners.waits is 'for a second person, who publishes it: nobody else reads it until then';
create index banners_by_start on banners (shown_from desc, id desc) where not waits;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
delete from banners where waits;
drop index banners_by_start;
alter table banners drop constraint banners_four_eyes, drop column kinds, drop column administrations, drop column waits,
  drop column published_by, drop column published_at;
`)
    .then(() => undefined);
