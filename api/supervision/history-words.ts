/** The history in French: what happened, to what, and what changed; told alike on the page and in the sheet. */
import { nameOfSheetValue } from '../../views/signaletique/words.ts';
import type { HistoryRow } from '../../db/supervision/history.ts';
import { isDay } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { isMonth, monthInWords } from '../../domain/quarter.ts';
import { roleNames } from '../../workflows/roles.ts';
import type { Dependencies } from '../context.ts';
import { wordsOfAction } from '../procedure-words.ts';

export const events: Record<string, string> = {
  'act': 'Acte',
  'sign-in': 'Connexion',
  'sign-in-refused': 'Connexion refusée',
  'sign-out': 'Déconnexion',
  'end-session': 'Connexions terminées',
  'access-refused': 'Accès refusé',
  'convert-ask': 'Conversion demandée',
  'convert-refused': 'Conversion refusée',
  'convert-user': 'Utilisateur converti',
  'add-user': 'Utilisateur ajouté',
  'change-rights': 'Accès modifiés',
  'deactivate-user': 'Utilisateur désactivé',
  'reactivate-user': 'Utilisateur réactivé',
  'delete-user': 'Utilisateur supprimé',
  'restore-user': 'Utilisateur rétabli',
  'view-as': 'Pages vues par le helpdesk, en lecture seule',
  'view-as-refused': 'Modification refusée pendant une vue du helpdesk',
  'search': 'Recherche',
  'unlock': 'Connexion débloquée',
  'propose-number': 'Correction d’un numéro demandée',
  'confirm-number': 'Correction d’un numéro confirmée',
  'refuse-number': 'Correction d’un numéro refusée',
  'withdraw-number': 'Correction d’un numéro retirée',
  'give-role': 'Fonction donnée',
  'end-role': 'Fin d’une fonction',
  'entrust': 'Milieu confié à un agent',
  'deactivate': 'Désactivation',
  'reactivate': 'Réactivation',
  'propose-administrator': 'Désignation d’un·e administrateur·rice demandée',
  'confirm-administrator': 'Désignation d’un·e administrateur·rice confirmée',
  'refuse-administrator': 'Désignation d’un·e administrateur·rice refusée',
  'withdraw-administrator': 'Désignation d’un·e administrateur·rice retirée',
  'add-application': 'Application externe ajoutée',
  'change-application': 'Application externe modifiée',
  'renew-token': 'Jeton d’application renouvelé',
  'revoke-application': 'Application externe révoquée',
  'add-webhook': 'Webhook ajouté',
  'remove-webhook': 'Webhook retiré',
  'enable-webhook': 'Webhook réactivé',
  'replay-webhook': 'Annonces rejouées',
  'consult': 'Consultation',
  'read': 'Consultation d’un dossier',
  'download': 'Document téléchargé',
  'create': 'Création',
  'refuse-addition': 'Ajout d’une personne refusé',
  'update': 'Modification',
  'identity-elsewhere': 'Identité corrigée ailleurs',
  'delete': 'Suppression',
  'export': 'Export',
  'claim': 'Tâche prise',
  'release': 'Tâche rendue',
  'assign': 'Tâche attribuée',
  'free': 'Tâche libérée',
  'declare-absence': 'Absence encodée',
  'cancel-absence': 'Absence retirée',
  'retry': 'Nouvel essai',
  'pause': 'Mise en pause',
  'resume': 'Reprise',
  'cancel': 'Arrêt',
  'undo': 'Annulation du travail',
  'upload': 'Document ajouté',
  'remove': 'Document retiré',
  'discard': 'Brouillon supprimé',
  'erase': 'Contenu effacé',
  'propose': 'Changement demandé',
  'approve': 'Changement confirmé',
  'refuse': 'Changement refusé',
  'withdraw': 'Changement retiré',
};
export const subjects: Record<string, string> = {
  'user': 'Utilisateur',
  'sign-in': 'Connexion',
  'case': 'Dossier',
  'task': 'Tâche',
  'facility': "Milieu d'accueil",
  'document': 'Document',
  'draft': 'Brouillon',
  'audit': 'Historique',
  'grant': 'Droits',
  'collaboration': 'Fiche de Mon Équipe',
  'staff-contract': 'Contrat (Mon Équipe)',
  'staff-diploma': 'Diplôme (Mon Équipe)',
  'staff-document': 'Document (Mon Équipe)',
  'staff-absence': 'Absence (Mon Équipe)',
  'consultation': 'Consultation médicale',
  'consultations': 'Consultations médicales',
  'bank-account': 'Numéro de compte bancaire',
  'attendance': 'Présences',
  'after-school-attendance': 'Présences extrascolaires',
  'rule-change': 'Règle',
  'parameters': 'Paramètres',
  'batch': 'Travail',
  'act': 'Acte',
  'person': 'Personne de Mon Équipe',
  'page': 'Page',
  'application': 'Application externe',
  'application-attendance': 'Présences, par une application externe',
};
/** What a column is called, those of a sheet too; undefined: it has no name. */
export const nameOfColumn = (column: string): string | undefined =>
  Object.hasOwn(columnNames, column) ? columnNames[column] : (nameOfCount(column) ?? nameOfSheetValue(column));
