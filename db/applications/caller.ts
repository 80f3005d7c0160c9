/** The software behind a call of the interface: which one, whose, and what it may do from where it calls. */
import type { Scope } from '../../domain/applications/scopes.ts';
import { isSecret, type Token } from '../../domain/applications/token.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { prepare, run } from '../acts/prepared.ts';
import { instant, type Database } from '../connect.ts';

export interface Caller {
  applicationId: string;
  tokenId: string;
  organisingBodyId: string;
  isSandbox: boolean;
  scopes: readonly Scope[];
  /** Ids of the crèches that it may touch. */
  places: readonly string[];
  /** Of the places after school. */
  afterSchoolPlaces: readonly string[];
}
export type CallerFound = { ok: true; caller: Caller } | { ok: false; why: 'token' | 'expired' | 'network' };

const find = prepare(
  'find-caller',
  `
select t.id as "tokenId", t.secret_hash as "secretHash", t.expires_at <= cast(:at as timestamptz) as "isExpired", t.last_used_on as "lastUsedOn",
  a.id as "applicationId", a.organising_body_id as "organisingBodyId", b.sandbox as "isSandbox", a.scopes,
  array(select p.facility_id from application_places p join facilities f on f.id = p.facility_id where p.application_id = a.id and f.kind <> 'after-school-1' order by 1) as places,
  array(select p.facility_id from application_places p join facilities f on f.id = p.facility_id where p.application_id = a.id and f.kind = 'after-school-1' order by 1) as "afterSchoolPlaces",
  cardinality(a.networks) = 0 or exists (select from unnest(a.networks) as n (network) where cast(:ip as inet) <<= n.network) as "isFromThere"
from application_tokens t join applications a on a.id = t.application_id join organising_bodies b on b.id = a.organising_body_id
where t.prefix = cast(:prefix as text) and t.revoked_at is null and a.revoked_at is null`,
);
interface Row extends Caller {
  secretHash: Buffer;
  isExpired: boolean;
  lastUsedOn: string | null;
  isFromThere: boolean;
}

/** One query; one more for the first call of a token on a day. @param ip as PostgreSQL reads it */
export async function findCaller(
  db: Database,
  { prefix, secret }: Token,
  { ip, at }: { ip: string; at: Instant },
): Promise<CallerFound> {
  const [row] = await run<Row>(db, find, { prefix, ip, at: instant(at) });
  if (!isSecret(secret, row?.secretHash) || !row) return { ok: false, why: 'token' };
  if (row.isExpired) return { ok: false, why: 'expired' };
  if (!row.isFromThere) return { ok: false, why: 'network' };
  const { secretHash: _, isExpired: __, isFromThere: ___, lastUsedOn, ...caller } = row;
  const today = dayOf(at);
  if (lastUsedOn !== today) await db('application_tokens').where({ id: row.tokenId }).update({ last_used_on: today });
  return { ok: true, caller };
}
