/** The sheet of a place or of an organising body, whole: what ONE knows of it, what it says of itself, and who said so last. A constant number of queries. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { DatedHours, ExceptionalDays } from '../../domain/signaletique/opening-hours.ts';
import { slug as accountSlug } from '../../workflows/bank-account/contract.ts';
import { asSubject, type Ability } from '../access/subjects.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { findFacility, listVersions, type FacilityRow, type VersionRow } from '../authorisations.ts';
import type { Database } from '../connect.ts';
import { listOpenCorrections, type OpenCorrection } from '../data-correction/list.ts';
import { ExceptionalDay, OpeningHours } from '../models/opening-hours.ts';
import { OrganisingBody } from '../models/organising-body.ts';
import { listSections, type SheetSection } from '../sheet-sections.ts';
import { isShown, findShownOfBody } from '../premiers-pas/read-public-places.ts';
import { placesLimitsOn } from '../presentation/limits.ts';
import { countsOn } from '../users/administers.ts';
import { findOffer, type Offer } from './find-offer.ts';

export type SubjectKind = 'facility' | 'organising-body';
export interface ExceptionalRow extends ExceptionalDays {
  id: string;
  reason: string;
  version: number;
}
interface Known {
  id: string;
  bodyId: string;
  body: OrganisingBody;
  /** False of a place whose activity has ended: its sheet is only read. */
  mayChange: boolean;
  /** Parents see the place; of a body, one of its places. */
  published: boolean;
  sections: ReadonlyMap<string, SheetSection>;
  /** Corrections that are asked of ONE and not decided: which value, since when. */
  corrections: readonly OpenCorrection[];
  /** Validated accounts of the body; undefined: not for these eyes. */
  accounts: number | undefined;
}
export interface FacilitySheet extends Known {
  kind: 'facility';
  facility: FacilityRow;
  /** In force today. */
  version: VersionRow | undefined;
  authorisedOn: Day | undefined;
  hours: readonly DatedHours[];
  exceptional: readonly ExceptionalRow[];
  offer: Offer;
  /** Days for which a word about places holds. */
  staleAfter: number;
  /** « Mon autorisation » of it opens to these eyes. */
  seesAuthorisation: boolean;
}
export interface BodySheet extends Known {
  kind: 'organising-body';
  facilities: readonly FacilityRow[];
  /** The lines of its contact for inscriptions that parents read on the sheet of one of its places. */
  contactShown: ReadonlySet<string>;
}
export type Sheet = FacilitySheet | BodySheet;

/** Undefined when there is none, or not for these eyes. */
export async function findFacilitySheet(
  db: Database,
  ability: Ability,
  id: string,
  today: Day,
): Promise<FacilitySheet | undefined> {
  const facility = await findFacility(db, ability, 'sheet', id);
  if (!facility) return undefined;
  const [body, known, versions, hours, exceptional, offer, { staleAfter }, published] = await Promise.all([
    OrganisingBody.query(db).findById(facility.organising_body_id).throwIfNotFound(),
    findKnown(db, ability, { kind: 'facility', id, bodyId: facility.organising_body_id }),
    listVersions(db, id),
    listHours(db, id),
    ExceptionalDay.query(db)
      .where({ facility_id: id })
      .where('until_on', '>=', today)
      .orderBy(['from_on', 'id'])
      .limit(60),
    findOffer(db, id, today),
    placesLimitsOn(db, today),
    isShown(db, today, id),
  ]);
  return {
    kind: 'facility',
    facility,
    body,
    ...known,
    mayChange: mayChangeSheet(ability, facility),
    published,
    version: versions.find(({ valid_from: from }) => from <= today),
    authorisedOn: versions.at(-1)?.valid_from,
    hours,
    exceptional: exceptional.map((row) => ({
      id: row.id,
      fromOn: row.from_on,
      untilOn: row.until_on,
      periods: row.periods,
      reason: row.reason,
      version: row.version,
    })),
    offer,
    staleAfter,
    seesAuthorisation: ability.can('authorisation', asSubject('Facility', facility)),
  };
}

