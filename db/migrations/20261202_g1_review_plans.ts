/** The plan of a bilan de fonctionnement as it is being written; what was sent is the content of the act that sent it. */
import type { Knex } from 'knex';

const assumption = { source: 'assumption', reference: "hypothèse, à confirmer par l'ONE" };
const parameters = [
  {
    code: 'plan-longest',
    value: 36,
    unit: 'months',
    label: "Échéance la plus lointaine d'un objectif, après la rencontre",
  },
  { code: 'next-review', value: 90, unit: 'days', label: 'Premier jour du bilan suivant, après la fin du cycle' },
];

const tables = `
create table review_plans (
  case_id uuid primary key references cases,
  changes int not null default 1
);
comment on table review_plans is 'one row for each plan that was written in: who writes and who sends it wait for one another there';

create table review_objectives (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  position int not null,
  domain text not null default '', criterion text not null default '',
  wording text not null default '', indicator text not null default '',
  priority text check (priority in ('high', 'medium', 'low')),
  due_on date,
  who text not null default '',
  answer text not null default '', answer_round int not null default 0,
  version int not null default 1,
  updated_by uuid references users, updated_at timestamptz not null,
  removed_at timestamptz
);
create index review_objectives_of_case on review_objectives (case_id, position, id);
comment on column review_objectives.answer is 'to the remark that ONE left on it; of the round that follows the act of that number (answer_round)';

create table review_actions (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  objective_id uuid not null references review_objectives on delete cascade,
  position int not null,
  what text not null default '', who text not null default '', resources text not null default '',
  starts_on date, ends_on date,
  version int not null default 1,
  updated_by uuid references users, updated_at timestamptz not null,
  removed_at timestamptz
);
create index review_actions_of_case on review_actions (case_id);
create index review_actions_of_objective on review_actions (objective_id, position, id);
`;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(tables);
  await knex('parameters').insert(
    parameters.map((one) => ({ slug: 'functioning-review', valid_from: '2020-01-01', ...assumption, ...one })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters')
    .where({ slug: 'functioning-review' })
    .whereIn(
      'code',
      parameters.map(({ code }) => code),
    )
    .delete();
  await knex.raw('drop table review_actions, review_objectives, review_plans');
};
