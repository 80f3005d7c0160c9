/** What the portal holds about a user, as a workbook: a sheet for each kind of data, and one that says how long each is kept. */
import { holdings, type Held, type Holdings } from '../../db/privacy-request/holdings.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import type { DrawnWorkbook } from '../../domain/workbook.ts';
import { roleNames, type GrantRole } from '../../workflows/roles.ts';
import type { Kind } from '../../workflows/privacy-request/contract.ts';
import { words } from '../../views/privacy-request/words.ts';
import { plainSheet } from '../documents/plain-sheet.ts';

type Row = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const day = (value: unknown): string => (typeof value === 'string' ? formatShortDate(value) : '');
const hour = (value: unknown): string => (typeof value === 'number' ? formatDateTime(value) : '');

/** Of each: the sheet, why it is held and how long (hypothèse), its columns with their widths, and a line. */
const sheets: Readonly<
  Record<
    Held,
    { name: string; why: string; kept: string; columns: Record<string, number>; line: (row: Row) => string[] }
  >
> = {
  user: {
    name: 'Utilisateur',
    why: 'vous reconnaître et vous écrire',
    kept: '2 ans après la désactivation',
    columns: { 'Prénom': 20, 'Nom': 24, 'Courriel': 34, 'Portail': 14, 'Désactivé le': 18 },
    line: (row) => [
      text(row.first_name),
      text(row.family_name),
      text(row.email),
      row.portal === 'pro' ? 'Pro.ONE' : 'Office.ONE',
      hour(row.deactivated_at),
    ],
  },
  rights: {
    name: 'Accès',
    why: 'savoir ce que vous pouvez voir et faire',
    kept: '10 ans, avec l’historique',
    columns: { 'Rôle': 34, 'Pouvoir organisateur': 36, "Milieu d'accueil": 34, 'Du': 12, 'Au': 12 },
    line: (row) => [
      roleNames[row.role as GrantRole],
      text(row.body),
      text(row.place),
      day(row.valid_from),
      day(row.valid_to),
    ],
  },
  memberships: {
    name: 'Pouvoirs organisateurs',
    why: 'savoir pour qui vous agissez',
    kept: '2 ans après la désactivation',
    columns: { 'Pouvoir organisateur': 40, 'Désactivé le': 20 },
    line: (row) => [text(row.body), hour(row.deactivated_at)],
  },
  messages: {
    name: 'Messages au helpdesk',
    why: 'vous répondre',
    kept: '2 ans après la réponse',
    columns: { 'Le': 20, 'Message': 90 },
    line: (row) => [hour(row.sent_at), text(row.message)],
  },
  acts: {
    name: 'Actes',
    why: 'pouvoir expliquer une décision',
    kept: 'avec le dossier, 10 ans après sa fin',
    columns: { 'Dossier': 20, 'Le': 20 },
    line: (row) => [text(row.reference), hour(row.at)],
  },
  requests: {
    name: 'Demandes au délégué',
    why: 'répondre à vos demandes, et pouvoir le montrer',
    kept: '24 mois après la clôture',
    columns: { 'Référence': 20, 'Demande': 44, 'Reçue le': 14 },
    line: (row) => [
      text(row.reference),
      words.kinds[row.kind as Kind],
      formatShortDate(dayOf(row.received_at as Instant)),
    ],
  },
};

export function holdingsWorkbook(held: Holdings): DrawnWorkbook {
  const names = Object.keys(holdings) as Held[];
  return {
    sheets: [
      plainSheet('Ce que le portail a sur vous', { 'Données': 28, 'Pourquoi': 46, 'Gardées': 40, 'Lignes': 10 }, [
        ...names.map((name) => [sheets[name].name, sheets[name].why, sheets[name].kept, String(held[name].length)]),
        ['Historique', 'savoir qui a consulté et modifié quoi', '10 ans', 'sur demande'],
        ['Numéro de registre national', 'vous reconnaître', 'illisible, même pour l’ONE', '–'],
      ]),
      ...names.map((name) => plainSheet(sheets[name].name, sheets[name].columns, held[name].map(sheets[name].line))),
    ],
  };
}
