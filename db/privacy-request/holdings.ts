/** What the portal holds about a person, table by table: what a request for access or portability is answered with (RGPD, art. 15 et 20). */
import type { Database } from '../connect.ts';

/**
 * Of whom. A user is known by their account, and by it their sheet of a team (the same national number); somebody without an account by an
 * address that has answered, which proves a mailbox and no more: of it only what was given with it.
 */
export type Holder = { userId: string } | { email: string };

/** The newest of what a person has done, so that a workbook can be read. */
const most = 5000;
const person = 'users u join people p on p.niss_hash = u.niss_hash';
const collaborations = `${person} join collaborations c on c.person_id = p.id join organising_bodies b on b.id = c.organising_body_id`;
const messages = `select m.at as sent_at, m.subject, m.message, r.at as replied_at, r.text as reply
  from contact_messages m left join contact_replies r on r.message_id = m.id and r.from_helpdesk`;
const requests =
  'select c.reference, c.kind, p.received_at from privacy_askers p join cases c on c.id = p.case_id where';

/** For each kind of data a statement by the account (`:id`), by the address (`:email`), or both. */
export const holdings = {
  user: {
    byUser:
      'select first_name, family_name, email, phone, portal, last_sign_in_at, deactivated_at from users where id = :id',
  },
  rights: {
    byUser: `select g.role, b.name as body, f.name as place, g.valid_from, g.valid_to
      from grants g left join organising_bodies b on b.id = g.organising_body_id left join facilities f on f.id = g.facility_id
      where g.user_id = :id order by g.valid_from, g.id`,
  },
  memberships: {
    byUser: `select b.name as body, m.email, m.deactivated_at from memberships m join organising_bodies b on b.id = m.organising_body_id
      where m.user_id = :id and m.deleted_at is null order by b.name`,
  },
  identity: {
    byUser: `select p.first_name, p.family_name, p.born_on, p.niss_hash is not null as has_number from ${person} where u.id = :id`,
  },
  contracts: {
    byUser: `select b.name as body, f.name as place, s.link, s.function, s.percent, s.weekly_hours, s.employer, s.from_on, s.to_on
      from ${collaborations} join staff_contracts s on s.collaboration_id = c.id join facilities f on f.id = s.facility_id
      where u.id = :id order by s.from_on nulls first, s.id`,
  },
  projects: {
    byUser: `select b.name as body, f.name as place, l.from_on, l.phone, l.email from ${collaborations}
      join project_leaders l on l.collaboration_id = c.id join facilities f on f.id = l.facility_id where u.id = :id order by l.from_on, f.name`,
  },
  diplomas: {
    byUser: `select b.name as body, d.title, d.obtained_on from ${collaborations} join staff_diplomas d on d.collaboration_id = c.id
      where u.id = :id order by d.obtained_on nulls first, d.id`,
  },
  papers: {
    byUser: `select b.name as body, d.kind, d.dated_on, d.expires_on from ${collaborations} join staff_documents d on d.collaboration_id = c.id
      where u.id = :id order by d.dated_on, d.id`,
  },
  absences: {
    byUser: `select b.name as body, a.from_on, a.to_on from ${collaborations} join staff_absences a on a.collaboration_id = c.id
      where u.id = :id order by a.from_on, a.id`,
  },
  salaries: {
    byUser: `select b.name as body, q.period as quarter, s.subsidised, s.cents from ${collaborations}
      join quarter_salaries s on s.collaboration_id = c.id join cases q on q.id = s.case_id where u.id = :id order by q.period, b.name`,
  },
  trainings: {
    byUser: `select b.name as body, coalesce(o.name, t.organisation_typed) as organisation, coalesce(m.title, t.module_typed) as module,
        t.hours, t.from_on, t.to_on, t.status
      from ${collaborations} join training_lines t on t.collaboration_id = c.id
        left join training_organisations o on o.id = t.organisation_id left join training_modules m on m.id = t.module_id
      where u.id = :id order by t.from_on, t.case_id`,
  },
  qualifications: {
    byUser: `select b.name as body, t.title, t.obtained_on, t.status from ${collaborations} join training_qualifications t on t.collaboration_id = c.id
      where u.id = :id order by t.obtained_on, t.case_id`,
  },
  doctor: {
    byEmail: `select d.inami, d.first_name, d.family_name, d.street, d.house_number, d.box, d.postcode, d.locality, d.mobile, d.office_phone, d.email,
        f.name as place, dc.function, dc.from_on, dc.until_on
      from doctors d left join doctor_collaborations dc on dc.doctor_id = d.id left join facilities f on f.id = dc.facility_id
      where lower(d.email) = lower(:email) order by dc.from_on, dc.id`,
  },
  preferences: {
    byUser: 'select notices, flash, prodige, updated_at from mail_wishes where user_id = :id',
  },
  letters: {
    byUser: `select i.title, m.mailed_at as sent_at from newsletter_mails m join newsletter_issues i on i.id = m.issue_id
      where m.user_id = :id and m.mailed_at is not null order by m.mailed_at`,
  },
  agentAbsences: {
    byUser: 'select from_on, to_on from absences where user_id = :id order by from_on',
  },
  reviews: {
    byUser: `select c.reference, p.added_at as sent_at from review_participants p join cases c on c.id = p.case_id where p.user_id = :id order by p.added_at`,
  },
  messages: {
    byUser: `${messages} where m.user_id = :id order by m.at, r.at`,
    byEmail: `${messages} where m.user_id is null and lower(m.email) = lower(:email) order by m.at, r.at`,
  },
  inscriptions: {
    byUser: `select i.title, n.at as sent_at from inscriptions n join invitations i on i.id = n.invitation_id where n.user_id = :id order by n.at`,
  },
  acts: {
    byUser: `select c.reference, c.slug, a.action, a.at as sent_at from acts a join cases c on c.id = a.case_id
      where a.actor_id = :id order by a.at desc limit ${String(most)}`,
  },
  preRequests: {
    byEmail: `select f.name, f.phone, f.child_on, f.wished_on, f.message, f.created_at,
        (select string_agg(l.name, ', ' order by l.name) from pre_requests p join facilities l on l.id = p.facility_id where p.family_id = f.id) as places
      from pre_request_families f where lower(f.email) = lower(:email) order by f.created_at`,
  },
  requests: {
    byUser: `${requests} p.user_id = :id order by p.received_at`,
    byEmail: `${requests} p.user_id is null and lower(p.email) = lower(:email) order by p.received_at`,
  },
  // By whom is not said: it would tell about others.
  looks: {
    byUser: `select event, at as sent_at from audit where subject = 'user' and subject_id = cast(:id as text) and actor_id is distinct from :id
      order by id desc limit ${String(most)}`,
  },
} as const satisfies Readonly<Record<string, { byUser?: string; byEmail?: string }>>;
export type Held = keyof typeof holdings;
type Row = Record<string, unknown>;
/** Only the kinds that are found for such a holder, in the order above. */
export type Holdings = Readonly<Partial<Record<Held, Row[]>>>;

export async function readHoldings(db: Database, holder: Holder): Promise<Holdings> {
  const asked = (Object.entries(holdings) as [Held, { byUser?: string; byEmail?: string }][]).flatMap(([name, by]) => {
    const sql = 'userId' in holder ? by.byUser : by.byEmail;
    return sql === undefined ? [] : [[name, sql] as const];
  });
  const bound = 'userId' in holder ? { id: holder.userId } : { email: holder.email };
  const read = await Promise.all(
    asked.map(async ([name, sql]) => [name, (await db.raw<{ rows: Row[] }>(sql, bound)).rows] as const),
  );
  return Object.fromEntries(read);
}