/** Days that were counted and months of which the inscribed were said bear their own name. */
const nameOfCount = (column: string): string | undefined =>
  isDay(column) ? formatShortDate(column) : isMonth(column) ? `inscrits en ${monthInWords(column)}` : undefined;
const columnNames: Record<string, string> = {
  available_places: 'places disponibles',
  'counts-positive': 'différenciation positive comptée',
  'counts-morning': 'matin compté',
  assignee_id: 'personne en charge',
  held_on: 'date séance',
  from_minute: 'arrivée (en minutes)',
  to_minute: 'départ (en minutes)',
  collaboration_id: 'médecin',
  reason: 'motif',
  status: 'état',
  sessions: 'connexions ouvertes',
  niss_hash: 'numéro de registre national',
  legacy_password_hash: 'ancien mot de passe',
  consent_text_version: 'consentement',
  joined_id: 'utilisateur rejoint',
  replaces_id: 'remplace',
  rights: 'accès',
  effect: 'effet',
  first_name: 'prénom',
  family_name: 'nom',
  lines: 'lignes',
  administration: 'administration',
  agent_id: 'agent',
  page: 'page',
  view: 'vue',
  text: 'texte',
  ticket: 'ticket',
  found: 'trouvés',
  period: 'période',
  name: 'nom',
  email: 'courriel',
  role: 'fonction',
  valid_to: 'jusqu’au',
  from_on: 'à partir du',
  to_on: 'jusqu’au',
  substitute_id: 'qui remplace',
  holiday: 'jour férié',
  school_holiday: 'vacances scolaires',
  application: 'nom',
  vendor: 'éditeur',
  scopes: 'portées',
  networks: 'réseaux',
  month: 'mois',
  places: 'places libres',
  places_confirmed: 'places confirmées le',
  full_until: 'complet jusqu’au',
  pedagogical_project: 'projet pédagogique',
  summary: 'résumé',
  garden: 'espace extérieur',
  meals: 'repas',
  accessibility: 'accessibilité',
  languages: 'langues',
  transport: 'accès',
  house: 'dans la maison',
  cells: 'cellules',
  opening_hours: 'heures d’ouverture',
  valid_from: 'à partir du',
  schedule_comment: 'commentaire sur l’horaire',
  'exceptional-days': 'jours exceptionnels',
};

/** Who did it: nobody is named where nobody had shown who they were. */
export const whoDid = ({ actor, actor_role: role, event }: HistoryRow): string =>
  actor ??
  (role === 'clock'
    ? "l'échéance"
    : event === 'sign-in-refused' || event.startsWith('convert')
      ? 'inconnu'
      : 'le système');

/** For whom, in which role, and how sure the sign-in was. */
export const asWhat = ({ body, actor_role: role, acr }: HistoryRow): string =>
  [
    body ? `pour ${body}` : role && Object.hasOwn(roleNames, role) && role !== 'clock' ? roleNames[role as never] : '',
    acr === 500 ? 'eID' : acr === 450 ? 'itsme' : acr === 200 ? 'mot de passe' : '',
  ]
    .filter(Boolean)
    .join(' · ');

/** What was done; of an act, in the words of its procedure. */
export const whatDone = (
  { procedures }: Pick<Dependencies, 'procedures'>,
  { event, action, slug }: HistoryRow,
): string => (action && slug ? wordsOfAction(procedures, slug, action).done : (events[event] ?? 'Autre'));

/** On what, and on whose. */
export const onWhat = ({ subject, subject_id: id, name }: HistoryRow): string =>
  [subjects[subject] ?? 'Autre', name ?? (subject === 'page' ? `/${id}` : '')].filter(Boolean).join(' ');

export const whatChanged = ({ change }: HistoryRow): string =>
  Object.entries(change ?? {})
    .map(
      ([column, { before, after }]) =>
        `${nameOfColumn(column) ?? column} : ${shown(column, before)} → ${shown(column, after)}`,
    )
    .join(' ; ');

/** Ids say nothing to a reader: that there was somebody, and whether it is another, does. */
function shown(column: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'vide';
  if (column.endsWith('_id')) return 'une personne';
  if (value === 'set') return 'enregistré';
  if (typeof value !== 'string') return JSON.stringify(value);
  return isDay(value) ? formatShortDate(value) : value;
}
