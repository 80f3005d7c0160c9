/** « Disponibilité des places »: the word of the facility, twelve months at a glance, its lines, and the form that is open. */
import type { Places, StoredPeriod } from '../../db/presentation/find-places.ts';
import type { PlacesLimits } from '../../db/presentation/limits.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatPlainDate, formatShortDate } from '../../domain/french-dates.ts';
import {
  ageGroups,
  daysLeft,
  lineInWords,
  periodInWords,
  placesByMonth,
  placesInWords,
} from '../../domain/presentation/places.ts';
import { errorLinks, idsOf, withTyped, type Input } from '../forms/form.ts';
import { dateInput } from '../forms/inputs.ts';
import { presentationPath, type Open } from './open.ts';

export const periodInputs: Input[] = [
  dateInput('from', 'À partir du'),
  dateInput('until', "Jusqu'au", {
    required: false,
    hint: 'jj/mm/aaaa ; laissez vide si les places restent libres sans date de fin.',
  }),
  {
    partial: 'field-select',
    name: 'ageGroup',
    label: "Âge à l'entrée",
    required: true,
    placeholder: '',
    options: Object.entries(ageGroups).map(([value, text]) => ({ value, text })),
  },
  { partial: 'field-number', name: 'count', label: 'Nombre de places libres', unit: 'places', required: true },
];
export const fullInputs: Input[] = [
  dateInput('until', "Complet jusqu'au", {
    required: false,
    hint: 'jj/mm/aaaa ; laissez vide si vous ne savez pas encore quand une place se libère.',
  }),
];

interface Shown {
  facility: { id: string; kind: string };
  places: Places;
  limits: PlacesLimits;
  today: Day;
  mayChange: boolean;
  open: Open | undefined;
}

export function placesCard({ facility, places, limits, today, mayChange, open }: Shown) {
  const { periods, word } = places;
  const base = presentationPath(facility.id);
  const isOpen = open?.form === 'period' || open?.form === 'full';
  const isCreche = facility.kind === 'creche' || facility.kind === 'subsidised-creche';
  return {
    word: word && {
      on: formatLongDate(dayOf(word.confirmedAt)),
      by: word.confirmedBy?.name,
      badge: badgeOf(dayOf(word.confirmedAt), today, limits.staleAfter),
    },
    full: word?.fullUntil && word.fullUntil >= today ? formatLongDate(word.fullUntil) : undefined,
    months: periods.length > 0 ? monthsShown(periods, today) : undefined,
    table: periods.length > 0 ? tableOf(periods, { base, mayChange, open }) : undefined,
    staleAfter: limits.staleAfter,
    // What is begun in a form is not left behind by another button.
    confirm: mayChange && word && !isOpen ? { action: `${base}/confirm`, version: word.version } : undefined,
    add: mayChange && !isOpen ? `${base}?edit=places.new#places` : undefined,
    sayFull:
      mayChange && !isOpen
        ? {
            href: `${base}?edit=full#places`,
            text: isCreche ? 'Signaler que la crèche est complète' : "Signaler que le milieu d'accueil est complet",
          }
        : undefined,
    form: mayChange ? formOf({ base, places, open }) : undefined,
  };
}

/** The sentence that says how long the word still holds. */
export function badgeOf(confirmedOn: Day, today: Day, staleAfter: number): { kind: string; text: string } {
  const left = daysLeft(confirmedOn, today, staleAfter);
  if (left < 0) return { kind: 'due-late', text: 'à confirmer' };
  if (left === 0) return { kind: 'due-soon', text: "à confirmer aujourd'hui" };
  const days = `${String(left)} jour${left === 1 ? '' : 's'}`;
  return left <= 15
    ? { kind: 'due-soon', text: `à confirmer d'ici ${days}` }
    : { kind: 'done', text: `à jour encore ${days}` };
}

