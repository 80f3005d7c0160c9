/** Long work that is no case: what was asked, and one row for each subject with its mark. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table batches (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  key text,
  parameters jsonb not null default '{}',
  reason text check (length(reason) <= 500),
  administration text,
  asked_by uuid references users,
  at timestamptz not null,
  status text not null default 'running'
    check (status in ('running', 'paused', 'done', 'cancelled', 'undoing', 'undo-paused', 'undone')),
  told text,
  failure text,
  total int not null, done int not null default 0, failed int not null default 0, undone int not null default 0, kept int not null default 0,
  moved_at timestamptz not null,
  ended_at timestamptz
);
comment on column batches.key is 'what there is one batch of: an opening by the calendar and its day';
comment on column batches.parameters is 'codes, ids, days: never a name';
comment on column batches.administration is 'null: everywhere';
comment on column batches.asked_by is 'null: the calendar';
comment on column batches.told is 'the status that its workflow has seen last: where it is another, the bell was lost';
comment on column batches.failure is 'code of what put it on hold by itself';
comment on column batches.done is 'items whose work stands';
comment on column batches.kept is 'items that were to be undone and could not be';
create unique index batches_once on batches (kind, key) where key is not null;
create index batches_by_time on batches (at desc, id);
create index batches_at_work on batches (id) where status in ('running', 'undoing') or told is distinct from status;

create table batch_items (
  batch_id uuid not null references batches,
  position int not null,
  subject_id uuid not null,
  status text not null default 'pending' check (status in ('pending', 'done', 'failed', 'undone', 'kept')),
  attempts int not null default 0,
  failure text,
  outcome jsonb,
  at timestamptz,
  primary key (batch_id, position),
  unique (batch_id, subject_id)
);
comment on column batch_items.failure is 'code of the failure, never a message that could hold a name';
comment on column batch_items.outcome is 'ids and codes that undoing needs';
create index batch_items_left on batch_items (batch_id, position) where status = 'pending';
create index batch_items_failed on batch_items (batch_id, position) where status in ('failed', 'kept');
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop table batch_items, batches').then(() => undefined);
