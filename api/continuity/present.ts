/** « À régler »: each point of the continuity guard in a sentence, with the button that mends it. */
import type { Day } from '../../domain/calendar.ts';
import { elided } from '../../domain/elision.ts';
import type { Continuity } from '../../db/continuity/find-continuity.ts';
import type { ContinuityPoint } from '../../domain/continuity.ts';
import { dueInWords, formatLongDate, sinceInWords } from '../../domain/french-dates.ts';

export interface ContinuityReader {
  today: Day;
  /** The address of a page about the users of the body. */
  href: (rest: string) => string;
  /** Administers the body: names administrators and reviews the list. */
  isAdministrator: boolean;
  userId: string;
}
interface Line {
  what: string;
  href: string;
  where: string;
  badge?: { kind: string; text: string };
  button: { label: string; href: string };
}

/** Lines of `task-list`, the most pressing first. Whoever manages users without administering is not told what Mon Équipe says. */
export function presentContinuity({ points, lastReviewOn }: Continuity, reader: ContinuityReader): Line[] {
  return points
    .filter(({ code }) => code !== 'review' || reader.isAdministrator)
    .map((point) => lineOf(point, lastReviewOn, reader));
}

function lineOf(point: ContinuityPoint, lastReviewOn: Day | null, reader: ContinuityReader): Line {
  const { href, today, isAdministrator } = reader;
  const { code, name = '', on, toOn, isLast } = point;
  const rights = href(`/${point.userId ?? ''}/rights`);
  const line = (what: string, where: string, button: Line['button'], badge?: Line['badge']): Line => ({
    what,
    href: point.userId ? rights : button.href,
    where,
    button,
    ...(badge ? { badge } : {}),
  });
  const since = (kind: string): Line['badge'] =>
    on === undefined ? undefined : { kind, text: sinceInWords(on, today) };
  // Nobody mends their own rights, and the last administrator stays until there is another.
  const nameAnother = isAdministrator
    ? { label: 'Désigner un deuxième administrateur', href: href('/second') }
    : { label: 'Contacter le helpdesk', href: '/contact' };
  // Whoever manages users without administering touches no administrator.
  const isOutOfReach = point.isAdministrator === true && !isAdministrator;
  const end =
    isLast || isOutOfReach || point.userId === reader.userId
      ? nameAnother
      : { label: 'Désactiver', href: href(`/${point.userId ?? ''}/deactivate`) };
  switch (code) {
    case 'no-administrator':
      return line(
        'Il n’y a aucun administrateur nommé',
        'Personne ne peut donner des droits d’administration. Le helpdesk peut rétablir un accès avec vous.',
        { label: 'Contacter le helpdesk', href: '/contact' },
      );
    case 'single-administrator':
      return line(
        "Il n'y a qu'un seul administrateur",
        `${point.userId === reader.userId ? 'Si vous êtes absent·e' : `Si ${name} est absent·e`}, personne ne pourra donner des droits ni débloquer un accès. Nous vous conseillons de nommer 2 administrateurs minimum.`,
        nameAnother,
      );
    case 'administrator-left':
    case 'left':
      return line(
        `${name} ne fait plus partie de l'équipe`,
        `${isAdministrator && on ? `Son contrat s'est terminé le ${formatLongDate(on)} dans Mon Équipe` : "C'est ce que dit Mon Équipe"}, son profil ${code === 'administrator-left' ? "d'administrateur " : ''}est toujours actif.`,
        end,
        isAdministrator ? since('due-late') : undefined,
      );
    case 'administrator-away':
      return line(
        `${name} est en absence longue`,
        `${isAdministrator && on ? `Depuis le ${formatLongDate(on)}, ${toOn ? `jusqu'au ${formatLongDate(toOn)}` : 'sans date de fin'}, selon Mon Équipe. ` : ''}${isLast ? "C'est l'unique administrateur : personne d'autre ne peut donner des droits." : "Une autre personne administre ; l'accès peut être désactivé le temps de l'absence."}`,
        end,
        isAdministrator ? since(isLast ? 'due-late' : 'neutral') : undefined,
      );
    case 'without-rights':
      return line(
        `${name} n'a encore aucun accès`,
        `${on ? `Ajouté·e le ${formatLongDate(on)}. ` : ''}Cette personne ne pourra pas accéder aux fonctionnalités souhaitées tant que ses accès ne sont pas configurés.`,
        { label: 'Configurer ses accès', href: rights },
        since('due-soon'),
      );
    case 'inactive':
      return line(
        `${name} ne se connecte plus`,
        `Pas de connexion depuis ${on ? `le ${formatLongDate(on)}` : 'longtemps'}. Cette personne a-t-elle encore besoin de ses accès ?`,
        end,
        since('neutral'),
      );
    case 'rights-end':
      return line(
        `Des accès ${elided('de', name)} prennent fin`,
        `Dernier jour : le ${formatLongDate(on ?? today)}. Ils s'arrêtent d'eux-mêmes ; prolongez-les s'il le faut.`,
        { label: 'Voir ses accès', href: rights },
        { kind: 'due-soon', text: dueInWords(on ?? today, today) },
      );
    case 'review': {
      const isLate = on !== undefined && on < today;
      return line(
        'Vérifier la liste des utilisateurs',
        `Une fois par an : chaque personne a-t-elle encore les accès qu'il lui faut ? ${lastReviewOn ? `Dernière vérification le ${formatLongDate(lastReviewOn)}.` : 'Elle n’a pas encore été vérifiée.'}`,
        { label: 'Vérifier', href: href('/review') },
        on === undefined
          ? undefined
          : {
              kind: isLate ? 'due-late' : 'neutral',
              text: `${isLate ? 'depuis le' : 'avant le'} ${shortDay(on)}`,
            },
      );
    }
    default:
      return code satisfies never;
  }
}

/** « lundi 3 mars 2027 » without the name of the day. */
const shortDay = (day: Day): string => formatLongDate(day).replace(/^\S+ /, '');
