/** What stands in a table of its own is not kept in its section too: publication on the place, hours by date. The section keeps its version. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
update sheet_sections set data = '{}' where section in ('publication', 'opening-hours');
alter table sheet_sections add constraint sheet_sections_once check (section not in ('publication', 'opening-hours') or data = '{}');
comment on column facilities.publication_refused is 'the only place of this choice, and of address_shown: the section « publication » bears its version and author';
`)
    .then(() => undefined);

/** What a section of publication held before is on its place; what of the hours had been sent last is not told again. */
export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
comment on column facilities.publication_refused is null;
alter table sheet_sections drop constraint sheet_sections_once;
update sheet_sections s set data = jsonb_build_object('refused', f.publication_refused, 'addressShown', f.address_shown)
from facilities f where s.subject_kind = 'facility' and f.id = s.subject_id and s.section = 'publication';
`)
    .then(() => undefined);
