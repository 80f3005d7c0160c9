/** The days of a place after school, as the interface sends and takes them. */
import { z } from 'zod';
import { mostChildren } from '../../domain/after-school/counts.ts';
import { reasons } from '../../domain/after-school/required-days.ts';
import { isDay } from '../../domain/calendar.ts';

const text = (description: string, example: string | null) => z.string().meta({ description, example });
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'Une date, sous la forme AAAA-MM-JJ', abort: true })
  .refine(isDay, { error: 'Cette date n’existe pas' })
  .meta({ description: 'Le jour', example: '2026-11-16', format: 'date' });
const count = (description: string, example: number | null) =>
  z.int().min(0).max(mostChildren).nullable().meta({ description, example });
const version = (description: string) => z.int().min(0).max(2_000_000_000).meta({ description, example: 2 });
const counts = {
  nursery: count('Enfants de maternelle présents ; 0 : aucun, null : rien n’est dit', 31),
  primarySchool: count('Enfants de primaire présents', 44),
  together: count('Leur somme, là où elle n’est pas partagée ; les deux autres sont alors null', null),
  positive: count('Parmi eux, ceux de la différenciation positive', 5),
  morning: count('Enfants présents avant l’école', null),
};
const sent = Object.fromEntries(Object.entries(counts).map(([name, one]) => [name, one.default(null)])) as {
  [Name in keyof typeof counts]: z.ZodDefault<(typeof counts)[Name]>;
};

export const DaysToWrite = z
  .strictObject({
    enrolled: z
      .strictObject({
        nursery: count('Enfants inscrits en maternelle ce mois-là', 46),
        primary: count('Enfants inscrits en primaire ce mois-là', 71),
        version: version('La version lue : demandée pour remplacer').optional(),
      })
      .optional()
      .meta({ description: 'Absent : ne change pas' }),
    days: z
      .array(
        z
          .strictObject({
            day,
            ...sent,
            openAnyway: z
              .boolean()
              .default(false)
              .meta({ description: 'Le lieu était ouvert un jour pour lequel rien n’est attendu', example: false }),
            version: version('La version lue du jour : demandée pour remplacer ce qui s’y trouve').optional(),
          })
          .meta({ id: 'DayToWrite' }),
      )
      .max(31)
      .default([])
      .meta({ description: 'Chacun en entier ; un jour absent ne change pas' }),
  })
  .meta({ id: 'DaysToWrite' });

const Day = z
  .strictObject({
    day,
    required: z.boolean().meta({ description: 'Le nombre d’enfants est attendu', example: true }),
    reason: z.enum(reasons).nullable().meta({ description: 'Pourquoi rien n’est attendu', example: null }),
    reasonText: z.string().nullable().meta({ description: 'La même chose, pour la personne', example: null }),
    ...counts,
    openAnyway: z.boolean().meta({ example: false }),
    version: version('À renvoyer pour remplacer ; 0 : rien ne s’y trouve'),
  })
  .meta({ id: 'Day' });
export const MonthDays = z
  .strictObject({
    place: z.guid().meta({ description: 'Le lieu' }),
    month: text('Le mois, AAAA-MM', '2026-11'),
    budgetYear: z.int().meta({ description: 'L’année budgétaire, du 1er octobre au 30 septembre', example: 2027 }),
    quarter: text('Le trimestre, par ses mois', 'octobre – décembre 2026'),
    state: z.enum(['open', 'sent']).meta({ description: '« sent » : envoyé à l’ONE, ne change plus', example: 'open' }),
    enrolled: z.strictObject({
      nursery: count('Inscrits en maternelle', 46),
      primary: count('Inscrits en primaire', 71),
      version: version('À renvoyer pour remplacer ; 0 : rien ne s’y trouve'),
    }),
    days: z.array(Day).meta({ description: 'Tous ceux du mois' }),
  })
  .meta({ id: 'MonthDays' });

export const DaysWritten = z
  .strictObject({
    month: text('Le mois, AAAA-MM', '2026-11'),
    enrolled: z.strictObject({ version: z.int() }).optional(),
    days: z.array(z.strictObject({ day, version: z.int() })),
  })
  .meta({ id: 'DaysWritten' });
