/** The bilan de fonctionnement: versions of the questionnaire, both evaluations, late savings, who is where, what was said at the meeting. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table review_questionnaires (
  version text primary key,
  valid_from date not null unique,
  levels jsonb not null,
  source text not null check (source in ('document', 'public', 'assumption'))
);
comment on table review_questionnaires is 'a version holds from its day until the next one; levels: [{score, word, description}], 0 is « sans objet »';
create table review_criteria (
  questionnaire text not null references review_questionnaires,
  criterion text not null,
  domain text not null,
  position int not null,
  wording text not null,
  hint text not null default '',
  may_not_apply boolean not null,
  primary key (questionnaire, criterion),
  unique (questionnaire, domain, position)
);
comment on column review_criteria.criterion is 'the same from one version to the next, whatever its words';

create table review_assessments (
  case_id uuid primary key references cases,
  questionnaire text not null references review_questionnaires
);
comment on table review_assessments is 'the version that a bilan was opened with, kept whatever comes after';

create table review_ratings (
  case_id uuid not null references cases,
  criterion text not null,
  score smallint check (score between 0 and 4),
  evidence text not null default '',
  remark text not null default '',
  version int not null default 0,
  updated_by uuid references users,
  updated_at timestamptz,
  saved_page uuid,
  saved_turn int not null default 0,
  primary key (case_id, criterion)
);
comment on table review_ratings is 'ONE''s evaluation: apart from the operator''s, so that no query of theirs can hold it; score 0 is « sans objet »';
create table review_answers (
  like review_ratings including all,
  as_objective boolean not null default false,
  foreign key (case_id) references cases,
  foreign key (updated_by) references users
);
comment on table review_answers is 'the operator''s own evaluation, of the same criteria; as_objective: proposed for the plan of action';

create table review_late_saves (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  side text not null check (side in ('operator', 'one')),
  criterion text not null,
  score smallint check (score between 0 and 4),
  evidence text not null, remark text not null,
  saved_by uuid not null references users,
  saved_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid references users,
  outcome text check (outcome in ('taken', 'left'))
);
create index review_late_saves_open on review_late_saves (case_id, side) where settled_at is null;
comment on table review_late_saves is 'what came when somebody else had written meanwhile: a second version to choose from, never overwritten';

create table review_presence (
  case_id uuid not null references cases,
  side text not null check (side in ('operator', 'one')),
  user_id uuid not null references users,
  domain text not null,
  criterion text,
  seen_at timestamptz not null,
  primary key (case_id, side, user_id)
);
comment on column review_presence.criterion is 'in which the person writes; nobody else does for five minutes, or until they leave it';

create table review_meeting_notes (
  case_id uuid not null references cases,
  criterion text not null,
  note text not null,
  version int not null default 1,
  updated_by uuid not null references users,
  updated_at timestamptz not null,
  primary key (case_id, criterion)
);
comment on table review_meeting_notes is 'what was said of a criterion at the meeting';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop table review_meeting_notes, review_presence, review_late_saves, review_ratings, review_answers, review_assessments, review_criteria, review_questionnaires;
`)
    .then(() => undefined);
