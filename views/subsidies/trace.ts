/** How an amount came about, said from its trace: nothing is computed here. */
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { isDay } from '../../domain/days.ts';
import { read, type Kept, type Origin, type Traced, type TracedUnit } from '../../domain/traced.ts';
import type { StaffGroup } from '../../domain/subsidy/calculate.ts';
import { groupNames } from '../../domain/subsidy/lump-sums.ts';
import { scaleInWords } from './words.ts';

const numbers = (least: number, most: number): Intl.NumberFormat =>
  new Intl.NumberFormat('fr-BE', { minimumFractionDigits: least, maximumFractionDigits: most });
const [two, upToTwo, upToFour] = [numbers(2, 2), numbers(0, 2), numbers(2, 4)];
const plural = (count: number, one: string, many: string): string => (Math.abs(count) < 2 ? one : many);

const said: Readonly<Record<TracedUnit, (value: number) => string>> = {
  'cents': (value) => `${two.format(value / 100)}\u00a0€`,
  'euros': (value) => `${upToFour.format(value)}\u00a0€`,
  'count': (value) => upToTwo.format(value),
  'full-times': (value) => `${two.format(value)}\u00a0ETP`,
  'hours': (value) =>
    `${String(Math.floor(value))}\u00a0h\u00a0${String(Math.round((value % 1) * 60)).padStart(2, '0')}`,
  'kilometres': (value) => `${upToTwo.format(value)}\u00a0km`,
  'days': (value) => `${upToTwo.format(value)}\u00a0${plural(value, 'jour', 'jours')}`,
};
export const valueInWords = ({ value, unit }: Pick<Traced, 'value' | 'unit'>): string => said[unit](value.toNumber());
export const centsInWords = (cents: number): string => said.cents(cents);

/** « 4,30 ETP × 11 640,00 € » */
const operands = (of: readonly Traced[]): string => of.map(valueInWords).join(' × ');

/** How one step was made, in one line; undefined for what was given. */
export function stepInWords(traced: Traced): string | undefined {
  const { how } = traced;
  switch (how.by) {
    case 'given':
      return undefined;
    case 'product':
      return `${operands(how.of)} = ${valueInWords(traced)}`;
    case 'rounding': {
      const [exact] = how.of;
      const product = exact.how.by === 'product' ? operands(exact.how.of) : valueInWords(exact);
      const isExact = exact.value.times(100).eq(traced.value);
      return `${product} = ${isExact ? '' : `${upToFour.format(exact.value.toNumber())}\u00a0€, arrondi à `}${valueInWords(traced)}`;
    }
    case 'sum':
      return how.of.length === 0
        ? 'rien'
        : how.of.length <= 4
          ? `${how.of.map(valueInWords).join(' + ')} = ${valueInWords(traced)}`
          : traced.unit === 'count'
            ? `somme de ${String(how.of.length)} jours = ${valueInWords(traced)}`
            : `somme de ${String(how.of.length)} montants = ${valueInWords(traced)}`;
    case 'least':
      return `le plus petit de ${how.of.map(valueInWords).join(' et ')} : ${valueInWords(traced)}`;
    default:
      return how satisfies never;
  }
}

export interface Step {
  text: string;
  /** Where a given value comes from. */
  from?: string;
  of?: Step[];
}
/** The whole trace, as a list within a list. What is only rounded is told with what it rounds. */
export function unfold(traced: Traced): Step {
  const { how } = traced;
  if (how.by === 'given') return { text: valueInWords(traced), from: originInWords(how.from, traced.code) };
  const within = how.by === 'rounding' && how.of[0].how.by === 'product' ? how.of[0].how.of : how.of;
  return { text: stepInWords(traced) ?? '', of: within.map(unfold) };
}
export const unfoldKept = (kept: Kept): Step => unfold(read(kept));

const parameterWords: Readonly<Record<string, string>> = {
  'reduced-fee': 'compensation par jour de présence',
  'clerk': 'indemnité du préposé, par séance',
  'premises': 'indemnité des locaux, par séance',
  'hourly-fee': "honoraires d'une heure",
  'kilometre': "indemnité d'un kilomètre",
  'child-day': "forfait par enfant et par jour de présence après l'école",
  'positive-day': 'supplément par enfant de différenciation positive et par jour',
};
const codeWords: Readonly<Record<string, string>> = {
  'full-times': 'ETP à subsidier',
  'whole-days': 'journées de présence',
  'half-days-count': 'demi-jours de présence',
  'hours': 'durée de la consultation',
  'kilometres': 'trajet aller et retour',
  'sessions': 'séances',
};

