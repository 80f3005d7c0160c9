/** A decision on a group of training lines, carried to each of them; and taken back from each. */
import { process } from '../../workflows/training-recognition/process.ts';
import type { Motive } from '../../workflows/training-recognition/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Database } from '../connect.ts';
import { recordAct, type CaseRead } from '../record-act.ts';
import { findTwins, lockPeople } from '../training/duplicates.ts';
import { BatchRefused, ItemRefused, type BatchKind } from './batch.ts';

interface DecideTraining {
  decisionId: string;
}
interface Prepared {
  action: 'recognise' | 'refuse' | 'ask-information';
  facts: { decisionId: string; motive?: Motive };
  /** What the operator reads. */
  content: object;
}

export const decideTrainingBatch: BatchKind<DecideTraining, Prepared> = {
  kind: 'decide-training',
  // The referent sees 500 lines follow in ten seconds, and takes them back as quickly (hypothèse).
  perSecond: 60,
  mayStart: { action: 'decide', subject: 'TrainingGroup' },

  items: (db, { decisionId }) =>
    db('training_line_spellings as ls')
      .join('training_lines as l', 'l.case_id', 'ls.case_id')
      .where('ls.decision_id', decisionId)
      .where('l.status', 'waiting')
      .whereNotExists(
        db('batch_items as i')
          .join('batches as b', 'b.id', 'i.batch_id')
          .whereRaw(`i.subject_id = ls.case_id and b.kind = 'decide-training' and b.parameters ->> 'decisionId' = ?`, [
            decisionId,
          ])
          .select(db.raw('1')),
      )
      .orderBy([{ column: 'l.entered_at' }, { column: 'l.case_id' }])
      .select('l.case_id as id'),

  async prepare(db, { parameters: { decisionId } }) {
    const decision = (await db('training_decisions').where({ id: decisionId }).first('kind', 'motive', 'text')) as
      | { kind: string; motive: Motive | null; text: string | null }
      | undefined;
    if (!decision) throw new BatchRefused('no-decision');
    const { kind, motive, text } = decision;
    const content = text ? (kind === 'ask-information' ? { text } : { reason: text }) : {};
    if (kind === 'recognise') return { action: 'recognise', facts: { decisionId }, content };
    if (kind === 'ask-information') return { action: 'ask-information', facts: { decisionId }, content };
    if (!motive) throw new BatchRefused('no-motive');
    return { action: 'refuse', facts: { decisionId, motive }, content };
  },

  async work(trx, { subject_id: caseId }, { prepared: { action, facts, content }, token, at, ring }) {
    // Decided by itself, withdrawn or corrected meanwhile: it has left the decision, and there is nothing to do.
    const held = await holdUnder(trx, caseId, facts.decisionId, 'waiting');
    if (!held) return null;
    const actor = { role: 'procedure', userId: null } as const;
    await recordAct(trx, process, caseId, { action, facts, content, token, actor, at }, held);
    ring(process.slug, caseId);
    return { action };
  },

  named: (db, ability, ids) =>
    accessibleBy(db('cases').whereIn('cases.id', ids), ability, 'read', 'Case').select(
      'cases.id',
      'cases.slug',
      db.raw("cases.reference || ' ' || cases.facility_name as text"),
      'cases.id as page_id',
    ),

  async undo(trx, { subject_id: caseId, outcome }, { batch, token, at, ring }) {
    if (!outcome) return;
    const { action } = outcome as { action: Prepared['action'] };
    const { decisionId } = batch.parameters;
    const left = { 'recognise': 'recognised', 'refuse': 'refused', 'ask-information': 'information-asked' }[action];
    // Persons before cases, as whoever encodes or corrects holds them.
    await lockPeople(
      trx,
      (await trx('training_lines').where({ case_id: caseId }).pluck('collaboration_id')) as string[],
    );
    const held = await holdUnder(trx, caseId, decisionId, left);
    if (!held) throw new ItemRefused('decided-since');
    // Encoded again after the refusal: this one would wait beside it.
    if (action === 'refuse' && (await findTwins(trx, [caseId])).length > 0) throw new ItemRefused('encoded-again');
    const actor = { role: 'procedure', userId: null } as const;
    const reopening = { action: 'reopen', facts: { decisionId }, token: `${token}.undo`, actor, at };
    await recordAct(trx, process, caseId, reopening, held);
    // It waits with its twins, as before.
    await trx('training_line_spellings').where({ case_id: caseId }).update({ apart: false });
    ring(process.slug, caseId);
  },
};

/** The case is held: what somebody does to it at this moment comes before, and is seen here, or after. @returns the case as it stands */
async function holdUnder(
  trx: Database,
  caseId: string,
  decisionId: string,
  status: string,
): Promise<CaseRead | undefined> {
  // Both rows are looked at again once they are held; the status of the line is the case's.
  const { rows } = await trx.raw<{ rows: CaseRead[] }>(
    `select c.slug, c.state, c.parameters, c.act_number, c.last_hash from cases c
     join training_line_spellings ls on ls.case_id = c.id
     where c.id = :caseId and c.status = :status and ls.decision_id = :decisionId for update of c, ls`,
    { caseId, status, decisionId },
  );
  return rows[0];
}
