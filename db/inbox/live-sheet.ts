/** What a place says of itself, live, for the agents of ONE: the same rows that its operator writes and that parents read. */
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { listOpenCorrections, type OpenCorrection } from '../data-correction/list.ts';
import { listSections, type SheetSection } from '../sheet-sections.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { AgeGroup } from '../../domain/presentation/places.ts';
import type { Week } from '../../domain/signaletique/opening-hours.ts';

export interface LiveSheet {
  sections: Map<string, SheetSection>;
  /** In force today, and the next ones. */
  hours: { validFrom: Day; week: Week; words: string | null }[];
  places: { ageGroup: AgeGroup; from: Day; until: Day | null; places: number }[];
  confirmed: { at: Instant; fullUntil: Day | null } | undefined;
  corrections: OpenCorrection[];
  /** What was changed last, by whom: of the sheet, its hours and its places. */
  changes: { at: Instant; who: string | null; columns: string[] }[];
}

/** @param facility found with the rights of this person */
export async function findLiveSheet(
  db: Database,
  { ability }: Pick<Viewer, 'ability'>,
  facility: { id: string; organising_body_id: string },
  today: Day,
): Promise<LiveSheet> {
  const { id, organising_body_id: bodyId } = facility;
  const mine = { facility_id: id };
  const [sections, hours, places, confirmed, corrections, changes] = await Promise.all([
    listSections(db, { kind: 'facility', id }),
    db('opening_hours')
      .where(mine)
      .where('valid_from', '>=', db('opening_hours').where(mine).where('valid_from', '<=', today).max('valid_from'))
      .orderBy('valid_from')
      .limit(5)
      .select<LiveSheet['hours']>({ validFrom: 'valid_from', week: 'week', words: 'words' }),
    db('available_places')
      .where(mine)
      .where((standing) => {
        void standing.whereNull('until_on').orWhere('until_on', '>=', today);
      })
      .orderBy(['from_on', 'id'])
      .limit(20)
      .select<LiveSheet['places']>({ ageGroup: 'age_group', from: 'from_on', until: 'until_on', places: 'places' }),
    db('places_confirmed').where(mine).first<LiveSheet['confirmed']>({ at: 'confirmed_at', fullUntil: 'full_until' }),
    listOpenCorrections(db, ability, [id, bodyId]),
    listChanges(db, id),
  ]);
  return { sections, hours, places, confirmed, corrections, changes };
}

const listChanges = (db: Database, facilityId: string): Promise<LiveSheet['changes']> =>
  db('audit as a')
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .where({ 'a.subject': 'facility', 'a.subject_id': facilityId })
    .whereIn('a.event', ['update', 'create'])
    .whereNotNull('a.change')
    .orderBy('a.id', 'desc')
    .limit(6)
    .select(
      'a.at',
      db.raw("u.first_name || ' ' || u.family_name as who"),
      db.raw('array(select jsonb_object_keys(a.change) order by 1) as columns'),
    ) as Promise<LiveSheet['changes']>;
