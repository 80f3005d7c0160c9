/** Changes of parameters and calendars: asked for by one person, confirmed or refused by another, kept for ever. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table rule_changes (
  id uuid primary key default gen_random_uuid(),
  rule text not null check (rule in ('parameter', 'holiday', 'school-holiday')),
  key text not null,
  effect text not null check (effect in ('set', 'add', 'remove')),
  from_on date not null,
  to_on date,
  value numeric,
  name text,
  formerly text,
  source text check (source in ('document', 'public', 'assumption')),
  reference text not null,
  reason text not null,
  token uuid not null,
  proposed_by uuid not null references users,
  proposed_at timestamptz not null,
  status text not null default 'proposed' check (status in ('proposed', 'approved', 'refused', 'withdrawn', 'lapsed')),
  decided_by uuid references users,
  decided_at timestamptz,
  decision_reason text,
  unique (proposed_by, token),
  check ((status = 'proposed') = (decided_at is null)),
  constraint four_eyes check (status not in ('approved', 'refused') or decided_by <> proposed_by)
);
create unique index rule_changes_one_waiting on rule_changes (rule, key) where status = 'proposed';
create index rule_changes_by_key on rule_changes (rule, key, proposed_at);
comment on column rule_changes.key is 'slug/code of a parameter, the day of a holiday, the first day of a school holiday';
comment on column rule_changes.formerly is 'what stood before, in the words of the page';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop table rule_changes').then(() => undefined);
