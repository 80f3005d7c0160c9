/** The money of after-school care: payments of its quarters, named by their first month; amounts per child and day; and what a control has decided. */
import type { Knex } from 'knex';

const slug = 'aes-subsidy';
const reference = "hypothèse, à confirmer par l'ONE";
const rows = [
  ['child-day', 0.8, 'euros', "Forfait par enfant et par jour de présence après l'école"],
  ['positive-day', 0.35, 'euros', 'Supplément par enfant de différenciation positive et par jour de présence'],
  ['year-gap', 0.25, 'rate', "Écart d'un mois avec le même mois de l'année précédente, signalé au contrôle au-delà"],
] as const;

const tables = String.raw`
alter table payments drop constraint payments_quarter_check;
alter table payments add constraint payments_quarter_known
  check (quarter ~ case purpose when 'after-school' then '^2\d{3}-(?:01|04|07|10)$' else '^2\d{3}-[1-4]$' end);
comment on column payments.quarter is 'of a crèche « 2026-3 », of after-school care « 2026-07 », the first of its months';

create table after_school_controls (
  case_id uuid primary key references cases on delete cascade,
  decided jsonb not null,
  decided_by uuid not null references users, decided_at timestamptz not null
);
comment on table after_school_controls is 'what the last control kept otherwise than the rules: red days on which a place was open, and lines by hand';
`;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(tables);
  await knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug,
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters')
    .where({ slug })
    .whereIn(
      'code',
      rows.map(([code]) => code),
    )
    .delete();
  await knex.raw(String.raw`
drop table after_school_controls;
alter table payments drop constraint payments_quarter_known;
alter table payments add constraint payments_quarter_check check (quarter ~ '^2\d{3}-[1-4]$');
`);
};
