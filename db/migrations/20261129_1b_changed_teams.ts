/**
 * Which teams were changed after their validation: compared when somebody looks, with those of which something was written since the last comparison.
 * Whoever writes in a team only adds a line here, and waits for nobody.
 */
import type { Knex } from 'knex';

/** What concerns the team of which places; `changed` are the rows written. A contract that moves concerns the place it leaves too. */
const written: Readonly<Record<string, string>> = {
  people:
    'select k.facility_id from staff_contracts k join collaborations c on c.id = k.collaboration_id join changed on changed.id = c.person_id',
  staff_contracts: 'select facility_id from changed',
  ...Object.fromEntries(
    ['staff_diplomas', 'staff_documents', 'staff_absences'].map((table) => [
      table,
      'select k.facility_id from staff_contracts k join changed on changed.collaboration_id = k.collaboration_id',
    ]),
  ),
};
/** Nobody who is only just written in has been seen in a team. */
const eventsOf = (table: string): string[] => (table === 'people' ? ['update'] : ['insert', 'update', 'delete']);

const trigger = (table: string, event: string): string => {
  const places = `${written[table] ?? ''}${event === 'update' && table === 'staff_contracts' ? ' union all select facility_id from was' : ''}`;
  return `
create function ${table}_${event}_changes_teams() returns trigger language plpgsql as $$
begin
  insert into team_changes (facility_id) select distinct facility_id from (${places}) places;
  return null;
end $$;
create trigger ${table}_${event}_changes_teams after ${event} on ${table}
  referencing ${event === 'delete' ? 'old' : 'new'} table as changed ${event === 'update' ? 'old table as was' : ''}
  for each statement execute function ${table}_${event}_changes_teams();
`;
};
const noTrigger = (table: string, event: string): string =>
  `drop trigger ${table}_${event}_changes_teams on ${table}; drop function ${table}_${event}_changes_teams()`;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create table validated_teams (
  case_id uuid primary key references cases on delete cascade,
  facility_id uuid not null references facilities on delete cascade,
  year text not null,
  digest text not null,
  modified boolean not null default false
);
create index validated_teams_by_facility on validated_teams (facility_id);
create index validated_teams_modified on validated_teams (case_id) where modified;
comment on table validated_teams is 'of each validation that is done, what was validated, and whether the team differs from it; true as of the last comparison';
create table team_changes (
  id bigint generated always as identity primary key,
  facility_id uuid not null references facilities on delete cascade
);
create index team_changes_by_facility on team_changes (facility_id);
comment on table team_changes is 'places in whose team something was written and not compared yet; compared, a line goes';

create function keep_validated_team() returns trigger language plpgsql as $$
begin
  insert into validated_teams (case_id, facility_id, year, digest)
  values (new.id, new.facility_id, new.period, new.state #>> '{data,digest}')
  on conflict (case_id) do nothing;
  if found then insert into team_changes (facility_id) values (new.facility_id); end if;
  return null;
end $$;
create trigger cases_keep_validated_team after insert or update on cases for each row
  when (new.slug = 'team-validation' and new.closed_at is not null and new.state #>> '{data,digest}' is not null)
  execute function keep_validated_team();

insert into validated_teams (case_id, facility_id, year, digest)
  select id, facility_id, period, state #>> '{data,digest}' from cases
  where slug = 'team-validation' and closed_at is not null and state #>> '{data,digest}' is not null;
insert into team_changes (facility_id) select distinct facility_id from validated_teams;
`);
  for (const table of Object.keys(written)) for (const event of eventsOf(table)) await knex.raw(trigger(table, event));
};

export const down = async (knex: Knex): Promise<void> => {
  for (const table of Object.keys(written))
    for (const event of eventsOf(table)) await knex.raw(noTrigger(table, event));
  await knex.raw(`
drop trigger cases_keep_validated_team on cases;
drop function keep_validated_team();
drop table team_changes, validated_teams;
`);
};
