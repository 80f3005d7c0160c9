/** The BIC of an account, eight or eleven signs: the check of 6a was written with a question mark, which the query builder takes for a value. */
import type { Knex } from 'knex';

const check = `
alter table bank_accounts drop constraint bank_accounts_bic_check;
alter table bank_accounts add constraint bank_accounts_bic_written
  check (bic ~ '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3}){0,1}$');
`;

export const up = (knex: Knex): Promise<void> => knex.raw(check).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`alter table bank_accounts drop constraint bank_accounts_bic_written;
alter table bank_accounts add constraint bank_accounts_bic_check check (bic is null)`)
    .then(() => undefined);
