/** A mask that does not break over two lines, and is as long for every number: the spaces in it hold together. */
import type { Knex } from 'knex';

const masked = (text: string): string =>
  `left(${text}, 4) || repeat(chr(160) || '••••', 2) || chr(160) || right(replace(replace(${text}, ' ', ''), chr(160), ''), 4)`;
const check = (pattern: string): string => `
alter table bank_accounts drop constraint bank_accounts_masked_check;
${pattern}`;

const masking = check(`
update bank_accounts set masked = ${masked('masked')};
update drafts set form = jsonb_set(form, '{number,masked}', to_jsonb(${masked("form -> 'number' ->> 'masked'")}))
where slug = 'bank-account' and form -> 'number' ->> 'masked' is not null;
alter table bank_accounts add constraint bank_accounts_masked_check check (masked ~ ('^[A-Z0-9]{4}' || chr(160) || '••••' || chr(160) || '••••' || chr(160) || '[A-Z0-9]{4}$'));`);
const unmasking = check(`
update bank_accounts set masked = replace(masked, chr(160), ' ');
update drafts set form = jsonb_set(form, '{number,masked}', to_jsonb(replace(form -> 'number' ->> 'masked', chr(160), ' ')))
where slug = 'bank-account' and form -> 'number' ->> 'masked' is not null;
alter table bank_accounts add constraint bank_accounts_masked_check check (masked ~ '^[A-Z0-9• ]{5,42}$' and masked like '%••••%');`);

export const up = (knex: Knex): Promise<void> => knex.raw(masking).then(() => undefined);
export const down = (knex: Knex): Promise<void> => knex.raw(unmasking).then(() => undefined);