function originInWords(from: Origin, code: string): string {
  const last = code.slice(code.lastIndexOf('.') + 1);
  switch (from.kind) {
    case 'declared':
      return isDay(last) ? `le ${formatShortDate(last)}, déclaré` : `${codeWords[last] ?? 'montant'}, déclaré`;
    case 'parameter':
      return `${parameterWords[from.code] ?? from.code}, en vigueur le ${formatShortDate(from.on)}`;
    case 'scale':
      return `forfait « ${groupNames[from.code as StaffGroup]} », ${scaleInWords(from.version)}`;
    case 'rule':
      return from.source;
    case 'agent':
      return "montant retenu à la main par l'ONE";
    default:
      return from satisfies never;
  }
}

const givenIn = (traced: Traced, suffix: string): Traced[] =>
  traced.how.by === 'given'
    ? traced.code.endsWith(suffix)
      ? [traced]
      : []
    : traced.how.of.flatMap((one) => givenIn(one, suffix));
const total = (all: readonly Traced[]): number => all.reduce((sum, { value }) => sum + value.toNumber(), 0);

/** Under the name of a line: what it is made of. « 4,30 ETP × 11 640,00 € », « 8 h 45, 5 consultations » */
export function basisOf(traced: Traced): string | undefined {
  const hours = givenIn(traced, '.hours');
  if (hours.length > 0)
    return `${said.hours(total(hours))}, ${String(hours.length)} ${plural(hours.length, 'consultation', 'consultations')}`;
  const kilometres = givenIn(traced, '.kilometres');
  if (kilometres.length > 0) return said.kilometres(total(kilometres));
  const [days] = givenIn(traced, '.whole-days');
  const [halves] = givenIn(traced, '.half-days-count');
  if (days && halves) return `${valueInWords(days)}, ${upToTwo.format(total([halves]))} demi-jours`;
  if (traced.how.by === 'rounding' && traced.how.of[0].how.by === 'product') return operands(traced.how.of[0].how.of);
  if (traced.how.by === 'sum' && traced.how.of.length > 0)
    return `${String(traced.how.of.length)} ${plural(traced.how.of.length, 'montant', 'montants')}`;
  return undefined;
}

/** What was left out of a line, beside its reason. */
export function leftOut(declared: Traced, retained: Traced): string | undefined {
  const [asked] = givenIn(declared, '.full-times');
  const [norm] = givenIn(retained, '.norm');
  if (asked && norm) return `${two.format(total([norm]))} ETP retenus sur ${two.format(total([asked]))}`;
  const [most] = givenIn(retained, '.kept-sessions');
  const [sessions] = givenIn(declared, '.sessions');
  if (most && sessions)
    return `${valueInWords(most)} ${plural(total([most]), 'séance', 'séances')} sur ${valueInWords(sessions)}`;
  if (declared.how.by !== 'sum' || retained.how.by !== 'sum') return undefined;
  const kept = new Set(retained.how.of.map(({ code }) => code));
  const dropped = declared.how.of.filter(({ code }) => !kept.has(code));
  if (dropped.length > 2) return `${String(dropped.length)} séances écartées`;
  return dropped.map(sessionInWords).join(' ; ') || undefined;
}
function sessionInWords(session: Traced): string {
  const day = dayIn(session);
  const length = [...givenIn(session, '.hours'), ...givenIn(session, '.kilometres')].map(valueInWords).join(', ');
  return `séance${day ? ` du ${formatLongDate(day)}` : ''}, ${length}`;
}
/** The day by which its tariff was read: that of the session. */
function dayIn({ how }: Traced): string | undefined {
  if (how.by === 'given') return how.from.kind === 'parameter' ? how.from.on : undefined;
  return how.of.map(dayIn).find((day) => day !== undefined);
}
/** Of the norm, its figure: « Norme : 4,00 ETP ». */
export const normIn = (retained: Traced): string | undefined => givenIn(retained, '.norm').map(valueInWords)[0];
