import type { EffectKind } from '../../workflows/effect-kinds.ts';

/** What went wrong, in words: a failure is kept as a code, since a message may hold a name, and a code says nothing to who mends it. */
const failures: Readonly<Record<string, string>> = {
  // long work
  'unknown-kind': 'cette version du portail ne connaît pas ce travail',
  'right-gone': 'la personne qui l’a demandé n’a plus ce droit',
  'nobody-left': 'aucune des personnes choisies ne peut plus recevoir de tâches',
  'not-seen': 'la tâche n’est plus visible pour la personne qui l’a demandé',
  'nobody-may': 'aucune des personnes choisies n’a la fonction qu’il faut, ou elle est déjà intervenue dans ce dossier',
  'task-closed': 'la tâche a été traitée entre-temps',
  'moved-on': 'la tâche a été attribuée à quelqu’un d’autre entre-temps',
  'decided-since': 'la ligne a été décidée, corrigée ou retirée entre-temps',
  'encoded-again': 'le même module a été encodé à nouveau pour cette personne',
  'not-available': 'le dossier a avancé entre-temps',
  'wrong-role': 'le dossier n’accepte pas cette étape de cette façon',
  'begun': 'quelqu’un a déjà travaillé à ce dossier',
  'no-opening': 'la procédure n’est plus ouverte par le calendrier',
  'already-open': 'un dossier est déjà ouvert',
  // errands of a case
  'address-refused': 'le serveur de courriel refuse cette adresse : à corriger, puis à réessayer',
  'mailbox-refused': 'le serveur de courriel refuse cette adresse : à corriger, puis à réessayer',
  'mailbox-unavailable': 'le serveur de courriel n’a pas pris ce message',
  'mailbox-away': 'le serveur de courriel ne répond pas',
  'printer-failed': 'le courrier n’a pas pu être mis en page',
  'case-not-found': 'le dossier n’existe plus',
  'unknown-effect': 'cette version du portail ne connaît pas cette suite',
  // of the machines
  'ECONNREFUSED': 'un service du portail ne répond pas',
  'ECONNRESET': 'un service du portail a coupé la connexion',
  'ETIMEDOUT': 'un service du portail répond trop lentement',
  'ENOTFOUND': 'un service du portail est introuvable',
  'ENOSPC': 'il n’y a plus de place sur le disque',
  'EROFS': 'le disque n’accepte plus rien',
  'ENOENT': 'un document manque sur le disque',
  'TimeoutError': 'le délai de traitement est dépassé',
};

const database = /^(?:08|53|57|58)\w{3}$/;

/** A sentence without its full stop; what is in no list is said to be a breakdown, its code stands in the log of the worker. */
export const failureWords = (code: string): string =>
  Object.hasOwn(failures, code)
    ? (failures[code] ?? '')
    : database.test(code)
      ? 'la base de données n’était pas disponible'
      : 'panne technique, à signaler au helpdesk avec l’heure';

/** What the button says that sets an effect going again. */
export function mendingOf(kind: EffectKind | undefined): string {
  switch (kind) {
    case 'letter':
      return 'Refaire le courrier';
    case 'notice':
      return "Renvoyer l'avis";
    case 'errand':
    case 'publication':
      return "Refaire l'envoi";
    case 'desk':
    case 'act-elsewhere':
    case undefined:
      return 'Réessayer';
    default:
      return kind satisfies never;
  }
}
/** For a case whose clerk does not follow: its bell is rung again. */
export const wakeUp = 'Relancer le traitement';
