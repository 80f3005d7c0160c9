/** Places after school: who leads the project from which day on, and what each change of hours was told with, and to whom. */
import type { Knex } from 'knex';

const portfolio = (roles: string[]): string => `
alter table facility_agents drop constraint facility_agents_role_check;
alter table facility_agents add constraint facility_agents_role_check check (role in (${roles.map((role) => `'${role}'`).join(', ')}));`;
const ofAll = ['referent', 'coordinator', 'adviser', 'health-referent'];
const afterSchool = ['aes-referent', 'aes-manager'];

const added = `${portfolio([...ofAll, ...afterSchool])}
create table project_leaders (
  facility_id uuid not null references facilities,
  from_on date not null,
  collaboration_id uuid not null references collaborations,
  phone text, email text,
  version int not null default 1,
  changed_by uuid references users, changed_at timestamptz not null,
  primary key (facility_id, from_on)
);
create index project_leaders_by_collaboration on project_leaders (collaboration_id);
comment on table project_leaders is 'the « responsable de projet » of a place after school, each until the eve of the next one';
comment on column project_leaders.phone is 'by which ONE and parents reach them for this place, as the place gives it';

create table schedule_changes (
  id uuid primary key default gen_random_uuid(),
  facility_id uuid not null references facilities,
  valid_from date not null,
  before_words text, after_words text,
  comment text check (length(comment) <= 2000),
  reason text check (length(reason) <= 2000),
  changed_by uuid references users, changed_at timestamptz not null
);
create index schedule_changes_by_facility on schedule_changes (facility_id, changed_at desc);
comment on column schedule_changes.after_words is 'null: hours to come that were taken back';
comment on column schedule_changes.reason is 'why hours hold from a day that was past already';

create table schedule_change_readers (
  change_id uuid not null references schedule_changes on delete cascade,
  user_id uuid not null references users,
  read_at timestamptz,
  primary key (change_id, user_id)
);
create index schedule_changes_to_read on schedule_change_readers (user_id) where read_at is null;
comment on table schedule_change_readers is 'who at ONE is told of it: the gestionnaire AES in charge of the place, else all of them';
`;

const removed = `drop table schedule_change_readers, schedule_changes, project_leaders;
delete from facility_agents where role in (${afterSchool.map((role) => `'${role}'`).join(', ')});
${portfolio(ofAll)}`;

export const up = (knex: Knex): Promise<void> => knex.raw(added).then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw(removed).then(() => undefined);
