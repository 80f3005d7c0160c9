/** Hours of every generated facility, and whom parents ask there: in the database itself, however many there are. */
import { instant, type Database } from '../../connect.ts';
import type { Instant } from '../../../domain/calendar.ts';
import { openingSentence } from '../../../domain/signaletique/opening-sentence.ts';

const week = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['07:00', '18:00'] as const]]));

/** Of those that have none yet. */
export async function insertSheets(db: Database, now: Instant): Promise<void> {
  const given = { week: JSON.stringify(week), sentence: openingSentence(week), at: instant(now - 365 * 86_400_000) };
  await db.raw(
    `with made as (
       insert into opening_hours (facility_id, valid_from, week, changed_at)
       select f.id, date '2015-01-01', cast(:week as jsonb), cast(:at as timestamptz) from facilities f
       where not exists (select from opening_hours o where o.facility_id = f.id) returning facility_id
     ), told as (
       insert into sheet_sections (subject_kind, subject_id, section, data, changed_at)
       select 'facility', facility_id, 'registration-contact', jsonb_build_object('person', 'la direction', 'phone', '081 00 00 00'), cast(:at as timestamptz)
       from made on conflict do nothing
     )
     update facilities set opening_hours = :sentence from made where made.facility_id = facilities.id`,
    given,
  );
}
