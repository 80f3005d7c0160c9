/** Places after school: those that somebody sees, a page at a time; and one of them. */
import type { Day } from '../../domain/days.ts';
import { addMonths } from '../../domain/days.ts';
import {
  slug as renewalSlug,
  type Kind as RenewalKind,
  type Status as RenewalStatus,
} from '../../workflows/agreement-renewal/contract.ts';
import { searchable } from '../../domain/searchable.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import { findFacility, versionsOn, type FacilityRow, type VersionRow } from '../authorisations.ts';
import type { Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';
import { findAgreed, type AgreedPeriod } from './agreed.ts';
import { listLeadersOn, type LeaderName } from './leaders.ts';

export const afterSchoolKinds = ['after-school-1', 'after-school-2'] as const;

export interface AfterSchoolPlace {
  id: string;
  name: string;
  kind: string;
  number: string;
  closed_on: Day | null;
  opening_hours: string;
  organising_body_id: string;
  body_name: string;
  /** Where it is today. */
  version: VersionRow | undefined;
  /** From two years back on, the earliest first. */
  agreed: readonly AgreedPeriod[];
  leader: LeaderName | undefined;
  /** The first day of the earliest hours; null: none. */
  hours_from: Day | null;
}

/** How far back an agreement that has ended is told of, in months. */
const monthsBack = 24;
const foreverOn = (today: Day): Day => addMonths(today, 12 * 20);

/** By name. @param text words of the name or the number */
export async function listAfterSchoolPlaces(
  db: Database,
  ability: Ability,
  { text, cursor, today }: { text: string | undefined; cursor: Cursor; today: Day },
  size = 50,
): Promise<Page<AfterSchoolPlace>> {
  const seen = () =>
    accessibleBy(db('facilities'), ability, 'sheet', 'Facility').whereIn('facilities.kind', [...afterSchoolKinds]);
  const from = cursor.after ?? cursor.before;
  const place =
    from === undefined
      ? undefined
      : ((await seen().where('facilities.id', from).first('facilities.name')) as { name: string } | undefined)?.name;
  const query = seen()
    .join('organising_bodies as body', 'body.id', 'facilities.organising_body_id')
    .select(
      ...['id', 'name', 'kind', 'number', 'closed_on', 'opening_hours', 'organising_body_id'].map(
        (column) => `facilities.${column}`,
      ),
      'body.name as body_name',
      db.raw('(select min(valid_from) from opening_hours where facility_id = facilities.id) as hours_from'),
    );
  for (const word of text === undefined ? [] : searchable(text).split(' ').filter(Boolean))
    void query.where((each) =>
      each
        .whereRaw("' ' || searchable(facilities.name) like ?", [`% ${word}%`])
        .orWhere('facilities.number', 'like', `${word}%`),
    );
  const page = await turnPage<Omit<AfterSchoolPlace, 'version' | 'agreed' | 'leader'>>(
    db,
    query,
    { column: db.raw('facilities.name collate "fr-x-icu"'), id: 'facilities.id' },
    cursor,
    place,
    size,
  );
  const ids = page.rows.map(({ id }) => id);
  const [versions, agreed, leaders] = await Promise.all([
    versionsOn(db, ids, today),
    findAgreed(db, ids, addMonths(today, -monthsBack), foreverOn(today)),
    listLeadersOn(db, ids, today),
  ]);
  return {
    ...page,
    rows: page.rows.map((row) => ({
      ...row,
      version: versions.get(row.id),
      agreed: agreed.get(row.id) ?? [],
      leader: leaders.get(row.id),
    })),
  };
}

/** Undefined where there is none of this kind, or not for these eyes. */
export async function findAfterSchoolPlace(
  db: Database,
  ability: Ability,
  id: string,
): Promise<FacilityRow | undefined> {
  const facility = await findFacility(db, ability, 'sheet', id);
  return facility && (afterSchoolKinds as readonly string[]).includes(facility.kind) ? facility : undefined;
}

/** Begun, and not decided: who was only invited has not asked for anything. */
const underWay: readonly RenewalStatus[] = [
  'preparation',
  'complement-asked',
  'examination',
  'commission',
  'decision',
  'signature',
];

const renewal: RenewalKind = 'renewal';

/** Where it is, and while it is agreed; whether a renewal is under way that these eyes may see. @param id of a place that was found with their rights */
export async function findStanding(
  db: Database,
  ability: Ability,
  { id, bodyId, today }: { id: string; bodyId: string; today: Day },
): Promise<{ version: VersionRow | undefined; agreed: readonly AgreedPeriod[]; isRenewed: boolean }> {
  const [versions, agreed, begun] = await Promise.all([
    versionsOn(db, [id], today),
    findAgreed(db, [id], addMonths(today, -monthsBack), foreverOn(today)),
    accessibleBy(db('cases'), ability, 'read', 'Case')
      .where({ 'cases.slug': renewalSlug, 'cases.kind': renewal, 'cases.organising_body_id': bodyId })
      .whereIn('cases.status', [...underWay])
      .first('cases.id') as Promise<{ id: string } | undefined>,
  ]);
  return { version: versions.get(id), agreed: agreed.get(id) ?? [], isRenewed: begun !== undefined };
}
