/** What a family tells: read field by field, and held against the day. */
import { z } from 'zod';
import { addMonths, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { firstDayToAsk, lastDayOfCare } from '../../domain/pre-request/first-day.ts';
import { emailAddress } from '../forms/email.ts';
import { several } from '../forms/envelope.ts';
import { faultsIn, type Faults } from '../forms/form.ts';
import { choice, optionalLine, optionalText, requiredDay, requiredLine } from '../forms/inputs.ts';
import { phone } from '../forms/numbers.ts';
import { notAChoice } from '../forms/sentences.ts';

export type Typed = Readonly<Record<string, unknown>>;
export const wishFields = ['childOn', 'wishedOn', 'days'] as const;
export const contactFields = ['name', 'email', 'phone', 'message', 'consent'] as const;

export const consent =
  "J'accepte que ces données soient transmises aux lieux d'accueil choisis, pour répondre à cette pré-demande. Je peux la retirer à tout moment avec mon code de suivi.";

const dayCodes = ['1', '2', '3', '4', '5'] as const;
const noDays = 'Choisissez au moins un jour de la semaine.';

const Wishes = z.object({
  childOn: requiredDay('Encodez la date de naissance de votre enfant, prévue ou réelle.'),
  wishedOn: requiredDay("Encodez le jour où votre enfant devrait entrer dans le lieu d'accueil."),
  days: several(choice(notAChoice, dayCodes), noDays).transform((days) => [...new Set(days)].sort().map(Number)),
});
const Contact = z.object({
  name: requiredLine('Encodez votre prénom et votre nom.', 100),
  email: emailAddress('Encodez votre courriel : votre code de suivi y est envoyé.'),
  phone: optionalLine(100).pipe(z.union([z.undefined(), phone('')])),
  message: optionalText(1000),
  consent: z.literal('oui', 'Cochez la case : sans votre accord, la pré-demande ne peut pas être transmise.'),
});
export type Wishes = z.infer<typeof Wishes>;
export type Contact = z.infer<typeof Contact>;

type Read<T> = { ok: true; values: T } | { ok: false; faults: Faults };
const readWith = <T>(schema: z.ZodType<T>, typed: Typed): Read<T> => {
  const read = schema.safeParse(typed);
  return read.success ? { ok: true, values: read.data } : { ok: false, faults: faultsIn(read.error) };
};

/** @param full months of pregnancy that must be over */
export function readWishes(typed: Typed, today: Day, full: number): Read<Wishes> {
  const read = readWith(Wishes, typed);
  if (!read.ok) return read;
  const faults = faultsOfWishes(read.values, today, full);
  return Object.keys(faults).length > 0 ? { ok: false, faults } : read;
}
export const readContact = (typed: Typed): Read<Contact> => readWith(Contact, typed);

/** Nobody expects a child for longer: the year was mistyped. */
const longestAhead = 24;

export function faultsOfWishes({ childOn, wishedOn }: Wishes, today: Day, full: number): Faults {
  const first = firstDayToAsk(childOn, full);
  if (childOn > addMonths(today, longestAhead))
    return { childOn: `Vérifiez l'année : le ${formatLongDate(childOn)} est dans plus de deux ans.` };
  if (childOn > today && first > today)
    return {
      childOn: `Une pré-demande se fait à partir de trois mois de grossesse révolus : pour une naissance prévue le ${formatLongDate(childOn)}, à partir du ${formatLongDate(first)}. Revenez ce jour-là ; rien n'a été enregistré.`,
    };
  const end = lastDayOfCare(childOn);
  if (end <= today)
    return {
      childOn: `Les enfants sont accueillis jusqu'à leurs trois ans : un enfant né le ${formatLongDate(childOn)} les a depuis le ${formatLongDate(end)}.`,
    };
  const earliest = childOn > today ? childOn : today;
  if (wishedOn < earliest)
    return {
      wishedOn:
        childOn > today
          ? `L'entrée ne peut pas être avant la naissance, le ${formatLongDate(childOn)}.`
          : `L'entrée ne peut pas être avant aujourd'hui, le ${formatLongDate(today)}.`,
    };
  if (wishedOn >= end)
    return { wishedOn: `L'entrée doit être avant les trois ans de l'enfant, le ${formatLongDate(end)}.` };
  return {};
}

/** @param most places in one pre-request */
export function faultOfPlaces(
  numbers: readonly string[],
  found: readonly { number: string }[],
  most: number,
): string | undefined {
  if (numbers.length === 0) return "Choisissez au moins un lieu d'accueil.";
  if (numbers.length > most)
    return `Une pré-demande s'adresse à ${String(most)} lieux d'accueil au plus : retirez-en ${String(numbers.length - most)}.`;
  const gone = numbers.filter((number) => !found.some((place) => place.number === number));
  if (gone.length > 0)
    return `${gone.length > 1 ? 'Ces lieux ne prennent' : 'Ce lieu ne prend'} pas de pré-demande pour le moment : ${gone.join(', ')}. ${gone.length > 1 ? 'Retirez-les' : 'Retirez-le'} de la liste.`;
  return undefined;
}
