/** What every page shows around its content: how much waits, the views one has saved, the banners of the day. */
import type { Knex } from 'knex';
import type { Instant } from '../../domain/calendar.ts';
import { sectorOf, type Audience, type Reader, type Sector } from '../../domain/communications/audience.ts';
import { unreadScheduleNotices } from '../after-school/schedule-changes.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { underWay } from '../cases/lists.ts';
import type { Viewer } from '../access/viewer.ts';
import { waitingFor } from '../communications.ts';
import { issuesWaitingFor } from '../newsletters/issues.ts';
import { instant, type Database } from '../connect.ts';
import { correctionsOfHelpdesk } from '../data-correction/list.ts';
import { inView } from '../inbox/scopes.ts';
import { firstDayOfChange } from '../parameters/propose-change.ts';
import { stuckCount } from '../supervision/stuck.ts';

export interface ShellCounts {
  openCases?: number;
  /** Families that wait for an answer. */
  preRequests?: number;
  notices?: number;
  mine?: number;
  team?: number;
  unassigned?: number;
  all?: number;
  stuck?: number;
  /** Changes of rules that wait for the viewer's answer. */
  ruleChanges?: number;
  /** At the helpdesk. */
  tickets?: number;
  /** Handed to the viewer by the helpdesk, not answered yet. */
  handed?: number;
  /** Of a national number, that wait for the viewer's answer. */
  corrections?: number;
  /** Of the data of places and bodies, in the hands of the helpdesk. */
  dataCorrections?: number;
  /** Communications to all, written by somebody else, that wait to be published. */
  communications?: number;
  newsletters?: number;
  /** Times that the helpdesk saw the viewer's pages, not read yet. */
  seenByHelpdesk?: number;
}
export interface SavedView {
  id: string;
  name: string;
  query: string;
}
export interface ShellData {
  counts: ShellCounts;
  sectors: Sector[];
  /** What the operator's open places are, and where: whom communications are for. */
  places: Reader['places'];
  /** There is a subsidised crèche whose subsidies are theirs. */
  hasSubsidies?: boolean;
  savedViews: SavedView[];
  /** Communications that the person has put away, of those that are shown. */
  putAway: number[];
}
export interface Banner extends Audience {
  id: number;
  kind: 'information' | 'warning' | 'news';
  title: string;
  text: string;
  href: string | null;
  linkText: string | null;
}

/** Counting a list costs no more than this many rows; one above means « more ». */
const enough = 1001;

