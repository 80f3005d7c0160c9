/** The history of an organising body in French sentences: told alike on the page and in the sheet. */
import type { BodyHistoryRow, Deed } from '../../db/history/body-history.ts';
import { dossiers } from '../../db/access/dossiers.ts';
import { isDay } from '../../domain/calendar.ts';
import { elided } from '../../domain/elision.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { roleNames } from '../../workflows/roles.ts';
import type { Dependencies } from '../context.ts';
import { wordsOfAction } from '../procedure-words.ts';
import { nameOfColumn } from '../supervision/history-words.ts';

export const deedWords: Record<Deed, string> = {
  consulted: 'A consulté',
  changed: 'A modifié',
  access: 'Connexions et accès',
};

interface Happening {
  /** In the list of kinds. */
  kind: string;
  /** What somebody did; what it was done to follows, unless it is all. */
  did: string;
  whole?: true;
}
const happenings: Record<string, Happening> = {
  'act': { kind: "Étape d'une demande", did: '' },
  'read': { kind: 'Consultation', did: 'a consulté' },
  'consult': { kind: 'Consultation', did: 'a consulté' },
  'download': { kind: 'Téléchargement', did: 'a téléchargé' },
  'export': { kind: 'Export', did: 'a exporté' },
  'view-as': { kind: 'Vu comme un utilisateur', did: 'a vu Pro.ONE comme le voit' },
  'view-as-refused': { kind: 'Vu comme un utilisateur', did: "n'a rien pu changer en voyant Pro.ONE comme le voit" },
  'propose-administrator': {
    kind: 'Administrateur désigné',
    did: 'a demandé de désigner un·e administrateur·rice',
    whole: true,
  },
  'confirm-administrator': {
    kind: 'Administrateur désigné',
    did: "a confirmé la désignation d'un·e administrateur·rice",
    whole: true,
  },
  'refuse-administrator': {
    kind: 'Administrateur désigné',
    did: "a refusé la désignation d'un·e administrateur·rice",
    whole: true,
  },
  'withdraw-administrator': {
    kind: 'Administrateur désigné',
    did: "a retiré la désignation d'un·e administrateur·rice",
    whole: true,
  },
  'propose-number': { kind: 'Numéro corrigé', did: 'a demandé la correction du numéro de registre national de' },
  'confirm-number': { kind: 'Numéro corrigé', did: 'a confirmé la correction du numéro de registre national de' },
  'refuse-number': { kind: 'Numéro corrigé', did: 'a refusé la correction du numéro de registre national de' },
  'withdraw-number': { kind: 'Numéro corrigé', did: 'a retiré la correction du numéro de registre national de' },
  'entrust': { kind: 'Agent de l’ONE', did: 'a confié à un autre agent' },
  'create': { kind: 'Ajout', did: 'a ajouté' },
  'add': { kind: 'Ajout', did: 'a ajouté' },
  'update': { kind: 'Modification', did: 'a modifié' },
  'identity-elsewhere': {
    kind: 'Modification',
    did: "a repris une correction d'identité faite hors de votre pouvoir organisateur dans",
  },
  'change': { kind: 'Modification', did: 'a modifié' },
  'delete': { kind: 'Suppression', did: 'a supprimé' },
  'import': { kind: 'Import', did: 'a importé' },
  'upload': { kind: 'Document joint', did: 'a joint' },
  'remove': { kind: 'Retrait', did: 'a retiré' },
  'discard': { kind: 'Suppression', did: 'a supprimé' },
  'erase': { kind: 'Suppression', did: 'a effacé' },
  'add-user': { kind: 'Ajout', did: 'a ajouté' },
  'change-rights': { kind: 'Accès changés', did: 'a changé les accès de' },
  'deactivate-user': { kind: 'Désactivation', did: 'a désactivé' },
  'reactivate-user': { kind: 'Réactivation', did: 'a réactivé' },
  'delete-user': { kind: 'Suppression', did: 'a supprimé' },
  'restore-user': { kind: 'Rétablissement', did: 'a rétabli' },
  'add-application': { kind: 'Application externe', did: 'a ajouté' },
  'change-application': { kind: 'Application externe', did: 'a modifié' },
  'renew-token': { kind: 'Application externe', did: 'a renouvelé le jeton de' },
  'revoke-application': { kind: 'Application externe', did: 'a révoqué' },
  'add-webhook': { kind: 'Application externe', did: 'a ajouté un webhook à' },
  'remove-webhook': { kind: 'Application externe', did: 'a retiré un webhook de' },
  'enable-webhook': { kind: 'Application externe', did: 'a réactivé un webhook de' },
  'replay-webhook': { kind: 'Application externe', did: 'a fait rejouer des annonces à' },
  'refuse-addition': { kind: 'Ajout refusé', did: "n'a pas pu ajouter une personne à l'équipe", whole: true },
  'deactivate': { kind: 'Désactivation', did: 'a désactivé' },
  'reactivate': { kind: 'Réactivation', did: 'a réactivé' },
  'restore': { kind: 'Rétablissement', did: 'a rétabli' },
  'unlock': { kind: 'Déblocage', did: 'a débloqué' },
  'review': {
    kind: 'Liste des utilisateurs revue',
    did: 'a revu la liste des utilisateurs et a confirmé leurs accès',
    whole: true,
  },
  'email-ask': {
    kind: 'Adresse de courriel',
    did: 'a demandé à changer son adresse de courriel',
    whole: true,
  },
  'email-change': { kind: 'Adresse de courriel', did: 'a changé son adresse de courriel', whole: true },
  'preferences': { kind: 'Préférences', did: 'a changé ses préférences', whole: true },
  'sign-in': { kind: 'Connexion', did: "s'est connecté·e", whole: true },
  'sign-out': { kind: 'Déconnexion', did: "s'est déconnecté·e", whole: true },
  'end-session': { kind: 'Connexions terminées', did: 'a mis fin à des connexions ouvertes ailleurs', whole: true },
  'convert-ask': { kind: 'Conversion', did: 'a demandé à convertir' },
  'convert-refused': { kind: 'Conversion refusée', did: "n'a pas pu convertir" },
  'convert-user': { kind: 'Conversion', did: 'a converti' },
  'access-refused': {
    kind: 'Accès refusé',
    did: 'a demandé une page à laquelle ses accès ne donnent pas droit',
    whole: true,
  },
};
const otherwise: Happening = { kind: 'Autre', did: 'a modifié' };
const happeningOf = (event: string): Happening => (Object.hasOwn(happenings, event) ? happenings[event]! : otherwise);

