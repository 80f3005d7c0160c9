/** Forms put aside: what was sent after its session had ended, and the page that answers a sending, until the browser asks for it. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table kept_forms (
  id uuid primary key default gen_random_uuid(),
  owner text not null,
  data jsonb not null,
  kept_at timestamptz not null
);
comment on column kept_forms.owner is 'the person, or the digest of a visitor''s form token: nobody else is shown it';
create index kept_forms_of_owner on kept_forms (owner, kept_at);
create index kept_forms_by_age on kept_forms (kept_at);
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop table kept_forms').then(() => undefined);
