/** A month that was sent takes no more changes: the database itself refuses them, whoever writes and however late. */
import type { Knex } from 'knex';

const tables = `
create table attendance_months (
  facility_id uuid not null references facilities,
  month date not null check (extract(day from month) = 1),
  sent boolean not null default false,
  changes bigint not null default 0,
  primary key (facility_id, month)
);
comment on table attendance_months is 'what whoever writes in a month and whoever sends it both take hold of';
comment on column attendance_months.sent is 'a copy that the database makes of the state of the quarter: sent, and not reopened since';

create function copy_sent_months() returns trigger language plpgsql as $$ begin
  insert into attendance_months (facility_id, month, sent)
  select new.facility_id, cast(m.key || '-01' as date), new.status <> 'cancelled' and not coalesce(cast(m.value ->> 'reopened' as boolean), false)
  from jsonb_each(coalesce(new.state -> 'data' -> 'attendance', '{}')) m
  order by 2
  on conflict (facility_id, month) do update set sent = excluded.sent where attendance_months.sent is distinct from excluded.sent;
  return null;
end $$;
create trigger cases_send_attendance after insert or update on cases for each row
  when (new.slug = 'quarterly-subsidy') execute function copy_sent_months();

-- The row of the month is written, not only read: an act that signs one moment of it fails, and is done again, where somebody wrote meanwhile.
create function refuse_sent_attendance() returns trigger language plpgsql as $$ begin
  insert into attendance_months (facility_id, month)
  select distinct facility_id, month from changed order by 1, 2
  on conflict (facility_id, month) do update set changes = attendance_months.changes + 1;
  if exists (select from attendance_months m join changed c using (facility_id, month) where m.sent) then
    raise exception 'the attendance of this month was sent' using errcode = 'AT001';
  end if;
  return null;
end $$;
create trigger attendance_rows_added after insert on attendance_rows referencing new table as changed
  for each statement execute function refuse_sent_attendance();
create trigger attendance_rows_changed after update on attendance_rows referencing new table as changed
  for each statement execute function refuse_sent_attendance();
`;

export const up = (knex: Knex): Promise<void> => knex.raw(tables).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop trigger attendance_rows_changed on attendance_rows;
drop trigger attendance_rows_added on attendance_rows;
drop function refuse_sent_attendance;
drop trigger cases_send_attendance on cases;
drop function copy_sent_months;
drop table attendance_months;`)
    .then(() => undefined);
