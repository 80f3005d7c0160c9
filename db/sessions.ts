/** The sessions of a person: to be seen by them, and ended one by one or all but the one in hand. */
import type { Instant } from '../domain/calendar.ts';
import { recordAudit } from './audit.ts';
import type { Database } from './connect.ts';

export interface OwnSession {
  /** Derived from the session's own id, which stays a secret of the browser. */
  id: string;
  startedAt: Instant;
  lastSeenAt: Instant;
  acr: number | null;
  /** Browser and system, coarse: « Firefox, Windows ». */
  device: string | null;
  isCurrent: boolean;
}

const publicId = "cast(left(encode(sha256(convert_to(sid, 'UTF8')), 'hex'), 32) as uuid)";

const findOpen = `select ${publicId} as id, cast(sess ->> 'startedAt' as bigint) as "startedAt", cast(sess ->> 'lastSeenAt' as bigint) as "lastSeenAt",
       cast(sess ->> 'acr' as int) as acr, sess ->> 'device' as device, sid = :sid as "isCurrent"
     from sessions
     where user_id = :userId and cast(sess ->> 'lastSeenAt' as bigint) >= :seenSince and cast(sess ->> 'startedAt' as bigint) >= :startedSince
     order by sid = :sid desc, cast(sess ->> 'startedAt' as bigint) desc, sid
     limit 50`;
const isThatOne = `${publicId} = ?`;

/** Those that a click would still find open, the newest first. @param limits the oldest last click and the oldest beginning that count */
export async function listSessions(
  db: Database,
  { userId, sid, seenSince, startedSince }: { userId: string; sid: string; seenSince: Instant; startedSince: Instant },
): Promise<OwnSession[]> {
  const { rows } = await db.raw<{ rows: OwnSession[] }>(findOpen, { userId, sid, seenSince, startedSince });
  return rows;
}

/** Ends one of the person's sessions, or (without an id) all but the one in hand. @returns how many */
export function endSessions(
  db: Database,
  { userId, acr, sid, id, at }: { userId: string; acr: number | null; sid: string; id?: string; at: Instant },
): Promise<number> {
  return db.transaction(async (trx) => {
    const query = trx('sessions').where('user_id', userId).whereNot('sid', sid);
    const ended = await (id === undefined ? query : query.whereRaw(isThatOne, [id])).delete();
    if (ended > 0)
      await recordAudit(trx, {
        at,
        actorId: userId,
        acr,
        event: 'end-session',
        subject: 'user',
        subjectId: userId,
        change: { sessions: { before: ended, after: 0 } },
      });
    return ended;
  });
}
