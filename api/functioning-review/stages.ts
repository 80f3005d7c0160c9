/** « Bilans en cours »: those of one's places, by stage, with whose turn it is and until when. */
import { Router, type Request, type Response } from 'express';
import { readsFilesOfPlaces } from '../../db/access/subjects.ts';
import { followsPlaces } from '../../db/functioning-review/plan-of-year.ts';
import { countByStage, listByStage, type StageRow } from '../../db/functioning-review/by-stage.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import type { Status } from '../../workflows/functioning-review/contract.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { reviewTabs } from './tabs.ts';

const path = '/office/reviews/stages';
const order = (Object.keys(process.statuses) as Status[]).filter((status) => !process.statuses[status].closed);
const badges: Readonly<Partial<Record<Status, string>>> = { 'in-default': 'due-late', 'suspended': 'neutral' };
const turnBadges = { operator: 'neutral', one: 'at-one', nobody: 'done' } as const;
const turns = { operator: "à l'opérateur", one: "à l'ONE", nobody: '–' } as const;

export const stagesRoutes = (deps: Dependencies): Router =>
  Router().get(path, (req, res) => showStages(deps, req, res));

async function showStages(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const { ability, userId } = getViewer(res);
  if (!readsFilesOfPlaces(ability)) throw forbidden("Les bilans en cours sont lus par les agents de l'ONE.");
  const follows = await followsPlaces(db, userId);
  const whose = follows && req.query.whose !== 'all' ? 'mine' : 'all';
  const status = order.find((one) => one === req.query.status);
  const filter = { ...(status ? { status } : {}), ...(whose === 'mine' ? { followedBy: userId } : {}) };
  const [page, counts] = await Promise.all([
    listByStage(db, ability, filter, cursorOf(req, id)),
    countByStage(db, ability, filter),
  ]);
  const href = (more: Record<string, string> = {}): string =>
    `${path}?${new URLSearchParams({ whose, ...(status ? { status } : {}), ...more }).toString()}`;
  const countOf = (one: Status): number => counts.find((each) => each.status === one)?.count ?? 0;
  renderPage(deps, req, res, 'functioning-review/stages', {
    title: 'Bilans en cours',
    line: 'Chaque bilan, son étape, et qui doit faire quoi avant quand.',
    wide: true,
    tabs: reviewTabs('stages'),
    filter: {
      action: path,
      fields: [
        {
          name: 'status',
          label: 'Étape',
          value: status ?? '',
          options: [
            { value: '', text: `Toutes (${String(counts.reduce((sum, { count }) => sum + count, 0))})` },
            ...order.map((one) => ({
              value: one,
              text: `${process.statuses[one].label} (${String(countOf(one))})`,
            })),
          ],
        },
        ...(follows
          ? [
              {
                name: 'whose',
                label: 'Milieux',
                value: whose,
                options: [
                  { value: 'mine', text: 'que je suis' },
                  { value: 'all', text: 'tous ceux que je peux voir' },
                ],
              },
            ]
          : []),
      ],
      ...(status ? { resetHref: `${path}?whose=${whose}` } : {}),
    },
    table: page.rows.length > 0 ? tableOf(page.rows, dayOf(now())) : undefined,
    emptyHref: status ? `${path}?whose=${whose}` : undefined,
    pager: pagerOf(page, href),
  });
}

const tableOf = (rows: readonly StageRow[], today: Day): object => ({
  caption: 'Bilans en cours',
  hideCaption: true,
  stack: true,
  columns: [
    { label: "Milieu d'accueil" },
    { label: 'Étape', card: 'corner' },
    { label: 'Premier jour', nowrap: true },
    { label: "C'est" },
    { label: 'Avant le', nowrap: true },
  ],
  rows: rows.map((row) => {
    const due = row.state.tasks
      .filter(({ role }) => (role === 'operator') === (row.turn === 'operator'))
      .flatMap(({ dueOn }) => dueOn ?? [])
      .sort()[0];
    return {
      cells: [
        {
          text: row.facility_name,
          href: `/office/${process.slug}/${row.id}`,
          sub: `${row.postcode} ${row.locality} · ${row.reference}`,
        },
        {
          badge: {
            kind: badges[row.status] ?? turnBadges[row.turn],
            text: process.statuses[row.status].label,
          },
          text: '',
        },
        { text: formatShortDate(row.state.data.firstDayOn) },
        { text: turns[row.turn] },
        {
          text: due ? formatShortDate(due) : '–',
          ...(due && due < today ? { note: { kind: 'due-late', text: 'dépassé' } } : {}),
        },
      ],
    };
  }),
});
