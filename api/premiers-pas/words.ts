/** How a search is said: where, what, and what may have been meant. */
import { formatLongDate } from '../../domain/french-dates.ts';
import { publicKinds } from '../../domain/premiers-pas/public-place.ts';
import type { Criteria, Results } from '../../domain/premiers-pas/search.ts';
import type { Centre, Understood } from '../../domain/premiers-pas/understand.ts';
import { hourInWords } from '../../domain/written-hour.ts';

/** « 5000 Namur » */
export const centreInWords = ({ postcode, name }: Pick<Centre, 'postcode' | 'name'>): string => `${postcode} ${name}`;

/** « autour de 5000 Namur », « pour « bateliers » » */
export const whereInWords = ({ centre, named }: Understood, text: string): string =>
  centre && !named ? `autour de ${centreInWords(centre)}` : `pour « ${text} »`;

/** « 23 milieux d'accueil autour de 5000 Namur » */
export function headingOf({ total, understood }: Results, { text }: Criteria): string {
  const count =
    total === 0 ? "Aucun milieu d'accueil" : `${String(total)} ${total === 1 ? 'milieu' : 'milieux'} d'accueil`;
  return `${count} ${whereInWords(understood, text)}`;
}

/** What was searched, where nothing was found. */
export function searchedInWords({ understood }: Results, criteria: Criteria): string {
  const { text, kilometres, kinds, when, on, age, opensBy, closesFrom } = criteria;
  const { centre, named } = understood;
  if (!centre && !named)
    return `Nous ne connaissons ni localité, ni rue, ni milieu d'accueil de ce nom : « ${text} ». Essayez un code postal, ou le nom de votre commune.`;
  const parts = [
    centre && !named ? `à ${String(kilometres)} km au plus de ${centreInWords(centre)}` : `pour « ${text} »`,
    ...(kinds.length > 0 ? [`de type ${kinds.map((kind) => `« ${publicKinds[kind]} »`).join(' ou ')}`] : []),
    ...(when === 'maintenant' ? ['avec une place disponible maintenant'] : []),
    ...(when === 'six-mois' ? ["avec une place d'ici à six mois"] : []),
    ...(on ? [`avec une place le ${formatLongDate(on)}`] : []),
    ...(when && age
      ? [age === 'moins-18' ? 'pour un enfant de moins de 18 mois' : 'pour un enfant de 18 mois et plus']
      : []),
    ...(opensBy ? [`ouvert dès ${hourInWords(opensBy)}`] : []),
    ...(closesFrom ? [`ouvert jusqu'à ${hourInWords(closesFrom)}`] : []),
  ];
  return `Nous avons cherché ${parts.join(', ')} : aucun milieu d'accueil n'y répond.`;
}
