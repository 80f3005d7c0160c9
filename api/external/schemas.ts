/** What is sent to the interface and what it answers: the schemas that read the requests, and from which its description is drawn. */
import { z } from 'zod';
import { webhookEvents } from '../../domain/applications/scopes.ts';
import { mostRows } from '../../domain/attendance/month.ts';
import { longestCell } from '../../domain/attendance/codes.ts';
import { isDay } from '../../domain/calendar.ts';
import { holdsNationalNumber } from '../../domain/national-number.ts';
import { cleanLine, hasVisible } from '../../domain/typed-text.ts';

const described = <T extends z.ZodType>(schema: T, description: string, example?: unknown): T =>
  schema.meta({ description, ...(example === undefined ? {} : { example }) });

const id = (description: string) => described(z.guid(), description, '3f0c2a51-9d0e-4a6f-8a3e-0d5b7c1e2f34');
const day = (description: string, example: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'Une date, sous la forme AAAA-MM-JJ', abort: true })
    .refine(isDay, { error: 'Cette date n’existe pas' })
    .meta({ description, example, format: 'date' });
const version = (description: string) => described(z.int().min(1).max(2_000_000_000), description, 4);
const line = (description: string, example: string) =>
  z
    .string()
    .max(100)
    .transform(cleanLine)
    .refine(hasVisible, { error: 'Quelque chose de visible doit s’y trouver' })
    .meta({ description, example });
export const cursorPattern = /^\d{1,18}$/;
const cursor = (description: string) => described(z.string().regex(cursorPattern), description, '48213');
export const monthPattern = /^\d{4}-\d{2}$/;
const month = () => described(z.string().regex(monthPattern), 'Le mois, AAAA-MM', '2026-09');

const Reference = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,64}$/, {
    error: 'De 1 à 64 lettres sans accent, chiffres, points, tirets, deux-points ou soulignés',
    abort: true,
  })
  .refine((text) => !holdsNationalNumber(text), {
    error: 'Un numéro de registre national ne peut pas servir de référence',
  })
  .meta({
    description: 'La référence de l’enfant dans votre logiciel ; jamais un numéro de registre national',
    example: 'enf-0042',
  });

const SentCell = z
  .strictObject({
    day: described(z.int().min(1).max(31), 'Le jour du mois', 3),
    code: described(
      z.string().max(longestCell),
      'P, ½P, AJ, ½AJ, AI, ½AI ou F ; « 1/2 P » est lu comme « ½P » ; vide pour effacer',
      'P',
    ),
    version: version('La version lue de la cellule : demandée pour remplacer ce qui s’y trouve').optional(),
  })
  .meta({ id: 'CellToWrite' });

const SentChild = z
  .strictObject({
    reference: Reference.optional(),
    familyName: line('Nom', 'Lambert').optional(),
    firstName: line('Prénom', 'Ada').optional(),
    birthOn: day('Date de naissance', '2025-03-04').optional(),
    enteredOn: day('Premier jour d’accueil', '2025-09-01').optional(),
    leftOn: day('Dernier jour d’accueil ; null : pas de fin connue', '2026-10-15').nullable().optional(),
    contractDays: described(
      z.number().min(0).max(7).multipleOf(0.5),
      'Jours par semaine prévus au contrat d’accueil',
      4.5,
    )
      .nullable()
      .optional(),
    version: version('La version lue de l’enfant : demandée pour changer son nom ou ses dates').optional(),
    cells: z.array(SentCell).max(31).default([]),
  })
  .refine(
    ({ reference, familyName, firstName, birthOn }) =>
      reference !== undefined || (familyName !== undefined && firstName !== undefined && birthOn !== undefined),
    { error: 'Donnez « reference », ou « familyName », « firstName » et « birthOn »' },
  )
  .meta({
    id: 'ChildToWrite',
    description:
      'Retrouvé par « reference », sinon par nom, prénom et date de naissance. Ce qui n’est pas donné ne change pas.',
  });

export const AttendanceToWrite = z
  .strictObject({ children: z.array(SentChild).min(1).max(mostRows) })
  .meta({ id: 'AttendanceToWrite' });

export const WriteQuery = z.strictObject({
  mode: z.enum(['all', 'valid-cells']).default('all').meta({
    description:
      '« all » : tout ou rien (d’office). « valid-cells » : ce qui est juste est écrit, le reste est renvoyé dans « refused ».',
  }),
});
export const ChangesQuery = z.strictObject({
  since: cursor('Le curseur reçu avec la lecture précédente du même mois'),
});
export const NoQuery = z.strictObject({});

const Cell = z
  .strictObject({
    day: described(z.int(), 'Le jour du mois', 3),
    code: described(z.string(), 'Ce qui s’y trouve : un code, ou ce qui a été tapé', 'P'),
    version: version('À renvoyer pour remplacer'),
  })
  .meta({ id: 'Cell' });
const Child = z
  .strictObject({
    id: id('Celui de Pro.ONE : le même de mois en mois'),
    reference: described(z.string().nullable(), 'Celle de votre logiciel, si vous l’avez donnée', 'enf-0042'),
    familyName: described(z.string(), 'Nom', 'Lambert'),
    firstName: described(z.string(), 'Prénom', 'Ada'),
    birthOn: described(z.string().nullable(), 'Date de naissance', '2025-03-04'),
    enteredOn: described(z.string().nullable(), 'Premier jour d’accueil', '2025-09-01'),
    leftOn: described(z.string().nullable(), 'Dernier jour d’accueil', null),
    contractDays: described(z.number().nullable(), 'Jours par semaine prévus au contrat', 4.5),
    version: version('À renvoyer pour changer le nom ou les dates'),
    cells: z.array(Cell).meta({ description: 'Celles dans lesquelles quelque chose se trouve ou s’est trouvé' }),
  })
  .meta({ id: 'Child' });

