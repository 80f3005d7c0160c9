/**
 * Writing what a facility says of its places. One facility at a time: what two lines may not say together is asked under its lock. Every
 * change is a word too: who has just told how many places there are has said that it is exact.
 */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import {
  findExcess,
  findOverlap,
  periodsWhenFull,
  stepsFrom,
  type PlacesPeriod,
} from '../../domain/presentation/places.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit, type Change } from '../audit.ts';
import type { Saving } from '../changed-elsewhere.ts';
import { instant, type Database } from '../connect.ts';
import { lockSection } from '../sheet-sections.ts';
import {
  findPeriod,
  findPlaces,
  listCapacities,
  type Places,
  type PlacesWord,
  type StoredPeriod,
} from './find-places.ts';

export interface PlacesWriter {
  facility: { id: string; organising_body_id: string };
  viewer: Pick<Viewer, 'userId' | 'acr'>;
  at: Instant;
}
export type Refused =
  | { outcome: 'overlap'; other: StoredPeriod }
  | ({ outcome: 'excess' } & NonNullable<ReturnType<typeof findExcess>>);

const underLock = <T>(db: Database, facilityId: string, write: (trx: Database) => Promise<T>): Promise<T> =>
  db.transaction(async (trx) => {
    await lockSection(trx, facilityId, 'places');
    return write(trx);
  });

/**
 * @param id brought by the form, also of a line that is added: sent twice, it is there once
 * @param version the one that was seen; 0 adds the line
 */
export const savePeriod = (
  db: Database,
  writer: PlacesWriter,
  { id, version, period }: { id: string; version: number; period: PlacesPeriod },
): Promise<Refused | Saving<StoredPeriod>> =>
  underLock(db, writer.facility.id, async (trx) => {
    const { facility, viewer, at } = writer;
    const today = dayOf(at);
    const [before, { periods, word }, capacities] = [
      await findPeriod(trx, facility.id, id),
      await findPlaces(trx, facility.id, today),
      await listCapacities(trx, facility.id),
    ];
    if (before && isSame(before, period)) return { outcome: 'saved', version: before.version };
    if ((before?.version ?? 0) !== version) return elsewhere(before);
    const others = periods.filter((other) => other.id !== id);
    const other = findOverlap(others, period);
    if (other) return { outcome: 'overlap', other };
    const excess = findExcess([...others, period], capacities, today);
    if (excess) return { outcome: 'excess', ...excess };
    const row = {
      age_group: period.ageGroup,
      from_on: period.from,
      until_on: period.until ?? null,
      places: period.places,
      version: version + 1,
      changed_by: viewer.userId,
      changed_at: instant(at),
    };
    // An id that stands at another place is not written over.
    const written = before
      ? await trx('available_places').where({ id }).update(row)
      : (
          await trx('available_places')
            .insert({ id, facility_id: facility.id, ...row })
            .onConflict('id')
            .ignore()
            .returning('id')
        ).length;
    if (written === 0) return elsewhere(undefined);
    await speak(trx, writer, { word, fullUntil: stillFull(word, [...others, period], today), changes: true });
    await audit(trx, writer, { places: { before: before ? plain(before) : null, after: plain(period) } });
    return { outcome: 'saved', version: version + 1 };
  });

/** Taken away twice, it is away. */
export const removePeriod = (
  db: Database,
  writer: PlacesWriter,
  { id, version }: { id: string; version: number },
): Promise<Saving<StoredPeriod>> =>
  underLock(db, writer.facility.id, async (trx) => {
    const before = await findPeriod(trx, writer.facility.id, id);
    if (!before) return { outcome: 'saved', version };
    if (before.version !== version) return elsewhere(before);
    const { word } = await findPlaces(trx, writer.facility.id, dayOf(writer.at));
    await trx('available_places').where({ id }).delete();
    await speak(trx, writer, { word, fullUntil: word?.fullUntil ?? null, changes: true });
    await audit(trx, writer, { places: { before: plain(before), after: null } });
    return { outcome: 'saved', version };
  });

/** « C'est toujours exact »: of what was seen. Said again on the same day by the same person, nothing more is written. */
export const confirmPlaces = (db: Database, writer: PlacesWriter, seen: number): Promise<Saving<PlacesWord>> =>
  underLock(db, writer.facility.id, async (trx) => {
    const { facility, viewer, at } = writer;
    const { word } = await findPlaces(trx, facility.id, dayOf(at));
    if ((word?.version ?? 0) !== seen) return changedWord(word);
    if (word && word.confirmedBy?.id === viewer.userId && dayOf(word.confirmedAt) === dayOf(at))
      return { outcome: 'saved', version: word.version };
    const fullUntil = word?.fullUntil && word.fullUntil >= dayOf(at) ? word.fullUntil : null;
    await speak(trx, writer, { word, fullUntil, changes: false });
    await audit(trx, writer, {
      places_confirmed: { before: word ? dayOf(word.confirmedAt) : null, after: dayOf(at) },
    });
    return { outcome: 'saved', version: seen };
  });

