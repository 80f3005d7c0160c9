/** A session of the commission d'agrément is over: each dossier of its agenda is told its opinion, or goes to the next session, exactly once. */
import type { Day } from '../../domain/calendar.ts';
import { slug } from '../../workflows/agreement-renewal/contract.ts';
import { process } from '../../workflows/agreement-renewal/process.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { instant, type Database } from '../connect.ts';
import { ActRefused, recordAct } from '../record-act.ts';
import { BatchRefused, type BatchKind } from './batch.ts';

interface CloseCommission {
  sessionId: string;
}
interface Prepared {
  heldOn: Day;
  next: { id: string; heldOn: Day } | undefined;
}

export const closeCommission: BatchKind<CloseCommission, Prepared> = {
  kind: 'close-commission',
  perSecond: 40,
  mayStart: { action: 'organise', subject: 'CommissionSession' },

  items: (db, { sessionId }) =>
    db('commission_agenda').where({ session_id: sessionId }).orderBy(['position', 'case_id']).select({ id: 'case_id' }),

  async prepare(db, { parameters: { sessionId } }) {
    const row = (await db('commission_sessions as s')
      .leftJoin('commission_sessions as n', (join) =>
        join.on('n.id', 's.next_session_id').andOnIn('n.status', ['planned', 'agenda-closed']),
      )
      .where('s.id', sessionId)
      .whereIn('s.status', ['held', 'signed'])
      .first({ heldOn: 's.held_on', nextId: 'n.id', nextOn: 'n.held_on' })) as
      | { heldOn: Day; nextId: string | null; nextOn: Day | null }
      | undefined;
    if (!row) throw new BatchRefused('not-held');
    return {
      heldOn: row.heldOn,
      next: row.nextId !== null && row.nextOn !== null ? { id: row.nextId, heldOn: row.nextOn } : undefined,
    };
  },

  async work(
    trx,
    { subject_id: caseId },
    { batch: { parameters, asked_by: secretary }, prepared: { heldOn, next }, token, at, ring },
  ) {
    const { sessionId } = parameters;
    const line = (await trx('commission_agenda')
      .where({ session_id: sessionId, case_id: caseId })
      .whereNull('settled_at')
      .forUpdate()
      .first('opinion', 'reasons')) as { opinion: string; reasons: string | null } | undefined;
    if (!line) return null;
    const { opinion, reasons } = line;
    const settle = (outcome: 'told' | 'postponed' | 'gone'): Promise<unknown> =>
      trx('commission_agenda')
        .where({ session_id: sessionId, case_id: caseId })
        .update({ settled_at: instant(at), outcome });
    const act = (action: string, facts: object, content?: object): Promise<boolean> =>
      done(trx, caseId, { action, facts, ...(content ? { content } : {}), secretary, token, at });
    if (opinion !== 'postponed') {
      const isTold = await act('note-commission-opinion', { opinion, sessionOn: heldOn }, { text: reasons ?? '' });
      await settle(isTold ? 'told' : 'gone');
      if (isTold) ring(slug, caseId);
      return null;
    }
    const isMoved = next ? await act('put-on-agenda', { sessionOn: next.heldOn }) : await act('take-off-agenda', {});
    await settle(isMoved ? 'postponed' : 'gone');
    if (isMoved && next)
      await trx.raw(
        `insert into commission_agenda (session_id, case_id, position)
         select :id, :caseId, coalesce(max(position), 0) + 1 from commission_agenda where session_id = :id`,
        { id: next.id, caseId },
      );
    if (isMoved) ring(slug, caseId);
    return null;
  },

  named: (db, ability, ids) =>
    accessibleBy(db('cases').whereIn('cases.id', ids), ability, 'read', 'Case').select(
      'cases.id',
      'cases.slug',
      db.raw("cases.reference || ' ' || cases.facility_name as text"),
      'cases.id as page_id',
    ),
};

/** @returns false when the dossier has come to an end of its own: there is nothing to tell it @throws ActRefused when it stands elsewhere: nothing is lost */
async function done(
  trx: Database,
  caseId: string,
  {
    secretary,
    ...act
  }: { action: string; facts: object; content?: object; secretary: string | null; token: string; at: number },
): Promise<boolean> {
  try {
    await trx.transaction((inner) =>
      recordAct(inner, process, caseId, {
        ...act,
        // In the name of whoever closed the session: both sides read who told it.
        actor: secretary ? { role: 'aes-referent', userId: secretary } : { role: 'procedure', userId: null },
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
    const { status } = (await trx('cases').where({ id: caseId }).first('status')) as { status: string };
    if (!rowOf(process, status).closed) throw error;
    return false;
  }
}