/** What a software has read or written: it is the one who did it. */
const software = 'application-attendance';

const nouns: Record<string, { kind: string; noun: string }> = {
  'case': { kind: 'Demandes', noun: 'la demande' },
  'draft': { kind: 'Brouillons', noun: 'un brouillon' },
  'document': { kind: 'Documents', noun: 'un document de la demande' },
  'facility': { kind: "Milieux d'accueil", noun: "le milieu d'accueil" },
  'organising-body': { kind: 'Pouvoir organisateur', noun: 'les données du pouvoir organisateur' },
  'user': { kind: 'Utilisateurs', noun: "l'utilisateur" },
  'membership': { kind: 'Utilisateurs', noun: "l'utilisateur" },
  'grant': { kind: 'Accès', noun: 'les accès de' },
  'users': { kind: 'Utilisateurs', noun: 'la liste des utilisateurs' },
  'collaboration': { kind: 'Mon Équipe', noun: 'la fiche de' },
  'staff-contract': { kind: 'Mon Équipe', noun: 'un contrat de' },
  'staff-diploma': { kind: 'Mon Équipe', noun: 'un diplôme de' },
  'staff-document': { kind: 'Mon Équipe', noun: 'un document de' },
  'staff-absence': { kind: 'Mon Équipe', noun: 'une absence de' },
  'team': { kind: 'Mon Équipe', noun: "l'équipe" },
  'consultation': { kind: 'Consultations médicales', noun: 'une consultation médicale' },
  'consultations': { kind: 'Consultations médicales', noun: 'les consultations médicales' },
  'bank-account': { kind: 'Comptes bancaires', noun: 'le numéro complet d’un compte bancaire' },
  'attendance': { kind: 'Présences', noun: 'les présences de' },
  'after-school-attendance': { kind: 'Présences extrascolaires', noun: 'les présences extrascolaires de' },
  'audit': { kind: 'Historique', noun: "l'historique" },
  'page': { kind: 'Pages', noun: 'une page' },
  'application': { kind: 'Applications externes', noun: "l'application externe" },
  [software]: { kind: 'Applications externes', noun: "les présences d'un mois" },
};
const nounOf = (subject: string): string => (Object.hasOwn(nouns, subject) ? nouns[subject]!.noun : 'une donnée');

