/** The plan of a year: places whose review is due, planned or under way, each as far as one may see. */
import type { Knex } from 'knex';
import { reviewedKinds } from '../../domain/functioning-review/places.ts';
import { searchable } from '../../domain/searchable.ts';
import { valueOf, delay, type Parameters } from '../../workflows/procedure.ts';
import { slug, type Status } from '../../workflows/functioning-review/contract.ts';
import { followers } from '../../workflows/roles.ts';
import type { Day } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';

export const planFilters = ['to-plan', 'planned', 'all'] as const;
export interface PlanFilter {
  year: string;
  state: (typeof planFilters)[number];
  /** Only the places that this person follows. */
  followedBy?: string;
  text?: string;
}
export interface PlanRow {
  id: string;
  name: string;
  number: string;
  home: boolean;
  organising_body_id: string;
  administration: string;
  postcode: string | null;
  locality: string | null;
  opened_on: Day | null;
  /** The first day of the review before, and the end of its cycle; null where there was none. */
  last_on: Day | null;
  due_from: Day;
  due_until: Day;
  /** The review that is planned or under way. */
  case_id: string | null;
  status: Status | null;
  first_day_on: Day | null;
}
const pageSize = 25;

/**
 * In the order in which they are due: the end of the last cycle, or so many months after the opening. A place that is authorised no more is not there.
 * Each lateral read is of one place, by its index.
 */
function rowsOf(db: Database, ability: Ability, filter: PlanFilter, parameters: Parameters): Knex.QueryBuilder {
  const months = (code: string): number => valueOf(delay(code), parameters);
  const places = accessibleBy(db('facilities'), ability, 'read', 'Facility')
    .whereIn('facilities.kind', reviewedKinds)
    .whereNull('facilities.closed_on')
    .joinRaw(
      `join lateral (select min(v.valid_from) as opened_on from authorisation_versions v where v.facility_id = facilities.id) o on o.opened_on is not null
       left join lateral (select v.postcode, v.locality from authorisation_versions v where v.facility_id = facilities.id
         order by v.valid_from desc, v.created_at desc limit 1) a on true
       left join lateral (select c.id, c.status, c.closed_at, c.state -> 'data' ->> 'firstDayOn' as first_day_on, c.state -> 'data' ->> 'cycleEndsOn' as cycle_ends_on
         from cases c where c.facility_id = facilities.id and c.slug = ? and c.status <> 'cancelled' order by c.opened_at desc limit 1) r on true
       left join lateral (select c.state -> 'data' ->> 'firstDayOn' as first_day_on, c.state -> 'data' ->> 'cycleEndsOn' as cycle_ends_on
         from cases c where c.facility_id = facilities.id and c.slug = ? and c.status = 'closed' order by c.opened_at desc limit 1) l on true`,
      [slug, slug],
    )
    .select(
      'facilities.id',
      'facilities.name',
      'facilities.number',
      'facilities.home',
      'facilities.organising_body_id',
      'facilities.administration',
      'a.postcode',
      'a.locality',
      db.raw("to_char(o.opened_on, 'YYYY-MM-DD') as opened_on"),
      'l.first_day_on as last_on',
      db.raw("coalesce(l.cycle_ends_on, to_char(o.opened_on + make_interval(months => ?), 'YYYY-MM-DD')) as due_from", [
        months('first-review-from'),
      ]),
      db.raw(
        "coalesce(l.cycle_ends_on, to_char(o.opened_on + make_interval(months => ?), 'YYYY-MM-DD')) as due_until",
        [months('first-review-until')],
      ),
      db.raw('case when r.closed_at is null then r.id end as case_id'),
      db.raw('case when r.closed_at is null then r.status end as status'),
      db.raw('case when r.closed_at is null then r.first_day_on end as first_day_on'),
    );
  if (filter.followedBy !== undefined)
    void places.whereExists(
      db('facility_agents')
        .whereRaw('facility_agents.facility_id = facilities.id')
        .where('facility_agents.user_id', filter.followedBy)
        .whereIn('facility_agents.role', followers),
    );
  for (const word of searchable(filter.text ?? '')
    .split(' ')
    .filter(Boolean))
    void places.whereRaw(
      "searchable(facilities.name || ' ' || facilities.number || ' ' || coalesce(a.locality, '')) like ?",
      [`%${word}%`],
    );
  const plan = db.from(places.as('plan'));
  if (filter.state === 'to-plan')
    void plan.whereNull('plan.case_id').where('plan.due_from', '<=', `${filter.year}-12-31`);
  if (filter.state === 'planned')
    void plan.whereBetween('plan.first_day_on', [`${filter.year}-01-01`, `${filter.year}-12-31`]);
  return plan;
}

