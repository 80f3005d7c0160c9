/** Of each kind of data that is held about a person: what it is called, why it is held, which rule erases it, and its lines in French. */
import type { Held } from '../../db/privacy-request/holdings.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { roleNames, type GrantRole } from '../../workflows/roles.ts';
import type { Kind } from '../../workflows/privacy-request/contract.ts';
import { words } from '../../views/privacy-request/words.ts';
import { wordsOfAction } from '../procedure-words.ts';
import { events } from '../supervision/history-words.ts';
import { day, hour, joined, text, type Sheet } from './holdings-cells.ts';
import { staffSheets } from './holdings-staff-sheets.ts';

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
  ...staffSheets,
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
  preferences: {
    name: 'Préférences',
    why: 'vous écrire comme vous le souhaitez',
    columns: { 'Courriels des dossiers': 24, 'Flash Accueil': 16, 'PRO.DIG.E': 16, 'Choisi le': 20 },
    line: (row) => [
      wishWords[text(row.notices)] ?? '',
      wayWords[text(row.flash)] ?? '',
      wayWords[text(row.prodige)] ?? '',
      hour(row.updated_at),
    ],
  },
  letters: {
    name: 'Flash Accueil et PRO.DIG.E',
    why: 'ne vous envoyer un numéro qu’une fois',
    columns: { 'Numéro': 60, 'Envoyé le': 20 },
    line: (row) => [text(row.title), hour(row.sent_at)],
  },
  reviews: {
    name: 'Bilans de fonctionnement',
    why: 'savoir qui participe à un bilan',
    erasedBy: 'functioning-review',
    columns: { 'Dossier': 20, 'Nommé·e le': 20 },
    line: (row) => [text(row.reference), hour(row.sent_at)],
  },
  agentAbsences: {
    name: "Absences (agents de l'ONE)",
    why: 'confier vos tâches à qui vous remplace',
    columns: { 'Du': 14, 'Au': 14 },
    line: (row) => [day(row.from_on), day(row.to_on)],
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

const wishWords: Readonly<Record<string, string>> = {
  each: 'un pour chaque nouvelle',
  daily: 'un par jour',
  binding: 'seulement ce qui engage',
};
const wayWords: Readonly<Record<string, string>> = { mail: 'par courriel', post: 'par la poste', none: 'aucun' };
