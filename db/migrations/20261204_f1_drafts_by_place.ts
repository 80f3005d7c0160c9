/** Who else writes in a form is asked by its address, each time that a section is opened: the drafts of everybody are not read for it. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex.raw('create index form_drafts_by_place on form_drafts (place text_pattern_ops, saved_at)').then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop index form_drafts_by_place').then(() => undefined);
