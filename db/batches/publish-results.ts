/** The results of a call for projects: each file that was examined is told its own, exactly once. */
import { slug } from '../../workflows/project-call/contract.ts';
import { process } from '../../workflows/project-call/process.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { recordAct } from '../record-act.ts';
import { BatchRefused, type BatchKind } from './batch.ts';

interface PublishResults {
  callId: string;
}

export const publishResults: BatchKind<PublishResults, undefined> = {
  kind: 'publish-results',
  perSecond: 40,
  mayStart: { action: 'write', subject: 'ProjectCall' },

  items: (db, { callId }) =>
    db('cases')
      .where({ slug, status: 'examined' })
      .whereRaw("state -> 'data' ->> 'call' = ?", [callId])
      .orderBy('id')
      .select('id'),

  async prepare(db, { parameters: { callId } }) {
    const call = (await db('project_calls').where({ id: callId }).whereNotNull('results_at').first('id')) as
      | object
      | undefined;
    if (!call) throw new BatchRefused('not-published');
    return undefined;
  },

  async work(trx, { subject_id: caseId }, { token, at, ring }) {
    const row = (await trx('cases').where({ id: caseId }).first('status')) as { status: string } | undefined;
    // Withdrawn meanwhile: there is nobody to tell.
    if (row?.status !== 'examined') return null;
    const given = (await trx('acts as a')
      .join('act_contents as t', (join) => join.on('t.case_id', 'a.case_id').on('t.number', 'a.number'))
      .where({ 'a.case_id': caseId, 'a.action': 'give-opinion' })
      .orderBy('a.number', 'desc')
      .first('t.content')) as { content: { reason?: string; missing?: string } | null } | undefined;
    const { reason, missing } = given?.content ?? {};
    await recordAct(trx, process, caseId, {
      action: 'publish-result',
      facts: {},
      content: { ...(reason ? { reason } : {}), ...(missing ? { missing } : {}) },
      token,
      actor: { role: 'procedure', userId: null },
      at,
    });
    ring(slug, caseId);
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
