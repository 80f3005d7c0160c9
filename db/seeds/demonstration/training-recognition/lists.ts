/** The lists of the demonstration: organisations and modules that are recognised, all invented but for ONE. */
import type { Database } from '../../../connect.ts';
import { stableId } from '../stable-id.ts';

interface Organisation {
  key: string;
  name: string;
  kind: 'one' | 'agreed' | 'habilitated';
  number?: string;
  modules: Readonly<Record<string, readonly [title: string, theme: string]>>;
}
const play = 'Jeu et activités';
const relation = 'Relations et communication';
const care = 'Santé et sécurité';
const project = "Projet d'accueil";

export const organisations: readonly Organisation[] = [
  {
    key: 'one',
    name: "Office de la Naissance et de l'Enfance",
    kind: 'one',
    modules: {
      'free-play': ['Le jeu libre, une affaire sérieuse', play],
      'project': ["Écrire et faire vivre le projet d'accueil", project],
      'code': ["Le code de qualité de l'accueil", project],
    },
  },
  {
    key: 'toboggan',
    name: 'Le Toboggan Formation ASBL',
    kind: 'agreed',
    number: 'FC-014',
    modules: {
      'outdoors': ['Jouer dehors en toute saison', play],
      'conflicts': ['Conflits entre enfants : écouter et accompagner', relation],
      'cooperation': ['Jeux coopératifs de 3 à 12 ans', play],
    },
  },
  {
    key: 'seasons',
    name: 'Atelier des Quatre Saisons ASBL',
    kind: 'agreed',
    number: 'FC-027',
    modules: {
      'stories': ['Raconter, lire, inventer des histoires', play],
      'parents': ['Parler avec les parents au moment du départ', relation],
    },
  },
  {
    key: 'arc',
    name: 'Centre Arc-en-Ciel de formation',
    kind: 'agreed',
    number: 'FC-033',
    modules: {
      'first-aid': ['Premiers secours aux enfants', care],
      'inclusion': ['Accueillir chaque enfant : handicap et inclusion', relation],
    },
  },
  {
    key: 'college',
    name: 'Promotion sociale des Deux Rives',
    kind: 'habilitated',
    modules: { 'development': ["Le développement de l'enfant de 3 à 12 ans", relation] },
  },
];

export const organisationId = (key: string): string => stableId(`training organisation ${key}`);
export const moduleId = (key: string): string => stableId(`training module ${key}`);

export async function insertLists(db: Database): Promise<void> {
  await db('training_organisations').insert(
    organisations.map(({ key, name, kind, number }) => ({
      id: organisationId(key),
      name,
      kind,
      agreement_number: number ?? null,
      valid_from: '2022-01-01',
      status: 'recognised',
    })),
  );
  await db('training_modules').insert(
    organisations.flatMap(({ key, modules }) =>
      Object.entries(modules).map(([of, [title, theme]]) => ({
        id: moduleId(of),
        organisation_id: organisationId(key),
        title,
        theme,
        status: 'recognised',
      })),
    ),
  );
}
