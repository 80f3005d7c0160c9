/** What the portal holds about a user, table by table: what a request for access is answered with (RGPD, art. 15). */
import type { Database } from '../connect.ts';

/** A statement for each kind of data. The history is not here: it tells about others too. */
export const holdings = {
  user: 'select first_name, family_name, email, portal, deactivated_at from users where id = :id',
  rights: `select g.role, b.name as body, f.name as place, g.valid_from, g.valid_to
    from grants g left join organising_bodies b on b.id = g.organising_body_id left join facilities f on f.id = g.facility_id
    where g.user_id = :id order by g.valid_from, g.id`,
  memberships: `select b.name as body, m.deactivated_at from memberships m join organising_bodies b on b.id = m.organising_body_id
    where m.user_id = :id and m.deleted_at is null order by b.name`,
  messages: 'select at as sent_at, message from contact_messages where user_id = :id order by at',
  acts: 'select c.reference, a.at from acts a join cases c on c.id = a.case_id where a.actor_id = :id order by a.at desc limit 5000',
  requests: `select c.reference, c.kind, p.received_at from privacy_askers p join cases c on c.id = p.case_id
    where p.user_id = :id order by p.received_at`,
} as const;
export type Held = keyof typeof holdings;
export type Holdings = Readonly<Record<Held, Record<string, unknown>[]>>;

export async function readHoldings(db: Database, userId: string): Promise<Holdings> {
  const read = await Promise.all(
    Object.entries(holdings).map(async ([name, sql]) => {
      const { rows } = await db.raw<{ rows: Record<string, unknown>[] }>(sql, { id: userId });
      return [name, rows] as const;
    }),
  );
  return Object.fromEntries(read) as unknown as Holdings;
}
