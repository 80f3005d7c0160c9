/** The supervisor's pages of numbers, as their views need them. */
import type { AgentLoad, Figures, WeekLoad } from '../../db/supervision/figures.ts';
import type { LaggingCase, StuckEffect } from '../../db/supervision/stuck.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate, formatShortDateTime, formatTime } from '../../domain/french-dates.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { listHref } from '../inbox/list-query.ts';
import { ownerOf } from '../owner.ts';
import { shownCount } from '../shown-count.ts';
import { kindOfEffect, wordOfEffect, wordOfKind } from '../procedure-words.ts';
import { failureWords, mendingOf, wakeUp } from './failure-words.ts';

export interface Stuck {
  effects: StuckEffect[];
  lagging: LaggingCase[];
}

/** Oldest first on the first page; all of them on theirs. */
const firstStuck = 8;

export const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('fr-BE')} ${count < 2 ? one : many}`;
const list = { sort: 'due', descending: false } as const;

export function presentMonday(
  procedures: readonly AnyProcedurePages[],
  viewer: Viewer,
  figures: Figures,
  stuck: Stuck,
  now: Instant,
) {
  const today = dayOf(now);
  const rows = stuckRows(procedures, stuck);
  return {
    title: capital(formatLongDate(today).replace(/ \d{4}$/, '')),
    line: `${ownerOf(viewer).name} · toutes les procédures · chiffres de ${formatTime(now)}`,
    figures: cards(figures, stuck),
    chart: chartOf(figures.weeks),
    load: loadTable(figures.agents, false),
    stuck: stuckTable(procedures, rows.slice(0, firstStuck)),
    moreStuck: rows.length > firstStuck ? `Les ${String(rows.length)} blocages` : undefined,
    stuckTitle: `Bloquées (${String(rows.length)})`,
  };
}

function cards(
  { late, lateLastWeek, week, weekUnassigned, medianDays, targetDays }: Figures,
  { effects, lagging }: Stuck,
): object[] {
  const change = late - lateLastWeek;
  const failed = effects.filter(({ status }) => status === 'failed').length;
  const reasons = [
    failed > 0 ? plural(failed, 'envoi en échec', 'envois en échec') : '',
    effects.length > failed ? plural(effects.length - failed, 'envoi en attente', 'envois en attente') : '',
    lagging.length > 0
      ? plural(lagging.length, 'dossier en retard de traitement', 'dossiers en retard de traitement')
      : '',
  ].filter(Boolean);
  return [
    {
      value: shownNumber(late),
      label: 'en retard',
      href: listHref({ view: 'team', due: 'late', ...list }),
      kind: late > 0 ? 'late' : undefined,
      text:
        change === 0
          ? "autant qu'il y a une semaine"
          : `${String(Math.abs(change))} de ${change < 0 ? 'moins' : 'plus'} qu'il y a une semaine`,
    },
    {
      value: shownNumber(week),
      label: 'échéance cette semaine',
      href: listHref({ view: 'team', due: 'week', ...list }),
      kind: week > 0 ? 'soon' : undefined,
      text: weekUnassigned > 0 ? `${plural(weekUnassigned, 'tâche', 'tâches')} sans personne` : 'toutes attribuées',
    },
    {
      value: shownNumber(effects.length + lagging.length),
      label: 'bloquées',
      href: '/supervision/stuck',
      text: reasons.join(', ') || 'rien ne bloque',
    },
    {
      value: medianDays === null ? '–' : `${String(medianDays)}\u00a0j`,
      label: "délai médian de l'ONE",
      text: `${medianDays === null ? 'aucun dossier clôturé en 90 jours' : 'dossiers clôturés en 90 jours'}${targetDays === null ? '' : ` ; objectif : ${String(targetDays)} jours`}`,
    },
  ];
}
const shownNumber = (count: number): string => shownCount(count).toLocaleString('fr-BE');

export const chartOf = (weeks: readonly WeekLoad[]): object => ({
  title: 'Échéances des huit prochaines semaines',
  bars: weeks.map(({ monday, due, late }) => ({ label: shortDay(monday), value: due, late })),
});
const shortDay = (day: Day): string => `${String(Number(day.slice(8)))}/${String(Number(day.slice(5, 7)))}`;

