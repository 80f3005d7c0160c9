/** Of a month that was sent once: who changed each cell last, and when. Told after a reopening, cell by cell. */
import type { Knex } from 'knex';

const tables = `
alter table attendance_months add column was_sent boolean not null default false;
comment on column attendance_months.was_sent is 'sent at least once: from then on each changed cell is noted';
update attendance_months m set was_sent = true from cases c
where c.slug = 'quarterly-subsidy' and c.facility_id = m.facility_id and jsonb_exists(coalesce(c.state -> 'data' -> 'attendance', '{}'), to_char(m.month, 'YYYY-MM'));

create table attendance_cell_changes (
  row_id uuid not null references attendance_rows on delete cascade,
  day smallint not null check (day between 1 and 31),
  changed_by uuid references users, changed_with uuid references applications, changed_at timestamptz not null,
  primary key (row_id, day)
);
comment on table attendance_cell_changes is 'the last change of a cell since its month was sent once: few cells, for a month is reopened for a few';

create or replace function copy_sent_months() returns trigger language plpgsql as $$ begin
  insert into attendance_months (facility_id, month, sent, was_sent)
  select new.facility_id, cast(m.key || '-01' as date), new.status <> 'cancelled' and not coalesce(cast(m.value ->> 'reopened' as boolean), false), true
  from jsonb_each(coalesce(new.state -> 'data' -> 'attendance', '{}')) m
  order by 2
  on conflict (facility_id, month) do update set sent = excluded.sent, was_sent = true
    where attendance_months.sent is distinct from excluded.sent or not attendance_months.was_sent;
  return null;
end $$;

create function note_cell_changes() returns trigger language plpgsql as $$ begin
  insert into attendance_cell_changes (row_id, day, changed_by, changed_with, changed_at)
  select n.id, c.day, n.changed_by, n.changed_with, n.changed_at
  from changed n
  join attendance_months m on m.facility_id = n.facility_id and m.month = n.month and m.was_sent
  join before o on o.id = n.id
  cross join lateral unnest(o.cells, n.cells) with ordinality as c (was, stands, day)
  where c.was <> c.stands
  on conflict (row_id, day) do update
    set changed_by = excluded.changed_by, changed_with = excluded.changed_with, changed_at = excluded.changed_at;
  return null;
end $$;
create trigger attendance_rows_noted after update on attendance_rows referencing old table as before new table as changed
  for each statement execute function note_cell_changes();
`;

export const up = (knex: Knex): Promise<void> => knex.raw(tables).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop trigger attendance_rows_noted on attendance_rows;
drop function note_cell_changes;
drop table attendance_cell_changes;
create or replace function copy_sent_months() returns trigger language plpgsql as $$ begin
  insert into attendance_months (facility_id, month, sent)
  select new.facility_id, cast(m.key || '-01' as date), new.status <> 'cancelled' and not coalesce(cast(m.value ->> 'reopened' as boolean), false)
  from jsonb_each(coalesce(new.state -> 'data' -> 'attendance', '{}')) m
  order by 2
  on conflict (facility_id, month) do update set sent = excluded.sent where attendance_months.sent is distinct from excluded.sent;
  return null;
end $$;
alter table attendance_months drop column was_sent;`)
    .then(() => undefined);
