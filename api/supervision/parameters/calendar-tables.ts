/** A year's holidays and school holidays, with what may still be taken out. */
import type { Holiday, SchoolHoliday } from '../../../db/models/holiday.ts';
import type { Day } from '../../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../../domain/french-dates.ts';
import { besideBadge, sourceLabels, toConfirm } from './words.ts';

const kinds = {
  legal: 'reporte les échéances',
  community: 'pour les écoles seulement',
} as const;
const removal = (rule: string, from: Day, first: Day): object =>
  from >= first
    ? {
        buttons: [
          {
            label: 'Retirer…',
            kind: 'link',
            href: `/supervision/parameters/calendar?year=${from.slice(0, 4)}&rule=${rule}&remove=${from}#formulaire`,
          },
        ],
      }
    : { text: 'passé' };

export const holidayTable = (holidays: readonly Holiday[], first: Day): object => ({
  caption: 'Jours fériés',
  hideCaption: true,
  dense: true,
  stack: true,
  columns: [
    { label: 'Jour' },
    { label: 'Nom' },
    { label: 'Effet' },
    { label: 'Source' },
    { label: 'Changer', hide: true },
  ],
  rows: holidays.map(({ day, name, kind, source, reference, counts_from: counts }) => ({
    cells: [
      { text: formatLongDate(day), strong: true },
      { text: name },
      {
        text: kinds[kind],
        ...(counts ? { sub: `pour les délais qui commencent dès le ${formatShortDate(counts)}` } : {}),
      },
      { text: sourceLabels[source], sub: reference },
      removal('holiday', day, first),
    ],
  })),
});

export const schoolTable = (rows: readonly SchoolHoliday[], first: Day): object => ({
  caption: 'Vacances scolaires',
  hideCaption: true,
  dense: true,
  stack: true,
  columns: [
    { label: 'Vacances' },
    { label: 'Du', nowrap: true },
    { label: 'Au', nowrap: true },
    { label: 'Source' },
    { label: 'Changer', hide: true },
  ],
  rows: rows.map(({ from_on: from, to_on: to, name, source, reference }) => ({
    cells: [
      { text: name, strong: true },
      { text: formatShortDate(from) },
      { text: formatShortDate(to) },
      source === 'assumption'
        ? { text: besideBadge(reference), mark: toConfirm }
        : { text: sourceLabels[source], sub: reference },
      removal('school-holiday', from, first),
    ],
  })),
});
