/** Opening hours by date, and the sentence of those in force: computed here, and kept on the facility for whoever only reads it. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { hoursOn, type DatedHours, type Week } from '../../domain/signaletique/opening-hours.ts';
import { openingSentence, readOpeningSentence } from '../../domain/signaletique/opening-sentence.ts';
import type { Change } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { OpeningHours } from '../models/opening-hours.ts';
import { listHours } from './find-sheet.ts';

/** As parents read them. */
export const sentenceOf = ({ week, words }: Pick<DatedHours, 'week' | 'words'>): string =>
  words ?? openingSentence(week);

export interface Writing {
  facilityId: string;
  by: string | null;
  at: Instant;
}

/** Hours from a day on; those that began on that very day are replaced. @returns what changed, by the sentences */
export async function writeHours(
  trx: Database,
  { facilityId, by, at }: Writing,
  hours: DatedHours,
): Promise<Change | undefined> {
  const before = hoursOn(await listHours(trx, facilityId), hours.validFrom);
  const [was, is] = [before && sentenceOf(before), sentenceOf(hours)];
  if (before?.validFrom === hours.validFrom && was === is && before.words === hours.words) return undefined;
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

/** Takes back hours that have not begun. @returns what changed; undefined where they are gone, or have begun */
export async function dropHours(
  trx: Database,
  { facilityId, at }: Writing,
  validFrom: Day,
): Promise<Change | undefined> {
  const [gone] = (await trx('opening_hours')
    .where({ facility_id: facilityId, valid_from: validFrom })
    .where('valid_from', '>', dayOf(at))
    .delete()
    .returning(['week', 'words'])) as { week: Week; words: string | null }[];
  return (
    gone && { opening_hours: { before: sentenceOf(gone), after: null }, valid_from: { before: validFrom, after: null } }
  );
}

/** Of a decision, which says them in words: laid out by day where they can be read, else kept as they were said. */
export async function writeDecidedHours(
  trx: Database,
  { facilityId, on, text, at }: { facilityId: string; on: Day; text: string; at: Instant },
): Promise<void> {
  const week = readOpeningSentence(text);
  await writeHours(trx, { facilityId, by: null, at }, { validFrom: on, week: week ?? {}, words: week ? null : text });
  // Who has the hours open on their page saves over a decision only once they have seen it.
  await trx('sheet_sections')
    .insert({
      subject_kind: 'facility',
      subject_id: facilityId,
      section: 'opening-hours',
      data: JSON.stringify({ sent: { decided: on } }),
      changed_at: instant(at),
    })
    .onConflict(['subject_kind', 'subject_id', 'section'])
    .merge({
      data: JSON.stringify({ sent: { decided: on } }),
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
