/** Many bodies of after-school care, each with one to three places, agreed and open on Wednesdays. Written set by set; shared with `bench/after-school.ts`. */
import type { Database } from '../../db/connect.ts';
import { notRequired } from '../../domain/after-school/required-days.ts';
import {
  firstDayOfQuarter,
  lastDayOfQuarter,
  monthsOfQuarter,
  type BudgetQuarter,
} from '../../domain/after-school/budget-year.ts';
import { addDays, type Day } from '../../domain/days.ts';
import { findCalendars } from '../../db/after-school/calendars.ts';

/** Body n has 1 + n mod 3 places. */
const bodies = `
insert into organising_bodies (id, name, kind, street, number, postcode, locality, email)
select cast(md5('aes body ' || n) as uuid), 'Les Récrés ' || n || ' ASBL', 'asbl', 'Rue de l''École', cast(n as text), '5000', 'Namur', 'po' || n || '@recres.example'
from generate_series(1, cast(:count as int)) n;
insert into users (id, first_name, family_name, email, portal, consent_at, consent_text_version, last_sign_in_at, last_sign_in_acr)
select cast(md5('aes user ' || n) as uuid), 'Anne', 'Lambert ' || n, 'direction' || n || '@recres.example', 'pro', now(), '2023-01', now(), 450
from generate_series(1, cast(:count as int)) n;
insert into grants (user_id, role, organising_body_id, valid_from)
select cast(md5('aes user ' || n) as uuid), 'administrator', cast(md5('aes body ' || n) as uuid), '2020-01-01' from generate_series(1, cast(:count as int)) n;
insert into facilities (id, organising_body_id, number, name, kind, home, administration)
select cast(md5('aes place ' || n || ' ' || m) as uuid), cast(md5('aes body ' || n) as uuid), 'S' || n || '-' || m, 'Les Récrés ' || n || ', école ' || m, 'after-school-1', false, 'namur'
from generate_series(1, cast(:count as int)) n, generate_series(1, 1 + n % 3) m;
insert into authorisation_versions (facility_id, status, street, number, postcode, locality, capacity, valid_from, decided_on)
select id, 'authorised', 'Rue de l''École', '1', '5000', 'Namur', 60, '2020-01-01', '2019-12-01' from facilities where number like 'S%-%';
insert into agreements (organising_body_id, from_on, to_on)
select cast(md5('aes body ' || n) as uuid), cast(:from as date), cast(:to as date) from generate_series(1, cast(:count as int)) n;
insert into aes_agreements (facility_id, from_on, to_on, agreement_id)
select f.id, g.from_on, g.to_on, g.id from facilities f join agreements g on g.organising_body_id = f.organising_body_id where f.number like 'S%-%';
insert into opening_hours (facility_id, valid_from, week, changed_at)
select id, '2020-01-01', '{"3": [["12:30", "17:00"]]}', '2020-01-01' from facilities where number like 'S%-%'`;

/** @param agreed the first and the last day of the agreement of each; the users are their administrators */
export async function makeBodies(db: Database, count: number, agreed: { from: Day; to: Day }): Promise<void> {
  for (const statement of bodies.split(';')) await db.raw(statement, { count, ...agreed });
}
/** Each of their places has counted twelve children a day, on each day that is asked for, and inscribed twenty. */
export async function countAll(db: Database, quarter: BudgetQuarter): Promise<void> {
  const [from, to] = [firstDayOfQuarter(quarter), lastDayOfQuarter(quarter)];
  const { id } = (await db('facilities').where('number', 'like', 'S%-%').first('id')) as { id: string };
  const calendar = (await findCalendars(db, [id], from, to)).get(id)!;
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (!notRequired(day, calendar)) days.push(day);
  await db.raw(
    `insert into after_school_days (facility_id, day, nursery, primary_school, changed_at)
     select f.id, d.day, 5, 7, d.day from facilities f, unnest(cast(:days as date[])) d(day) where f.number like 'S%-%'`,
    { days },
  );
  await db.raw(
    `insert into after_school_months (facility_id, month, enrolled_nursery, enrolled_primary, changed_at)
     select f.id, m.month, 8, 12, cast(m.month || '-01' as date) from facilities f, unnest(cast(:months as text[])) m(month) where f.number like 'S%-%'`,
    { months: [...monthsOfQuarter(quarter)] },
  );
}
