/**
 * A line that is written as many before it: its spelling is looked for first. An insertion that meets a spelling which the desk is deciding on waits for
 * the desk, which may be waiting for this very line.
 */
import type { Knex } from 'knex';

const spell = (lookFirst: string): string => `
create or replace function spell_training_line() returns trigger language plpgsql as $$ declare
  o text := coalesce((select name from training_organisations where id = new.organisation_id), new.organisation_typed);
  m text := coalesce((select title from training_modules where id = new.module_id), new.module_typed);
  found bigint;
begin
  ${lookFirst}
    insert into training_spellings (organisation, module) values (o, m) on conflict do nothing;
    select id into found from training_spellings where organisation = o and module = m;
  ${lookFirst ? 'end if;' : ''}
  insert into training_line_spellings as l (case_id, spelling_id) values (new.case_id, found)
    on conflict (case_id) do update set spelling_id = excluded.spelling_id, decision_id = null, apart = false
    where l.spelling_id <> excluded.spelling_id;
  return null;
end $$;`;

export const up = (knex: Knex): Promise<unknown> =>
  knex.raw(
    spell(
      'select id into found from training_spellings where organisation = o and module = m;\n  if found is null then',
    ),
  );
export const down = (knex: Knex): Promise<unknown> => knex.raw(spell(''));
