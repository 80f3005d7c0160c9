/** Calls for projects: written by ONE, published, closed to the minute, their results published at once. The files deposited are cases. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  ['target', 6, 'months', 'Délai visé entre le dépôt dans un appel à projets et son résultat'],
  ['examination', 60, 'days', "Examen d'un dossier après la clôture d'un appel à projets"],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create table project_calls (
  id uuid primary key default gen_random_uuid(),
  title text not null,
  description text not null,
  kinds text[] not null check (cardinality(kinds) > 0),
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  rules_name text, rules_size int, rules_digest bytea,
  version int not null default 1,
  written_by uuid references users,
  written_at timestamptz not null,
  published_by uuid references users,
  published_at timestamptz,
  results_by uuid references users,
  results_at timestamptz,
  check (results_at is null or published_at is not null),
  check ((rules_name is null) = (rules_digest is null))
);
comment on table project_calls is 'calls for projects; deposits are cases of project-call whose data name the call';
comment on column project_calls.kinds is 'of facilities that may answer';
comment on column project_calls.closes_at is 'a file that reaches the portal at this very instant comes too late';
comment on column project_calls.results_at is 'from then on each file that was examined is told its result';
create index project_calls_by_closing on project_calls (closes_at desc, id desc);
create index cases_by_project_call on cases ((state -> 'data' ->> 'call'), opened_at desc, id desc) where slug = 'project-call';
`);
  await knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug: 'project-call',
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
  await knex('parameters').where({ slug: 'project-call' }).delete();
  await knex.raw('drop index cases_by_project_call; drop table project_calls;');
};
