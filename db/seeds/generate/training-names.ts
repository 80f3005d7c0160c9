/** What training organisations and modules of after-school care are called: invented, in the manner of the real ones. */
import type { Dice } from './dice.ts';

const heads = [
  'Atelier',
  'Maison',
  'Centre',
  'Ligue',
  'Espace',
  'Réseau',
  'Ferme',
  'École',
  'Institut',
  'Association',
  'Coordination',
  'Fabrique',
  'Mouvement',
  'Jardin',
  'Compagnie',
  'Relais',
  'Collectif',
  'Carrefour',
];
const middles = [
  'du Carton',
  'du Canton',
  'des Familles',
  'de la Petite Enfance',
  'du Conte',
  'des Fées',
  'du Jeu',
  'de la Nature',
  'des Jeunes',
  'de la Parole',
  'des Quatre Vents',
  'du Mouvement',
  'de la Bientraitance',
  'des Langues',
  'du Rire',
  'des Sciences',
  'de la Marionnette',
  'du Cirque',
  'des Écrans',
  'de la Terre',
  'du Bois',
  'des Potagers',
  'de la Récup',
  'des Sens',
  'de l’Image',
];
const firsts = [
  'Horizon',
  'Musique',
  'Secours',
  'Graine',
  'Tempo',
  'Planète',
  'Mosaïque',
  'Trampoline',
  'Étincelle',
  'Boussole',
  'Tournesol',
  'Arc-en-Ciel',
  'Passerelle',
  'Cerf-Volant',
  'Galipette',
  'Ricochet',
  'Pirouette',
  'Luciole',
  'Farandole',
  'Kaléidoscope',
];
const seconds = [
  'Enfance',
  'Adulte',
  'Hesbaye',
  'en Herbe',
  'en Mouvement',
  'Jeunesse',
  'Formation',
  'Animation',
  'Famille',
  'Parentalité',
  'Solidaire',
  'Condroz',
  'et Compagnie',
  'Accueil',
  'Santé',
  'Théâtre',
  'Nature',
  'Plurielle',
];
const subjects = [
  'Gestion des conflits',
  'Communication non violente',
  'Premiers secours',
  'Éveil musical',
  'Contes et marionnettes',
  'Hygiène alimentaire',
  'Bricolage de récupération',
  'Jouer dehors',
  'Psychomotricité',
  'Jeux coopératifs',
  'Accueillir un enfant en situation de handicap',
  'Aménagement des espaces',
  'Développement de l’enfant',
  'Relation avec les parents',
  'Soutien aux apprentissages',
  'Animation de groupes',
  'Lecture à voix haute',
  'Expression corporelle',
  'Prévention du harcèlement',
  'Diversité culturelle',
  'Éducation aux médias',
  'Jeux de société',
  'Observation des enfants',
  'Bientraitance',
  'Arts plastiques',
  'Théâtre d’improvisation',
  'Découverte de la nature',
  'Cuisine saine',
  'Gestion du stress',
  'Éveil aux sciences',
  'Autonomie de l’enfant',
  'Émotions des enfants',
  'Sieste et repos',
  'Sécurité des locaux',
  'Projet d’accueil',
  'Travail en équipe',
  'Inclusion',
  'Yoga pour enfants',
  'Danse créative',
  'Éco-gestes',
];
const turns = [
  ...Array<string>(10).fill(''),
  'entre enfants',
  'en équipe',
  'niveau 1',
  'niveau 2',
  'pour responsables de projet',
  'de 3 à 6 ans',
  'de 6 à 12 ans',
  'en milieu scolaire',
  'initiation',
  'perfectionnement',
];
export const towns = [
  'Namur',
  'Liège',
  'Charleroi',
  'Gembloux',
  'Ciney',
  'Dinant',
  'Wavre',
  'Nivelles',
  'Mons',
  'Tournai',
  'Verviers',
  'Arlon',
  'Huy',
  'Ath',
  'Bastogne',
  'Waremme',
];
/** Who teaches: invented. */
export const teachers = [
  'Dewez',
  'Lambotte',
  'Thirion',
  'Colinet',
  'Hardenne',
  'Massart',
  'Delvigne',
  'Poncin',
  'Renier',
  'Wauthy',
  'Servais',
  'Gillard',
  'Bodart',
  'Noirhomme',
  'Pirotte',
  'Tassin',
];
export const givenNames = ['Anne', 'Sophie', 'Marc', 'Julie', 'Olivier', 'Nathalie', 'Benoît', 'Caroline', 'Vincent'];
export const halls = [
  'Salle polyvalente',
  'École communale',
  'Hall omnisports',
  'Maison communale',
  'Salle des fêtes',
  'Bibliothèque communale',
  'Local des scouts',
];

export interface TrueOrganisation {
  name: string;
  town: string;
  /** Towns that are part of the name make another house of it: « Maison des Jeunes de Ciney » is not that of Dinant. */
  named: boolean;
  legalForm: string;
  teachers: readonly string[];
  modules: readonly TrueModule[];
}
export interface TrueModule {
  title: string;
  sessions: readonly { on: number; hours: number; hall: string; teacher: string }[];
}

/** @param dayCount how many days back the sessions lie at most */
export function inventOrganisations(dice: Dice, count: number, dayCount: number): TrueOrganisation[] {
  const taken = new Set<string>();
  const found: TrueOrganisation[] = [];
  while (found.length < count) {
    const named = dice.chance(0.08);
    const town = dice.pick(towns);
    const base = dice.chance(0.45)
      ? `${dice.pick(heads)} ${dice.pick(middles)}`
      : `${dice.pick(firsts)} ${dice.pick(seconds)}`;
    const name = named ? `Maison ${dice.pick(['des Jeunes', 'de la Culture', 'du Conte'])} de ${town}` : base;
    if (taken.has(name)) continue;
    taken.add(name);
    const teach = [dice.pick(teachers), dice.pick(teachers)];
    found.push({
      name,
      town,
      named,
      legalForm: dice.weigh({ 'asbl': 8, 'ASBL': 4, 'A.S.B.L.': 2, 'vzw': 0.3, 'srl': 0.7 }),
      teachers: teach,
      modules: inventModules(dice, teach, town, dayCount),
    });
  }
  return found;
}

function inventModules(dice: Dice, teach: readonly string[], town: string, dayCount: number): TrueModule[] {
  const titles = new Set<string>();
  const subject = dice.pick(subjects);
  const many = dice.between(2, 8);
  while (titles.size < many) {
    const about = dice.chance(0.3) ? subject : dice.pick(subjects);
    const turn = dice.pick(turns);
    if (turn === 'entre enfants' && about.includes('enfant')) continue;
    titles.add(turn ? `${about} ${turn}` : about);
  }
  return [...titles].map((title) => {
    const hours = dice.pick([3, 6, 6, 6, 12, 7, 7.5, 18]);
    return {
      title,
      sessions: Array.from({ length: dice.between(1, 6) }, () => ({
        on: dice.between(20, dayCount),
        hours,
        hall: `${dice.pick(halls)} ${dice.chance(0.8) ? town : dice.pick(towns)}`,
        teacher: dice.pick(teach),
      })),
    };
  });
}
