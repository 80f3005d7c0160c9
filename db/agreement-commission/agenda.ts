/** The agenda of a session: dossiers that wait are added, ordered, taken off. */
import type { Knex } from 'knex';
import type { Day, Instant } from '../../domain/calendar.ts';
import { slug, type Outcome, type Status } from '../../workflows/agreement-renewal/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { actOnOne, type Rung } from './act-on-agenda.ts';
import { auditOf, type Session, type SessionStatus } from './sessions.ts';

export type Opinion = Outcome | 'postponed';

export interface Dossier {
  caseId: string;
  reference: string;
  body: string;
  kind: string;
  status: string;
  /** Last day of the agreement that stands; null for a first one. */
  endsOn: Day | null;
  submittedOn: Day | null;
  /** What the référente proposes; null while she has not. */
  report: Outcome | null;
}
export interface AgendaRow extends Dossier {
  position: number;
  opinion: Opinion | null;
  reasons: string | null;
  notedAt: Instant | null;
  notedByName: string | null;
  version: number;
  outcome: 'told' | 'postponed' | 'gone' | null;
}

/** Not before the commission yet: its opinion would lead nowhere. */
const beforeReport: readonly Status[] = ['examination', 'complement-asked'];
export const lacksReport = ({ status }: Pick<Dossier, 'status'>): boolean =>
  (beforeReport as readonly string[]).includes(status);

const dossierColumns = (db: Database) => ({
  caseId: 'cases.id',
  reference: 'cases.reference',
  body: 'o.name',
  kind: 'cases.kind',
  status: 'cases.status',
  endsOn: db.raw("cases.state -> 'data' ->> 'endsOn'"),
  submittedOn: db.raw("cases.state -> 'data' ->> 'submittedOn'"),
  report: db.raw("cases.state -> 'data' ->> 'report'"),
});

/** In its order, those that the reader may see. */
export const listAgenda = (db: Database, ability: Ability, sessionId: string): Promise<AgendaRow[]> =>
  agendaOf(
    db,
    sessionId,
    accessibleBy(db('commission_agenda as a').join('cases', 'cases.id', 'a.case_id'), ability, 'read', 'Case'),
  );

const agendaOf = (db: Database, sessionId: string, rows: Knex.QueryBuilder): Promise<AgendaRow[]> =>
  rows
    .leftJoin('organising_bodies as o', 'o.id', 'cases.organising_body_id')
    .leftJoin('users as u', 'u.id', 'a.noted_by')
    .where('a.session_id', sessionId)
    .orderBy(['a.position', 'a.case_id'])
    .select({
      ...dossierColumns(db),
      position: 'a.position',
      opinion: 'a.opinion',
      reasons: 'a.reasons',
      notedAt: 'a.noted_at',
      notedByName: db.raw("u.first_name || ' ' || u.family_name"),
      version: 'a.version',
      outcome: 'a.outcome',
    }) as unknown as Promise<AgendaRow[]>;

/** Of a session that is over, whole: for its minutes, which are one document whoever reads them. */
export const listMinutes = (db: Database, sessionId: string): Promise<AgendaRow[]> =>
  agendaOf(db, sessionId, db('commission_agenda as a').join('cases', 'cases.id', 'a.case_id'));

/** A dossier, and the session on whose agenda it stands that has not told it anything yet. */
export const findDossier = async (
  db: Database,
  ability: Ability,
  caseId: string,
): Promise<(Dossier & { sessionId: string | null; sessionStatus: SessionStatus | null }) | undefined> =>
  (await accessibleBy(db('cases').where({ 'cases.id': caseId, 'cases.slug': slug }), ability, 'read', 'Case')
    .leftJoin('organising_bodies as o', 'o.id', 'cases.organising_body_id')
    .leftJoin('commission_agenda as a', (join) => join.on('a.case_id', 'cases.id').andOnNull('a.settled_at'))
    .leftJoin('commission_sessions as s', 's.id', 'a.session_id')
    .first({ ...dossierColumns(db), sessionId: 's.id', sessionStatus: 's.status' })) as
    | (Dossier & { sessionId: string | null; sessionStatus: SessionStatus | null })
    | undefined;

/** What waits for a session, whose agreement ends first at the top; those without a report yet may be put there too. @param first at the very top */
export const listWaitingDossiers = (
  db: Database,
  ability: Ability,
  { limit, first }: { limit: number; first?: string | undefined },
): Promise<Dossier[]> =>
  accessibleBy(db('cases').where('cases.slug', slug), ability, 'read', 'Case')
    .leftJoin('organising_bodies as o', 'o.id', 'cases.organising_body_id')
    // Both are open: said, so that those of earlier years are not read.
    .whereNull('cases.closed_at')
    .whereIn('cases.status', ['examination', 'commission'])
    .whereNotExists(
      db('commission_agenda as a').whereRaw('a.case_id = cases.id').whereNull('a.settled_at').select(db.raw('1')),
    )
    .orderByRaw(
      "cases.id = cast(? as uuid) desc nulls last, (cases.state -> 'data' ->> 'endsOn') nulls last, cases.id",
      [first ?? null],
    )
    .limit(limit)
    .select(dossierColumns(db)) as unknown as Promise<Dossier[]>;

