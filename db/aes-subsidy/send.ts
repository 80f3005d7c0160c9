/** What is sent of places: read and written in the transaction of the act that sends them. */
import { firstDayOfQuarter, lastDayOfQuarter } from '../../domain/after-school/budget-year.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { SentFacts } from '../../workflows/aes-subsidy/contract.ts';
import { lockPlaces } from '../after-school/locked.ts';
import { instant, type Database } from '../connect.ts';
import { closeMonths } from './reopen.ts';
import { isLeft, loadPlaces, type PlaceOfQuarter, type QuarterOfBody } from './places.ts';

/** What a page has shown of a place: id, digest, children. */
const markOfPlace = ({ id, digest, standing }: PlaceOfQuarter): string =>
  `${id}.${digest.slice(0, 16)}.${String(standing.present)}`;
/** Of all of them: the form brings it back. */
export const markOf = (places: readonly PlaceOfQuarter[]): string => places.map(markOfPlace).join('|');

/** A place that is not any more as it was seen. */
export interface MovedPlace {
  name: string;
  /** Children; undefined where the page had not shown the place. */
  before: number | undefined;
  after: number;
  /** Of the last change. */
  by: string | null;
  at: Instant | null;
}
export type Sending =
  | { outcome: 'sent'; facts: SentFacts; sent: SentPlace[] }
  | { outcome: 'moved'; places: MovedPlace[] }
  /** Somebody else has sent it, or it lacks something. */
  | { outcome: 'not-ready'; names: string[] };
/** As the act and its receipt tell it. */
export interface SentPlace {
  id: string;
  name: string;
  digest: string;
  days: number;
  children: number;
  enrolled: number | null;
}

interface ToSend extends QuarterOfBody {
  caseId: string;
  /** Ids of the places. */
  chosen: readonly string[];
  /** As the form has brought it back. */
  seen: string;
  by: string;
  at: Instant;
  today: Day;
}

/** @param may which of the places may be sent by this act */
export async function sendPlaces(
  trx: Database,
  { caseId, chosen, seen, by, at, today, ...quarter }: ToSend,
  may: (place: PlaceOfQuarter) => boolean,
): Promise<Sending> {
  // Sent by somebody else meanwhile: this moment of the database begins anew.
  await trx('cases').where({ id: caseId }).forUpdate().first('id');
  await lockCounts(trx, chosen, quarter);
  const places = await loadPlaces(trx, quarter, today);
  const asked = places.filter(({ id }) => chosen.includes(id));
  const refused = asked.filter((place) => !may(place));
  if (refused.length > 0 || asked.length !== chosen.length)
    return { outcome: 'not-ready', names: refused.map(({ name }) => name) };
  const shown = new Map(seen.split('|').map((mark) => [mark.split('.')[0], mark]));
  const moved = asked.filter((place) => shown.get(place.id) !== markOfPlace(place));
  if (moved.length > 0) return { outcome: 'moved', places: await changesOf(trx, moved, shown, quarter) };
  if (asked.length > 0)
    await trx('after_school_sendings').insert(
      asked.map(({ id, digest, snapshot }) => ({
        case_id: caseId,
        facility_id: id,
        revision: trx.raw(
          '(select coalesce(max(revision), 0) + 1 from after_school_sendings where case_id = ? and facility_id = ?)',
          [caseId, id],
        ),
        quarter: quarter.quarter,
        digest: Buffer.from(digest, 'hex'),
        snapshot: JSON.stringify(snapshot),
        sent_by: by,
        sent_at: instant(at),
      })),
    );
  // What ONE has opened again is sent with it, changed or not.
  await closeMonths(trx, { caseId, facilityIds: chosen, at });
  return {
    outcome: 'sent',
    facts: {
      places: Object.fromEntries(asked.map(({ id, digest }) => [id, digest])),
      left: places.filter((place) => isLeft(place) && !chosen.includes(place.id)).length,
      children: asked.reduce((sum, { standing }) => sum + standing.present, 0),
    },
    sent: asked.map(({ id, name, digest, standing }) => ({
      ...{ id, name, digest },
      days: standing.required,
      children: standing.present,
      enrolled: standing.enrolled,
    })),
  };
}

/** Whoever counts there waits; what was counted since this moment of the database began makes it begin anew (`atOneMoment`). */
async function lockCounts(trx: Database, ids: readonly string[], { quarter }: QuarterOfBody): Promise<void> {
  await lockPlaces(trx, ids);
  await trx('after_school_days')
    .whereIn('facility_id', [...ids])
    .whereBetween('day', [firstDayOfQuarter(quarter), lastDayOfQuarter(quarter)])
    .orderBy(['facility_id', 'day'])
    .forUpdate()
    .select('day');
}

async function changesOf(
  trx: Database,
  moved: readonly PlaceOfQuarter[],
  shown: ReadonlyMap<string | undefined, string>,
  { quarter }: QuarterOfBody,
): Promise<MovedPlace[]> {
  const changes = (await trx('after_school_days as d')
    .leftJoin('users as u', 'u.id', 'd.changed_by')
    .whereIn(
      'd.facility_id',
      moved.map(({ id }) => id),
    )
    .whereBetween('d.day', [firstDayOfQuarter(quarter), lastDayOfQuarter(quarter)])
    .distinctOn('d.facility_id')
    .orderBy([{ column: 'd.facility_id' }, { column: 'd.changed_at', order: 'desc' }])
    .select('d.facility_id as id', 'd.changed_at as at', trx.raw("u.first_name || ' ' || u.family_name as by"))) as {
    id: string;
    at: Instant;
    by: string | null;
  }[];
  const last = new Map(changes.map((change) => [change.id, change]));
  return moved.map(({ id, name, standing }) => {
    const before = shown.get(id)?.split('.')[2];
    return {
      name,
      before: before === undefined ? undefined : Number(before),
      after: standing.present,
      by: last.get(id)?.by ?? null,
      at: last.get(id)?.at ?? null,
    };
  });
}