/** The kinds for the filter; several events of one name are one choice, by the first of them. */
export const kindOptions = (): { value: string; text: string }[] => distinct(happenings);
export const subjectOptions = (): { value: string; text: string }[] => distinct(nouns);
const distinct = (words: Record<string, { kind: string }>): { value: string; text: string }[] =>
  Object.entries(words)
    .filter(([, { kind }], place, entries) => entries.findIndex(([, other]) => other.kind === kind) === place)
    .map(([value, { kind }]) => ({ value, text: kind }));
/** Every event, or subject, that bears the name of this one. */
export const eventsLike = (event: string): string[] => like(happenings, event);
export const subjectsLike = (subject: string): string[] => like(nouns, subject);
const like = (words: Record<string, { kind: string }>, code: string): string[] =>
  Object.hasOwn(words, code) ? Object.keys(words).filter((each) => words[each]!.kind === words[code]!.kind) : [];

export const whoDid = ({
  actor,
  actor_role: role,
  fromOne,
  subject,
  name,
}: Pick<BodyHistoryRow, 'actor' | 'actor_role' | 'fromOne' | 'subject' | 'name'>) =>
  subject === software
    ? `Application « ${name ?? ''} »`
    : actor
      ? fromOne
        ? `${actor} (ONE)`
        : actor
      : role === 'clock'
        ? 'Échéance'
        : role
          ? "L'ONE"
          : 'Pro.ONE';

/** In which role, and how sure the sign-in was. */
export const asWhat = ({ actor, actor_role: role, acr }: BodyHistoryRow): string =>
  [
    actor && role && role !== 'operator' ? ((roleNames as Record<string, string>)[role] ?? '') : '',
    acr === 500 ? 'eID' : acr === 450 ? 'itsme' : '',
  ]
    .filter(Boolean)
    .join(' · ');

export function sentenceOf({ procedures }: Pick<Dependencies, 'procedures'>, row: BodyHistoryRow): string {
  const { event, subject, action, slug, name } = row;
  if (action && slug)
    return `étape « ${wordsOfAction(procedures, slug, action).done} » de la demande ${name ?? ''}`.trim();
  const { did, whole } = happeningOf(event);
  if (whole) return did;
  if (subject === software) return `${did} ${nounOf(subject)}`;
  // « a changé les accès de » already says that a user follows.
  const noun = did.endsWith(' de') && name ? '' : nounOf(subject);
  const what = event === 'upload' && subject === 'document' ? 'un document à la demande' : noun;
  const said = [did, what].filter(Boolean).join(' ');
  if (!said.endsWith(' de')) return [said, name].filter(Boolean).join(' ');
  return name ? `${said.slice(0, -2)}${elided('de', name)}` : said.slice(0, -3);
}

/** Addresses and the helpdesk's own notes: no change of the body's data. */
const untold = new Set(['page', 'view', 'ticket', 'text', 'list']);
/** What changed, in words; what has none, and what is beyond `most`, is counted. */
export function whatChanged({ change }: BodyHistoryRow, most = Infinity): string {
  const entries = Object.entries(change ?? {});
  const told = entries.filter(([column]) => nameOfColumn(column) !== undefined && !untold.has(column));
  const shownHere = told.slice(0, most);
  const others = entries.filter(([column]) => !untold.has(column)).length - shownHere.length;
  return [
    ...shownHere.map(
      ([column, { before, after }]) =>
        `${nameOfColumn(column) ?? ''} : ${shown(column, before)} → ${shown(column, after)}`,
    ),
    ...(others > 0 && told.length > 0 ? [`et ${String(others)} de plus`] : []),
  ].join(' ; ');
}

function shown(column: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'vide';
  if (column.endsWith('_id')) return 'enregistré';
  if (value === 'set') return 'enregistré';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value !== 'string') return 'modifié';
  if (isDay(value)) return formatShortDate(value);
  return (
    (roleNames as Record<string, string>)[value] ??
    (dossiers as Record<string, { label: string }>)[value]?.label ??
    (/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(value) ? 'modifié' : value)
  );
}
