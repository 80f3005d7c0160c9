/** Attendance: a row for each child and month, a cell for each day, each with a version of its own. */
import type { Knex } from 'knex';

const tables = `
create sequence attendance_changes;

create table attendance_rows (
  id uuid primary key default gen_random_uuid(),
  facility_id uuid not null references facilities,
  month date not null check (extract(day from month) = 1),
  -- The same child from month to month.
  child_id uuid not null default gen_random_uuid(),
  position int not null check (position between 1 and 10000),
  family_name text not null default '', first_name text not null default '',
  born_on date, entered_on date, left_on date,
  contract_days numeric(2,1) check (contract_days between 0 and 7),
  cells text[] not null default array_fill(''::text, array[31]) check (array_length(cells, 1) = 31 and array_position(cells, null) is null),
  versions int[] not null default array_fill(1, array[31]) check (array_length(versions, 1) = 31),
  version int not null default 1,
  changed bigint not null default nextval('attendance_changes'),
  changed_by uuid references users, changed_at timestamptz not null default now(),
  removed_at timestamptz
);
create index attendance_rows_of_month on attendance_rows (facility_id, month, position, id) where removed_at is null;
create index attendance_rows_by_change on attendance_rows (facility_id, month, changed);
create index attendance_rows_of_child on attendance_rows (child_id, month);
comment on table attendance_rows is 'what is being encoded; what was sent is the content of the act that sent it';
comment on column attendance_rows.cells is 'day 1 first: a code of domain/attendance/codes.ts, or what was typed in its place';
comment on column attendance_rows.version is 'of what is said of the child; each cell has its own in versions';
comment on column attendance_rows.changed is 'grows with each change: who looks at the month asks for what came after';
`;

export const up = (knex: Knex): Promise<void> => knex.raw(tables).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('drop table attendance_rows; drop sequence attendance_changes;').then(() => undefined);
