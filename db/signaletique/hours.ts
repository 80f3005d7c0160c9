/** Opening hours by date, and the sentence of those in force: computed here, and kept on the facility for whoever only reads it. */
import { isDeepStrictEqual } from 'node:util';
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { hoursOn, type DatedHours, type Week } from '../../domain/signaletique/opening-hours.ts';
import { openingSentence, readOpeningSentence } from '../../domain/signaletique/opening-sentence.ts';
import type { Change } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { OpeningHours } from '../models/opening-hours.ts';
import { lockSection, type Elsewhere } from '../sheet-sections.ts';
import { listHours } from './find-sheet.ts';
import { tellSubsidyManager } from './tell-subsidy-manager.ts';

/** As parents read them. */
export const sentenceOf = ({ week, words }: Pick<DatedHours, 'week' | 'words'>): string =>
  words ?? openingSentence(week);

export interface Writing {
  facilityId: string;
  by: string | null;
  at: Instant;
}

/** The section under whose lock and version hours are written. */
export const hoursSection = 'opening-hours';

/** Hours from a day on, as their section writes them. Whoever pays subsidies on them is told. */
export const hoursWritten = (writing: Writing, hours: DatedHours): Elsewhere => ({
  stands: async (trx) => stands(await listHours(trx, writing.facilityId), hours),
  write: (trx) => telling(trx, writing, writeHours(trx, writing, hours)),
});
/** Hours that have not begun, taken back: gone already, or begun, they are left. */
export const hoursDropped = (writing: Writing, validFrom: Day): Elsewhere => ({
  stands: async (trx) => !(await listHours(trx, writing.facilityId)).some((hours) => hours.validFrom === validFrom),
  write: (trx) => telling(trx, writing, dropHours(trx, writing, validFrom)),
});
async function telling(trx: Database, writing: Writing, changing: Promise<Change | undefined>) {
  const change = await changing;
  if (change) await tellSubsidyManager(trx, writing);
  return change;
}

const stands = (all: readonly DatedHours[], { validFrom, week, words }: DatedHours): boolean =>
  all.some((other) => other.validFrom === validFrom && other.words === words && isDeepStrictEqual(other.week, week));

/** Those that began on that very day are replaced. @returns what changed, by the sentences */
async function writeHours(
  trx: Database,
  { facilityId, by, at }: Writing,
  hours: DatedHours,
): Promise<Change | undefined> {
  const all = await listHours(trx, facilityId);
  if (stands(all, hours)) return undefined;
  const before = hoursOn(all, hours.validFrom);
  const [was, is] = [before && sentenceOf(before), sentenceOf(hours)];
  const values = {
    week: JSON.stringify(hours.week),
    words: hours.words,
    changed_by: by,
    changed_at: instant(at),
  };
  await trx('opening_hours')
    .insert({ facility_id: facilityId, valid_from: hours.validFrom, ...values })
    .onConflict(['facility_id', 'valid_from'])
    .merge({ ...values, version: trx.raw('opening_hours.version + 1') });
  await putInForce(trx, dayOf(at), facilityId);
  return {
    opening_hours: { before: was ?? null, after: is },
    valid_from: { before: null, after: hours.validFrom },
  };
}

async function dropHours(trx: Database, { facilityId, at }: Writing, validFrom: Day): Promise<Change | undefined> {
  const [gone] = (await trx('opening_hours')
    .where({ facility_id: facilityId, valid_from: validFrom })
    .where('valid_from', '>', dayOf(at))
    .delete()
    .returning(['week', 'words'])) as { week: Week; words: string | null }[];
  return (
    gone && { opening_hours: { before: sentenceOf(gone), after: null }, valid_from: { before: validFrom, after: null } }
  );
}

/**
 * Of a decision, which says them in words: laid out by day where they can be read, else kept as they were said. Under the lock of the section: who
 * has the hours open on their page saves over a decision only once they have seen it. Carried out twice, it is done once.
 */
export async function writeDecidedHours(
  trx: Database,
  { facilityId, on, text, at }: { facilityId: string; on: Day; text: string; at: Instant },
): Promise<void> {
  await lockSection(trx, facilityId, hoursSection);
  const week = readOpeningSentence(text);
  const hours = { validFrom: on, week: week ?? {}, words: week ? null : text };
  if (!(await hoursWritten({ facilityId, by: null, at }, hours).write(trx))) return;
  await trx('sheet_sections')
    .insert({
      subject_kind: 'facility',
      subject_id: facilityId,
      section: hoursSection,
      data: '{}',
      changed_at: instant(at),
    })
    .onConflict(['subject_kind', 'subject_id', 'section'])
    .merge({
      changed_by: null,
      changed_at: instant(at),
      version: trx.raw('sheet_sections.version + 1'),
    });
}

/**
 * The sentence of the hours that hold today, where it is not there yet: of one facility, or (each night) of all whose hours change. Once, however often it
 * is asked. @returns how many facilities have another sentence now
 */
export async function putInForce(db: Database, today: Day, facilityId?: string): Promise<number> {
  const rows = (await OpeningHours.query(db)
    .modify((query) => {
      if (facilityId) void query.where('opening_hours.facility_id', facilityId);
    })
    .join('facilities as f', 'f.id', 'opening_hours.facility_id')
    .where('valid_from', '<=', today)
    .distinctOn('opening_hours.facility_id')
    .orderBy('opening_hours.facility_id')
    .orderBy('valid_from', 'desc')
    .select('opening_hours.*', { told: 'f.opening_hours' })) as (OpeningHours & { told: string })[];
  const changed = rows
    .map((row) => ({ id: row.facility_id, told: row.told, sentence: sentenceOf(row) }))
    .filter(({ told, sentence }) => told !== sentence);
  if (changed.length > 0)
    await db.raw(
      `update facilities f set opening_hours = n.sentence from unnest(cast(:ids as uuid[]), cast(:sentences as text[])) as n (id, sentence)
       where f.id = n.id`,
      { ids: changed.map(({ id }) => id), sentences: changed.map(({ sentence }) => sentence) },
    );
  return changed.length;
}
