/** Bank accounts of organising bodies: the number sealed, a keyed digest to find the same one elsewhere; and what has been paid to which, from when to when. */
import type { Knex } from 'knex';

const tables = `
create table bank_accounts (
  id uuid primary key,
  organising_body_id uuid not null references organising_bodies,
  case_id uuid not null unique references cases,
  iban_sealed bytea not null,
  iban_digest bytea not null check (length(iban_digest) = 32),
  -- « BE68 •••• •••• 7034 »
  masked text not null check (masked ~ '^[A-Z0-9• ]{5,42}$' and masked like '%••••%'),
  country char(2) not null,
  bic text check (bic ~ '^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  holder text not null,
  purposes text[] not null check (cardinality(purposes) between 1 and 4),
  added_by uuid not null references users, added_at timestamptz not null
);
create index bank_accounts_of_body on bank_accounts (organising_body_id, added_at desc, id);
create index bank_accounts_by_digest on bank_accounts (iban_digest);
comment on table bank_accounts is 'one for each case of bank-account, which says whether it is validated; its statements (RIB) are the documents of that case';
comment on column bank_accounts.iban_sealed is 'AES-256-GCM under a key that is not in the database; bound to the row by its id';
comment on column bank_accounts.iban_digest is 'HMAC-SHA-256 of the number under a key that is not in the database';
comment on column bank_accounts.purposes is 'what was asked to be paid to it; what is paid stands in bank_account_uses';

create table bank_account_uses (
  id uuid primary key default gen_random_uuid(),
  organising_body_id uuid not null references organising_bodies,
  purpose text not null check (purpose in ('early-childhood', 'bonuses', 'after-school', 'school-health')),
  account_id uuid not null references bank_accounts,
  used_from timestamptz not null,
  used_until timestamptz,
  check (used_until >= used_from),
  unique (account_id, purpose, used_from),
  -- One account for each purpose at every moment.
  constraint bank_account_uses_one_at_a_time
    exclude using gist (organising_body_id with =, purpose with =, tstzrange(used_from, used_until) with &&)
);
create unique index bank_account_uses_now on bank_account_uses (organising_body_id, purpose) where used_until is null;
create index bank_account_uses_of_account on bank_account_uses (account_id);
`;

export const up = (knex: Knex): Promise<void> => knex.raw(tables).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('drop table bank_account_uses; drop table bank_accounts;').then(() => undefined);
