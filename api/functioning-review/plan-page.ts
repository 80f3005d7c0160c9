/** The page of the plan of a year, drawn. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { MonthLoad, PlanRow } from '../../db/functioning-review/plan-of-year.ts';
import type { Page } from '../../db/keyset.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import type { Dependencies } from '../context.ts';
import { dayFieldOf } from '../forms/days.ts';
import { errorLinks, type Faults } from '../forms/form.ts';
import { pagerOf } from '../keyset.ts';
import { renderPage } from '../page.ts';
import { durationOf } from './durations.ts';
import type { Asked } from './plan-of-year.ts';
import { reviewTabs } from './tabs.ts';

const monthNames = ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'];
const states = { 'to-plan': 'À planifier', 'planned': 'Planifiés', 'all': 'Tous' } as const;

interface Shown {
  asked: Asked;
  page: Page<PlanRow>;
  months: readonly MonthLoad[];
  plannable: ReadonlySet<string>;
  typed: Readonly<Record<string, unknown>>;
  faults: Faults;
  action: string;
}

export function showPlan(
  deps: Dependencies,
  req: Request,
  res: Response,
  { asked, page, months, plannable, typed, faults, action }: Shown,
): void {
  const { filter, follows, whose, years, today, href, parameters } = asked;
  const long = (code: string): string => durationOf(code, parameters);
  const inputs = page.rows.filter((row) => plannable.has(row.id) && !row.case_id).map(({ id }) => dayFieldOf(id));
  renderPage(deps, req, res, 'functioning-review/year', {
    title: `Plan des bilans, ${filter.year}`,
    line: `Le premier jour de chaque bilan de fonctionnement. L'opérateur est invité ${long('invitation')} avant, et rien ne s'ouvre plus tôt.`,
    wide: true,
    tabs: reviewTabs('plan'),
    errors: errorLinks(faults, inputs),
    action,
    token: typeof typed.token === 'string' ? typed.token : randomUUID(),
    filter: {
      action: '/office/reviews',
      fields: [
        { name: 'year', label: 'Année', value: filter.year, options: years.map((one) => ({ value: one, text: one })) },
        {
          name: 'state',
          label: 'Bilans',
          value: filter.state,
          options: Object.entries(states).map(([value, text]) => ({ value, text })),
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
        { name: 'q', label: 'Recherche', value: filter.text ?? '', placeholder: 'nom, localité, numéro' },
      ],
      ...(filter.text ? { resetHref: href({ q: '' }) } : {}),
    },
    load: loadOf(months, filter.year),
    rows: page.rows.map((row) => rowOf(row, { today, plannable, typed, faults })),
    mayPlan: inputs.length > 0,
    empty: {
      title: filter.text
        ? "Aucun milieu d'accueil ne répond à cette recherche"
        : filter.state === 'to-plan'
          ? `Rien n'est plus à planifier pour ${filter.year}`
          : 'Aucun bilan',
      text:
        filter.state === 'to-plan'
          ? `Un premier bilan est à planifier entre ${long('first-review-from')} et ${long('first-review-until')} après l'ouverture, puis à la fin de chaque cycle de ${long('cycle')}.`
          : undefined,
    },
    pager: pagerOf(page, href),
  });
}

const loadOf = (months: readonly MonthLoad[], year: string): object => ({
  caption: `Charge par mois, ${year}`,
  dense: true,
  columns: [
    { label: 'Par mois' },
    ...months.map((_, index) => ({ label: monthNames[index], numeric: true })),
    { label: 'Total', numeric: true },
  ],
  rows: [
    { label: 'Premiers jours', of: (one: MonthLoad) => one.first_days },
    { label: 'Auto-évaluations attendues', of: (one: MonthLoad) => one.to_assess },
  ].map(({ label, of }) => ({
    cells: [
      { text: label },
      ...months.map((one) => ({ text: of(one) === 0 ? '–' : String(of(one)), numeric: true })),
      { text: String(months.reduce((sum, one) => sum + of(one), 0)), numeric: true, strong: true },
    ],
  })),
});

function rowOf(
  row: PlanRow,
  {
    today,
    plannable,
    typed,
    faults,
  }: { today: Day; plannable: ReadonlySet<string>; typed: Readonly<Record<string, unknown>>; faults: Faults },
): object {
  const name = dayFieldOf(row.id);
  const { status } = row;
  return {
    href: row.case_id ? `/office/${process.slug}/${row.case_id}` : `/office/facilities/${row.id}`,
    name: row.name,
    sub: `${row.postcode ?? ''} ${row.locality ?? ''} · ${row.number}`.trim(),
    last: row.last_on ? `Bilan ${row.last_on.slice(0, 4)}` : 'aucun',
    lastSub: row.last_on ? undefined : row.opened_on ? `ouvert le ${formatShortDate(row.opened_on)}` : undefined,
    period:
      row.due_from === row.due_until
        ? `à partir du ${formatShortDate(row.due_from)}`
        : `du ${formatShortDate(row.due_from)} au ${formatShortDate(row.due_until)}`,
    badge: row.case_id
      ? status && {
          kind: status === 'planned' ? 'done' : status === 'in-default' ? 'due-late' : 'at-one',
          text: process.statuses[status].label,
        }
      : row.due_until < today
        ? { kind: 'due-late', text: 'en retard' }
        : undefined,
    first: row.first_day_on ? formatShortDate(row.first_day_on) : undefined,
    moveHref:
      status === 'planned' && plannable.has(row.id)
        ? `/office/${process.slug}/${row.case_id ?? ''}/move-first-day`
        : undefined,
    input:
      !row.case_id && plannable.has(row.id)
        ? { name, value: typed[name], error: faults[name], label: `Premier jour, ${row.name}` }
        : undefined,
  };
}
