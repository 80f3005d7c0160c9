/** The lines of a quarter of after-school care in French: a place and a month, what was left out of it and why. */
import type { AgentReason, ReasonCode } from '../../domain/after-school/calculation.ts';
import type { KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatPlainDate, formatShortDate } from '../../domain/french-dates.ts';
import { monthInWords } from '../../domain/quarter.ts';
import { read, type Traced } from '../../domain/traced.ts';
import { centsInWords, unfoldKept, valueInWords, type Step } from '../subsidies/trace.ts';

export const agentReasonWords: Readonly<Record<AgentReason, string>> = {
  'no-register': 'Pas au registre des présences',
  'counted-twice': 'Compté deux fois',
  'over-enrolled': "Plus d'enfants que d'inscrits",
  'contest-upheld': 'Contestation accueillie',
  'other': 'Autre motif',
};
export const reasonWords: Readonly<Record<ReasonCode, string>> = {
  'as-declared': 'comme déclaré',
  'red-day': "Jours pour lesquels rien n'était demandé",
  'late': 'Envoyé hors délai',
  ...agentReasonWords,
};

/** « forfait par jour de présence, en vigueur depuis le 01/01/2020 » */
export const scaleInWords = (scale: Day): string =>
  `forfait par enfant et par jour de présence en vigueur depuis le ${formatShortDate(scale)}`;

const plural = (count: number, one: string, many: string): string => `${String(count)} ${count < 2 ? one : many}`;
/** « 1 284 présences » */
export const presences = (count: number): string =>
  `${new Intl.NumberFormat('fr-BE').format(count)} ${count < 2 ? 'présence' : 'présences'}`;

export interface PlaceMonthShown {
  code: string;
  /** « novembre 2026 » */
  name: string;
  basis: string;
  declared: number;
  retained: number;
  /** Below zero: less is kept than was declared. */
  gap: number;
  why: string;
  beside?: string;
  text?: string;
  fell: boolean;
  steps: { declared: Step; retained?: Step };
}

export function shownPlaceMonth(line: KeptPlaceMonth): PlaceMonthShown {
  const { code, month, children, declared, retained, reason, left, text, trace } = line;
  const beside = leftInWords(line);
  return {
    code,
    name: monthInWords(month),
    basis: presences(children.declared),
    declared,
    retained,
    gap: retained - declared,
    why: reasonWords[reason],
    ...(beside && left.length > 0 && reason === 'red-day' ? { beside } : {}),
    ...(text ? { text } : {}),
    fell: retained < declared,
    steps: {
      declared: unfoldKept(trace.declared),
      ...(reason === 'as-declared' ? {} : { retained: unfoldKept(trace.retained) }),
    },
  };
}
function leftInWords({ left, children }: KeptPlaceMonth): string | undefined {
  const lost = children.declared - children.retained;
  if (left.length === 0) return undefined;
  const days = left.length > 3 ? plural(left.length, 'jour', 'jours') : left.map(formatPlainDate).join(', ');
  return `${days} : ${presences(lost)} non ${lost < 2 ? 'retenue' : 'retenues'}`;
}

/** By place, as they were sent. */
export function byPlace(lines: readonly KeptPlaceMonth[]): { id: string; name: string; lines: PlaceMonthShown[] }[] {
  const places = [...new Set(lines.map(({ facilityId }) => facilityId))];
  return places.map((id) => {
    const here = lines.filter(({ facilityId }) => facilityId === id);
    return { id, name: here[0]!.place, lines: here.map(shownPlaceMonth) };
  });
}
export const totalsByPlace = (lines: readonly KeptPlaceMonth[]): { label: string; cents: number }[] =>
  byPlace(lines).map(({ name, lines: here }) => ({
    label: name,
    cents: here.reduce((sum, { retained }) => sum + retained, 0),
  }));

/** How the amount of a line came about, for the annex of a letter: a row for each amount in force, its days in one line. */
export function stepsInLetter({ trace }: KeptPlaceMonth): string[] {
  const [declared, retained] = [read(trace.declared), read(trace.retained)];
  const same = declared.value.eq(retained.value);
  return [...(same ? [] : ['Déclaré :', ...flat(declared), 'Retenu :']), ...flat(retained)];
}
function flat(traced: Traced): string[] {
  const { how } = traced;
  if (how.by === 'given') return [`${valueInWords(traced)}, retenus à la main par l'ONE`];
  const products = how.by === 'rounding' && how.of[0].how.by === 'sum' ? how.of[0].how.of : how.of;
  return [
    ...products.flatMap((product) => {
      if (product.how.by === 'given') return [];
      const [count, amount] = product.how.of;
      if (!count || !amount) return [];
      return [`${presencesIn(count)} × ${valueInWords(amount)} = ${valueInWords(product)}`, daysIn(count)];
    }),
    `Ensemble, arrondi au cent : ${centsInWords(traced.value.toNumber())}`,
  ];
}
const isPositive = ({ code }: Traced): boolean => code.includes('.positive.');
const presencesIn = (count: Traced): string =>
  `${presences(count.value.toNumber())}${isPositive(count) ? ' en différenciation positive' : ''}`;
const daysIn = ({ how }: Traced): string =>
  how.by === 'given'
    ? ''
    : how.of
        .map(
          ({ code, value }) =>
            `${formatShortDate(code.slice(code.lastIndexOf('.') + 1)).slice(0, 5)} : ${value.toFixed()}`,
        )
        .join(' ; ');
