/** Decisions that stand: what later twins follow by themselves, and what is cited for what resembles. */
import type { Instant } from '../../domain/calendar.ts';
import { notOrganisations } from '../../domain/likeness/grouping.ts';
import { instant, type Database } from '../connect.ts';
import type { DecisionKind } from './decide.ts';
import { forAPerson } from './before-deciding.ts';
import { holdLines } from './decide.ts';
import type { Entitlement } from './lists.ts';
import { oneAtATime } from './one-at-a-time.ts';

const followers = `select s.decision_id, array_agg(distinct s.id) as spellings from training_spellings s
join training_line_spellings ls on ls.spelling_id = s.id and ls.decision_id is null
join training_lines l on l.case_id = ls.case_id and l.status = 'waiting'
where s.decision_id is not null and not ${forAPerson} group by s.decision_id order by s.decision_id limit 100`;

/**
 * Lines that came after the decision on their spelling, or on one that differs from it in nothing that counts. At most so many decisions in a round.
 * @returns the batches to ring for
 */
export async function followPrecedents(db: Database, at: Instant): Promise<string[]> {
  // A spelling that differs in capitals, accents or articles only is the same precedent: where there is one alone, and nobody saw it and left it out.
  await db.transaction(async (trx) => {
    await oneAtATime(trx);
    await trx.raw(
      `update training_spellings s set decision_id = d.id from (
       select p.key, (array_agg(d.id))[1] as id from training_spellings p
       join training_decisions d on d.id = p.decision_id and d.undone_at is null
       where p.key is not null group by p.key having count(distinct d.id) = 1) alone
     join training_decisions d on d.id = alone.id
     where alone.key = s.key and s.decision_id is null and s.why <> all(?) and s.id <> all(d.left_out)`,
      [[...notOrganisations]],
    );
  });
  const { rows } = await db.raw<{ rows: { decision_id: string; spellings: number[] }[] }>(followers);
  const batches: string[] = [];
  for (const { decision_id: decisionId, spellings } of rows)
    batches.push(
      await db.transaction(async (trx) => {
        // An undoing that is under way comes first, and then nothing holds any more.
        await oneAtATime(trx);
        const stands = (await trx('training_decisions').where({ id: decisionId }).whereNull('undone_at').first('id')) as
          | object
          | undefined;
        return stands ? (await holdLines(trx, null, { decisionId, spellings, at })).id : '';
      }),
    );
  return batches.filter((id) => id !== '');
}

export interface DecisionView {
  id: string;
  number: number;
  kind: DecisionKind;
  organisation: string;
  module: string;
  motive: string | null;
  text: string | null;
  entitledBy: Entitlement | null;
  at: Instant;
  by: string;
  undoneAt: Instant | null;
  undoneBy: string | null;
  restsOn: number | null;
  total: number;
  done: number;
  failed: number;
  undone: number;
  kept: number;
  isRunning: boolean;
}

const decisions = (db: Database) =>
  db('training_decisions as d')
    .join('users as u', 'u.id', 'd.decided_by')
    .leftJoin('users as x', 'x.id', 'd.undone_by')
    .leftJoin('training_decisions as r', 'r.id', 'd.rests_on')
    .joinRaw(
      `cross join lateral (select coalesce(sum(total), 0) as total, coalesce(sum(done), 0) as done, coalesce(sum(failed), 0) as failed,
         coalesce(sum(undone), 0) as undone, coalesce(sum(kept), 0) as kept,
         coalesce(bool_or(status in ('running', 'undoing', 'paused', 'undo-paused')), false) as "isRunning"
       from batches where kind = 'decide-training' and parameters ->> 'decisionId' = cast(d.id as text)) b`,
    )
    .select<DecisionView[]>(
      'd.id',
      'd.number',
      'd.kind',
      'd.organisation',
      'd.module',
      'd.motive',
      'd.text',
      'd.entitled_by as entitledBy',
      'd.decided_at as at',
      db.raw("u.first_name || ' ' || u.family_name as by"),
      'd.undone_at as undoneAt',
      db.raw('x.first_name || \' \' || x.family_name as "undoneBy"'),
      'r.number as restsOn',
      'b.*',
    );

/** Those that stand, on an organisation or a module that is written much like these: at most ten, the nearest first. */
export const listSimilar = (db: Database, names: { organisation: string; module: string }): Promise<DecisionView[]> =>
  decisions(db)
    .whereNull('d.undone_at')
    .whereNot('d.kind', 'ask-information')
    .whereRaw(
      '(similarity(searchable(d.organisation), searchable(:organisation)) > 0.5 or similarity(searchable(d.module), searchable(:module)) > 0.5)',
      names,
    )
    .orderByRaw(
      'similarity(searchable(d.organisation), searchable(:organisation)) + similarity(searchable(d.module), searchable(:module)) desc, d.number desc',
      names,
    )
    .limit(10);

export const findDecision = (db: Database, id: string): Promise<DecisionView | undefined> =>
  decisions(db).where('d.id', id).first() as unknown as Promise<DecisionView | undefined>;
/** Newest first. @param before the number of the last one of the page before */
export const listDecisions = (
  db: Database,
  { limit, before, since }: { limit: number; before?: number; since?: Instant },
): Promise<DecisionView[]> => {
  const query = decisions(db).orderBy('d.number', 'desc').limit(limit);
  if (before !== undefined) void query.where('d.number', '<', before);
  if (since !== undefined) void query.where('d.decided_at', '>=', instant(since));
  return query as unknown as Promise<DecisionView[]>;
};
/** The last one of somebody, for the green line. */
export const findLastOf = (db: Database, userId: string, since: Instant): Promise<DecisionView | undefined> =>
  decisions(db)
    .where('d.decided_by', userId)
    .whereRaw('greatest(d.decided_at, d.undone_at) >= ?', [instant(since)])
    .orderByRaw('greatest(d.decided_at, d.undone_at) desc')
    .first() as unknown as Promise<DecisionView | undefined>;
/** The last decision on a group that stands. */
export const findDecisionOn = (
  db: Database,
  groupId: string,
): Promise<(DecisionView & { decidedBy: string }) | undefined> =>
  decisions(db)
    .where('d.group_id', groupId)
    .whereNull('d.undone_at')
    .orderBy('d.number', 'desc')
    .select('d.decided_by as decidedBy')
    .first() as unknown as Promise<(DecisionView & { decidedBy: string }) | undefined>;
export const countDecidedSince = async (db: Database, at: Instant): Promise<number> => {
  const row = (await db('training_decisions')
    .where('decided_at', '>=', instant(at))
    .whereNull('undone_at')
    .first(db.raw('count(*) as count'))) as unknown as { count: number };
  return row.count;
};
