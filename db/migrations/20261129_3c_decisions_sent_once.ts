/** Which form a decision came from: sent twice, it is one. And keys that took two ages of one level for one module are worked out anew by night. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<unknown> =>
  knex.raw(`
alter table training_decisions add column token text;
create unique index training_decisions_sent on training_decisions (decided_by, token) where token is not null;
update training_spellings set key = null where key like '%niveau%';
`);

// The keys come back with the next night.
export const down = (knex: Knex): Promise<unknown> => knex.raw('alter table training_decisions drop column token');
