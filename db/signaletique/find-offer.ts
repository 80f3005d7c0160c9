/** What a place offers to parents, as far as its sheet sums it up: places, photos, pedagogical project. Its own pages say more. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { PlacesPeriod } from '../../domain/presentation/places-sentence.ts';
import type { Database } from '../connect.ts';

export interface Offer {
  confirmedAt: Instant | null;
  fullUntil: Day | null;
  free: PlacesPeriod[];
  photos: number;
  /** Proposed, and with ONE. */
  photosWaiting: number;
  /** ONE asks for another one: the operator's turn. */
  photosAsked: number;
  hasProject: boolean;
  /** The contact for inscriptions of the body: parents read its lines where the place has none of its own. */
  bodyContact: Readonly<Record<string, unknown>>;
}

const offer = `
select c.confirmed_at as "confirmedAt", c.full_until as "fullUntil",
  (select coalesce(json_agg(json_strip_nulls(json_build_object('ageGroup', a.age_group, 'places', a.places, 'from', a.from_on, 'until', a.until_on))
    order by a.from_on), '[]') from (select age_group, places, from_on, until_on from available_places where facility_id = :id and (until_on is null or until_on >= :today) order by from_on limit 12) a) as free,
  (select cast(count(*) as int) from facility_photos p join cases k on k.id = p.case_id and k.status = 'published'
    where p.facility_id = :id and p.withdrawn_at is null) as photos,
  (select cast(count(*) as int) from cases k where k.facility_id = :id and k.slug = 'photo-validation' and k.closed_at is null
    and k.status = 'validation') as "photosWaiting",
  (select cast(count(*) as int) from cases k where k.facility_id = :id and k.slug = 'photo-validation' and k.closed_at is null
    and k.status = 'another-asked') as "photosAsked",
  exists (select from pedagogical_projects j where j.facility_id = :id and j.withdrawn_at is null and j.valid_from <= :today) as "hasProject",
  coalesce((select s.data from facilities f join sheet_sections s on s.subject_kind = 'organising-body' and s.subject_id = f.organising_body_id
    and s.section = 'registration-contact' where f.id = :id), '{}') as "bodyContact"
from (values (1)) one left join places_confirmed c on c.facility_id = :id`;

export async function findOffer(db: Database, facilityId: string, today: Day): Promise<Offer> {
  const { rows } = await db.raw<{ rows: Offer[] }>(offer, { id: facilityId, today });
  return rows[0]!;
}
