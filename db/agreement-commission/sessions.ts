/** The sessions of the commission d'agrément: planned, moved, cancelled, signed. Dossiers on the agenda follow by acts of their own. */
import type { Knex } from 'knex';
import { addDays, type Day, type Instant } from '../../domain/calendar.ts';
import { slug } from '../../workflows/agreement-renewal/contract.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { askForBatch } from '../batches/batch.ts';
import { drawMinutes } from '../batches/draw-minutes.ts';
import { instant, type Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';
import { actOnAgenda, type Rung } from './act-on-agenda.ts';

export type SessionStatus = 'planned' | 'agenda-closed' | 'held' | 'signed' | 'cancelled';
export interface Session {
  id: string;
  heldOn: Day;
  /** « 09:30 » */
  heldAt: string;
  place: string;
  /** Day by which the reports are there. */
  reportsBy: Day;
  status: SessionStatus;
  present: string | null;
  cancelledWhy: string | null;
  nextSessionId: string | null;
  version: number;
  endedAt: Instant | null;
  endedBy: string | null;
  endedByName: string | null;
  signedAt: Instant | null;
  signedByName: string | null;
  /** Of the signed minutes as a PDF, in hex; null until the worker has printed them. */
  minutesDigest: string | null;
}
export interface ListedSession extends Session {
  dossiers: number;
}

const sessions = (db: Database): Knex.QueryBuilder =>
  db('commission_sessions as s')
    .leftJoin('users as e', 'e.id', 's.ended_by')
    .leftJoin('users as g', 'g.id', 's.signed_by')
    .select({
      id: 's.id',
      heldOn: 's.held_on',
      heldAt: 's.held_at',
      place: 's.place',
      reportsBy: 's.reports_by',
      status: 's.status',
      present: 's.present',
      cancelledWhy: 's.cancelled_why',
      nextSessionId: 's.next_session_id',
      version: 's.version',
      endedAt: 's.ended_at',
      endedBy: 's.ended_by',
      endedByName: db.raw("e.first_name || ' ' || e.family_name"),
      signedAt: 's.signed_at',
      signedByName: db.raw("g.first_name || ' ' || g.family_name"),
      minutesDigest: db.raw("encode(s.minutes_digest, 'hex')"),
    });

export const findSession = async (db: Database, id: string): Promise<Session | undefined> =>
  (await sessions(db).where('s.id', id).first()) as Session | undefined;

const withDossiers = (db: Database): Knex.QueryBuilder =>
  sessions(db).select({
    dossiers: db('commission_agenda as a').whereRaw('a.session_id = s.id').select(db.raw('cast(count(*) as int)')),
  });

/** Those that are still to be held, the next one first. */
export const listOpenSessions = (db: Database): Promise<ListedSession[]> =>
  withDossiers(db)
    .whereIn('s.status', ['planned', 'agenda-closed'])
    .orderBy(['s.held_on', 's.held_at', 's.id'])
    .limit(100) as unknown as Promise<ListedSession[]>;

/** Those that are over, the last one first. @param after the session that the page before ended with */
export async function listPastSessions(
  db: Database,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<ListedSession[]> {
  const query = withDossiers(db).whereIn('s.status', ['held', 'signed', 'cancelled']);
  if (after)
    void query.whereRaw(
      '(s.held_on, s.held_at, s.id) < (select p.held_on, p.held_at, p.id from commission_sessions p where p.id = ?)',
      [after],
    );
  return (await query
    .orderBy([
      { column: 's.held_on', order: 'desc' },
      { column: 's.held_at', order: 'desc' },
      { column: 's.id', order: 'desc' },
    ])
    .limit(limit)) as ListedSession[];
}

/** Where what is put off may go: sessions after this one that are not over. */
export const listLaterSessions = async (db: Database, { id, heldOn }: Session): Promise<ListedSession[]> =>
  (await listOpenSessions(db)).filter((one) => one.id !== id && one.heldOn >= heldOn);

export interface Wording {
  heldOn: Day;
  heldAt: string;
  place: string;
}

/** @returns the day by which reports are there */
export async function reportsByOf(db: Database, heldOn: Day, today: Day): Promise<Day> {
  const days = (await parametersOn(db, slug, today))['report-before']?.value ?? 0;
  return addDays(heldOn, -days);
}

const columnsOf = ({ heldOn, heldAt, place }: Wording, reportsBy: Day) => ({
  held_on: heldOn,
  held_at: heldAt,
  place,
  reports_by: reportsBy,
});

/** @param id drawn by the page: sent twice, one session is planned */
export async function planSession(
  db: Database,
  { userId, acr }: Viewer,
  wording: Wording,
  { id, today, at }: { id: string; today: Day; at: Instant },
): Promise<void> {
  const reportsBy = await reportsByOf(db, wording.heldOn, today);
  await db.transaction(async (trx) => {
    const made = (await trx('commission_sessions')
      .insert({ id, ...columnsOf(wording, reportsBy), written_by: userId, written_at: instant(at) })
      .onConflict('id')
      .ignore()
      .returning('id')) as object[];
    if (made.length > 0)
      await recordAudit(trx, {
        at,
        actorId: userId,
        acr,
        event: 'create',
        subject: 'commission-session',
        subjectId: id,
      });
  });
}

/** Moved, or held elsewhere; the dossiers on its agenda are told of another day. @returns undefined when somebody changed it meanwhile, or it is over */
export async function changeSession(
  db: Database,
  viewer: Viewer,
  session: Session,
  { wording, today, at }: { wording: Wording; today: Day; at: Instant },
): Promise<Rung[] | undefined> {
  const reportsBy = await reportsByOf(db, wording.heldOn, today);
  return db.transaction(async (trx) => {
    const done = await trx('commission_sessions')
      .where({ id: session.id, version: session.version })
      .whereIn('status', ['planned', 'agenda-closed'])
      .update({ ...columnsOf(wording, reportsBy), version: session.version + 1 });
    if (done === 0) return undefined;
    await auditOf(trx, viewer, session, 'update', at);
    if (wording.heldOn === session.heldOn) return [];
    return actOnAgenda(trx, viewer, session, {
      action: 'put-on-agenda',
      facts: { sessionOn: wording.heldOn },
      token: `move.${String(session.version)}`,
      at,
    });
  });
}

/** Nothing is held; its dossiers wait for another session. */
export async function cancelSession(
  db: Database,
  viewer: Viewer,
  session: Session,
  { why, at }: { why: string; at: Instant },
): Promise<Rung[] | undefined> {
  return db.transaction(async (trx) => {
    const done = await trx('commission_sessions')
      .where({ id: session.id, version: session.version })
      .whereIn('status', ['planned', 'agenda-closed'])
      .update({ status: 'cancelled', cancelled_why: why, version: session.version + 1 });
    if (done === 0) return undefined;
    await auditOf(trx, viewer, session, 'cancel', at);
    const rung = await actOnAgenda(trx, viewer, session, { action: 'take-off-agenda', facts: {}, token: 'cancel', at });
    await trx('commission_agenda').where({ session_id: session.id }).delete();
    return rung;
  });
}

/** The agenda is closed: its order and its dossiers stand, until it is opened again. */
export const setAgenda = (
  db: Database,
  viewer: Viewer,
  session: Session,
  { to, at }: { to: 'planned' | 'agenda-closed'; at: Instant },
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const done = await trx('commission_sessions')
      .where({
        id: session.id,
        version: session.version,
        status: to === 'planned' ? 'agenda-closed' : 'planned',
      })
      .update({ status: to, version: session.version + 1 });
    if (done === 0) return false;
    await auditOf(trx, viewer, session, to === 'planned' ? 'open-agenda' : 'close-agenda', at);
    return true;
  });

/** The direction signs the minutes; never who has closed the session. @returns the batch that prints them, to ring for; undefined when somebody was quicker */
export const signMinutes = (
  db: Database,
  viewer: Viewer,
  session: Session,
  at: Instant,
): Promise<{ batchId: string } | undefined> =>
  db.transaction(async (trx) => {
    const done = await trx('commission_sessions')
      .where({ id: session.id, version: session.version, status: 'held' })
      .whereNot({ ended_by: viewer.userId })
      .update({ status: 'signed', signed_by: viewer.userId, signed_at: instant(at), version: session.version + 1 });
    if (done === 0) return undefined;
    await auditOf(trx, viewer, session, 'sign', at);
    const batch = await askForBatch(trx, drawMinutes, {
      parameters: { sessionId: session.id },
      key: session.id,
      administration: null,
      asker: viewer,
      at,
    });
    return { batchId: batch.id };
  });

export const auditOf = (
  trx: Database,
  { userId, acr }: Viewer,
  { id }: Session,
  event: string,
  at: Instant,
): Promise<unknown> =>
  recordAudit(trx, { at, actorId: userId, acr, event, subject: 'commission-session', subjectId: id });
