/** What stands beside the cases of reviews: who has read which document, and who takes part. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create index cases_of_reviews on cases (facility_id, opened_at desc) where slug = 'functioning-review';
create index cases_of_reviews_by_first_day on cases ((state -> 'data' ->> 'firstDayOn'), id) where slug = 'functioning-review';

create table review_documents_read (
  user_id uuid not null references users on delete cascade,
  document text not null,
  read_at timestamptz not null,
  primary key (user_id, document)
);
comment on table review_documents_read is 'the documentation of reviews: when a person read it last; nobody else is told';

create table review_participants (
  case_id uuid not null references cases on delete cascade,
  collaboration_id uuid not null references collaborations on delete cascade,
  added_by uuid references users,
  added_at timestamptz not null,
  removed_at timestamptz,
  primary key (case_id, collaboration_id)
);
comment on table review_participants is 'who of the team takes part in a review: a word for the two sides, no right';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop table review_participants, review_documents_read;
drop index cases_of_reviews_by_first_day, cases_of_reviews;
`)
    .then(() => undefined);