/** One query: counts are capped at 1001, where the menu says « 1 000+ ». */
export async function loadShellData(db: Database, viewer: Viewer, now: Instant): Promise<ShellData> {
  // As the page shows them: by case, of those one may still see.
  const unreadNotices = accessibleBy(
    db('notices').join('cases', 'cases.id', 'notices.case_id'),
    viewer.ability,
    'read',
    'Case',
  )
    .where({ user_id: viewer.userId })
    .whereNull('read_at')
    .limit(enough)
    .distinct('notices.case_id');
  const columns: Record<string, Knex.QueryBuilder | Knex.Raw> = {
    // Of cases, and of what belongs to none.
    notices: db.raw(
      `? + (select cast(count(*) as int) from account_notices where user_id = ? and read_at is null)
         + ?`,
      [
        countOf(db, unreadNotices),
        viewer.userId,
        viewer.portal === 'office' ? countOf(db, unreadScheduleNotices(db, viewer).limit(enough)) : 0,
      ],
    ),
  };
  columns.putAway = db.raw(
    `(select coalesce(jsonb_agg(p.banner_id), '[]') from banners_put_away p join banners b on b.id = p.banner_id
      where p.user_id = ? and b.shown_until > ?)`,
    [viewer.userId, instant(now)],
  );
  if (viewer.ability.can('answer', 'Ticket'))
    columns.tickets = countOf(db, db('contact_messages').whereNull('handled_at').limit(enough).select(db.raw('1')));
  if (viewer.ability.can('write', 'Communication')) {
    columns.communications = countOf(db, waitingFor(db, viewer, now).limit(enough).select(db.raw('1')));
    columns.newsletters = countOf(db, issuesWaitingFor(db, viewer).limit(enough).select(db.raw('1')));
  }
  if (viewer.ability.can('confirm', 'NissCorrection'))
    columns.corrections = countOf(
      db,
      accessibleBy(db('niss_corrections').where({ status: 'proposed' }), viewer.ability, 'confirm', 'NissCorrection')
        .limit(enough)
        .select(db.raw('1')),
    );
  if (viewer.ability.can('answer', 'Ticket'))
    columns.dataCorrections = countOf(db, correctionsOfHelpdesk(db, viewer.ability).limit(enough).select(db.raw('1')));
  if (viewer.portal === 'office')
    columns.handed = countOf(
      db,
      db('contact_messages')
        .where({ assignee_id: viewer.userId })
        .whereNotNull('handed_by')
        .whereNull('handled_at')
        .whereNull('answered_at')
        .limit(enough)
        .select(db.raw('1')),
    );
  if (viewer.portal === 'pro') {
    columns.seenByHelpdesk = countOf(
      db,
      db('user_views').where({ user_id: viewer.userId }).whereNull('put_away_at').limit(9).select(db.raw('1')),
    );
    columns.openCases = countOf(
      db,
      accessibleBy(db('cases').modify(underWay), viewer.ability, 'read', 'Case').limit(enough).select(db.raw('1')),
    );
    if (viewer.ability.can('pre-requests', 'Facility'))
      columns.preRequests = countOf(
        db,
        accessibleBy(db('tasks').where({ slug: 'pre-request', role: 'operator' }), viewer.ability, 'read', 'Task')
          .whereNull('closed_at')
          .limit(enough)
          .select(db.raw('1')),
      );
    columns.places = db.raw("(select coalesce(jsonb_agg(to_jsonb(places)), '[]') from (?) as places)", [
      accessibleBy(db('facilities').whereNull('closed_on'), viewer.ability, 'read', 'Facility').distinct(
        'kind',
        'administration',
      ),
    ]);
    if (viewer.ability.can('subsidies', 'Facility'))
      columns.hasSubsidies = db.raw('exists (?)', [
        accessibleBy(
          db('facilities').where({ kind: 'subsidised-creche' }).whereNull('closed_on'),
          viewer.ability,
          'subsidies',
          'Facility',
        ).select(db.raw('1')),
      ]);
  } else {
    if (viewer.ability.can('read', 'Task')) {
      for (const view of ['mine', 'team', 'unassigned', 'all'] as const)
        columns[view] = countOf(db, inView(db('tasks'), viewer, view).limit(enough).select(db.raw('1')));
      columns.savedViews = db.raw(
        "(select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'query', query) order by name), '[]') from saved_views where user_id = ?)",
        [viewer.userId],
      );
    }
    if (viewer.ability.can('supervise', 'Case')) {
      columns.stuck = stuckCount(db, viewer, now, enough);
      columns.ruleChanges = countOf(
        db,
        accessibleBy(
          db('rule_changes').where({ status: 'proposed' }).where('from_on', '>=', firstDayOfChange(now)),
          viewer.ability,
          'approve',
          'RuleChange',
        )
          .limit(enough)
          .select(db.raw('1')),
      );
    }
  }
  const [row] = (await db.select(columns)) as Record<string, unknown>[];
  const { places = [], savedViews = [], putAway = [], hasSubsidies = false, ...counts } = row ?? {};
  return {
    counts: counts,
    hasSubsidies: hasSubsidies === true,
    places: places as Reader['places'],
    sectors: [...new Set((places as Reader['places']).map(({ kind }) => sectorOf(kind)))],
    savedViews: savedViews as SavedView[],
    putAway: putAway as number[],
  };
}

const countOf = (db: Database, query: Knex.QueryBuilder): Knex.Raw =>
  db.raw('(select cast(count(*) as int) from (?) as counted)', [query]);

export const listBanners = async (db: Database, now: Instant): Promise<Banner[]> =>
  db('banners')
    .whereNot('waits', true)
    .where('shown_from', '<=', instant(now))
    .where('shown_until', '>', instant(now))
    .orderBy('shown_from', 'desc')
    // For all readers at once: each is shown those that are for them.
    .limit(500)
    .select<Banner[]>(
      'id',
      'kind',
      'title',
      'text',
      'href',
      { linkText: 'link_text' },
      'portals',
      'sectors',
      'kinds',
      'administrations',
    );
