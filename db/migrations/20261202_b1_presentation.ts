/** How long the word of a facility on its places holds, when it is reminded of it; and the notice that reminds. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  ['places-stale', 90, 'days', 'Durée pendant laquelle les places déclarées sont tenues pour exactes'],
  ['places-reminder', 75, 'days', 'Rappel à qui n’a plus confirmé ses places'],
];

/** Whatever kinds others have added meanwhile. */
const kinds = (change: string): string => `
do $$ declare was text; begin
  select pg_get_constraintdef(oid) into was from pg_constraint where conname = 'account_notices_kind_check';
  alter table account_notices drop constraint account_notices_kind_check;
  execute 'alter table account_notices add constraint account_notices_kind_check ' || ${change};
end $$;`;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(kinds(`regexp_replace(was, '^CHECK \\((.*)\\)$', 'check ((\\1) or kind = ''places-to-confirm'')')`));
  await knex.raw('create index places_confirmed_by_time on places_confirmed (confirmed_at) where reminded_at is null');
  await knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug: 'presentation',
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
  await knex('parameters').where({ slug: 'presentation' }).delete();
  await knex('account_notices').where({ kind: 'places-to-confirm' }).delete();
  await knex.raw('drop index places_confirmed_by_time');
  await knex.raw(kinds(`replace(was, ' OR (kind = ''places-to-confirm''::text)', '')`));
};
