/** The commission d'agrément: its sessions, the dossiers on the agenda of each in their order, and the opinion noted on each. */
import type { Knex } from 'knex';

const added = String.raw`
create table commission_sessions (
  id uuid primary key,
  held_on date not null,
  held_at text not null check (held_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  place text not null,
  reports_by date not null check (reports_by <= held_on),
  status text not null default 'planned' check (status in ('planned', 'agenda-closed', 'held', 'signed', 'cancelled')),
  present text,
  cancelled_why text,
  next_session_id uuid references commission_sessions check (next_session_id <> id),
  version int not null default 1,
  written_by uuid not null references users, written_at timestamptz not null,
  ended_by uuid references users, ended_at timestamptz,
  signed_by uuid references users, signed_at timestamptz,
  check ((status in ('held', 'signed')) = (ended_at is not null)),
  check ((status = 'signed') = (signed_at is not null)),
  check (signed_by <> ended_by)
);
comment on table commission_sessions is 'sessions of the commission that gives its opinion on agreements of after-school care; cancelled ones stay';
comment on column commission_sessions.reports_by is 'day by which the reports of the référentes are there';
comment on column commission_sessions.present is 'members who were there, one a line, as the secretariat wrote them';
comment on column commission_sessions.next_session_id is 'of a session that was held: where what it put off goes';
create index commission_sessions_by_day on commission_sessions (held_on desc, held_at desc, id desc);

create table commission_agenda (
  session_id uuid not null references commission_sessions,
  case_id uuid not null references cases,
  position int not null check (position > 0),
  opinion text check (opinion in ('renew', 'renew-under-conditions', 'refuse', 'postponed')),
  reasons text,
  noted_by uuid references users, noted_at timestamptz,
  version int not null default 1,
  settled_at timestamptz,
  outcome text check (outcome in ('told', 'postponed', 'gone')),
  primary key (session_id, case_id),
  check ((opinion is null) = (noted_at is null)),
  check ((settled_at is null) = (outcome is null))
);
comment on table commission_agenda is 'dossiers of a session, in the order in which they are looked at. settled_at: the opinion is an act of the dossier, or it was put off';
comment on column commission_agenda.outcome is 'told to the dossier; put off; the dossier had come to an end of its own';
create unique index commission_agenda_one_open on commission_agenda (case_id) where settled_at is null;
create index commission_agenda_by_case on commission_agenda (case_id, session_id);
`;

export const up = (knex: Knex): Promise<void> => knex.raw(added).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('drop table commission_agenda, commission_sessions').then(() => undefined);
