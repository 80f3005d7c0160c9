/** A person is one row for every body: where one body corrects who they are, the others are told so. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(
      `
alter table collaborations add column identity_changed_at timestamptz;
comment on column collaborations.identity_changed_at is 'when names or birth date were changed for another body; null once somebody here has confirmed or changed them';
`,
    )
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('alter table collaborations drop column identity_changed_at').then(() => undefined);
