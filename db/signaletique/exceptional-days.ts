/** Exceptional days of a place, row by row: added once however often they are sent, changed with their version, audited. */
import type { Instant } from '../../domain/calendar.ts';
import type { ExceptionalDays } from '../../domain/signaletique/opening-hours.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit, type Change } from '../audit.ts';
import type { Saving } from '../changed-elsewhere.ts';
import { instant, type Database } from '../connect.ts';
import { ExceptionalDay } from '../models/opening-hours.ts';

export interface ExceptionalSaving {
  facilityId: string;
  bodyId: string;
  /** Of a new one, as its form brought it. */
  id: string;
  /** 0: a new one. */
  seen: number;
  /** Null takes it away. */
  days: (ExceptionalDays & { reason: string }) | null;
  viewer: Pick<Viewer, 'userId' | 'acr'>;
  at: Instant;
}
type Found = ExceptionalDay & { author: string | null };

/** `overlaps`: other days of the place that these would run into. */
export function saveExceptionalDays(
  db: Database,
  { facilityId, bodyId, id, seen, days, viewer, at }: ExceptionalSaving,
): Promise<Saving<ExceptionalDay> | { outcome: 'overlaps'; with: ExceptionalDay }> {
  return db.transaction(async (trx) => {
    await trx('facilities').where({ id: facilityId }).forNoKeyUpdate().first('id');
    const before = await ExceptionalDay.query(trx)
      .findOne({ 'exceptional_days.id': id, facility_id: facilityId })
      .leftJoin('users as author', 'author.id', 'exceptional_days.changed_by')
      .select('exceptional_days.*', { author: trx.raw("author.first_name || ' ' || author.family_name") })
      .castTo<Found | undefined>();
    if (days && before && isSame(before, days)) return { outcome: 'saved', version: before.version };
    // Taken away twice, they are away; those of another place, or gone, are not changed.
    if (!days && !before) return { outcome: 'saved', version: seen };
    if ((before?.version ?? 0) !== seen) return elsewhere(before);
    if (days) {
      const other = await ExceptionalDay.query(trx)
        .where({ facility_id: facilityId })
        .whereNot({ id })
        .where('from_on', '<=', days.untilOn)
        .where('until_on', '>=', days.fromOn)
        .orderBy('from_on')
        .first();
      if (other) return { outcome: 'overlaps', with: other };
      const values = {
        from_on: days.fromOn,
        until_on: days.untilOn,
        periods: JSON.stringify(days.periods),
        reason: days.reason,
        version: seen + 1,
        changed_by: viewer.userId,
        changed_at: instant(at),
      };
      const written = before
        ? await trx('exceptional_days').where({ id, facility_id: facilityId }).update(values)
        : (
            await trx('exceptional_days')
              .insert({ id, facility_id: facilityId, ...values })
              .onConflict('id')
              .ignore()
              .returning('id')
          ).length;
      // Under this id there are days of another place.
      if (written === 0) return elsewhere(undefined);
    } else await trx('exceptional_days').where({ id, facility_id: facilityId }).delete();
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      onBehalfOf: bodyId,
      acr: viewer.acr,
      event: 'update',
      subject: 'facility',
      subjectId: facilityId,
      change: changeOf(before, days),
    });
    return { outcome: 'saved', version: seen + 1 };
  });
}

function elsewhere(row: Found | undefined): Saving<ExceptionalDay> {
  return {
    outcome: 'changed-elsewhere',
    by: row?.changed_by ? { id: row.changed_by, name: row.author ?? '' } : null,
    at: row?.changed_at ?? null,
    current: row ?? null,
  };
}

const isSame = (row: ExceptionalDay, days: ExceptionalDays & { reason: string }): boolean =>
  row.from_on === days.fromOn &&
  row.until_on === days.untilOn &&
  row.reason === days.reason &&
  JSON.stringify(row.periods) === JSON.stringify(days.periods);

const told = (from: string, until: string, periods: unknown): string =>
  `${from === until ? from : `${from} – ${until}`} ${Array.isArray(periods) && periods.length > 0 ? periods.map((pair: string[]) => pair.join('–')).join(', ') : 'fermé'}`;
function changeOf(before: ExceptionalDay | undefined, days: ExceptionalSaving['days']): Change {
  return {
    'exceptional-days': {
      before: before ? told(before.from_on, before.until_on, before.periods) : null,
      after: days ? told(days.fromOn, days.untilOn, days.periods) : null,
    },
  };
}
