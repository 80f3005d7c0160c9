/** The id of a message to the helpdesk is drawn from the message itself: nobody's token stands for another's words. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`comment on column contact_messages.id is 'digest of token and words: sending twice is sending once'`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`comment on column contact_messages.id is 'the token of the form: sending twice is sending once'`)
    .then(() => undefined);
