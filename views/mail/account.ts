/** A mail about users and their rights: what happens and when; never of whom. */
import type { AccountMail } from '../../db/continuity/account-notices.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { MailText } from './notice.ts';

export function presentAccountMail({ kind, on, isOwn }: Pick<AccountMail, 'kind' | 'on' | 'isOwn'>): MailText {
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
    default:
      return kind satisfies never;
  }
}
