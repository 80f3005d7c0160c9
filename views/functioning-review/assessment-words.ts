/** The words of the evaluations of a bilan: domains, levels, differences, and what the portal knows. */
import { formatShortDate } from '../../domain/french-dates.ts';
import type { Gap, Rewording } from '../../domain/functioning-review/comparison.ts';
import type { FactName, PortalFacts } from '../../domain/functioning-review/portal-facts.ts';
import type { Questionnaire, ReviewDomain, Score } from '../../domain/functioning-review/questionnaire.ts';
import { monthInWords } from '../../domain/quarter.ts';

export const domainWords: Readonly<Record<ReviewDomain, { title: string; short: string }>> = {
  infrastructure: { title: 'Infrastructure et sécurité', short: 'Infrastructure' },
  health: { title: 'Santé et hygiène', short: 'Santé' },
  project: { title: "Projet d'accueil : activités, relation", short: "Projet d'accueil" },
  inclusion: { title: 'Accessibilité et inclusion', short: 'Accessibilité' },
  families: { title: 'Relation aux familles', short: 'Familles' },
  team: { title: 'Équipe, encadrement, formation continue', short: 'Équipe et formation' },
  management: { title: 'Gestion et administration', short: 'Gestion' },
  neighbourhood: { title: 'Ouverture au quartier', short: 'Quartier' },
};

/** « 3 bien engagé », « sans objet » */
export function scoreInWords({ levels }: Pick<Questionnaire, 'levels'>, score: Score): string {
  const word = levels.find((level) => level.score === score)?.word ?? '';
  return score === 0 ? word : `${String(score)} ${word}`;
}

/** « −2 l'ONE plus bas » */
export function gapInWords(gap: Gap): string | undefined {
  if (gap === null) return undefined;
  if (gap === 'applies') return "sans objet d'un seul côté";
  return gap < 0 ? `−${String(-gap)} l'ONE plus bas` : `+${String(gap)} l'ONE plus haut`;
}
/** The colour repeats what the words say. */
export const gapKind = (gap: Gap): string =>
  typeof gap === 'number' && gap <= -2 ? 'due-late' : gap === 'applies' || (gap ?? 0) < 0 ? 'due-soon' : 'done';

export const rewordingWords: Readonly<Record<Exclude<Rewording, null>, string>> = {
  new: 'nouveau',
  reworded: 'reformulé',
};

const numbers = new Intl.NumberFormat('fr-BE', { maximumFractionDigits: 2 });
const times = (count: number, one: string, many: string): string =>
  `${numbers.format(count)} ${Math.abs(count) < 2 ? one : many}`;

const told: Readonly<
  Record<FactName, (facts: PortalFacts) => { label: string; value: string; source: string } | undefined>
> = {
  capacity: ({ capacity }) =>
    capacity
      ? {
          label: 'Capacité autorisée',
          value: `${times(capacity.places, 'place', 'places')}, depuis le ${formatShortDate(capacity.since)}`,
          source: 'Mon autorisation',
        }
      : undefined,
  closures: ({ closures, since }) => ({
    label: `Fermetures depuis le ${formatShortDate(since)}`,
    value: closures.days === 0 ? 'aucune encodée' : times(closures.days, 'jour en semaine', 'jours en semaine'),
    source: 'fermetures et jours exceptionnels',
  }),
  staff: ({ staff }) => ({
    label: 'Équipe',
    value: `${times(staff.people, 'personne', 'personnes')}, ${times(staff.fullTimes, 'équivalent temps plein', 'équivalents temps plein')}`,
    source: 'Mon Équipe',
  }),
  childcare: ({ staff }) => ({
    label: "Personnel d'accueil",
    value: `${times(staff.childcare, 'personne', 'personnes')}, ${times(staff.childcareFullTimes, 'équivalent temps plein', 'équivalents temps plein')}`,
    source: 'Mon Équipe',
  }),
  training: ({ training, since }) => ({
    label: `Formation continue depuis le ${formatShortDate(since)}`,
    value:
      training.people === 0
        ? 'aucune heure reconnue'
        : `${times(training.hours, 'heure reconnue', 'heures reconnues')} pour ${times(training.people, 'personne', 'personnes')}`,
    source: 'Formation continue',
  }),
  attendance: ({ attendance }) =>
    attendance
      ? {
          label: 'Dernières présences envoyées',
          value: `${times(attendance.children, 'enfant inscrit', 'enfants inscrits')} en ${monthInWords(attendance.month)}`,
          source: 'Présences',
        }
      : undefined,
};
export const factRows = (
  facts: PortalFacts,
  names: readonly FactName[],
): { label: string; value: string; source: string }[] => names.flatMap((name) => told[name](facts) ?? []);