const shortMonths = ['janv', 'févr', 'mars', 'avr', 'mai', 'juin', 'juil', 'août', 'sept', 'oct', 'nov', 'déc'];
const height = 40;
/** A bar for each month; the sentence says the same. */
function monthsShown(periods: readonly StoredPeriod[], today: Day) {
  const months = placesByMonth(periods, today);
  const most = Math.max(1, ...months.map(({ places }) => places));
  return {
    bars: months.map(({ month, places }, index) => {
      const tall = places === 0 ? 2 : Math.max(6, Math.round((places / most) * height));
      return {
        label: shortMonths[Number(month.slice(5)) - 1],
        year: index === 0 || month.endsWith('-01') ? month.slice(0, 4) : undefined,
        value: places,
        y: height - tall,
        tall,
        now: index === 0,
      };
    }),
    height,
    sentence: `Le plus de places libres de chaque mois : ${months
      .map(({ month, places }) => `${monthInWords(month)} ${places === 0 ? 'aucune' : String(places)}`)
      .join(', ')}.`,
  };
}
const monthInWords = (month: string): string => formatPlainDate(`${month}-02`).replace(/^2 /, '');

const tableOf = (
  periods: readonly StoredPeriod[],
  { base, mayChange, open }: { base: string; mayChange: boolean; open: Open | undefined },
) => ({
  caption: 'Places libres, par période',
  hideCaption: true,
  stack: true,
  columns: [
    { label: 'Période' },
    { label: "Âge à l'entrée" },
    { label: 'Places', numeric: true },
    ...(mayChange ? [{ label: 'Modifier', hide: true }] : []),
  ],
  rows: periods.map((period) => ({
    selected: open?.form === 'period' && open.rowId === period.id,
    cells: [
      { text: periodInWords(period) },
      { text: ageGroups[period.ageGroup] },
      { text: String(period.places), numeric: true },
      ...(mayChange
        ? [
            {
              text: 'Modifier',
              about: `la période ${periodInWords(period)}`,
              href: `${base}?edit=places.${period.id}#places`,
            },
          ]
        : []),
    ],
  })),
});

function formOf({ base, places, open }: { base: string; places: Places; open: Open | undefined }) {
  if (open?.form === 'full')
    return {
      ...drawn(open, fullInputs, {}),
      id: 'edit-full',
      title: 'Signaler que tout est complet',
      intro:
        places.periods.length > 0
          ? 'Les périodes ci-dessus qui disent le contraire sont retirées ; celles qui vont plus loin que la date commencent le lendemain. Les parents le lisent dans la minute.'
          : 'Les parents le lisent dans la minute.',
      action: `${base}/full`,
      version: open.version ?? places.word?.version ?? 0,
      cancelHref: `${base}#places`,
    };
  if (open?.form !== 'period') return undefined;
  const row = places.periods.find(({ id }) => id === open.rowId);
  if (open.rowId !== undefined && !row && !open.typed) return undefined;
  return {
    ...drawn(open, periodInputs, row ? typedOf(row) : { ageGroup: 'all' }),
    id: 'edit-period',
    title: row ? `Modifier la période ${periodInWords(row)}` : 'Ajouter une période',
    action: `${base}/places/${open.rowId ?? 'new'}`,
    key: open.key,
    version: open.version ?? row?.version ?? 0,
    cancelHref: `${base}#places`,
    mayRemove: row !== undefined,
  };
}
const drawn = ({ typed, faults = {} }: Open, inputs: readonly Input[], standing: Record<string, unknown>) => {
  const { why, ...others } = faults;
  return {
    fields: inputs.map((input) => withTyped(input, typed ?? standing, others)),
    errors: errorLinks(others, idsOf(inputs)),
    why,
  };
};
const typedOf = ({ from, until, ageGroup, places }: StoredPeriod) => ({
  from: formatShortDate(from),
  until: until && formatShortDate(until),
  ageGroup,
  count: String(places),
});

/** The two lines that contradict each other, quoted. */
export const overlapFault = (period: Parameters<typeof lineInWords>[0], other: StoredPeriod): string =>
  `${lineInWords(period)} et ${lineInWords(other)} annoncent les mêmes jours pour le même âge : changez l'une des deux`;
export function excessFault(
  {
    day,
    announced,
    allowed,
    lines,
  }: { day: Day; announced: number; allowed: number; lines: Parameters<typeof lineInWords>[0][] },
  today: Day,
): string {
  const when = day === today ? "Aujourd'hui" : `Le ${formatPlainDate(day)}`;
  const told = lines.map(lineInWords).join(' et ');
  return `${when}, l'autorisation compte ${placesInWords(allowed)} et ${told} ${lines.length > 1 ? `en annoncent ${String(announced)} ensemble` : `en annonce ${String(announced)}`}`;
}