export interface Added {
  added: number;
  /** Dossiers that were on an agenda already, or whose turn is over. */
  left: number;
  rung: Rung[];
}

/** At the end of the agenda, in the order given; each is told the day. @returns undefined when the agenda is closed or has changed */
export function addToAgenda(
  db: Database,
  viewer: Viewer,
  session: Session,
  { cases, at }: { cases: readonly string[]; at: Instant },
): Promise<Added | undefined> {
  return db.transaction(async (trx) => {
    if (!(await moveOn(trx, session, 'planned'))) return undefined;
    const visible = (await accessibleBy(
      trx('cases')
        .where({ slug })
        .whereIn('cases.id', [...cases]),
      viewer.ability,
      'read',
      'Case',
    ).pluck('cases.id')) as string[];
    const { last } = (await trx('commission_agenda')
      .where({ session_id: session.id })
      .first(trx.raw('coalesce(max(position), 0) as last'))) as { last: number };
    const rung: Rung[] = [];
    for (const caseId of cases.filter((one) => visible.includes(one))) {
      const inserted = (await trx('commission_agenda')
        .insert({ session_id: session.id, case_id: caseId, position: last + rung.length + 1 })
        .onConflict(trx.raw('(case_id) where settled_at is null'))
        .ignore()
        .returning('case_id')) as object[];
      if (inserted.length === 0) continue;
      const isTold = await actOnOne(trx, viewer, caseId, {
        action: 'put-on-agenda',
        facts: { sessionOn: session.heldOn },
        token: `${session.id}.add.${String(session.version)}`,
        at,
      });
      if (isTold) rung.push({ slug, caseId });
      else await trx('commission_agenda').where({ session_id: session.id, case_id: caseId }).delete();
    }
    await auditOf(trx, viewer, session, 'update', at);
    return { added: rung.length, left: cases.length - rung.length, rung };
  });
}

/** @returns undefined when the agenda is closed or has changed */
export function removeFromAgenda(
  db: Database,
  viewer: Viewer,
  session: Session,
  { caseId, at }: { caseId: string; at: Instant },
): Promise<Rung[] | undefined> {
  return db.transaction(async (trx) => {
    if (!(await moveOn(trx, session, 'planned'))) return undefined;
    const gone = await trx('commission_agenda').where({ session_id: session.id, case_id: caseId }).delete();
    if (gone === 0) return undefined;
    await renumber(trx, session.id);
    await auditOf(trx, viewer, session, 'update', at);
    const isTold = await actOnOne(trx, viewer, caseId, {
      action: 'take-off-agenda',
      facts: {},
      token: `${session.id}.remove.${String(session.version)}`,
      at,
    });
    return isTold ? [{ slug, caseId }] : [];
  });
}

export type Direction = 'first' | 'up' | 'down' | 'last';
/** One place further, or to an end. @returns false when the agenda is closed or has changed */
export function moveOnAgenda(
  db: Database,
  viewer: Viewer,
  session: Session,
  { caseId, direction, at }: { caseId: string; direction: Direction; at: Instant },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    if (!(await moveOn(trx, session, 'planned'))) return false;
    const order = (await trx('commission_agenda')
      .where({ session_id: session.id })
      .orderBy(['position', 'case_id'])
      .pluck('case_id')) as string[];
    const from = order.indexOf(caseId);
    if (from === -1) return false;
    const to = { first: 0, up: Math.max(0, from - 1), down: from + 1, last: order.length }[direction];
    const rest = order.filter((one) => one !== caseId);
    rest.splice(to, 0, caseId);
    await trx.raw(
      `update commission_agenda a set position = n.position
       from unnest(cast(? as uuid[])) with ordinality as n (case_id, position) where a.session_id = ? and a.case_id = n.case_id`,
      [rest, session.id],
    );
    await auditOf(trx, viewer, session, 'update', at);
    return true;
  });
}

const renumber = (trx: Database, sessionId: string): Promise<unknown> =>
  trx.raw(
    `update commission_agenda a set position = n.position
     from (select case_id, row_number() over (order by position, case_id) as position from commission_agenda where session_id = :sessionId) n
     where a.session_id = :sessionId and a.case_id = n.case_id`,
    { sessionId },
  ) as unknown as Promise<unknown>;

/** Holds the session as the page had it. */
const moveOn = async (trx: Database, { id, version }: Session, status: string): Promise<boolean> =>
  (await trx('commission_sessions')
    .where({ id, version, status })
    .update({ version: version + 1 })) > 0;
