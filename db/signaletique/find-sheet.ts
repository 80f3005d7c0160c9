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
  mayChange: boolean;
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
}
export interface BodySheet extends Known {
  kind: 'organising-body';
  facilities: readonly FacilityRow[];
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
  const [body, known, versions, hours, exceptional, offer] = await Promise.all([
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
  ]);
  return {
    kind: 'facility',
    facility,
    body,
    ...known,
    mayChange: ability.can('change-sheet', asSubject('Facility', facility)),
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
  };
}

/** Undefined when there is none, or not for these eyes. */
export async function findBodySheet(db: Database, ability: Ability, id: string): Promise<BodySheet | undefined> {
  const body = await accessibleBy(OrganisingBody.query(db), ability, 'sheet', 'OrganisingBody')
    .where('organising_bodies.id', id)
    .first();
  if (!body) return undefined;
  const [known, facilities] = await Promise.all([
    findKnown(db, ability, { kind: 'organising-body', id, bodyId: id }),
    accessibleBy(db('facilities'), ability, 'sheet', 'Facility')
      .where('organising_body_id', id)
      .orderBy(['name', 'id'])
      .limit(200) as Promise<FacilityRow[]>,
  ]);
  return {
    kind: 'organising-body',
    body,
    facilities,
    ...known,
    mayChange: ability.can('change-sheet', asSubject('OrganisingBody', body)),
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
): Promise<Omit<Known, 'body' | 'mayChange'>> {
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

/** Who has begun to write in a form lately, but for oneself: that they have, never what. */
export const listWriters = (
  db: Database,
  { place, but, since }: { place: string; but: string; since: string },
): Promise<{ name: string; at: Instant }[]> =>
  db('form_drafts as d')
    .join('users as u', 'u.id', 'd.user_id')
    .where('d.place', place)
    .whereNot('d.user_id', but)
    .where('d.saved_at', '>', since)
    .orderBy('d.saved_at', 'desc')
    .limit(5)
    .select({ name: db.raw("u.first_name || ' ' || u.family_name"), at: 'd.saved_at' }) as Promise<
    { name: string; at: Instant }[]
  >;