/**
 * Full, until a day or for as far as is known: lines that would say otherwise go, or begin on the day after.
 * @returns how many went and how many begin later; none, when it was said already
 */
export const sayFull = (
  db: Database,
  writer: PlacesWriter,
  { seen, fullUntil }: { seen: number; fullUntil: Day | undefined },
): Promise<Saving<PlacesWord> & { moved?: number; removed?: number }> =>
  underLock(db, writer.facility.id, async (trx) => {
    const { facility, viewer, at } = writer;
    const { periods, word } = await findPlaces(trx, facility.id, dayOf(at));
    const { moved, removed } = periodsWhenFull(periods, dayOf(at), fullUntil);
    const isSaid = moved.length + removed.length === 0 && word !== undefined && word.fullUntil === (fullUntil ?? null);
    if (isSaid && word.confirmedBy?.id === viewer.userId && dayOf(word.confirmedAt) === dayOf(at))
      return { outcome: 'saved', version: word.version };
    if ((word?.version ?? 0) !== seen) return changedWord(word);
    if (removed.length > 0)
      await trx('available_places')
        .whereIn(
          'id',
          removed.map(({ id }) => id),
        )
        .delete();
    // All of them begin on one and the same day.
    const [first] = moved;
    if (first)
      await trx('available_places')
        .whereIn(
          'id',
          moved.map(({ period }) => period.id),
        )
        .update({
          from_on: first.from,
          version: trx.raw('version + 1'),
          changed_by: viewer.userId,
          changed_at: instant(at),
        });
    await speak(trx, writer, { word, fullUntil: fullUntil ?? null, changes: true });
    await audit(trx, writer, {
      full_until: { before: word?.fullUntil ?? null, after: fullUntil ?? 'complet' },
      ...(moved.length + removed.length > 0
        ? {
            places: {
              before: [...removed, ...moved.map(({ period }) => period)].map(plain).join(' ; '),
              after: moved.map(({ period, from }) => plain({ ...period, from })).join(' ; ') || null,
            },
          }
        : {}),
    });
    return { outcome: 'saved', version: seen + 1, moved: moved.length, removed: removed.length };
  });

const isSame = (one: PlacesPeriod, other: PlacesPeriod): boolean => plain(one) === plain(other);
/** A line for the audit: days and codes, which the reader of the history is told in words. */
const plain = ({ from, until, ageGroup, places }: PlacesPeriod): string =>
  `${from} – ${until ?? '…'} (${ageGroup}) : ${String(places)}`;

/** Who announces places for a day on which it was said to be full is not full until then any more. */
function stillFull(word: Places['word'], periods: readonly PlacesPeriod[], today: Day): Day | null {
  const until = word?.fullUntil ?? null;
  if (until === null || until < today) return null;
  return stepsFrom(periods, today).some(({ from, places }) => places > 0 && from <= until) ? null : until;
}

/** Whoever was reminded has answered. */
async function speak(
  trx: Database,
  { facility, viewer, at }: PlacesWriter,
  { word, fullUntil, changes }: { word: Places['word']; fullUntil: Day | null; changes: boolean },
): Promise<void> {
  const said = {
    confirmed_at: instant(at),
    confirmed_by: viewer.userId,
    full_until: fullUntil,
    reminded_at: null,
    version: (word?.version ?? 0) + (changes ? 1 : 0),
  };
  await trx('places_confirmed')
    .insert({ facility_id: facility.id, ...said })
    .onConflict('facility_id')
    .merge(said);
}

const audit = (trx: Database, { facility, viewer, at }: PlacesWriter, change: Change): Promise<void> =>
  recordAudit(trx, {
    at,
    actorId: viewer.userId,
    onBehalfOf: facility.organising_body_id,
    acr: viewer.acr,
    event: 'update',
    subject: 'facility',
    subjectId: facility.id,
    change,
  });

const elsewhere = (before: StoredPeriod | undefined): Saving<StoredPeriod> => ({
  outcome: 'changed-elsewhere',
  by: before?.changedBy ?? null,
  at: before?.changedAt ?? null,
  current: before ?? null,
});
const changedWord = (word: PlacesWord | undefined): Saving<PlacesWord> => ({
  outcome: 'changed-elsewhere',
  by: word?.confirmedBy ?? null,
  at: word?.confirmedAt ?? null,
  current: word ?? null,
});
