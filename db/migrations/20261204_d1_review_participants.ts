/** Who takes part in a bilan de fonctionnement, on both sides: of the team, the doctor of the place, the organising body, ONE. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop table review_participants;
create table review_participants (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  side text not null check (side in ('operator', 'one')),
  collaboration_id uuid references collaborations on delete cascade,
  doctor_id uuid references doctors on delete cascade,
  user_id uuid references users on delete cascade,
  added_by uuid references users,
  added_at timestamptz not null,
  removed_at timestamptz,
  check (num_nonnulls(collaboration_id, doctor_id, user_id) = 1),
  unique nulls not distinct (case_id, side, collaboration_id, doctor_id, user_id)
);
create index review_participants_by_collaboration on review_participants (collaboration_id) where collaboration_id is not null;
create index review_participants_by_doctor on review_participants (doctor_id) where doctor_id is not null;
create index review_participants_by_user on review_participants (user_id) where user_id is not null;
comment on table review_participants is 'who takes part in a review, named by each side: a word for both of them, no right';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop table review_participants;
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
