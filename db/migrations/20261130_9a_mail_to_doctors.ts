/** Kilometres as they are typed, with two decimals. And a mail that tells doctors what is processed of them, and by whose mouth it came to ONE (GDPR, art. 14). */
import type { Knex } from 'knex';

const before = [
  ...['agree-to-conversion', 'confirm-address', 'converted', 'confirm-new-address', 'address-changes'],
  ...['address-changed', 'seen-by-helpdesk', 'number-corrected', 'administrator-named'],
  ...['account-added', 'account-validated', 'account-blocked', 'account-unblocked', 'account-closed'],
];
const only = (kinds: readonly string[]): string =>
  `alter table link_mails drop constraint link_mails_kind_check;
   alter table link_mails add constraint link_mails_kind_check check (kind in (${kinds.map((kind) => `'${kind}'`).join(', ')}));`;

const added = `
alter table link_mails add column source text;
comment on column link_mails.source is 'of doctor-introduced: the name of the organising body from which the data come';
alter table doctor_collaborations alter column kilometres type numeric(6,2);
`;
const removed = `
delete from link_mails where kind = 'doctor-introduced';
alter table link_mails drop column source;
alter table doctor_collaborations alter column kilometres type numeric(5,1);
`;

export const up = (knex: Knex): Promise<void> =>
  knex.raw(only([...before, 'doctor-introduced']) + added).then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw(removed + only(before)).then(() => undefined);
