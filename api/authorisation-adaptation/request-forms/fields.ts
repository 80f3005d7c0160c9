/** How the inputs of a request are read. What comes in is always text; dates leave as YYYY-MM-DD, numbers as numbers, yes and no as booleans. */
import { z } from 'zod';
import { isDay } from '../../../domain/calendar.ts';
import { parseFrenchDate } from '../../../domain/french-dates.ts';
import { findLocality, localitiesOf } from '../../../domain/localities.ts';
import { administrationOf } from '../../../domain/postcodes.ts';

const notADate = "Cette date n'existe pas : écrivez le jour, le mois et l'année, par exemple 05/01/2027";
const notANumber = 'Écrivez un nombre entier, par exemple 28';
const notAChoice = 'Choisissez une des réponses proposées';
const notAPhone = 'Écrivez le numéro avec ses chiffres, par exemple 081 23 45 67';
const noHouseNumber = 'Encodez le numéro de la maison';
const noStreet = 'Encodez la rue';
const noPostcode = 'Encodez le code postal';
const noLocality = 'Encodez la localité';
const notAPostcode = 'Le code postal compte quatre chiffres, par exemple 5000';
const elsewhere =
  "Ce code postal est en dehors de Bruxelles et de la Wallonie : l'ONE n'y autorise pas de milieu d'accueil";
const germanSpeaking =
  "Ce code postal relève de la Communauté germanophone : l'ONE n'y autorise pas de milieu d'accueil";
const tooLong = (most: number): string => `Votre texte est trop long : ${most} caractères au maximum`;

const written = (missing: string) => z.string({ error: missing }).trim();

/** A text that must be given. */
export const text = (missing: string, most = 200) => written(missing).min(1, missing).max(most, tooLong(most));
export const optionalText = (most = 200) =>
  z
    .string()
    .trim()
    .max(most, tooLong(most))
    .transform((value) => (value === '' ? undefined : value))
    .optional();

export const day = (missing: string) =>
  written(missing)
    .min(1, missing)
    .transform((value, context) => {
      const found = parseFrenchDate(value);
      if (found !== undefined && isDay(found)) return found;
      context.addIssue({ code: 'custom', message: notADate });
      return z.NEVER;
    });
export const optionalDay = () =>
  z
    .string()
    .trim()
    .optional()
    .transform((value, context) => {
      if (!value) return undefined;
      const found = parseFrenchDate(value);
      if (found !== undefined) return found;
      context.addIssue({ code: 'custom', message: notADate });
      return z.NEVER;
    });

/** A whole number from `least` to `most`; spaces between thousands are read. */
export const count = (missing: string, { least, most }: { least: number; most: number }) =>
  written(missing)
    .min(1, missing)
    .transform((value) => value.replace(/[\s.]/g, ''))
    .pipe(
      z
        .string()
        .regex(/^\d{1,6}$/, notANumber)
        .transform(Number)
        .pipe(
          z
            .number()
            .min(least, `Le nombre le plus petit est ${least}`)
            .max(most, `Le nombre le plus grand est ${most}`),
        ),
    );

export const choice = <const T extends readonly [string, ...string[]]>(missing: string, values: T) =>
  z.enum(values, { error: (issue) => (issue.input === undefined || issue.input === '' ? missing : notAChoice) });

export const yesOrNo = (missing: string) => choice(missing, ['oui', 'non']).transform((value) => value === 'oui');

export const phone = (missing: string) =>
  written(missing)
    .min(1, missing)
    .regex(/^\+?[\d\s./()-]{8,24}$/, notAPhone);

/** A box that a browser does not send, or an empty one. */
const box = z
  .string()
  .trim()
  .max(10, tooLong(10))
  .transform((value) => (value === '' ? undefined : value))
  .optional();

/** A Belgian address where ONE authorises: the postcode exists, and the locality is one of its own. */
export const address = z
  .strictObject(
    {
      street: text(noStreet, 100),
      number: text(noHouseNumber, 10),
      box,
      postcode: text(noPostcode, 10),
      locality: text(noLocality, 60),
    },
    { error: noStreet },
  )
  .transform((value, context) => {
    const fault = (path: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [path], message });
      return z.NEVER;
    };
    if (!/^\d{4}$/.test(value.postcode)) return fault('postcode', notAPostcode);
    if (/^47/.test(value.postcode)) return fault('postcode', germanSpeaking);
    const names = localitiesOf(value.postcode);
    if (!administrationOf(value.postcode)) return fault('postcode', elsewhere);
    if (names.length === 0) return fault('postcode', `Nous ne connaissons pas le code postal ${value.postcode}`);
    const found = findLocality(value.postcode, value.locality);
    if (!found) return fault('locality', `Le code postal ${value.postcode} est celui de ${names.join(', ')}`);
    return { ...value, locality: found.name };
  });
