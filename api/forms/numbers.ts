/** Numbers as people write them. What cannot be read exactly is refused with what was understood; no sign that means something is dropped. */
import { z } from 'zod';
import { isDigits, withoutSeparators } from '../../domain/parsed.ts';
import { numberFault, quoted } from '../../domain/number-fault.ts';
import { inWords, readTyped } from '../../domain/quantity.ts';
import { readNumber } from '../../domain/written-number.ts';
import { optionalLine, requiredLine } from './inputs.ts';

/** A whole number from `least` to `most`. */
export const count = (missing: string, bounds: CountBounds) =>
  requiredLine(missing, 100).transform((typed, context) => countIn(typed, bounds, context));
export const optionalCount = (bounds: CountBounds) =>
  optionalLine().transform((typed, context) => (typed === undefined ? undefined : countIn(typed, bounds, context)));

interface CountBounds {
  least: number;
  most: number;
}
function countIn(typed: string, { least, most }: CountBounds, context: z.RefinementCtx): number {
  const read = readTyped(typed, 'count');
  if (read.ok && read.value >= least && read.value <= most) return read.value;
  context.addIssue({
    code: 'custom',
    message: !read.ok
      ? numberFault(typed, read, true)
      : read.value < least
        ? `Le nombre le plus petit est ${String(least)}`
        : `Le nombre le plus grand est ${String(most)}`,
  });
  return z.NEVER;
}

interface AmountBounds {
  least?: number;
  most?: number;
}
/** An amount as one writes it (« 1 234,56 », « 12 € »), in cents. */
export const amount = (missing: string, bounds: AmountBounds = {}) =>
  requiredLine(missing, 100).transform((typed, context) => amountIn(typed, context, bounds));
export const optionalAmount = (bounds: AmountBounds = {}) =>
  optionalLine(100).transform((typed, context) => (typed === undefined ? undefined : amountIn(typed, context, bounds)));
function amountIn(
  typed: string,
  context: z.RefinementCtx<string | undefined>,
  { least = 0, most = 1_000_000_000 }: AmountBounds,
): number {
  const read = readTyped(typed, 'cents');
  if (read.ok && read.value >= least && read.value <= most) return read.value;
  const say = (value: number): string => inWords({ value, unit: 'cents' });
  context.addIssue({
    code: 'custom',
    message: !read.ok
      ? numberFault(typed, read, false)
      : read.value < least
        ? `Le montant le plus petit est ${say(least)}`
        : `Le montant le plus grand est ${say(most)}`,
  });
  return z.NEVER;
}

/** A number of at most two decimals, from `least` to `most`. @param unit may be written after it */
export const decimal = (missing: string, { least, most, unit }: { least: number; most: number; unit: string }) =>
  requiredLine(missing, 100).transform((typed, context) => {
    const read = readNumber(typed.endsWith(unit) ? typed.slice(0, -unit.length) : typed);
    const value = read.ok ? Number(`${read.negative ? '-' : ''}${read.whole}.${read.decimals || '0'}`) : undefined;
    if (read.ok && read.decimals.length <= 2 && value! >= least && value! <= most) return value!;
    const say = (bound: number): string => `${String(bound).replace('.', ',')}\u00a0${unit}`;
    context.addIssue({
      code: 'custom',
      message: !read.ok
        ? numberFault(typed, read, false)
        : read.decimals.length > 2
          ? numberFault(typed, { ok: false, why: 'decimals', most: 2 }, false)
          : value! < least
            ? `Le nombre le plus petit est ${say(least)}`
            : `Le nombre le plus grand est ${say(most)}`,
    });
    return z.NEVER;
  });

