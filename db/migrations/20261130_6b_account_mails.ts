/** Mails to the administrators of a body about its bank accounts. */
import type { Knex } from 'knex';

const before = `'agree-to-conversion', 'confirm-address', 'converted', 'confirm-new-address', 'address-changes', 'address-changed',
    'seen-by-helpdesk', 'number-corrected', 'administrator-named'`;
const accounts = `'account-added', 'account-validated', 'account-blocked', 'account-unblocked', 'account-closed'`;
const only = (kinds: string): string => `
alter table link_mails drop constraint link_mails_kind_check;
alter table link_mails add constraint link_mails_kind_check check (kind in (${kinds}));`;

const removed = `delete from link_mails where kind in (${accounts}); ${only(before)}`;

export const up = (knex: Knex): Promise<void> => knex.raw(only(`${before}, ${accounts}`)).then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw(removed).then(() => undefined);
