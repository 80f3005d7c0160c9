/** Which spellings somebody saw and left out of their decision: it is no precedent for them. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<unknown> =>
  knex.raw(`
alter table training_decisions add column left_out bigint[] not null default '{}';
comment on column training_decisions.left_out is 'spellings that were shown with the group and not ticked: they do not follow';
`);

export const down = (knex: Knex): Promise<unknown> => knex.raw('alter table training_decisions drop column left_out');
