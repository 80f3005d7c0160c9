/** All parameters as they stand on a day, with what comes next. */
import type { Parameter } from '../../../db/models/parameter.ts';
import type { RuleChange } from '../../../db/models/rule-change.ts';
import type { Day } from '../../../domain/calendar.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { findDay } from '../../../domain/written-day.ts';
import { inWords } from '../../../domain/quantity.ts';
import { searchable } from '../../../domain/searchable.ts';
import { wordsIn } from '../../forms/inputs.ts';
import { besideBadge, sourceLabels, sourceOptions, titleOf, toConfirm, wantedOf, type Group } from './words.ts';

export interface ParameterFilter {
  q?: string;
  procedure?: string;
  source?: string;
  /** The day of which the values are shown. */
  on: Day;
}

export function parseFilter(groups: readonly Group[], query: Record<string, unknown>, today: Day): ParameterFilter {
  const text = (name: string): string | undefined => wordsIn(query[name], 60);
  const [q, procedure, source] = [text('q'), text('procedure'), text('source')];
  return {
    ...(q ? { q } : {}),
    ...(groups.some(({ slug }) => slug === procedure) && procedure ? { procedure } : {}),
    ...(source && Object.hasOwn(sourceLabels, source) ? { source } : {}),
    on: findDay(text('on') ?? '') ?? today,
  };
}

/** The dated values of one code, oldest first. */
export interface Dated {
  slug: string;
  code: string;
  label: string;
  current?: Parameter;
  next?: Parameter;
}

/** @param values in the order of `listed` */
export function standingOn(values: readonly Parameter[], on: Day): Dated[] {
  const codes = new Map<string, Parameter[]>();
  for (const value of values) {
    const key = `${value.slug}/${value.code}`;
    codes.set(key, [...(codes.get(key) ?? []), value]);
  }
  return [...codes.values()].flatMap((dated) => {
    const [first] = dated;
    if (!first) return [];
    const current = dated.findLast(({ valid_from: from }) => from <= on);
    const next = dated.find(({ valid_from: from }) => from > on);
    return [
      {
        slug: first.slug,
        code: first.code,
        label: first.label,
        ...(current ? { current } : {}),
        ...(next ? { next } : {}),
      },
    ];
  });
}

export function presentList(
  groups: readonly Group[],
  values: readonly Parameter[],
  waiting: readonly RuleChange[],
  filter: ParameterFilter,
  today: Day,
  selected?: string,
): object {
  const all = standingOn(values, filter.on);
  const shown = all.filter((dated) => isWanted(groups, dated, filter));
  const assumed = all.filter(({ current }) => current?.source === 'assumption').length;
  return {
    line: `Les délais, montants et seuils que les procédures appliquent. Un dossier garde toujours les valeurs du jour où il a commencé. ${String(all.length)} paramètres, dont ${String(assumed)} à confirmer par l'ONE.`,
    filter: {
      action: '/supervision/parameters',
      label: 'Filtrer les paramètres',
      ...(filter.q || filter.procedure || filter.source || filter.on !== today
        ? { resetHref: '/supervision/parameters' }
        : {}),
      fields: [
        { name: 'q', label: 'Chercher', value: filter.q ?? '', placeholder: 'délai, montant, places' },
        {
          name: 'procedure',
          label: 'Procédure',
          value: filter.procedure ?? '',
          options: [{ value: '', text: 'Toutes' }, ...groups.map(({ slug, title }) => ({ value: slug, text: title }))],
        },
        {
          name: 'source',
          label: 'Source',
          value: filter.source ?? '',
          options: [{ value: '', text: 'Toutes' }, ...sourceOptions],
        },
        {
          name: 'on',
          label: 'Valeurs au',
          value: filter.on === today ? '' : formatShortDate(filter.on),
          placeholder: formatShortDate(today),
        },
      ],
      links: [
        { label: 'Jours fériés et vacances', href: '/supervision/parameters/calendar' },
        { label: 'Exporter', href: '/supervision/parameters/export' },
      ],
    },
    ...(filter.on === today ? {} : { asOf: filter.on }),
    groups: groups.flatMap(({ slug, title }) => {
      const rows = shown.filter((dated) => dated.slug === slug);
      return rows.length > 0 ? [{ title, table: tableOf(title, rows, waiting, selected) }] : [];
    }),
    count: `${String(shown.length)} affichés sur ${String(all.length)}. Une personne de métier peut changer ces valeurs ; le logiciel n'est pas à modifier.`,
  };
}

function isWanted(
  groups: readonly Group[],
  { slug, label, current, next }: Dated,
  { q, procedure, source }: ParameterFilter,
): boolean {
  const text = searchable(
    `${label} ${titleOf(groups, slug)} ${current ? inWords(current) : ''} ${current?.reference ?? ''}`,
  );
  return (
    (!procedure || slug === procedure) &&
    (!source || (current ?? next)?.source === source) &&
    (!q ||
      searchable(q)
        .split(' ')
        .every((word) => text.includes(word)))
  );
}

const tableOf = (title: string, rows: readonly Dated[], waiting: readonly RuleChange[], selected?: string): object => ({
  caption: title,
  hideCaption: true,
  dense: true,
  stack: true,
  columns: [
    { label: 'Paramètre et source' },
    { label: 'Valeur' },
    { label: 'Depuis le', nowrap: true },
    { label: 'Ensuite' },
  ],
  rows: rows.map(({ slug, code, label, current, next }) => {
    const asked = waiting.find(({ rule, key }) => rule === 'parameter' && key === `${slug}/${code}`);
    return {
      selected: selected === `${slug}/${code}`,
      cells: [
        {
          text: label,
          href: `/supervision/parameters/${slug}/${code}`,
          strong: true,
          ...(current?.source === 'assumption'
            ? { mark: toConfirm, sub: besideBadge(current.reference) }
            : { sub: current?.reference }),
        },
        { text: current ? inWords(current) : '–', strong: true },
        { text: current ? formatShortDate(current.valid_from) : '–' },
        asked
          ? {
              text: wantedOf(asked, current ? [current] : []),
              href: `/supervision/parameters/changes/${asked.id}`,
              sub: `dès le ${formatShortDate(asked.from_on)}, à confirmer`,
            }
          : next
            ? { text: inWords(next), sub: `dès le ${formatShortDate(next.valid_from)}, confirmé` }
            : { text: '–' },
      ],
    };
  }),
});
