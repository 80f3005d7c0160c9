/**
 * What a place says of itself beside its hours: a summary, and its qualities. Each quality is a list of choices, a free line, or both;
 * what is not here is not stored. The document names the place, the photo and the project; which qualities, nobody says (hypothèse).
 */

/** A summary is read at one glance. */
export const longestSummary = 600;
export const longestLine = 120;

export interface Quality {
  key: string;
  label: string;
  /** By their code: what is ticked, and what parents read of it. */
  choices?: Readonly<Record<string, string>>;
  /** One of them, not several. */
  single?: true;
  /** What may be written in own words; parents read it as it is. */
  line?: { label: string; hint: string };
}

export const qualities: readonly Quality[] = [
  {
    key: 'garden',
    label: 'Espace extérieur',
    single: true,
    choices: {
      'garden': 'jardin clôturé',
      'terrace': 'cour ou terrasse',
      'shared': 'espace extérieur partagé',
      'nearby': 'plaine de jeux ou parc à proximité',
      'none': "pas d'espace extérieur",
    },
    line: { label: 'Précision', hint: 'Par exemple « 240 m², potager avec les enfants ».' },
  },
  {
    key: 'meals',
    label: 'Repas',
    choices: {
      'on-site': 'repas préparés sur place',
      'delivered': 'repas livrés',
      'brought': 'repas apportés par les parents',
      'diets': 'régimes médicaux possibles',
      'vegetarian': 'repas végétariens possibles',
      'breastfeeding': 'allaitement possible sur place',
    },
  },
  {
    key: 'accessibility',
    label: 'Accessibilité',
    choices: {
      'wheelchair': 'accessible en fauteuil roulant',
      'pushchairs': 'local pour poussettes',
      'lift': 'ascenseur',
      'inclusion': "accueil d'enfants en situation de handicap, projet d'inclusion",
    },
  },
  {
    key: 'languages',
    label: 'Langues parlées avec les enfants et les parents',
    choices: {
      'fr': 'français',
      'nl': 'néerlandais',
      'de': 'allemand',
      'en': 'anglais',
      'ar': 'arabe',
      'tr': 'turc',
      'es': 'espagnol',
      'it': 'italien',
      'pt': 'portugais',
      'sign': 'langue des signes',
    },
    line: { label: 'Autres langues', hint: 'Par exemple « polonais, lingala ».' },
  },
  {
    key: 'transport',
    label: 'Accès',
    choices: { 'parking': 'parking pour déposer les enfants', 'bicycles': 'parking pour vélos' },
    line: { label: 'Transports en commun', hint: 'Par exemple « bus à 150 m, gare à 900 m ».' },
  },
  {
    key: 'house',
    label: 'Dans la maison',
    choices: { 'smoke-free': 'lieu sans tabac', 'pets': 'animaux présents', 'no-pets': 'pas d’animaux' },
  },
];

/** Of each quality its codes, and its line under `<key>Line`; what nobody has said is absent. */
export interface Characteristics {
  summary?: string;
  [quality: string]: string | readonly string[] | undefined;
}

const chosen = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
const isMany = ({ key }: Quality): boolean => key === 'languages';

/** What parents read under « Le lieu », one line each; languages and the free line of a quality stand together. */
export const qualitiesInWords = (said: Readonly<Record<string, unknown>>): string[] =>
  qualities.flatMap((quality) => {
    const words = chosen(said[quality.key]).flatMap((code) => quality.choices?.[code] ?? []);
    const line = said[`${quality.key}Line`];
    const own = typeof line === 'string' && line !== '' ? [line] : [];
    if (isMany(quality)) return words.length + own.length > 0 ? [[...words, ...own].join(', ')] : [];
    if (quality.single && words.length > 0) return [[...words, ...own].join(' : ')];
    return [...words, ...own];
  });