const phoneDigits = 'Écrivez le numéro avec ses chiffres, par exemple 081 23 45 67';
const noPrefix = 'Écrivez le numéro avec son indicatif, par exemple 081 23 45 67 ou +33 1 23 45 67 89';
/** Nine figures for a fixed line, ten for a mobile (plan de numérotation belge); abroad up to fifteen (E.164). */
function phoneFault(typed: string): string | undefined {
  if (!/^\+?[\d\s./()‐-―-]+$/u.test(typed)) return phoneDigits;
  const digits = typed.replace('(0)', '').replace(/\D/g, '');
  if (digits.length < 8) return phoneDigits;
  if (digits.length > 15) return `Écrivez un seul numéro : ${quoted(typed)} compte ${String(digits.length)} chiffres`;
  const [, abroad] = /^(?:\+|00)(.*)$/.exec(typed.startsWith('+') ? `+${digits}` : digits) ?? [];
  if (abroad === undefined && !digits.startsWith('0')) return noPrefix;
  const belgian = abroad === undefined ? digits.slice(1) : abroad.startsWith('32') ? abroad.slice(2) : undefined;
  return belgian === undefined || belgian.length === 8 || belgian.length === 9
    ? undefined
    : `${quoted(typed)} n'a pas le nombre de chiffres d'un numéro belge : 9 pour un fixe, 10 pour un GSM`;
}
/** A telephone number that can be dialled; kept as it was written. */
export const phone = (missing: string) =>
  requiredLine(missing, 100).superRefine((typed, context) => {
    const message = phoneFault(typed);
    if (message) context.addIssue({ code: 'custom', message });
  });

/** Four figures, « B-5000 » too; undefined for anything else. */
export function findPostcode(typed: string): string | undefined {
  const digits = withoutSeparators(typed).replace(/^BE?(?=\d)/i, '');
  return isDigits(digits) && digits.length === 4 ? digits : undefined;
}

/** Of a filter: a whole postcode. */
export const postcode = requiredLine('', 20).transform(findPostcode).pipe(z.string());

function hourIn(typed: string, context: z.RefinementCtx<string | undefined>): string {
  const { hours, minutes = '00' } =
    /^(?<hours>\d{1,2}) ?(?:(?:h|:|\.) ?(?<minutes>\d{2})(?: ?min)?|h)$/i.exec(typed)?.groups ?? {};
  if (hours !== undefined && Number(hours) < 24 && Number(minutes) < 60) return `${hours.padStart(2, '0')}:${minutes}`;
  const only = /^\d{1,2}$/.test(typed) && Number(typed) < 24;
  context.addIssue({
    code: 'custom',
    message:
      hours === undefined
        ? `${quoted(typed)} n'est pas une heure : écrivez ${only ? `${typed}:00 ou l'heure avec ses minutes` : 'par exemple 9:30'}`
        : `${quoted(typed)} n'existe pas : l'heure va de 0:00 à 23:59`,
  });
  return z.NEVER;
}
/** « 9:30 », « 9h30 », « 14 h », « 9.30 »; leaves as 09:30. */
export const requiredHour = (missing: string) => requiredLine(missing).transform(hourIn);
export const optionalHour = () =>
  optionalLine().transform((typed, context) => (typed === undefined ? undefined : hourIn(typed, context)));

const quarter = 0.25;
/** A length in hours, by quarters: « 6 », « 7,5 », « 7.25 », « 3 h », « 1h30 ». */
export const hoursOf = (missing: string, { least, most }: { least: number; most: number }) =>
  requiredLine(missing, 100).transform((typed, context) => {
    const hours = hoursIn(typed);
    const fault =
      typeof hours === 'string'
        ? hours
        : hours < least || hours > most
          ? `Écrivez une durée de ${said(least)} à ${said(most)} heures`
          : Number.isInteger(hours / quarter)
            ? undefined
            : `${quoted(typed)} n'est pas un nombre de quarts d'heure : écrivez ${said(Math.floor(hours / quarter) * quarter)} ou ${said(Math.ceil(hours / quarter) * quarter)}`;
    if (fault === undefined && typeof hours === 'number') return hours;
    context.addIssue({ code: 'custom', message: fault ?? missing });
    return z.NEVER;
  });
const said = (value: number): string => String(value).replace('.', ',');
/** @returns what is wrong, in a sentence */
function hoursIn(typed: string): number | string {
  const { hours, minutes = '00' } = /^(?<hours>\d{1,3}) ?h ?(?<minutes>\d{2})?$/i.exec(typed)?.groups ?? {};
  if (hours !== undefined && Number(minutes) < 60) return Number(hours) + Number(minutes) / 60;
  const read = readNumber(typed.replace(/ ?(?:h|heures?)$/i, ''));
  if (!read.ok) return numberFault(typed, read, false);
  return Number(`${read.negative ? '-' : ''}${read.whole}.${read.decimals || '0'}`);
}
