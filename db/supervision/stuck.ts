/** What goes nowhere by itself: effects that gave up or wait too long, and cases whose clerk lags behind. */
import type { Knex } from 'knex';
import type { Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';

const minute = 60_000;
/** A pending effect older than this is shown; so is a clerk that is behind by more than the second (hypothèse). */
export const pendingLimit = 10 * minute;
export const lagLimit = 2 * minute;

export interface StuckEffect {
  caseId: string;
  slug: string;
  kind: string;
  reference: string;
  facilityName: string;
  number: number;
  effect: string;
  status: 'pending' | 'failed';
  attempts: number;
  failure: string | null;
  since: Instant;
}
export interface LaggingCase {
  caseId: string;
  slug: string;
  kind: string;
  reference: string;
  facilityName: string;
  behindBy: number;
  since: Instant;
}

const supervised = (query: Knex.QueryBuilder, { ability }: Viewer): Knex.QueryBuilder =>
  accessibleBy(query, ability, 'supervise', 'Case');

// The partial index `effects_not_done` holds a handful of rows: it leads.
const stuckEffects = (db: Database, viewer: Viewer, now: Instant): Knex.QueryBuilder =>
  supervised(db('effects').join('cases', 'cases.id', 'effects.case_id'), viewer).where((either) => {
    void either.where('effects.status', 'failed').orWhere((old) => {
      void old
        .where('effects.status', 'pending')
        .whereRaw('coalesce(effects.retried_at, effects.created_at) < ?', [instant(now - pendingLimit)]);
    });
  });
const laggingCases = (db: Database, viewer: Viewer, now: Instant): Knex.QueryBuilder =>
  supervised(
    db('cases').join('acts', (on) => {
      on.on('acts.case_id', 'cases.id').andOn('acts.number', 'cases.bell_seq');
    }),
    viewer,
  )
    .whereRaw('cases.engine_seq < cases.bell_seq')
    .where('acts.at', '<', instant(now - lagLimit))
    // What was just tried again is given its time.
    .whereNotExists((again) => {
      void again
        .from('effects')
        .whereRaw('effects.case_id = cases.id')
        .where('effects.status', 'pending')
        .where('effects.retried_at', '>=', instant(now - pendingLimit))
        .select(db.raw('1'));
    });

/** A column for a select: how many are stuck, counted up to `limit`. */
export const stuckCount = (db: Database, viewer: Viewer, now: Instant, limit: number): Knex.Raw =>
  db.raw('(select cast(count(*) as int) from (? union all ?) as stuck)', [
    stuckEffects(db, viewer, now).select(db.raw('1')).limit(limit),
    laggingCases(db, viewer, now).select(db.raw('1')).limit(limit),
  ]);

/** Oldest first, at most 200 of each. */
export async function listStuck(
  db: Database,
  viewer: Viewer,
  now: Instant,
): Promise<{ effects: StuckEffect[]; lagging: LaggingCase[] }> {
  const place = {
    caseId: 'cases.id',
    slug: 'cases.slug',
    kind: 'cases.kind',
    reference: 'cases.reference',
    facilityName: 'cases.facility_name',
  };
  const [effects, lagging] = (await Promise.all([
    stuckEffects(db, viewer, now)
      .orderBy('effects.created_at')
      .limit(200)
      .select({
        ...place,
        number: 'effects.act_number',
        effect: 'effects.effect',
        status: 'effects.status',
        attempts: 'effects.attempts',
        failure: 'effects.failure',
        since: 'effects.created_at',
      }),
    laggingCases(db, viewer, now)
      .orderBy('acts.at')
      .limit(200)
      .select({ ...place, since: 'acts.at', behindBy: db.raw('cases.bell_seq - cases.engine_seq') }),
  ])) as [StuckEffect[], LaggingCase[]];
  return { effects, lagging };
}