/** A place after school is also kept up by who holds the file of its type (hypothèse). One that has ended is only read. */
export function mayChangeSheet(ability: Ability, facility: FacilityRow): boolean {
  const subject = asSubject('Facility', facility);
  const file = { 'after-school-1': 'aes-1', 'after-school-2': 'aes-2' }[facility.kind];
  return (
    facility.closed_on === null &&
    (ability.can('change-sheet', subject) || (file !== undefined && ability.can(file, subject)))
  );
}

/** Undefined when there is none, or not for these eyes. */
export async function findBodySheet(
  db: Database,
  ability: Ability,
  id: string,
  today: Day,
): Promise<BodySheet | undefined> {
  const body = await accessibleBy(OrganisingBody.query(db), ability, 'sheet', 'OrganisingBody')
    .where('organising_bodies.id', id)
    .first();
  if (!body) return undefined;
  const [known, facilities, shown] = await Promise.all([
    findKnown(db, ability, { kind: 'organising-body', id, bodyId: id }),
    accessibleBy(db('facilities'), ability, 'sheet', 'Facility')
      .where('organising_body_id', id)
      .orderBy(['name', 'id'])
      .limit(200) as Promise<FacilityRow[]>,
    findShownOfBody(db, today, id),
  ]);
  return {
    kind: 'organising-body',
    body,
    facilities,
    ...known,
    mayChange: ability.can('change-sheet', asSubject('OrganisingBody', body)),
    published: shown !== undefined,
    contactShown: shown ?? new Set(),
  };
}

/** All that are dated, the earliest first. */
export const listHours = async (db: Database, facilityId: string): Promise<DatedHours[]> =>
  (await OpeningHours.query(db).where({ facility_id: facilityId }).orderBy('valid_from')).map(
    ({ valid_from: validFrom, week, words }) => ({ validFrom, week, words }),
  );

async function findKnown(
  db: Database,
  ability: Ability,
  { kind, id, bodyId }: { kind: SubjectKind; id: string; bodyId: string },
): Promise<Omit<Known, 'body' | 'mayChange' | 'published'>> {
  const [sections, corrections, accounts] = await Promise.all([
    listSections(db, { kind, id }),
    listOpenCorrections(db, ability, [...new Set([id, bodyId])]),
    accessibleBy(db('cases'), ability, 'read', 'Case')
      .where({ slug: accountSlug, organising_body_id: bodyId })
      .count({ count: '*', active: db.raw("case when status = 'active' then 1 end") })
      .first() as Promise<{ count: number; active: number } | undefined>,
  ]);
  return {
    id,
    bodyId,
    sections,
    corrections,
    accounts: ability.can('read', asSubject('Case', { ...ownAccounts, organising_body_id: bodyId }))
      ? Number(accounts?.active ?? 0)
      : undefined,
  };
}
const ownAccounts = {
  slug: accountSlug,
  facility_id: null,
  administration: null,
  excluded_user_id: null,
  appealed: false,
};

const writers = `select max(d.saved_at) as at, case when exists (
       select from grants g where g.user_id = u.id and g.organising_body_id = :bodyId and ${countsOn('cast(:today as date)')}
     ) then u.first_name || ' ' || u.family_name end as name
     from form_drafts d join users u on u.id = d.user_id
     where (d.place = :place or d.place like :later) and d.user_id <> :but and d.saved_at > :since
     group by u.id order by at desc limit 5`;
/**
 * Who has begun to write in a form of a sheet lately, but for oneself: that they have, never what. Named where they have a right at the same body
 * today, as colleagues are (`name` null: somebody else).
 * @param place of the form; those of hours to come, whose names begin with it, count with it
 */
export async function listWriters(
  db: Database,
  { place, bodyId, but, since, today }: { place: string; bodyId: string; but: string; since: string; today: Day },
): Promise<{ name: string | null; at: Instant }[]> {
  const { rows } = await db.raw<{ rows: { name: string | null; at: Instant }[] }>(writers, {
    place,
    later: `${place}?%`,
    bodyId,
    but,
    since,
    today,
  });
  return rows;
}
