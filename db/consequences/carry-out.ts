/**
 * What a decision touches beside the authorisation, done on its day, and what a return gives back: in the transaction that marks the effect
 * done, so that each is done once. The lines are kept as they were shown, with what stood before.
 */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Consequence, Event } from '../../domain/consequences/consequences.ts';
import { giveBack, lowerTo, takeFrom, type FreePeriod, type PeriodChange } from '../../domain/consequences/places.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { endedBy } from './situation.ts';

export interface Done {
  caseId: string;
  /** Of the case. */
  kind: string;
  actNumber: number;
  facilityId: string;
  /** The day that the decision names. */
  on: Day;
  at: Instant;
}

/** Writes what is written by itself, and keeps every line. Done again, it finds its own lines. */
export async function carryOutConsequences(
  trx: Database,
  done: Done,
  event: Event,
  consequences: readonly Consequence[],
): Promise<void> {
  const { caseId, actNumber, facilityId, at } = done;
  if (await trx('consequences').where({ case_id: caseId, act_number: actNumber }).first('position')) return;
  const back = event.kind === 'return' ? await giveAllBack(trx, done) : 0;
  const kept = await changePlaces(trx, done, event, consequences);
  // As many as came back, where some were written otherwise by hand meanwhile.
  const said = consequences.flatMap((told) =>
    told.how !== 'given-back' ? told : back === 0 ? [] : { ...told, count: back },
  );
  if (said.length === 0) return;
  await trx('consequences').insert(
    said.map((told, position) => ({
      case_id: caseId,
      act_number: actNumber,
      position,
      facility_id: facilityId,
      told: JSON.stringify(told),
      kept: told.what === 'places' && kept ? JSON.stringify(kept) : null,
      done_at: instant(at),
    })),
  );
}

/** Whoever writes places by hand waits for the end of it. */
const lockPlaces = (trx: Database, facilityId: string): Promise<unknown> =>
  trx.raw("select pg_advisory_xact_lock(hashtextextended('places ' || ?, 0))", [facilityId]);

const listFree = (trx: Database, facilityId: string): Promise<FreePeriod[]> =>
  trx('available_places')
    .where({ facility_id: facilityId })
    .orderBy(['from_on', 'id'])
    .select<FreePeriod[]>({ id: 'id', ageGroup: 'age_group', from: 'from_on', until: 'until_on', places: 'places' });

async function changePlaces(
  trx: Database,
  { facilityId, on, at }: Done,
  { capacity }: Event,
  consequences: readonly Consequence[],
): Promise<Kept | undefined> {
  const how = consequences.find(({ what }) => what === 'places')?.how;
  if (how !== 'taken' && how !== 'lowered') return undefined;
  await lockPlaces(trx, facilityId);
  const periods = await listFree(trx, facilityId);
  const changes = how === 'taken' ? takeFrom(periods, on) : lowerTo(periods, capacity ?? 0, on);
  await write(trx, facilityId, { gone: idsOf(changes), written: changes.flatMap(({ after }) => after ?? []), at });
  return { changes, there: periods };
}
const idsOf = (changes: readonly PeriodChange[]): string[] =>
  changes.filter(({ after }) => after === null).map(({ before }) => before.id);

/** All at once, whatever their number; audited as what the decision did, by nobody in person. */
async function write(
  trx: Database,
  facilityId: string,
  { gone, written, at }: { gone: readonly string[]; written: readonly FreePeriod[]; at: Instant },
): Promise<void> {
  if (gone.length > 0)
    await trx('available_places')
      .whereIn('id', [...gone])
      .delete();
  if (written.length > 0)
    await trx('available_places')
      .insert(
        written.map(({ id, ageGroup, from, until, places }) => ({
          id,
          facility_id: facilityId,
          age_group: ageGroup,
          from_on: from,
          until_on: until,
          places,
          changed_by: null,
          changed_at: instant(at),
        })),
      )
      .onConflict('id')
      .merge({
        from_on: trx.raw('excluded.from_on'),
        until_on: trx.raw('excluded.until_on'),
        places: trx.raw('excluded.places'),
        version: trx.raw('available_places.version + 1'),
        changed_by: null,
        changed_at: instant(at),
      });
  if (gone.length + written.length > 0)
    await recordAudit(trx, {
      at,
      actorId: null,
      event: 'update',
      subject: 'facility',
      subjectId: facilityId,
      change: { available_places: { before: gone.length + written.length, after: written.length } },
    });
}

/** What was changed, and all the periods that stood then. */
interface Kept {
  changes: PeriodChange[];
  there: FreePeriod[];
}
interface KeptRow {
  case_id: string;
  act_number: number;
  position: number;
  kept: Kept;
}
/** What the decision ends is over: what it took away comes back, where nobody has written there since. @returns how many periods are back */
async function giveAllBack(trx: Database, { caseId, kind, facilityId, at }: Done): Promise<number> {
  const rows = (await trx('consequences as c')
    .join('cases', 'cases.id', 'c.case_id')
    .where({ 'c.facility_id': facilityId })
    .where((ended) => {
      void ended.whereIn('cases.kind', [...(endedBy[kind] ?? [])]).orWhere({ 'c.case_id': caseId });
    })
    .whereNull('c.back')
    .whereNotNull('c.kept')
    .orderBy([
      { column: 'c.done_at', order: 'desc' },
      { column: 'c.act_number', order: 'desc' },
    ])
    .forUpdate('c')
    .select('c.case_id', 'c.act_number', 'c.position', 'c.kept')) as KeptRow[];
  if (rows.length === 0) return 0;
  const given = new Set<string>();
  await lockPlaces(trx, facilityId);
  // The last first: each finds what it has left. There is one, but for a suspension during a cessation.
  for (const { case_id, act_number, position, kept } of rows) {
    const { back, kept: stays } = giveBack(kept.changes, kept.there, await listFree(trx, facilityId));
    await write(trx, facilityId, { gone: [], written: back, at });
    for (const { id } of back) given.add(id);
    await trx('consequences')
      .where({ case_id, act_number, position })
      .update({
        back: stays.length === 0 ? 'given-back' : 'changed-since',
        back_at: instant(at),
        back_by: caseId,
      });
  }
  return given.size;
}
