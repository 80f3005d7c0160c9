/** Whoever is added to the users of a body is told so, once. */
import type { Knex } from 'knex';

const kinds = ['rights-end', 'rights-ended', 'review-asked', 'review-late'];
const allow = (allowed: readonly string[]): string =>
  `alter table account_notices drop constraint account_notices_kind_check;
   alter table account_notices add constraint account_notices_kind_check check (kind in (${allowed.map((kind) => `'${kind}'`).join(', ')}))`;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(allow([...kinds, 'added']));
};
export const down = async (knex: Knex): Promise<void> => {
  await knex('account_notices').where({ kind: 'added' }).delete();
  await knex.raw(allow(kinds));
};
