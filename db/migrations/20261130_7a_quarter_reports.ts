/** The report of a quarter, as it is being prepared; what was submitted is the content of the act that submitted it. */
import type { Knex } from 'knex';

const tables = `
create table quarter_reports (
  case_id uuid primary key references cases,
  opens text check (opens ~ '^[0-2][0-9]:[0-5][0-9]$'), closes text check (closes ~ '^[0-2][0-9]:[0-5][0-9]$'),
  children int check (children between 0 and 1000),
  clerk_sessions int not null default 0 check (clerk_sessions between 0 and 1000),
  premises_sessions int not null default 0 check (premises_sessions between 0 and 1000),
  social_travel bigint not null default 0 check (social_travel >= 0),
  information_version int not null default 0, costs_version int not null default 0,
  changed_by uuid references users, changed_at timestamptz not null default now()
);
comment on column quarter_reports.children is 'enrolled on 15 January: asked for in the first quarter only';
comment on column quarter_reports.social_travel is 'cents';

create table quarter_salaries (
  case_id uuid not null references cases,
  collaboration_id uuid not null references collaborations on delete cascade,
  subsidised boolean not null default false,
  cents bigint[] not null default array_fill(null::bigint, array[3]) check (array_length(cents, 1) = 3),
  exact bigint[] not null default array_fill(null::bigint, array[3]) check (array_length(exact, 1) = 3),
  versions int[] not null default array_fill(0, array[4]) check (array_length(versions, 1) = 4),
  changed_by uuid references users, changed_at timestamptz not null default now(),
  primary key (case_id, collaboration_id)
);
create index quarter_salaries_of_person on quarter_salaries (collaboration_id);
comment on table quarter_salaries is 'whom a crèche asks to have subsidised, and the gross salary of each month of the quarter';
comment on column quarter_salaries.exact is 'the amount that somebody has said to be exact, unusual as it is';
comment on column quarter_salaries.versions is 'of the tick, then of each month';

create table quarter_closures (
  id uuid primary key default gen_random_uuid(),
  organising_body_id uuid not null references organising_bodies,
  facility_id uuid references facilities,
  from_on date not null, to_on date not null check (to_on >= from_on),
  motive text check (motive in ('public-holiday', 'strike', 'annual', 'other')),
  note text not null default '',
  version int not null default 1,
  changed_by uuid references users, changed_at timestamptz not null default now()
);
create index quarter_closures_of_body on quarter_closures (organising_body_id, from_on);
create index quarter_closures_of_facility on quarter_closures (facility_id, from_on);
comment on column quarter_closures.facility_id is 'null: of all the places of the body';

create table quarter_costs (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  kind text not null check (kind in ('supplies', 'education-sessions', 'parent-sessions', 'doctor-training')),
  held_on date not null, label text not null check (label <> ''), cents bigint not null check (cents >= 0),
  version int not null default 1,
  changed_by uuid references users, changed_at timestamptz not null default now()
);
create index quarter_costs_of_case on quarter_costs (case_id, held_on, id);
`;
const tableNames = ['quarter_costs', 'quarter_closures', 'quarter_salaries', 'quarter_reports'];
const assumption = { source: 'assumption', reference: "hypothèse, à confirmer par l'ONE" };
const parameters = [
  { code: 'salary-least', value: 1800, label: "Salaire brut d'un mois à temps plein, à vérifier en dessous" },
  { code: 'salary-most', value: 9000, label: "Salaire brut d'un mois à temps plein, à vérifier au-dessus" },
];

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(tables);
  await knex('parameters').insert(
    parameters.map((one) => ({
      slug: 'quarterly-subsidy',
      unit: 'euros',
      valid_from: '2020-01-01',
      ...assumption,
      ...one,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters')
    .where({ slug: 'quarterly-subsidy' })
    .whereIn(
      'code',
      parameters.map(({ code }) => code),
    )
    .delete();
  for (const name of tableNames) await knex.schema.dropTable(name);
};
