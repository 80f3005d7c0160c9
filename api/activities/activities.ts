/**
 * The activities of the guide of rights of 2025 that no procedure of the portal covers: what each is, its legal text, what is done elsewhere.
 * Sources: Guide des droits 2025 (names), décret ATL and its arrêté (domain of after-school care), public decrees of the others; the summaries are hypothèses.
 */
import type { facilityKinds } from '../../domain/kinds.ts';
import type { activityDossiers } from '../../db/access/dossiers.ts';

export interface Activity {
  /** Last part of its address. */
  slug: string;
  /** Whoever holds one of them reads the page. */
  dossiers: readonly (typeof activityDossiers)[number][];
  sector: 'atl' | 'pse';
  name: string;
  /** In a tile or a list. */
  short: string;
  /** Paragraphs. */
  about: readonly string[];
  law: readonly { title: string; text: string }[];
  /** Kinds of the places that it coordinates, where it has none of its own (hypothèse: those of the same body). */
  coordinates?: readonly (keyof typeof facilityKinds)[];
  /** Of ONE, which answers for it beside the persons who follow each place. */
  service?: { name: string; email: string };
  /** What is asked of ONE for it, and not on the portal. */
  elsewhere: string;
  /** « Aucun centre de vacances » */
  none: string;
}

/** As the guide of after-school care of 2020 names it. */
const afterSchoolService = { name: 'Service AES', email: 'accueil-extrascolaire@one.be' };
const atl = {
  title: 'Décret du 3 juillet 2003 (décret ATL) et arrêté du 3 décembre 2003',
  text: "Coordination de l'accueil des enfants durant leur temps libre et soutien de l'accueil extrascolaire.",
};

export const activities: readonly Activity[] = [
  {
    slug: 'accueil-extrascolaire-type-2',
    dossiers: ['aes-2'],
    sector: 'atl',
    name: 'Accueil extrascolaire de type 2',
    short: 'vos lieux, leurs équipes, la formation continue',
    about: [
      "L'accueil des enfants de l'enseignement maternel et primaire en dehors des heures d'école, dans un service que l'ONE connaît comme accueil extrascolaire de type 2.",
      'Le droit «\u00a0Accueil Extrascolaire de type 2\u00a0» se donne par milieu d’accueil, dans «\u00a0Utilisateurs\u00a0».',
    ],
    law: [atl],
    service: afterSchoolService,
    elsewhere: "L'agrément et les subsides de l'accueil extrascolaire de type 2",
    none: 'Aucun accueil extrascolaire de type 2',
  },
  {
    slug: 'centres-de-vacances',
    dossiers: ['holiday-centres'],
    sector: 'atl',
    name: 'Centres de vacances',
    short: 'plaines, séjours et camps',
    about: [
      'Les plaines, les séjours et les camps qui accueillent des enfants pendant les congés scolaires, encadrés par des équipes formées.',
    ],
    law: [
      {
        title: 'Décret du 17 mai 1999',
        text: 'Centres de vacances : agrément, encadrement et subsides.',
      },
    ],
    elsewhere: "L'agrément d'un centre de vacances, ses déclarations et ses subsides",
    none: 'Aucun centre de vacances',
  },
  {
    slug: 'ecoles-de-devoirs',
    dossiers: ['homework-schools'],
    sector: 'atl',
    name: 'Écoles de devoirs',
    short: 'soutien des enfants après l’école',
    about: [
      "L'accueil d'enfants et de jeunes après l'école, indépendant des établissements scolaires, qui les soutient dans leur scolarité et leur développement.",
    ],
    law: [
      {
        title: 'Décret du 28 avril 2004',
        text: 'Reconnaissance et soutien des écoles de devoirs.',
      },
    ],
    elsewhere: "La reconnaissance d'une école de devoirs et ses subsides",
    none: 'Aucune école de devoirs',
  },
  {
    slug: 'coordination-atl',
    dossiers: ['atl-coordination'],
    sector: 'atl',
    name: 'Coordination ATL',
    short: 'programme et commission communale',
    about: [
      "La commune coordonne l'accueil des enfants durant leur temps libre sur son territoire : une coordinatrice ou un coordinateur ATL, une commission communale de l'accueil et un programme de coordination locale pour l'enfance.",
    ],
    law: [atl],
    coordinates: ['after-school-1', 'after-school-2'],
    service: afterSchoolService,
    elsewhere: "La convention avec l'ONE, l'état des lieux, le programme et la subvention de coordination",
    none: 'Aucun accueil extrascolaire à coordonner',
  },
  {
    slug: 'promotion-de-la-sante-a-l-ecole',
    dossiers: ['school-health', 'school-health-team'],
    sector: 'pse',
    name: "Promotion de la santé à l'école (PSE)",
    short: 'services PSE et leurs équipes',
    about: [
      'Le suivi médical des élèves, la prévention et les programmes de santé menés par les services PSE dans les écoles.',
      'Le portail ne connaît pas encore les services PSE, ni leurs équipes.',
      'Pour les PSE, les accès se donnent par service : «\u00a0Promotion de la santé à l’école\u00a0» et «\u00a0Mon Équipe\u00a0».',
    ],
    law: [
      {
        title: 'Décret du 14 mars 2019',
        text: "Promotion de la santé à l'école et dans l'enseignement supérieur hors universités.",
      },
    ],
    elsewhere: "L'agrément d'un service PSE, ses rapports et ses subventions",
    none: 'Aucun service PSE',
  },
];
