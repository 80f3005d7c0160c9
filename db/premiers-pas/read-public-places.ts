/**
 * The places that parents see, each as one value made by the database: the refusal of publication and the street of a home are settled there
 * (the view `published_facilities`), so that nothing else ever holds them.
 */
import type { Day } from '../../domain/calendar.ts';
import type { EndedPlace, PublicPlace } from '../../domain/premiers-pas/public-place.ts';
import type { Database } from '../connect.ts';

/** Of one facility, or of some; all where neither is said. */
export interface Which {
  id?: string;
  numbers?: readonly string[];
}

const inForce = `join lateral (
  select * from authorisation_versions where facility_id = f.id and valid_from <= cast(:today as date)
  order by valid_from desc, created_at desc limit 1
) v on true`;
const ended = `coalesce(f.closed_on <= cast(:today as date) or v.status in ('ended-voluntarily', 'withdrawn'), false)`;

const query = `
select f.number, ${ended} as ended,
  case when ${ended}
  then jsonb_build_object('number', f.number, 'postcode', v.postcode, 'locality', v.locality)
  else jsonb_strip_nulls(jsonb_build_object(
    'number', f.number, 'name', f.name, 'kind', f.kind, 'capacity', v.capacity, 'authorisedSince', first.valid_from,
    'status', case when v.status in ('suspended-voluntarily', 'suspended') then 'suspended' else 'open' end,
    'closedUntil', case when v.status in ('suspended-voluntarily', 'suspended') then v.planned_end_on end,
    'street', case when f.street_shown then concat_ws(' ', v.street, v.number, 'boîte ' || v.box) end,
    'postcode', v.postcode, 'locality', v.locality,
    'organiser', jsonb_build_object('key', f.organising_body_id, 'name', f.body_name, 'kind', f.body_kind,
      'text', nullif(about.data ->> 'text', ''), 'website', nullif(about.data ->> 'website', '')),
    'contact', jsonb_build_object(
      'person', coalesce(nullif(contact.data ->> 'person', ''), nullif(of_body.data ->> 'person', '')),
      'phone', coalesce(nullif(contact.data ->> 'phone', ''), nullif(of_body.data ->> 'phone', ''), f.phone),
      'email', coalesce(nullif(contact.data ->> 'email', ''), nullif(of_body.data ->> 'email', ''), f.email),
      'hours', coalesce(nullif(contact.data ->> 'hours', ''), nullif(of_body.data ->> 'hours', ''))),
    'hoursText', nullif(f.opening_hours, ''),
    'hours', coalesce(hours.list, '[]'), 'exceptional', coalesce(exceptional.list, '[]'), 'free', coalesce(free.list, '[]'),
    'confirmedOn', cast(said.confirmed_at at time zone 'Europe/Brussels' as date), 'fullUntil', said.full_until,
    'summary', nullif(qualities.data ->> 'summary', ''),
    'characteristics', coalesce(qualities.data, '{}') - 'summary',
    'project', project.value, 'photos', coalesce(photos.list, '[]'),
    'changedOn', cast(greatest(v.created_at, said.confirmed_at, contact.changed_at, qualities.changed_at, hours.changed_at,
      exceptional.changed_at, free.changed_at, project.added_at, photos.published_at) at time zone 'Europe/Brussels' as date)
  )) end as place
from published_facilities f
${inForce}
join lateral (select min(valid_from) as valid_from from authorisation_versions where facility_id = f.id) first on true
left join places_confirmed said on said.facility_id = f.id
left join sheet_sections contact on contact.subject_kind = 'facility' and contact.subject_id = f.id and contact.section = 'registration-contact'
left join sheet_sections of_body on of_body.subject_kind = 'organising-body' and of_body.subject_id = f.organising_body_id and of_body.section = 'registration-contact'
left join sheet_sections about on about.subject_kind = 'organising-body' and about.subject_id = f.organising_body_id and about.section = 'public-information'
left join sheet_sections qualities on qualities.subject_kind = 'facility' and qualities.subject_id = f.id and qualities.section = 'characteristics'
left join lateral (
  select jsonb_agg(jsonb_build_object('validFrom', valid_from, 'week', week, 'words', words) order by valid_from) as list, max(changed_at) as changed_at
  from opening_hours where facility_id = f.id and valid_from >= coalesce(
    (select max(valid_from) from opening_hours where facility_id = f.id and valid_from <= cast(:today as date)), '-infinity')
) hours on true
left join lateral (
  select jsonb_agg(jsonb_build_object('from', from_on, 'until', until_on, 'periods', periods) order by from_on, id) as list, max(changed_at) as changed_at
  from exceptional_days where facility_id = f.id and until_on >= cast(:today as date)
) exceptional on true
left join lateral (
  select jsonb_agg(jsonb_build_object('ageGroup', age_group, 'from', from_on, 'until', until_on, 'places', places) order by from_on, id) as list, max(changed_at) as changed_at
  from available_places where facility_id = f.id and coalesce(until_on, 'infinity') >= cast(:today as date)
) free on true
left join lateral (
  select jsonb_build_object('from', valid_from, 'name', document_name, 'size', document_size, 'digest', encode(document_digest, 'hex')) as value, added_at
  from pedagogical_projects where facility_id = f.id and valid_from <= cast(:today as date) and withdrawn_at is null order by valid_from desc limit 1
) project on true
left join lateral (
  select jsonb_agg(jsonb_build_object('id', p.id, 'caption', p.caption, 'altText', p.alt_text, 'width', p.width, 'height', p.height,
    'large', encode(p.large_digest, 'hex'), 'small', encode(p.small_digest, 'hex')) order by p.position) as list,
    max(p.published_at) as published_at
  from facility_photos p join cases c on c.id = p.case_id where p.facility_id = f.id and p.withdrawn_at is null and c.status = 'published'
) photos on true
where (cast(:id as uuid) is null or f.id = :id) and (cast(:numbers as text[]) is null or f.number = any(:numbers))`;