const states = ['unopened', 'open', 'sent', 'reopened', 'over'] as const;
const State = z.enum(states).meta({
  description:
    '« unopened » : le trimestre n’est pas encore ouvert, le mois s’encode déjà ; « open », « reopened » : à encoder ; « sent » : envoyé à l’ONE ; « over » : le trimestre ne prend plus rien',
  example: 'open',
});
export const MonthAttendance = z
  .strictObject({
    place: id('Le milieu d’accueil'),
    month: month(),
    state: State,
    cursor: cursor('Pour demander ce qui change ensuite'),
    children: z.array(Child),
  })
  .meta({ id: 'MonthAttendance' });
export const MonthChanges = z
  .strictObject({
    cursor: cursor('Pour la prochaine demande'),
    children: z.array(Child).meta({ description: 'Entiers, tels qu’ils sont maintenant' }),
    removed: z.array(z.guid()).meta({ description: 'Enfants ôtés du mois, par leur id' }),
  })
  .meta({ id: 'MonthChanges' });
export const MonthState = z
  .strictObject({
    month: month(),
    quarter: described(z.string(), 'Le trimestre', '2026-3'),
    state: State,
    mayWrite: z.boolean().meta({ description: 'Une écriture serait-elle acceptée', example: true }),
    sentAt: described(z.string().nullable(), 'Quand une personne l’a envoyé', '2026-10-05T09:12:00.000Z'),
    digest: described(z.string().nullable(), 'SHA-256 de ce qui a été envoyé', null),
  })
  .meta({ id: 'MonthState' });

const Point = z
  .strictObject({
    pointer: described(z.string(), 'Où, dans votre message (RFC 6901)', '/children/3/cells/5'),
    code: described(z.string(), 'Le même pour la même faute : pour votre logiciel', 'unknown-code'),
    detail: described(z.string(), 'Pour la personne qui encode', 'Ce code n’existe pas'),
    day: described(z.string(), 'Le jour dont il s’agit', '2026-09-06').optional(),
    stands: z
      .strictObject({ code: z.string().optional(), version: z.int() })
      .optional()
      .meta({ description: 'Ce qui s’y trouve maintenant, et sa version', example: { code: 'AJ', version: 3 } }),
  })
  .meta({ id: 'Point' });
export const Written = z
  .strictObject({
    month: month(),
    cursor: cursor('Version du mois après cette écriture'),
    written: z.strictObject({ children: z.int(), cells: z.int() }),
    children: z.array(
      z.strictObject({
        index: described(z.int(), 'Sa place dans votre message, dès 0', 0),
        id: id('Celui de Pro.ONE'),
        created: z.boolean(),
        version: version('De l’enfant'),
        cells: z.array(z.strictObject({ day: z.int(), version: z.int() })),
      }),
    ),
    refused: z.array(Point).meta({ description: '« valid-cells » : ce qui n’a pas été écrit' }),
    doubts: z.array(Point).meta({ description: 'À vérifier, mais écrit' }),
  })
  .meta({ id: 'Written' });

export const Places = z
  .strictObject({
    sandbox: z.boolean().meta({ description: 'Le jeton est celui du bac à sable', example: false }),
    places: z.array(
      z
        .strictObject({
          id: id('À mettre dans les adresses'),
          number: described(z.string(), 'Numéro à l’ONE', 'MA-20418'),
          name: described(z.string(), 'Son nom', 'Crèche Les Petits Chênes'),
          kind: described(
            z.enum(['subsidised-creche', 'after-school-1']),
            'Crèche subventionnée, ou lieu extrascolaire de type 1',
            'subsidised-creche',
          ),
        })
        .meta({ id: 'Place' }),
    ),
  })
  .meta({ id: 'Places' });

/** What a webhook is told: which thing has moved, and where to read it; never a name. */
export const WebhookMessage = z
  .strictObject({
    type: z.enum(webhookEvents).meta({ description: 'Ce qui s’est passé', example: 'attendance.sent' }),
    timestamp: described(z.string(), 'Quand', '2026-10-05T09:12:00.000Z'),
    data: z.strictObject({
      place: id('Le milieu d’accueil'),
      quarter: described(z.string(), 'Le trimestre', '2026-3'),
      month: described(z.string(), 'Le mois, pour « attendance.… »', '2026-09').optional(),
      status: described(z.string(), 'L’état du trimestre depuis lors', 'running'),
      href: described(z.string(), 'Où lire ce qu’il en est', '/interface/v1/places'),
    }),
  })
  .meta({ id: 'WebhookMessage' });

export const ProblemBody = z
  .strictObject({
    type: z.string().meta({ example: 'https://pro.one.be/developpeurs#erreur-attendance-refused' }),
    title: z.string().meta({ example: 'Des données sont refusées' }),
    status: z.int().meta({ example: 422 }),
    code: z.string().meta({ example: 'attendance-refused' }),
    detail: z
      .string()
      .meta({ example: 'Rien n’est écrit : corrigez ce que dit « errors », ou demandez « mode=valid-cells ».' }),
    requestId: z
      .string()
      .meta({ description: 'À donner au helpdesk', example: '9b2c6e0e-6f0b-4d7a-a3ce-0a1d2c3b4e5f' }),
    errors: z.array(Point).optional(),
  })
  .meta({ id: 'Problem' });