export async function listPlan(
  db: Database,
  ability: Ability,
  filter: PlanFilter,
  parameters: Parameters,
  cursor: Cursor,
): Promise<Page<PlanRow>> {
  const column = filter.state === 'planned' ? 'plan.first_day_on' : 'plan.due_until';
  const from = cursor.after ?? cursor.before;
  const place =
    from === undefined
      ? undefined
      : ((await rowsOf(db, ability, { year: filter.year, state: 'all' }, parameters)
          .where('plan.id', from)
          .first(db.raw('?? as place', [column]))) as { place: string | null } | undefined);
  return turnPage<PlanRow>(
    db,
    rowsOf(db, ability, filter, parameters).select('plan.*'),
    { column: db.raw('??', [column]), id: 'plan.id' },
    cursor,
    place?.place ?? undefined,
    pageSize,
  );
}

/** These places, to be planned now: those that are seen, whatever the filters were. */
export const listToPlan = async (
  db: Database,
  ability: Ability,
  ids: readonly string[],
  parameters: Parameters,
): Promise<PlanRow[]> =>
  (await rowsOf(db, ability, { year: '9999', state: 'all' }, parameters)
    .whereIn('plan.id', ids)
    .select('plan.*')) as PlanRow[];

export interface MonthLoad {
  /** « 01 » to « 12 ». */
  month: string;
  first_days: number;
  to_assess: number;
}
/** By month of the year: reviews that begin, and those whose self-assessment is due, so that ONE reads it in the weeks after. */
export async function countByMonth(
  db: Database,
  ability: Ability,
  { year, followedBy }: Pick<PlanFilter, 'year' | 'followedBy'>,
  parameters: Parameters,
): Promise<MonthLoad[]> {
  const days = valueOf(delay('self-assessment'), parameters);
  const reviews = accessibleBy(db('cases'), ability, 'read', 'Case')
    .where('cases.slug', slug)
    .whereNot('cases.status', 'cancelled')
    .whereRaw("(cases.state -> 'data' ->> 'firstDayOn') between ? and ?", [
      `${String(Number(year) - 1)}-07-01`,
      `${year}-12-31`,
    ])
    .select(
      db.raw("cases.state -> 'data' ->> 'firstDayOn' as on_day"),
      db.raw(
        "to_char(cast(cases.state -> 'data' ->> 'firstDayOn' as date) + cast(? as int), 'YYYY-MM-DD') as due_day",
        [days],
      ),
    );
  if (followedBy !== undefined)
    void reviews.whereExists(
      db('facility_agents')
        .whereRaw('facility_agents.facility_id = cases.facility_id')
        .where('facility_agents.user_id', followedBy)
        .whereIn('facility_agents.role', followers),
    );
  const counted = (await db
    .from(reviews.as('r'))
    .joinRaw("cross join lateral (values ('first', r.on_day), ('due', r.due_day)) x(what, day)")
    .whereRaw('left(x.day, 4) = ?', [year])
    .groupByRaw('substr(x.day, 6, 2)')
    .select(
      db.raw('substr(x.day, 6, 2) as month'),
      db.raw("cast(count(*) filter (where x.what = 'first') as int) as first_days"),
      db.raw("cast(count(*) filter (where x.what = 'due') as int) as to_assess"),
    )) as MonthLoad[];
  return Array.from({ length: 12 }, (_, index) => {
    const month = String(index + 1).padStart(2, '0');
    return counted.find((one) => one.month === month) ?? { month, first_days: 0, to_assess: 0 };
  });
}

/** Whether the person follows any place at all. */
export const followsPlaces = async (db: Database, userId: string): Promise<boolean> =>
  (await db('facility_agents').where({ user_id: userId }).whereIn('role', followers).first('facility_id')) !==
  undefined;
