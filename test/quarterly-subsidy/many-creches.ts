/** Many subsidised crèches, each of a body of its own: its operator, its team, its children. Written set by set; shared with `bench/quarters.ts`. */
import type { Database } from '../../db/connect.ts';
import { firstDayOf, monthsOf, type Quarter } from '../../domain/quarter.ts';

/** A crèche of twenty-eight places: a director, a nurse for seven tenths, six who mind children. */
const places = `
insert into organising_bodies (id, name, kind, street, number, postcode, locality, email, subsidy_regime)
select cast(md5('body ' || n) as uuid), 'Les Lutins ' || n || ' ASBL', 'asbl', 'Rue du Moulin', cast(n as text), '5300', 'Andenne', 'po' || n || '@creches.example', 'private'
from generate_series(cast(:from as int), :to) n;
insert into users (id, first_name, family_name, email, portal, consent_at, consent_text_version, last_sign_in_at, last_sign_in_acr)
select cast(md5('user ' || n) as uuid), 'Anne', 'Lambert ' || n, 'direction' || n || '@creches.example', 'pro', now(), '2023-01', now(), 450
from generate_series(cast(:from as int), :to) n;
insert into grants (user_id, role, organising_body_id, valid_from)
select cast(md5('user ' || n) as uuid), 'administrator', cast(md5('body ' || n) as uuid), '2020-01-01' from generate_series(cast(:from as int), :to) n;
insert into facilities (id, organising_body_id, number, name, kind, home, administration)
select cast(md5('creche ' || n) as uuid), cast(md5('body ' || n) as uuid), 'Q' || n, 'Crèche Les Lutins ' || n, 'subsidised-creche', false, 'namur'
from generate_series(cast(:from as int), :to) n;
insert into authorisation_versions (facility_id, status, street, number, postcode, locality, capacity, valid_from, decided_on)
select cast(md5('creche ' || n) as uuid), 'authorised', 'Rue du Moulin', cast(n as text), '5300', 'Andenne', 28, '2020-01-01', '2019-12-01'
from generate_series(cast(:from as int), :to) n`;
const teams = `
insert into people (id, first_name, family_name, born_on, niss_hash, niss_sealed)
select cast(md5('person ' || n || ' ' || m) as uuid), 'Camille', 'Delhaye ' || m, '1985-03-12', sha256(cast('niss ' || n || ' ' || m as bytea)), sha256(cast('sealed ' || n || ' ' || m as bytea))
from generate_series(cast(:from as int), :to) n, generate_series(1, 8) m;
insert into collaborations (id, person_id, organising_body_id)
select cast(md5('sheet ' || n || ' ' || m) as uuid), cast(md5('person ' || n || ' ' || m) as uuid), cast(md5('body ' || n) as uuid)
from generate_series(cast(:from as int), :to) n, generate_series(1, 8) m;
insert into staff_contracts (collaboration_id, facility_id, link, function, regime, percent, from_on)
select cast(md5('sheet ' || n || ' ' || m) as uuid), cast(md5('creche ' || n) as uuid), 'employment',
  case m when 1 then 'direction' when 2 then 'nurse' else 'childcare' end, 'percent', case m when 2 then 70 else 100 end, '2020-01-01'
from generate_series(cast(:from as int), :to) n, generate_series(1, 8) m;
insert into staff_diplomas (collaboration_id, title, obtained_on)
select cast(md5('sheet ' || n || ' ' || m) as uuid), 'Puériculture', '2010-06-30' from generate_series(cast(:from as int), :to) n, generate_series(1, 8) m;
insert into staff_documents (collaboration_id, kind, dated_on)
select cast(md5('sheet ' || n || ' ' || m) as uuid), 'criminal-record', '2025-01-15' from generate_series(cast(:from as int), :to) n, generate_series(1, 8) m`;
const children = `
insert into attendance_rows (facility_id, month, child_id, position, family_name, first_name, born_on, entered_on, contract_days, cells)
select cast(md5('creche ' || n) as uuid), cast(month as date), cast(md5('child ' || n || ' ' || child) as uuid), child, 'Renard ' || child, 'Nora', '2025-02-03', '2025-09-01', 5,
  array(select case when extract(isodow from cast(month as date) + day) < 6 then 'P' else '' end from generate_series(0, 30) day)
from generate_series(cast(:from as int), :to) n, unnest(cast(:months as text[])) month, generate_series(1, 28) child`;

/** Numbered « Q1 » and on, or from another number. @param withChildren with the rows of their attendance, three months of twenty-eight */
export async function makeCreches(
  db: Database,
  count: number,
  { quarter, from = 1, withChildren = false }: { quarter: Quarter; from?: number; withChildren?: boolean },
): Promise<void> {
  const months = monthsOf(quarter).map((month) => `${month}-01`);
  const sql = [places, teams, ...(withChildren ? [children] : [])].join(';');
  // No statement takes longer than a busy machine allows.
  for (let first = from; first < from + count; first += 500)
    await inSets(db, sql, { from: first, to: Math.min(first + 499, from + count - 1), months });
}

const report = `
insert into quarter_reports (case_id, opens, closes, children, clerk_sessions, premises_sessions, social_travel, information_version, costs_version)
select id, '07:00', '18:30', 28, 6, 6, 4260, 1, 1 from cases where slug = 'quarterly-subsidy' and period = :quarter;
insert into quarter_salaries (case_id, collaboration_id, subsidised, cents, versions)
select c.id, s.collaboration_id, true,
  array_fill(cast(round(s.percent * case s.function when 'direction' then 4692 when 'nurse' then 3725 else 2986 end) as bigint), array[3]), array[1, 1, 1, 1]
from cases c join staff_contracts s on s.facility_id = c.facility_id where c.slug = 'quarterly-subsidy' and c.period = :quarter;
insert into quarter_costs (case_id, kind, held_on, label, cents)
select c.id, asked, cast(:day as date), 'Facture 2214', 18640 from cases c, unnest(array['supplies', 'parent-sessions']) asked
where c.slug = 'quarterly-subsidy' and c.period = :quarter;
insert into quarter_closures (organising_body_id, facility_id, from_on, to_on, motive, note)
select organising_body_id, facility_id, cast(:day as date), cast(:day as date), 'annual', '' from cases where slug = 'quarterly-subsidy' and period = :quarter`;

/** Hours, salaries, costs and a closure of each quarter that stands: nothing is missing. */
export const writeReports = (db: Database, quarter: Quarter): Promise<void> =>
  inSets(db, report, { quarter, day: `${firstDayOf(quarter).slice(0, 8)}14` });

/** A statement at a time: bound values go with each. */
async function inSets(
  db: Database,
  sql: string,
  values: Readonly<Record<string, string | number | string[]>>,
): Promise<void> {
  for (const statement of sql.split(';')) await db.raw(statement, values);
}

interface Office {
  manager: string;
  signatory: string;
}
/** Who works on subsidies at ONE: five of each. @returns the first of each */
export async function makeOffice(db: Database): Promise<Office> {
  const make = async (role: string): Promise<string> => {
    const users = (await db('users')
      .insert(
        Array.from({ length: 5 }, (_, index) => ({
          first_name: 'Hassan',
          family_name: `Tahiri ${String(index)}`,
          email: `${role}.${String(index)}@one.example`,
          portal: 'office',
        })),
      )
      .returning('id')) as { id: string }[];
    await db('grants').insert(users.map(({ id: user_id }) => ({ user_id, role, valid_from: '2020-01-01' })));
    return users[0]!.id;
  };
  return { manager: await make('subsidy-manager'), signatory: await make('subsidy-signatory') };
}
