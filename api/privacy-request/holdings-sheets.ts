/** Of each kind of data that is held about a person: what it is called, why it is held, which rule erases it, and its lines in French. */
import type { Held } from '../../db/privacy-request/holdings.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import { staffDocuments, staffFunctions, staffLinks } from '../../domain/staff/functions.ts';
import { roleNames, type GrantRole } from '../../workflows/roles.ts';
import type { Kind } from '../../workflows/privacy-request/contract.ts';
import { words } from '../../views/privacy-request/words.ts';
import { wordsOfAction } from '../procedure-words.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { events } from '../supervision/history-words.ts';

export type Row = Readonly<Record<string, unknown>>;
type Procedures = readonly AnyProcedurePages[];

export interface Sheet {
  name: string;
  why: string;
  /** The procedure whose parameter `erasure` says how long after its end; without it no rule erases it. */
  erasedBy?: string;
  /** Given by the person: what article 20 speaks of. */
  given?: true;
  /** Headers with their widths, in characters. */
  columns: Readonly<Record<string, number>>;
  line: (row: Row, procedures: Procedures) => string[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const day = (value: unknown): string => (typeof value === 'string' ? formatShortDate(value) : '');
const hour = (value: unknown): string => (typeof value === 'number' ? formatDateTime(value) : '');
const label = (of: Readonly<Record<string, { label: string }>>, code: unknown): string =>
  typeof code === 'string' && Object.hasOwn(of, code) ? of[code]!.label : '';
const joined = (...parts: unknown[]): string => parts.map(text).filter(Boolean).join(' ');

export const sheets: Readonly<Record<Held, Sheet>> = {
  user: {
    name: 'Utilisateur',
    why: 'vous reconnaître et vous écrire',
    given: true,
    columns: {
      ...{ 'Prénom': 20, 'Nom': 24, 'Courriel': 34, 'Téléphone': 18 },
      ...{ 'Portail': 14, 'Dernière connexion': 20, 'Désactivé le': 18 },
    },
    line: (row) => [
      ...[text(row.first_name), text(row.family_name), text(row.email), text(row.phone)],
      row.portal === 'pro' ? 'Pro.ONE' : 'Office.ONE',
      hour(row.last_sign_in_at),
      hour(row.deactivated_at),
    ],
  },
  rights: {
    name: 'Accès',
    why: 'savoir ce que vous pouvez voir et faire',
    columns: { 'Rôle': 34, 'Pouvoir organisateur': 36, "Milieu d'accueil": 34, 'Du': 12, 'Au': 12 },
    line: (row) => [
      roleNames[row.role as GrantRole],
      ...[text(row.body), text(row.place), day(row.valid_from), day(row.valid_to)],
    ],
  },
  memberships: {
    name: 'Pouvoirs organisateurs',
    why: 'savoir pour qui vous agissez',
    columns: { 'Pouvoir organisateur': 40, 'Courriel': 34, 'Désactivé le': 20 },
    line: (row) => [text(row.body), text(row.email), hour(row.deactivated_at)],
  },
  identity: {
    name: 'Identité (Mon Équipe)',
    why: "savoir qui travaille dans un milieu d'accueil",
    columns: { 'Prénom': 20, 'Nom': 24, 'Né·e le': 14, 'Numéro de registre national': 34 },
    line: (row) => [
      ...[text(row.first_name), text(row.family_name), day(row.born_on)],
      row.has_number === true ? 'gardé, scellé, non reproduit' : 'non gardé',
    ],
  },
  contracts: {
    name: 'Contrats (Mon Équipe)',
    why: "vérifier l'encadrement et calculer les subsides",
    columns: {
      ...{ 'Pouvoir organisateur': 36, "Milieu d'accueil": 34, 'Lien': 28, 'Fonction': 34 },
      ...{ 'Temps (%)': 12, 'Heures par semaine': 18, 'Employeur': 28, 'Du': 12, 'Au': 12 },
    },
    line: (row) => [
      ...[text(row.body), text(row.place), label(staffLinks, row.link), label(staffFunctions, row.function)],
      ...[numberIn(row.percent), numberIn(row.weekly_hours), text(row.employer), day(row.from_on), day(row.to_on)],
    ],
  },
  diplomas: {
    name: 'Diplômes (Mon Équipe)',
    why: 'vérifier les titres demandés pour une fonction',
    columns: { 'Pouvoir organisateur': 36, 'Titre': 60, 'Obtenu le': 14 },
    line: (row) => [text(row.body), text(row.title), day(row.obtained_on)],
  },
  papers: {
    name: 'Documents (Mon Équipe)',
    why: "savoir qu'un document demandé existe ; il reste chez l'employeur",
    columns: { 'Pouvoir organisateur': 36, 'Document': 34, 'Daté du': 14, "Valable jusqu'au": 16 },
    line: (row) => [text(row.body), label(staffDocuments, row.kind), day(row.dated_on), day(row.expires_on)],
  },
  absences: {
    name: 'Absences (Mon Équipe)',
    why: "vérifier l'encadrement ; aucun motif n'est gardé",
    columns: { 'Pouvoir organisateur': 36, 'Du': 14, 'Au': 14 },
    line: (row) => [text(row.body), day(row.from_on), day(row.to_on)],
  },
  doctor: {
    name: 'Médecin',
    why: "rembourser les consultations d'un milieu d'accueil",
    columns: {
      ...{ 'INAMI': 14, 'Prénom': 20, 'Nom': 24, 'Adresse': 44, 'GSM': 18, 'Bureau': 18, 'Courriel': 34 },
      ...{ "Milieu d'accueil": 34, 'Du': 12, 'Au': 12 },
    },
    line: (row) => [
      ...[text(row.inami), text(row.first_name), text(row.family_name)],
      joined(row.street, row.house_number, row.box, row.postcode, row.locality),
      ...[text(row.mobile), text(row.office_phone), text(row.email)],
      ...[text(row.place), day(row.from_on), day(row.until_on)],
    ],
  },
  messages: {
    name: 'Messages au helpdesk',
    why: 'vous répondre',
    given: true,
    columns: { 'Le': 20, 'Message': 80, 'Réponse du': 20, 'Réponse': 80 },
    line: (row) => [hour(row.sent_at), text(row.message), hour(row.replied_at), text(row.reply)],
  },
  inscriptions: {
    name: 'Inscriptions',
    why: 'organiser les séances et enquêtes auxquelles vous participez',
    given: true,
    columns: { 'Invitation': 60, 'Inscrit·e le': 20 },
    line: (row) => [text(row.title), hour(row.sent_at)],
  },
  acts: {
    name: 'Actes',
    why: 'pouvoir expliquer une décision',
    columns: { 'Dossier': 20, 'Ce que vous avez fait': 60, 'Le': 20 },
    line: (row, procedures) => [
      text(row.reference),
      wordsOfAction(procedures, text(row.slug), text(row.action)).done,
      hour(row.sent_at),
    ],
  },
  preRequests: {
    name: 'Pré-demandes',
    why: "demander une place à des milieux d'accueil",
    erasedBy: 'pre-request',
    given: true,
    columns: {
      ...{ 'Nom': 28, 'Téléphone': 18, "L'enfant : né ou attendu le": 24, 'Entrée souhaitée le': 20 },
      ...{ 'Message': 60, "Lieux d'accueil": 60, 'Faite le': 20 },
    },
    line: (row) => [
      ...[text(row.name), text(row.phone), day(row.child_on), day(row.wished_on)],
      ...[text(row.message), text(row.places), hour(row.created_at)],
    ],
  },
  requests: {
    name: 'Demandes au délégué',
    why: 'répondre à vos demandes, et pouvoir le montrer',
    erasedBy: 'privacy-request',
    given: true,
    columns: { 'Référence': 20, 'Demande': 44, 'Reçue le': 14 },
    line: (row) => [
      text(row.reference),
      words.kinds[row.kind as Kind],
      typeof row.received_at === 'number' ? formatShortDate(dayOf(row.received_at)) : '',
    ],
  },
  looks: {
    name: 'Historique',
    why: 'pouvoir dire ce qui a été fait de votre utilisateur, sans les personnes',
    columns: { "Ce qui a été fait, par quelqu'un d'autre": 48, 'Le': 20 },
    line: (row) => [events[text(row.event)] ?? text(row.event), hour(row.sent_at)],
  },
};

function numberIn(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(Number(value)).replace('.', ',') : '';
}
