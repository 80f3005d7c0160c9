/** A mail about users and their rights: what happens and when; never of whom, but of the body that adds its reader. */
import type { AccountMail } from '../../db/continuity/account-notices.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { filesBySector, profileNames } from '../rights-words.ts';
import type { MailText } from './notice.ts';

export function presentAccountMail({
  kind,
  on,
  isOwn,
  body,
  application,
  given,
}: Pick<AccountMail, 'kind' | 'on' | 'isOwn' | 'body' | 'application' | 'given'>): MailText {
  const day = formatLongDate(on);
  const of = (subject: string, first: string, ...lines: string[]): MailText => ({
    subject: `Pro.ONE : ${subject}`,
    first,
    lines,
  });
  const whose = isOwn ? 'vos accès temporaires' : "les accès temporaires d'un utilisateur";
  const whoActs = isOwn
    ? 'Vous en avez encore besoin ? Demandez-le à un administrateur de votre pouvoir organisateur.'
    : "Prolongez-les s'il le faut ; sinon il n'y a rien à faire : ils prennent fin d'eux-mêmes.";
  switch (kind) {
    case 'rights-end':
      return of(`${whose} se terminent bientôt`, `Le ${day} est le dernier jour pour ${whose}.`, whoActs);
    case 'rights-ended':
      return of(`${whose} prennent fin`, `Le ${day} est le dernier jour pour ${whose}.`, whoActs);
    case 'review-asked':
      return of(
        'liste des utilisateurs à revoir',
        `La liste de vos utilisateurs est à revoir avant le ${day}.`,
        'Une fois par an : chaque personne a-t-elle encore les accès qu’il lui faut ?',
      );
    case 'review-late':
      return of(
        'la liste des utilisateurs attend toujours',
        `La liste de vos utilisateurs devait être revue avant le ${day}.`,
        'Quelques minutes suffisent : chaque personne a-t-elle encore les accès qu’il lui faut ?',
      );
    case 'added':
      return of(
        'vous avez un accès',
        `${body} vous a ajouté·e à ses utilisateurs de Pro.ONE.`,
        rightsGiven(given),
        "Connectez-vous avec itsme ou avec votre carte d'identité (eID) : il n'y a ni compte à créer, ni mot de passe.",
        'Vous ne connaissez pas cet organisme ? Ne faites rien, ou prévenez le helpdesk : 02/542.14.45.',
      );
    case 'places-to-confirm':
      return of(
        'vos places libres sont à confirmer',
        "Les places libres annoncées par un de vos milieux d'accueil n'ont plus été confirmées depuis des semaines.",
        `Après le ${day}, les parents liront « à confirmer » sur Premiers Pas. Rien n'a changé ? Un clic suffit.`,
      );
    case 'application-added':
      return of(
        'une application externe a été ajoutée',
        `L'application « ${application ?? ''} » peut désormais accéder à des données de ${body}.`,
        'Vous ne savez rien de cet ajout ? Révoquez-la tout de suite sous Administration › Applications externes, puis contactez le helpdesk.',
      );
    case 'token-ends':
    case 'token-ends-soon':
      return of(
        `le jeton d'une application externe ${kind === 'token-ends' ? 'se termine' : 'se termine dans quelques jours'}`,
        `Le jeton de l'application « ${application ?? ''} » se termine le ${day} : sans nouveau jeton, le logiciel n'enverra plus rien.`,
        "Renouvelez-le sous Administration › Applications externes et transmettez-le à l'éditeur de votre logiciel.",
      );
    case 'webhook-off':
      return of(
        "un webhook d'une application externe est désactivé",
        `Depuis plusieurs jours, l'application « ${application ?? ''} » ne reçoit plus ce que Pro.ONE lui annonce : le webhook est désactivé.`,
        "Prévenez l'éditeur de votre logiciel. Le webhook se réactive sous Administration › Applications externes, et ce qui a manqué peut être rejoué.",
      );
    default:
      return kind satisfies never;
  }
}

function rightsGiven(given: AccountMail['given']): string {
  const roles = new Set(given.map(({ role }) => role));
  const texts = roles.has('administrator')
    ? [profileNames.administrator]
    : [
        ...(roles.has('user-manager') ? [profileNames['user-manager']] : []),
        ...filesBySector(new Set(given.map(({ dossier }) => dossier ?? ''))),
      ];
  return texts.length > 0
    ? `Accès donnés par cet organisme : ${texts.join(' ; ')}.`
    : "Aucun accès n'est encore configuré : la personne qui vous a ajouté·e doit encore le faire.";
}
