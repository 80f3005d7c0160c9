/** Works out anew how much each group presses: one query over what waits, then the pure score. */
import { addMonths, dayOf, daysBetween, type Day, type Instant } from '../../domain/calendar.ts';
import { scoreOf, type GroupFacts, type Weights } from '../../domain/training-score.ts';
import { instant, type Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';
import { hoursRuleOf } from '../training/rules.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import { comingEnds } from './coming-ends.ts';
import { pendingLines } from './pending.ts';

export interface Ranking {
  weights: Weights;
  nearMonths: number;
  laterMonths: number;
  requiredHours: number;
  /** The period over which hours count. */
  months: number;
}
export async function rankingOn(db: Database, day: Day): Promise<Ranking> {
  const parameters = await parametersOn(db, slug, day);
  const { required, months } = hoursRuleOf(parameters);
  const valueOf = (code: string): number => {
    const found = parameters[code];
    if (!found) throw new Error(`no parameter ${code} on ${day}`);
    return found.value;
  };
  return {
    weights: {
      near: valueOf('score-agreement-near'),
      later: valueOf('score-agreement-later'),
      short: valueOf('score-person'),
      days: valueOf('score-day'),
      lines: valueOf('score-line'),
    },
    nearMonths: valueOf('score-near-months'),
    laterMonths: valueOf('score-later-months'),
    requiredHours: required,
    months,
  };
}

interface FactsRow {
  group_id: string;
  near: number;
  later: number;
  short: number;
  since: Instant;
  lines: number;
}

/** @returns how many groups have lines that wait */
export async function rankGroups(db: Database, now: Instant, only?: string): Promise<number> {
  const today = dayOf(now);
  const { weights, nearMonths, laterMonths, requiredHours, months } = await rankingOn(db, today);
  const pending = pendingLines(db).whereNotNull('s.group_id');
  if (only) void pending.where('s.group_id', only);
  const rows = (await db
    .with('pending', pending.select('s.group_id', 'l.case_id', 'l.facility_id', 'l.collaboration_id', 'l.entered_at'))
    .with('ends', comingEnds(db, today))
    .with(
      'recognised',
      db('training_lines')
        .where('status', 'recognised')
        .where('from_on', '>', addMonths(today, -months))
        .groupBy('collaboration_id')
        .select('collaboration_id')
        .sum('hours as hours'),
    )
    .from('pending as p')
    .leftJoin('ends as e', 'e.facility_id', 'p.facility_id')
    .leftJoin('recognised as r', 'r.collaboration_id', 'p.collaboration_id')
    .groupBy('p.group_id')
    .select(
      'p.group_id',
      db.raw('count(distinct p.facility_id) filter (where e.to_on <= ?) as near', [addMonths(today, nearMonths)]),
      db.raw('count(distinct p.facility_id) filter (where e.to_on > ? and e.to_on <= ?) as later', [
        addMonths(today, nearMonths),
        addMonths(today, laterMonths),
      ]),
      db.raw('count(distinct p.collaboration_id) filter (where coalesce(r.hours, 0) < ?) as short', [requiredHours]),
      db.raw('min(p.entered_at) as since'),
      db.raw('count(*) as lines'),
    )) as unknown as FactsRow[];
  const ranked = rows.map(({ group_id: id, near, later, short, since, lines }) => {
    const facts: GroupFacts = { near, later, short, days: Math.max(0, daysBetween(dayOf(since), today)), lines };
    return { id, score: scoreOf(facts, weights), reasons: facts };
  });
  await db.raw(
    `update training_groups g set score = r.score, reasons = r.reasons, ranked_at = ?
     from json_to_recordset(cast(? as json)) as r (id uuid, score numeric, reasons jsonb) where r.id = g.id
       and (g.score, g.reasons) is distinct from (r.score, r.reasons)`,
    [instant(now), JSON.stringify(ranked)],
  );
  // What waits no more stands last, and is not looked through for nothing.
  if (!only)
    await db('training_groups')
      .where('score', '>', 0)
      .whereNotIn(
        'id',
        ranked.map(({ id }) => id),
      )
      .update({ score: 0 });
  return ranked.length;
}
