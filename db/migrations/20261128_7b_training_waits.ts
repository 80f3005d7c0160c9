/** What is worked out each working morning of the lines of training that wait: their place, and how long others like them have waited. And the daily mail. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table training_places (
  case_id uuid primary key references cases,
  place int not null,
  total int not null,
  on_day date not null
);
comment on table training_places is 'worked out once a day: who looks twice on a day sees the same place';

create table training_delays (
  likeness text primary key check (likeness in ('listed', 'other')),
  decided int not null,
  median_days float8 not null,
  ninth_days float8 not null,
  on_day date not null
);
comment on table training_delays is 'days at ONE of the lines decided in the last ninety days; other: written with « Autre »';
create index cases_of_training_decided on cases (closed_at) where slug = 'training-recognition';

create table digest_mails (
  user_id uuid not null references users,
  day date not null,
  mail_at timestamptz,
  mail_attempts int not null default 0,
  mailed_at timestamptz,
  primary key (user_id, day)
);
create index digest_mails_waiting on digest_mails (mail_at) where mail_at is not null;
comment on table digest_mails is 'one mail a day at most to an operator, of all that was decided in procedures that are told so';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw('drop table digest_mails, training_delays, training_places; drop index cases_of_training_decided;')
    .then(() => undefined);
