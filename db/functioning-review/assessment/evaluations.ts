/** What each side has said of the criteria so far: the operator's answers and ONE's ratings, which no query reads together. */
import type { Instant } from '../../../domain/calendar.ts';
import type { Scores } from '../../../domain/functioning-review/progress.ts';
import type { ReviewDomain, Score } from '../../../domain/functioning-review/questionnaire.ts';
import { instant, type Database } from '../../connect.ts';

export type Side = 'operator' | 'one';
/** Where each side's evaluation stands. */
export const tableOf = { operator: 'review_answers', one: 'review_ratings' } as const;

/** What a person says of a criterion. */
export interface Said {
  score: Score | null;
  evidence: string;
  remark: string;
  /** Of the operator: to be made an objective of. */
  asObjective: boolean;
}
export interface Answer extends Said {
  version: number;
  by: string | null;
  at: Instant | null;
}
export const nothingSaid: Answer = {
  score: null,
  evidence: '',
  remark: '',
  asObjective: false,
  version: 0,
  by: null,
  at: null,
};
/** By criterion; what nobody has touched has no row. */
export type Evaluation = ReadonlyMap<string, Answer>;
export const scoresIn = (evaluation: Evaluation): Scores =>
  new Map([...evaluation].map(([criterion, { score }]) => [criterion, score]));

/** The caller has looked at the rights on the case, and at whether this side may be read. */
export async function loadEvaluation(db: Database, caseId: string, side: Side): Promise<Evaluation> {
  const rows = (await db(`${tableOf[side]} as a`)
    .leftJoin('users as u', 'u.id', 'a.updated_by')
    .where('a.case_id', caseId)
    .where('a.version', '>', 0)
    .select(
      'a.criterion',
      'a.score',
      'a.evidence',
      'a.remark',
      'a.version',
      { at: 'a.updated_at', by: db.raw("u.first_name || ' ' || u.family_name") },
      side === 'operator' ? { asObjective: 'a.as_objective' } : { asObjective: db.raw('false') },
    )) as (Answer & { criterion: string })[];
  return new Map(rows.map(({ criterion, ...answer }) => [criterion, answer]));
}

/** What came after somebody else had written: a second version of a criterion, until somebody chooses. */
export interface LateSave extends Said {
  id: string;
  criterion: string;
  by: string;
  at: Instant;
}
export const listLateSaves = async (db: Database, caseId: string, side: Side): Promise<LateSave[]> =>
  (await db('review_late_saves as l')
    .join('users as u', 'u.id', 'l.saved_by')
    .where({ 'l.case_id': caseId, 'l.side': side })
    .whereNull('l.settled_at')
    .orderBy(['l.saved_at', 'l.id'])
    .select('l.id', 'l.criterion', 'l.score', 'l.evidence', 'l.remark', {
      asObjective: 'l.as_objective',
      at: 'l.saved_at',
      by: db.raw("u.first_name || ' ' || u.family_name"),
    })) as LateSave[];

/** For so long, nobody else writes where somebody has written last. */
export const holdMs = 5 * 60_000;
export interface Present {
  userId: string;
  name: string;
  domain: ReviewDomain;
  /** In which they write. */
  criterion: string | null;
}
/** Who was here in the last five minutes, the last one first. */
export const listPresent = async (db: Database, caseId: string, side: Side, now: Instant): Promise<Present[]> =>
  (await db('review_presence as p')
    .join('users as u', 'u.id', 'p.user_id')
    .where({ 'p.case_id': caseId, 'p.side': side })
    .where('p.seen_at', '>', instant(now - holdMs))
    .orderBy([{ column: 'p.seen_at', order: 'desc' }, { column: 'p.user_id' }])
    .select('p.domain', 'p.criterion', {
      userId: 'p.user_id',
      name: db.raw("u.first_name || ' ' || u.family_name"),
    })) as Present[];
