/**
 * The desk of the agrément referents: every pair of names that operators have written, the groups that they are put into by likeness, the decisions on
 * groups, and which line stands under which of them.
 */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  [
    'score-agreement-near',
    100,
    'count',
    "Ordre des modules à valider : points par agrément qui se termine d'ici le premier délai",
  ],
  [
    'score-agreement-later',
    50,
    'count',
    "Ordre des modules à valider : points par agrément qui se termine d'ici le second délai",
  ],
  ['score-near-months', 6, 'months', 'Ordre des modules à valider : premier délai avant la fin de l’agrément'],
  ['score-later-months', 12, 'months', 'Ordre des modules à valider : second délai avant la fin de l’agrément'],
  ['score-person', 5, 'count', 'Ordre des modules à valider : points par personne à qui des heures manquent'],
  ['score-day', 1, 'count', "Ordre des modules à valider : points par jour d'attente de la plus ancienne ligne"],
  ['score-line', 1, 'count', 'Ordre des modules à valider : points par ligne libérée'],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create table training_groups (
  id uuid primary key default gen_random_uuid(),
  head_id bigint not null,
  score numeric not null default 0,
  reasons jsonb not null default '{}',
  ranked_at timestamptz
);
create index training_groups_by_score on training_groups (score desc, id);
comment on table training_groups is 'spellings that are one module of one organisation, as far as likeness tells; score and reasons are worked out anew by a round';

create table training_decisions (
  id uuid primary key default gen_random_uuid(),
  number int generated always as identity unique,
  kind text not null check (kind in ('recognise', 'refuse-module', 'refuse-organisation', 'ask-information')),
  group_id uuid not null,
  organisation_id uuid references training_organisations, module_id uuid references training_modules,
  organisation text not null, module text not null,
  entitled_by text check (entitled_by in ('one', 'agreed', 'habilitated')),
  motive text, text text,
  decided_by uuid not null references users, decided_at timestamptz not null,
  rests_on uuid references training_decisions,
  undone_by uuid references users, undone_at timestamptz,
  restores jsonb not null default '[]',
  check ((motive is not null) = (kind in ('refuse-module', 'refuse-organisation')))
);
create index training_decisions_by_day on training_decisions (decided_at desc);
create index training_decisions_by_group on training_decisions (group_id);
create index training_decisions_by_organisation on training_decisions (organisation_id);
create index training_decisions_by_base on training_decisions (rests_on) where rests_on is not null;
comment on column training_decisions.number is 'by which it is cited';
comment on column training_decisions.restores is 'how the rows of the lists were before: what undoing puts back';

create table training_spellings (
  id bigint generated always as identity primary key,
  organisation text not null, module text not null,
  key text,
  group_id uuid references training_groups,
  why text not null default 'same',
  decision_id uuid references training_decisions,
  unique (organisation, module)
);
alter table training_groups add constraint training_groups_head foreign key (head_id) references training_spellings;
create index training_spellings_by_group on training_spellings (group_id);
create index training_spellings_ungrouped on training_spellings (id) where group_id is null;
create index training_spellings_by_decision on training_spellings (decision_id) where decision_id is not null;
create index training_spellings_decided_by_key on training_spellings (key) where decision_id is not null;
comment on column training_spellings.key is 'equal for spellings that differ in nothing that counts';
comment on column training_spellings.decision_id is 'the precedent that holds for lines that are written so';

create table training_neighbours (
  group_id uuid not null references training_groups on delete cascade,
  spelling_id bigint not null references training_spellings,
  primary key (group_id, spelling_id)
);
comment on table training_neighbours is 'what resembles a group weakly: shown beside it, outside';

create table training_line_spellings (
  case_id uuid primary key references training_lines,
  spelling_id bigint not null references training_spellings,
  decision_id uuid references training_decisions,
  apart boolean not null default false
);
create index training_line_spellings_by_spelling on training_line_spellings (spelling_id) where decision_id is null;
create index training_line_spellings_by_decision on training_line_spellings (decision_id) where decision_id is not null;
comment on column training_line_spellings.apart is 'taken up again by itself: no precedent decides it, somebody looks';

create index batches_by_training_decision on batches ((parameters ->> 'decisionId')) where kind = 'decide-training';

create table training_group_looks (
  user_id uuid primary key references users,
  group_id uuid not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null
);
create index training_group_looks_by_group on training_group_looks (group_id);

create function spell_training_line() returns trigger language plpgsql as $$ declare
  o text := coalesce((select name from training_organisations where id = new.organisation_id), new.organisation_typed);
  m text := coalesce((select title from training_modules where id = new.module_id), new.module_typed);
  found bigint;
begin
  insert into training_spellings (organisation, module) values (o, m) on conflict do nothing;
  select id into found from training_spellings where organisation = o and module = m;
  insert into training_line_spellings as l (case_id, spelling_id) values (new.case_id, found)
    on conflict (case_id) do update set spelling_id = excluded.spelling_id, decision_id = null, apart = false
    where l.spelling_id <> excluded.spelling_id;
  return null;
end $$;
create trigger training_lines_spelt after insert or update of organisation_id, organisation_typed, module_id, module_typed on training_lines
  for each row execute function spell_training_line();

create function take_up_training_line() returns trigger language plpgsql as $$ begin
  update training_line_spellings set decision_id = null, apart = true where case_id = new.case_id;
  return null;
end $$;
create trigger training_lines_taken_up after update of status on training_lines for each row
  when (new.status = 'waiting' and old.status <> 'waiting') execute function take_up_training_line();

-- The lines that there are.
insert into training_spellings (organisation, module)
  select distinct coalesce(o.name, l.organisation_typed), coalesce(m.title, l.module_typed) from training_lines l
  left join training_organisations o on o.id = l.organisation_id left join training_modules m on m.id = l.module_id;
insert into training_line_spellings (case_id, spelling_id)
  select l.case_id, s.id from training_lines l
  left join training_organisations o on o.id = l.organisation_id left join training_modules m on m.id = l.module_id
  join training_spellings s on s.organisation = coalesce(o.name, l.organisation_typed) and s.module = coalesce(m.title, l.module_typed);
`);
  await knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug: 'training-recognition',
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: assumption,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'training-recognition' }).where('code', 'like', 'score-%').delete();
  await knex.raw(`
drop trigger training_lines_taken_up on training_lines;
drop trigger training_lines_spelt on training_lines;
drop function take_up_training_line;
drop function spell_training_line;
drop index batches_by_training_decision;
alter table training_groups drop constraint training_groups_head;
drop table training_group_looks, training_line_spellings, training_neighbours, training_spellings, training_decisions, training_groups;
`);
};