/** @param hands whether each line offers to hand over the tasks */
export const loadTable = (agents: readonly AgentLoad[], hands = true): object => ({
  caption: 'Charge par agent',
  hideCaption: true,
  dense: true,
  columns: [
    { label: 'Agent' },
    { label: 'Ouvertes', numeric: true },
    { label: 'En retard', numeric: true },
    { label: 'Cette semaine', numeric: true },
    ...(hands ? [{ label: 'Répartir', hide: true }] : []),
  ],
  rows: agents.map(({ userId, name, open, late, week }) => ({
    cells: [
      userId === null
        ? { text: 'non attribuées', href: listHref({ view: 'unassigned', ...list }) }
        : { text: name ?? '–', href: listHref({ view: 'all', assignee: userId, ...list }) },
      { text: String(open) },
      late > 0 ? { text: String(late), fault: true } : { text: '0' },
      { text: String(week) },
      ...(hands
        ? [
            open > 0
              ? { buttons: [{ label: 'Répartir', href: `/supervision/reassign?from=${userId ?? 'nobody'}` }] }
              : { text: '' },
          ]
        : []),
    ],
  })),
});

interface StuckRow {
  caseId: string;
  slug: string;
  kind: string;
  reference: string;
  facilityName: string;
  what: string;
  mending: string;
  since: Instant;
  fields: { name: string; value: string }[];
}

export function stuckRows(procedures: readonly AnyProcedurePages[], { effects, lagging }: Stuck): StuckRow[] {
  return [
    ...effects.map((row) => ({
      ...row,
      what: `${wordOfEffect(procedures, row.slug, row.effect)} : ${row.status === 'failed' ? `n'a pas pu être fait${attempts(row.attempts)}${failureText(row.failure)}` : `en attente${attempts(row.attempts)}`}`,
      mending: mendingOf(kindOfEffect(procedures, row.slug, row.effect)),
      fields: [
        { name: 'number', value: String(row.number) },
        { name: 'effect', value: row.effect },
      ],
    })),
    ...lagging.map((row) => ({
      ...row,
      what: `Le moteur n'a pas encore traité ${plural(row.behindBy, 'étape', 'étapes')} de ce dossier`,
      mending: wakeUp,
      fields: [],
    })),
  ].sort((a, b) => a.since - b.since);
}
const attempts = (count: number): string => (count > 0 ? ` (${plural(count, 'essai', 'essais')})` : '');

export const failureText = (failure: string | null): string => (failure ? ` : ${failureWords(failure)}` : '');

export const stuckTable = (procedures: readonly AnyProcedurePages[], rows: readonly StuckRow[]): object | undefined =>
  rows.length === 0
    ? undefined
    : {
        caption: 'Dossiers bloqués',
        hideCaption: true,
        stack: true,
        rows40: true,
        columns: [
          { label: 'Dossier' },
          { label: 'Ce qui se passe' },
          { label: 'Depuis', nowrap: true },
          { label: 'Réessayer', hide: true },
        ],
        rows: rows.map((row) => ({
          cells: [
            {
              text: `${row.reference} ${row.facilityName}`,
              href: `/supervision/cases/${row.caseId}`,
              sub: wordOfKind(procedures, row.slug, row.kind),
            },
            { text: row.what },
            { text: formatShortDateTime(row.since) },
            {
              buttons: [
                {
                  label: row.mending,
                  action: `/supervision/cases/${row.caseId}/retry`,
                  fields: [...row.fields, { name: 'back', value: 'stuck' }],
                },
              ],
            },
          ],
        })),
      };

export const deadlinesTable = (weeks: readonly WeekLoad[]): object => ({
  caption: 'Échéances par semaine',
  hideCaption: true,
  dense: true,
  columns: [{ label: 'Semaine du' }, { label: 'Échéances', numeric: true }, { label: 'dont en retard', numeric: true }],
  rows: weeks.map(({ monday, due, late }) => ({
    cells: [
      { text: formatShortDate(monday) },
      { text: String(due) },
      late > 0 ? { text: String(late), fault: true } : { text: '0' },
    ],
  })),
});

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
