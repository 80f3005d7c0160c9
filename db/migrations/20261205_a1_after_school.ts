/** Who works on after-school care at ONE; what its places count, send and correct. */
import type { Knex } from 'knex';

const operators = ['administrator', 'user-manager', 'data-manager', 'childminder'];
const agents = ['referent', 'coordinator', 'adviser', 'health-referent', 'asr-manager', 'aes-referent'];
const others = ['subsidy-manager', 'subsidy-signatory', 'appeal-secretariat', 'supervisor', 'helpdesk', 'dpo'];
const afterSchool = ['aes-manager', 'atl-director'];
const only = (roles: string[]): string => `
alter table grants drop constraint grants_role_check;
alter table grants add constraint grants_role_check check (role in (${roles.map((role) => `'${role}'`).join(', ')}));`;

const month = String.raw`~ '^2\d{3}-(0[1-9]|1[0-2])$'`;
const quarter = String.raw`~ '^2\d{3}-(01|04|07|10)$'`;
const count = (column: string): string => `${column} int check (${column} between 0 and 9999)`;

const added = `${only([...operators, ...agents, ...afterSchool, ...others])}
create table after_school_months (
  facility_id uuid not null references facilities,
  month text not null check (month ${month}),
  ${count('enrolled_nursery')},
  ${count('enrolled_primary')},
  version int not null default 1,
  changed_by uuid references users, changed_at timestamptz not null,
  primary key (facility_id, month)
);
comment on table after_school_months is 'children enrolled in an after-school place in a month; null: not told yet';

create table after_school_days (
  facility_id uuid not null references facilities,
  day date not null,
  ${count('nursery')},
  ${count('primary_school')},
  ${count('together')},
  ${count('positive')},
  ${count('morning')},
  open_anyway boolean not null default false,
  origin text not null default 'typed' check (origin in ('typed', 'import', 'api')),
  version int not null default 1,
  changed_by uuid references users, changed_at timestamptz not null,
  primary key (facility_id, day),
  check (together is null or (nursery is null and primary_school is null)),
  check (positive is null or positive <= coalesce(together, coalesce(nursery, 0) + coalesce(primary_school, 0)))
);
comment on table after_school_days is 'children present in an after-school place on a day: 0 is an answer, null is none';
comment on column after_school_days.together is 'nursery and primary in one sum, as the software of communes gives it';
comment on column after_school_days.positive is 'among them, of positive differentiation';
comment on column after_school_days.open_anyway is 'the operator has said that the place was open on a day for which nothing was awaited';

create table after_school_sendings (
  case_id uuid not null references cases,
  facility_id uuid not null references facilities,
  revision int not null check (revision > 0),
  quarter text not null check (quarter ${quarter}),
  digest bytea not null check (octet_length(digest) = 32),
  snapshot jsonb not null,
  sent_by uuid not null references users, sent_at timestamptz not null,
  primary key (case_id, facility_id, revision)
);
create index after_school_sendings_of_facility on after_school_sendings (facility_id, quarter, revision desc);
comment on table after_school_sendings is 'what an operator sent of a place for a quarter, as it stood then; its digest is a fact of the act. quarter: its first month';

create table after_school_reopened (
  case_id uuid not null references cases,
  facility_id uuid not null references facilities,
  month text not null check (month ${month}),
  revision int not null check (revision > 0),
  asked_at timestamptz not null, closed_at timestamptz,
  primary key (case_id, facility_id, month, revision)
);
create index after_school_reopened_open on after_school_reopened (facility_id, month) where closed_at is null;
comment on table after_school_reopened is 'months that ONE opened again for a correction, until they are sent again';
`;
const removed = `
drop table after_school_reopened, after_school_sendings, after_school_days, after_school_months;
delete from grants where role in (${afterSchool.map((role) => `'${role}'`).join(', ')});
${only([...operators, ...agents, ...others])}
`;

export const up = (knex: Knex): Promise<void> => knex.raw(added).then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw(removed).then(() => undefined);
