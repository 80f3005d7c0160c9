/** Hours as ONE decided them in words, until somebody lays them out by day; the professional telephone of agents; who hears of changed hours. */
import type { Knex } from 'knex';

const kinds = `'agree-to-conversion', 'confirm-address', 'converted', 'confirm-new-address', 'address-changes', 'address-changed',
  'seen-by-helpdesk', 'number-corrected', 'administrator-named', 'account-added', 'account-validated', 'account-blocked', 'account-unblocked',
  'account-closed', 'doctor-introduced'`;

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table opening_hours add column words text;
comment on column opening_hours.words is 'hours that a decision gave in words which nobody could lay out by day: they are told as they stand until somebody does';
comment on column facilities.opening_hours is 'the sentence of the hours in force, computed from opening_hours and written here for whoever only reads it';

alter table users add column phone text;
comment on column users.phone is 'of who works at ONE: the professional number that operators are given';

-- Its kinds are those of db/link-mails.ts: a mail that nobody knows how to word cannot be queued.
alter table link_mails drop constraint link_mails_kind_check;
`)
    .then(() => undefined);

const back = `
delete from link_mails where kind not in (${kinds});
alter table link_mails add constraint link_mails_kind_check check (kind in (${kinds}));
alter table users drop column phone;
comment on column facilities.opening_hours is null;
alter table opening_hours drop column words;
`;
export const down = (knex: Knex): Promise<void> => knex.raw(back).then(() => undefined);