type Row = { number: string } & ({ ended: true; place: EndedPlace } | { ended: false; place: PublicPlace });
export interface PublicPlaces {
  places: PublicPlace[];
  ended: EndedPlace[];
}

/** @param today decides which hours, places and authorisation hold */
export async function readPublicPlaces(db: Database, today: Day, which: Which = {}): Promise<PublicPlaces> {
  const { rows } = await db.raw<{ rows: Row[] }>(query, bindings(today, which));
  return {
    places: rows.flatMap((row) => (row.ended ? [] : [row.place])),
    ended: rows.flatMap((row) => (row.ended ? [row.place] : [])),
  };
}

/** What parents see of one facility today; undefined when that is nothing. */
export const findPublicPlace = async (db: Database, today: Day, id: string): Promise<PublicPlace | undefined> =>
  (await readPublicPlaces(db, today, { id })).places[0];

const shown = `select from published_facilities f ${inForce} where f.id = :id and not ${ended}`;
/** Whether parents see a place today at all: what a page says to be seen by them, it asks here. */
export const isShown = async (db: Database, today: Day, id: string): Promise<boolean> => {
  const { rows } = await db.raw<{ rows: object[] }>(shown, { today, id });
  return rows.length > 0;
};

const contactLines = ['person', 'phone', 'email', 'hours'] as const;
const shownOfBody = `select cast(count(*) as int) as places, ${contactLines
  .map((line) => `coalesce(bool_or(coalesce(c.data ->> '${line}', '') = ''), false) as ${line}`)
  .join(', ')}
    from published_facilities f ${inForce}
    left join sheet_sections c on c.subject_kind = 'facility' and c.subject_id = f.id and c.section = 'registration-contact'
    where f.organising_body_id = :bodyId and not ${ended}`;
/**
 * What parents see of a body: whether one of its places, and which lines of its contact for inscriptions stand in for those that a place lacks.
 * @returns undefined where they see none of its places
 */
export async function findShownOfBody(
  db: Database,
  today: Day,
  bodyId: string,
): Promise<ReadonlySet<string> | undefined> {
  const { rows } = await db.raw<{ rows: ({ places: number } & Record<(typeof contactLines)[number], boolean>)[] }>(
    shownOfBody,
    { today, bodyId },
  );
  const [row] = rows;
  return row && row.places > 0 ? new Set(contactLines.filter((line) => row[line])) : undefined;
}

/** Of each place a number that changes with whatever parents see of it. */
export async function fingerprintPublicPlaces(db: Database, today: Day): Promise<Map<string, string>> {
  const { rows } = await db.raw<{ rows: { number: string; print: string }[] }>(fingerprints, bindings(today, {}));
  return new Map(rows.map(({ number, print }) => [number, print]));
}
const fingerprints = `select number, cast(hashtextextended(cast(place as text), 0) as text) as print from (${query}) shown`;

const bindings = (today: Day, { id, numbers }: Which) => ({
  today,
  id: id ?? null,
  numbers: numbers ? [...numbers] : null,
});
