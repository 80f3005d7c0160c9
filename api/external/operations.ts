/** Every address of the interface: what it asks, takes and answers. The router serves this list, and the description is drawn from it. */
import type { z } from 'zod';
import type { Scope } from '../../domain/applications/scopes.ts';
import { DaysToWrite, DaysWritten, MonthDays } from './days-schemas.ts';
import { examples } from './examples.ts';
import type { ProblemCode } from './problem.ts';
import {
  AttendanceToWrite,
  ChangesQuery,
  MonthAttendance,
  MonthChanges,
  MonthState,
  NoQuery,
  Places,
  WriteQuery,
  Written,
} from './schemas.ts';

export interface Operation {
  id: 'listPlaces' | 'readMonth' | 'writeMonth' | 'readChanges' | 'readState' | 'readDays' | 'writeDays';
  method: 'get' | 'put';
  /** As Express takes it. */
  path: string;
  scope: Scope;
  summary: string;
  description: string;
  query: z.ZodType;
  body?: z.ZodType;
  answer: z.ZodType;
  example: { body?: object; answer: object };
  /** Of places after school: others are not there. */
  isAfterSchool?: true;
  /** Beside those that every address may answer. */
  problems: readonly ProblemCode[];
}

const month = '/interface/v1/places/:id/attendance/:month';
const days = '/interface/v1/places/:id/after-school/:month';
const ofMonth = ['no-such-place', 'no-such-month', 'query-invalid'] as const;

export const operations: readonly Operation[] = [
  {
    id: 'listPlaces',
    method: 'get',
    path: '/interface/v1/places',
    scope: 'attendance:read',
    summary: 'Les milieux d’accueil de l’application',
    description: 'Ceux que l’opérateur lui a ouverts, par ordre alphabétique.',
    query: NoQuery,
    answer: Places,
    example: { answer: examples.places },
    problems: ['query-invalid'],
  },
  {
    id: 'readMonth',
    method: 'get',
    path: month,
    scope: 'attendance:read',
    summary: 'Les présences d’un mois',
    description:
      'Telles qu’elles sont en ce moment. « ETag » est la version du mois : « If-None-Match » évite de le relire inchangé.',
    query: NoQuery,
    answer: MonthAttendance,
    example: { answer: examples.month },
    problems: ofMonth,
  },
  {
    id: 'writeMonth',
    method: 'put',
    path: month,
    scope: 'attendance:write',
    summary: 'Ajouter ou changer des présences',
    description: [
      'Ajoute les enfants qui manquent, remplit les cellules vides et, avec les versions lues, remplace ce qui s’y trouve ; ce dont le message ne parle pas reste.',
      '« If-Match » avec l’« ETag » du mois tient lieu de toutes les versions.',
      '« Idempotency-Key » est demandé : le même message avec la même clé reçoit la même réponse pendant 24 heures, et n’est fait qu’une fois.',
      'Envoyer le mois à l’ONE reste l’acte d’une personne, dans Pro.ONE.',
    ].join(' '),
    query: WriteQuery,
    body: AttendanceToWrite,
    answer: Written,
    example: { body: examples.toWrite, answer: examples.written },
    problems: [
      ...ofMonth,
      ...([
        'key-missing',
        'key-under-way',
        'key-of-other-request',
        'not-json',
        'body-unreadable',
        'body-too-large',
      ] as const),
      ...([
        'body-invalid',
        'attendance-refused',
        'attendance-changed',
        'month-changed',
        'if-match-unreadable',
      ] as const),
      ...(['month-sent', 'month-over'] as const),
    ],
  },
  {
    id: 'readChanges',
    method: 'get',
    path: `${month}/changes`,
    scope: 'attendance:read',
    summary: 'Ce qui a changé depuis une lecture',
    description: 'Par qui que ce soit : une personne dans Pro.ONE, un autre logiciel ou le vôtre.',
    query: ChangesQuery,
    answer: MonthChanges,
    example: { answer: examples.changes },
    problems: ofMonth,
  },
  {
    id: 'readState',
    method: 'get',
    path: `${month}/state`,
    scope: 'attendance:read',
    summary: 'Où en est un mois',
    description: 'Encore à encoder, envoyé à l’ONE par une personne, rouvert, ou d’un trimestre terminé.',
    query: NoQuery,
    answer: MonthState,
    example: { answer: examples.state },
    problems: ofMonth,
  },
  {
    id: 'readDays',
    method: 'get',
    path: days,
    isAfterSchool: true,
    scope: 'attendance:read',
    summary: 'Les jours d’un mois d’un lieu extrascolaire',
    description:
      'Chaque jour : si le nombre d’enfants est attendu, sinon pourquoi, et ce qui est encodé. L’année budgétaire va du 1er octobre au 30 septembre. « ETag » est la version du mois.',
    query: NoQuery,
    answer: MonthDays,
    example: { answer: examples.days },
    problems: ofMonth,
  },
  {
    id: 'writeDays',
    method: 'put',
    path: days,
    isAfterSchool: true,
    scope: 'attendance:write',
    summary: 'Ajouter ou changer les enfants comptés d’un lieu extrascolaire',
    description: [
      'Chaque jour du message est écrit en entier ; les autres restent. Tout ou rien.',
      'Un jour où quelque chose se trouve se remplace avec sa version, ou avec « If-Match » et l’« ETag » du mois.',
      'Un jour pour lequel rien n’est attendu se compte avec « openAnyway ».',
      '« Idempotency-Key » est demandé, comme pour les présences des crèches.',
      'Envoyer le trimestre à l’ONE reste l’acte d’une personne, dans Pro.ONE.',
    ].join(' '),
    query: NoQuery,
    body: DaysToWrite,
    answer: DaysWritten,
    example: { body: examples.daysToWrite, answer: examples.daysWritten },
    problems: [
      ...ofMonth,
      ...([
        'key-missing',
        'key-under-way',
        'key-of-other-request',
        'not-json',
        'body-unreadable',
        'body-too-large',
      ] as const),
      ...(['body-invalid', 'counts-refused', 'counts-changed', 'month-changed', 'if-match-unreadable'] as const),
      'month-sent',
    ],
  },
];
export const descriptionPath = '/interface/v1/openapi.json';
