/** What was said in a session: who was there, the opinion on each dossier; and the end of it, from which each dossier is told its own. */
import { hourOn, type Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { askForBatch } from '../batches/batch.ts';
import { closeCommission } from '../batches/close-commission.ts';
import { instant, type Database } from '../connect.ts';
import { lacksReport, type Opinion } from './agenda.ts';
import { auditOf, type Session } from './sessions.ts';

interface Noted {
  caseId: string;
  opinion: Opinion;
  reasons: string;
  /** Of the line, as the page had it. */
  version: number;
  at: Instant;
}
/** @returns `changed` when somebody noted another opinion meanwhile; `over` when the session is closed or was not begun */
export function noteOpinion(
  db: Database,
  { userId }: Viewer,
  { id }: Session,
  { caseId, opinion, reasons, version, at }: Noted,
): Promise<'noted' | 'changed' | 'over'> {
  return db.transaction(async (trx) => {
    const session = (await trx('commission_sessions')
      .where({ id, status: 'agenda-closed' })
      // Whoever closes the session waits for it, and the other way round.
      .forShare()
      .first('id')) as object | undefined;
    if (!session) return 'over';
    const done = await trx('commission_agenda')
      .where({ session_id: id, case_id: caseId, version })
      .update({ opinion, reasons, noted_by: userId, noted_at: instant(at), version: version + 1 });
    return done === 0 ? 'changed' : 'noted';
  });
}

/** @returns false when somebody changed the session meanwhile */
export async function notePresent(db: Database, session: Session, present: string): Promise<boolean> {
  const done = await db('commission_sessions')
    .where({ id: session.id, version: session.version, status: 'agenda-closed' })
    .update({ present, version: session.version + 1 });
  return done > 0;
}

/** Its day and hour are there. */
export const isHeld = ({ heldOn, heldAt }: Pick<Session, 'heldOn' | 'heldAt'>, at: Instant): boolean =>
  at >= hourOn(heldOn, heldAt);

/**
 * The session is over: each dossier is told its opinion by long work, exactly once; what was put off goes to the next session, where one was chosen.
 * @returns the batch to ring for; `incomplete` before its hour, while a dossier is without an opinion that it can be told, or nobody was there; `changed` otherwise
 */
export function closeSession(
  db: Database,
  viewer: Viewer,
  session: Session,
  { nextSessionId, at }: { nextSessionId: string | null; at: Instant },
): Promise<{ batchId: string } | 'incomplete' | 'changed'> {
  return db.transaction(async (trx) => {
    const held = (await trx('commission_sessions')
      .where({ id: session.id, version: session.version, status: 'agenda-closed' })
      .forUpdate()
      .first('present')) as { present: string | null } | undefined;
    if (!held) return 'changed';
    const agenda = (await trx('commission_agenda as a')
      .join('cases as c', 'c.id', 'a.case_id')
      .where('a.session_id', session.id)
      .select('a.opinion', 'c.status')) as { opinion: Opinion | null; status: string }[];
    const isSettled = agenda.every((row) => row.opinion === 'postponed' || (row.opinion !== null && !lacksReport(row)));
    if (!isSettled || !held.present || !isHeld(session, at)) return 'incomplete';
    if (nextSessionId !== null) {
      const next = (await trx('commission_sessions')
        .where({ id: nextSessionId, status: 'planned' })
        .whereNot({ id: session.id })
        .first('id')) as object | undefined;
      if (!next) return 'changed';
    }
    await trx('commission_sessions')
      .where({ id: session.id })
      .update({
        status: 'held',
        next_session_id: nextSessionId,
        ended_by: viewer.userId,
        ended_at: instant(at),
        version: session.version + 1,
      });
    await auditOf(trx, viewer, session, 'close', at);
    const batch = await askForBatch(trx, closeCommission, {
      parameters: { sessionId: session.id },
      key: session.id,
      administration: null,
      asker: viewer,
      at,
    });
    return { batchId: batch.id };
  });
}
