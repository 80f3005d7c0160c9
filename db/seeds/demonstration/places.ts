/** Organising bodies and their facilities: invented, in real localities. */
import type { Administration } from '../../../domain/postcodes.ts';

type BodyKind = 'asbl' | 'commune' | 'cpas' | 'province' | 'company' | 'university' | 'natural-person';
type FacilityKind =
  | 'subsidised-creche'
  | 'creche'
  | 'childminder'
  | 'co-childminder'
  | 'childminder-service'
  | 'after-school-1'
  | 'after-school-2';

export interface Place {
  street: string;
  number: string;
  box?: string;
  postcode: string;
  locality: string;
}

/** What ONE had decided about a place before the cases told here; `years` ago. */
interface Decision {
  years: number;
  capacity: number;
  place?: Place;
  status?: 'authorised' | 'suspended' | 'ended-voluntarily';
}

export interface Facility {
  key: string;
  name: string;
  kind: FacilityKind;
  place: Place;
  /** Oldest first; the first one opened the place. */
  decisions: Decision[];
  openingHours?: string;
}
interface Body {
  key: string;
  name: string;
  kind: BodyKind;
  place: Place;
  facilities: Facility[];
}

/** « rue des Bateliers 12, 5000 Namur », with « bte 3 » after the number where there is one. */
export function placeOf(text: string): Place {
  const found = /^(.+) (\d+[A-Z]?)(?: bte (\S+))?, (\d{4}) (.+)$/.exec(text);
  const [, street, number, box, postcode, locality] = found ?? [];
  if (!street || !number || !postcode || !locality) throw new Error(`not an address: ${text}`);
  return { street, number, ...(box ? { box } : {}), postcode, locality };
}

const decided = (text: string): Decision[] =>
  text.split(', ').map((decision) => {
    const [years = '', capacity = '', status] = decision.split(':');
    return {
      years: Number(years),
      capacity: Number(capacity),
      ...(status ? { status: status as Decision['status'] } : {}),
    };
  });

/** `decisions`: « years ago:capacity », oldest first. */
function facility(
  key: string,
  name: string,
  kind: FacilityKind,
  address: string,
  decisions: string,
  openingHours?: string,
): Facility {
  return {
    key,
    name,
    kind,
    place: placeOf(address),
    decisions: decided(decisions),
    ...(openingHours ? { openingHours } : {}),
  };
}
const body = (key: string, name: string, kind: BodyKind, address: string, ...facilities: Facility[]): Body => ({
  key,
  name,
  kind,
  place: placeOf(address),
  facilities,
});

/** A childminder is her own organising body, at home. */
function childminder(
  key: string,
  name: string,
  address: string,
  decisions = '6:4, 3:5',
  kind: FacilityKind = 'childminder',
  facilityName = name,
): Body {
  return body(
    key,
    name,
    'natural-person',
    address,
    facility(key, facilityName, kind, address, decisions, '7 h 30 – 17 h 30'),
  );
}
const afterSchool = 'lundi à vendredi, 7 h 00 – 8 h 15 et 15 h 30 – 18 h 00';
const wednesdays =
  'lundi, mardi, jeudi 7 h 00 – 8 h 15 et 15 h 30 – 18 h 00 ; mercredi 7 h 00 – 8 h 15 et 12 h 00 – 17 h 00 ; vendredi 7 h 00 – 8 h 15 et 15 h 30 – 17 h 30';

const namur: Body[] = [
  body(
    'petits-chenes',
    'Les Petits Chênes ASBL',
    'asbl',
    'rue des Bateliers 12, 5000 Namur',
    facility(
      'chenes',
      'Crèche Les Petits Chênes',
      'subsidised-creche',
      'rue des Bateliers 12, 5000 Namur',
      '11:28',
      '7 h 00 – 18 h 30',
    ),
    facility('coccinelle', 'Crèche La Coccinelle', 'creche', 'avenue du Petit Gué 47, 5100 Jambes', '7:14'),
    facility('glands', "Crèche Les Glands d'Or", 'subsidised-creche', 'rue des Aubépines 8, 5101 Erpent', '5:28'),
  ),
  body('simonis', 'Laura Simonis', 'natural-person', 'rue de Dave 214, 5100 Jambes'),
  body(
    'clair-matin',
    'Clair Matin ASBL',
    'asbl',
    'rue Brun 7, 5300 Andenne',
    facility('clair-matin', 'Crèche Clair Matin', 'subsidised-creche', 'rue Brun 7, 5300 Andenne', '9:28, 5:35'),
  ),
  body(
    'arbre-a-bulles',
    "L'Arbre à Bulles ASBL",
    'asbl',
    'chaussée des Prés 118, 5100 Jambes',
    facility(
      'arbre-a-bulles',
      "Crèche L'Arbre à Bulles",
      'subsidised-creche',
      'chaussée des Prés 118, 5100 Jambes',
      '8:35',
    ),
  ),
  body(
    'lutins',
    'Les Lutins ASBL',
    'asbl',
    'rue du Vieux Moulin 23, 5000 Namur',
    facility('lutins', 'MCAE Les Lutins', 'subsidised-creche', 'rue du Vieux Moulin 23, 5000 Namur', '14:18, 6:21'),
  ),
  childminder('delvaux', 'Émilie Delvaux', 'rue de la Vigne 31, 5020 Flawinne'),
  childminder('petit', 'Thomas Petit', 'rue des Fonds 5, 5004 Bouge', '4:4'),
  childminder('bodart', 'Martine Bodart', 'rue du Bois 64, 5020 Malonne', '19:3, 12:4'),
  childminder(
    'hirondelles',
    'Sabine Noël',
    'rue de la Grotte 15, 5500 Dinant',
    '8:8, 5:10',
    'co-childminder',
    'Co-accueil Les Hirondelles',
  ),
  body(
    'bout-choux',
    "Bout'choux ASBL",
    'asbl',
    'rue des Verriers 40, 5060 Tamines',
    facility('bout-choux', "Crèche Bout'choux", 'subsidised-creche', 'rue des Verriers 40, 5060 Tamines', '6:28'),
  ),
  body(
    'cpas-ciney',
    'CPAS de Ciney',
    'cpas',
    'rue du Marché 2, 5590 Ciney',
    facility('galopins', 'Crèche Les Galopins', 'subsidised-creche', 'rue du Marché 6, 5590 Ciney', '10:35, 3:42'),
  ),
  body(
    'parc',
    'Crèche du Parc SC',
    'company',
    'avenue des Tilleuls 19, 5000 Namur',
    facility('parc', 'Crèche du Parc', 'creche', 'avenue des Tilleuls 19, 5000 Namur', '5:21', '7 h 00 – 19 h 00'),
  ),
  body(
    'meuse-condroz',
    "Service d'accueil d'enfants Meuse-Condroz ASBL",
    'asbl',
    'place du Vieux Tilleul 3, 5530 Yvoir',
    facility(
      'meuse-condroz',
      "Service d'accueil d'enfants Meuse-Condroz",
      'childminder-service',
      'place du Vieux Tilleul 3, 5530 Yvoir',
      '12:96, 4:120',
      '8 h 30 – 16 h 30',
    ),
  ),
  body(
    'gembloux',
    'Ville de Gembloux',
    'commune',
    'rue du Beffroi 1, 5030 Gembloux',
    facility(
      'gembloux',
      'Crèche communale de Gembloux',
      'subsidised-creche',
      'rue de la Sucrerie 14, 5030 Gembloux',
      '13:42, 7:49',
    ),
    facility(
      'gembloux-aes',
      'Accueil extrascolaire de Grand-Manil',
      'after-school-1',
      'rue de la Place 20, 5030 Grand-Manil',
      '8:60',
      afterSchool,
    ),
  ),
  body(
    'eghezee',
    "Commune d'Eghezée",
    'commune',
    'route de la Plaine 44, 5310 Eghezée',
    facility('eghezee', 'Crèche communale Les Bleuets', 'subsidised-creche', 'rue des Bleuets 2, 5310 Eghezée', '6:21'),
    facility(
      'eghezee-aes',
      'Accueil extrascolaire de Leuze',
      'after-school-2',
      'rue des Keutures 9, 5310 Leuze',
      '5:40',
      afterSchool,
    ),
  ),
  body(
    'mercredis',
    'Les Mercredis ASBL',
    'asbl',
    'chemin du Bois 4, 5100 Jambes',
    facility(
      'mercredis-envol',
      "L'Envol, école du Bois",
      'after-school-1',
      'chemin du Bois 4, 5100 Jambes',
      '9:120',
      wednesdays,
    ),
    facility(
      'mercredis-castors',
      'Les Castors, école communale de Lustin',
      'after-school-1',
      'rue Saint-Léger 12, 5170 Lustin',
      '9:70',
      wednesdays,
    ),
    facility(
      'mercredis-nid',
      'Le Nid, école libre du Centre',
      'after-school-1',
      'rue de Fer 60, 5000 Namur',
      '7:90',
      wednesdays,
    ),
    facility(
      'mercredis-cabane',
      "La Cabane, école de l'Étang",
      'after-school-1',
      "rue de l'Étang 3, 5101 Erpent",
      '5:60',
      wednesdays,
    ),
    facility(
      'mercredis-preau',
      'Le Préau, école Sainte-Anne',
      'after-school-1',
      'rue Sainte-Anne 18, 5002 Saint-Servais',
      '5:55',
      wednesdays,
    ),
  ),
];

const bruxelles: Body[] = [
  body(
    'marmots',
    "Les Marmots de l'Étang ASBL",
    'asbl',
    "rue de l'Étang 88, 1050 Ixelles",
    facility(
      'marmots',
      "Crèche Les Marmots de l'Étang",
      'subsidised-creche',
      "rue de l'Étang 88, 1050 Ixelles",
      '9:49',
    ),
    facility(
      'marmots-jardin',
      'Crèche Le Jardin des Marmots',
      'subsidised-creche',
      'avenue des Saisons 12, 1050 Ixelles',
      '5:28',
    ),
  ),
  body(
    'cpas-saint-gilles',
    'CPAS de Saint-Gilles',
    'cpas',
    'rue du Fort Vert 30, 1060 Saint-Gilles',
    facility(
      'saint-gilles',
      'Crèche La Ribambelle',
      'subsidised-creche',
      'rue du Fort Vert 34, 1060 Saint-Gilles',
      '10:42',
    ),
  ),
  body(
    'petits-pas',
    'Petits Pas SC',
    'company',
    'avenue du Ronce 210, 1180 Uccle',
    facility(
      'petits-pas',
      'Crèche Petits Pas',
      'creche',
      'avenue du Ronce 210, 1180 Uccle',
      '6:21',
      '7 h 30 – 18 h 30',
    ),
    facility(
      'petits-pas-forest',
      'Crèche Petits Pas Forest',
      'creche',
      'rue du Curé 5, 1190 Forest',
      '3:14',
      '7 h 30 – 18 h 30',
    ),
  ),
  body(
    'forest',
    'Commune de Forest',
    'commune',
    'rue du Curé 2, 1190 Forest',
    facility(
      'forest-aes',
      'Accueil extrascolaire Les Sources',
      'after-school-1',
      'rue des Sources 17, 1190 Forest',
      '7:80',
      afterSchool,
    ),
  ),
  childminder('nguyen', 'Linh Nguyen', 'rue du Noyer 140 bte 2, 1030 Schaerbeek', '3:4'),
];

const brabantWallon: Body[] = [
  body(
    'universite',
    'Université des Coteaux',
    'university',
    'place des Carrés 1, 1348 Louvain-la-Neuve',
    facility(
      'universite',
      'Crèche universitaire Les Petits Carrés',
      'subsidised-creche',
      'place des Carrés 6, 1348 Louvain-la-Neuve',
      '15:56, 5:63',
    ),
  ),
  body(
    'marelle',
    'La Marelle ASBL',
    'asbl',
    'rue des Fontaines 21, 1300 Wavre',
    facility('marelle', 'Crèche La Marelle', 'subsidised-creche', 'rue des Fontaines 21, 1300 Wavre', '8:35'),
    facility('marelle-limal', 'Crèche La Petite Marelle', 'creche', 'rue du Gué 3, 1300 Limal', '4:14'),
  ),
  body(
    'bulle-d-air',
    "Bulle d'Air SC",
    'company',
    'chaussée de la Ferme 301, 1410 Waterloo',
    facility('bulle-d-air', "Crèche Bulle d'Air", 'creche', 'chaussée de la Ferme 301, 1410 Waterloo', '4:21'),
  ),
  childminder('benali', 'Fatima Benali', 'faubourg des Roses 77, 1400 Nivelles', '5:4, 2:5'),
];

const liege: Body[] = [
  body(
    'poussins',
    'Les Poussins de la Meuse ASBL',
    'asbl',
    'quai des Mariniers 56, 4020 Liège',
    facility('poussins', 'Crèche Les Poussins', 'subsidised-creche', 'quai des Mariniers 56, 4020 Liège', '12:49'),
    facility(
      'poussins-seraing',
      'Crèche Les Poussins de Seraing',
      'subsidised-creche',
      'rue du Verre 18, 4100 Seraing',
      '6:28',
    ),
    facility('poussins-bressoux', 'Crèche Les Canetons', 'creche', 'rue du Moulin 9, 4020 Bressoux', '3:14'),
  ),
  body(
    'verviers',
    'Ville de Verviers',
    'commune',
    'place du Perron 1, 4800 Verviers',
    facility(
      'verviers',
      'Crèche communale Les Lainiers',
      'subsidised-creche',
      'rue des Lainiers 33, 4800 Verviers',
      '11:35',
    ),
  ),
  body(
    'province',
    'Province de Liège',
    'province',
    'rue du Palais 18, 4000 Liège',
    facility('province', 'Crèche provinciale Le Pouhon', 'subsidised-creche', 'rue du Pouhon 4, 4900 Spa', '9:28'),
  ),
  childminder('wathelet', 'Hélène Wathelet', 'avenue des Ormes 12, 4130 Esneux', '10:4'),
  body(
    'cpas-huy',
    'CPAS de Huy',
    'cpas',
    'rue du Pont Neuf 10, 4500 Huy',
    facility('huy', 'Crèche Le Petit Pont', 'subsidised-creche', 'rue du Pont Neuf 12, 4500 Huy', '8:28, 4:35'),
  ),
];

const hainaut: Body[] = [
  body(
    'ile-aux-enfants',
    "L'Île aux Enfants ASBL",
    'asbl',
    'rue du Laminoir 71, 6000 Charleroi',
    facility('ile', "Crèche L'Île aux Enfants", 'subsidised-creche', 'rue du Laminoir 71, 6000 Charleroi', '10:42'),
    facility('ile-marcinelle', 'Crèche Le Radeau', 'subsidised-creche', 'rue des Cayats 25, 6001 Marcinelle', '5:21'),
    facility(
      'ile-chatelet',
      'Crèche La Pirogue',
      'creche',
      'rue du Calvaire 6, 6200 Châtelet',
      '7:21, 1:21:ended-voluntarily',
    ),
  ),
  body(
    'tournai',
    'Ville de Tournai',
    'commune',
    'rue des Tapissiers 52, 7500 Tournai',
    facility(
      'tournai',
      'Crèche communale Les Cinq Clochers',
      'subsidised-creche',
      'rue des Tapissiers 60, 7500 Tournai',
      '12:49',
    ),
    facility(
      'tournai-aes',
      'Accueil extrascolaire du Vert Marais',
      'after-school-1',
      'rue du Vert Marais 2, 7500 Tournai',
      '6:70',
      afterSchool,
    ),
  ),
  body(
    'cpas-la-louviere',
    'CPAS de La Louvière',
    'cpas',
    'place des Faïences 11, 7100 La Louvière',
    facility(
      'la-louviere',
      'Crèche La Farandole',
      'subsidised-creche',
      'rue des Faïences 13, 7100 La Louvière',
      '7:35',
    ),
  ),
  childminder('bensalah', 'Karim Bensalah', 'rue des Houilleurs 29, 6040 Jumet', '3:4'),
  body(
    'coquelicots',
    'Les Coquelicots ASBL',
    'asbl',
    'rue du Chemin Vert 90, 7000 Mons',
    facility('coquelicots', 'Crèche Les Coquelicots', 'creche', 'rue du Chemin Vert 90, 7000 Mons', '6:21'),
  ),
  childminder(
    'terrils',
    'Aurélie Lemoine',
    "rue de l'Étoile 16, 7100 Saint-Vaast",
    '5:8',
    'co-childminder',
    "Co-accueil Les P'tits Terrils",
  ),
];

const luxembourg: Body[] = [
  body(
    'foret',
    "Forêt d'Ardenne ASBL",
    'asbl',
    'rue des Bûcherons 4, 6870 Saint-Hubert',
    facility('foret', 'Crèche Les Faons', 'subsidised-creche', 'rue des Bûcherons 4, 6870 Saint-Hubert', '8:21'),
  ),
  body(
    'marche',
    'Ville de Marche-en-Famenne',
    'commune',
    'boulevard du Midi Vert 22, 6900 Marche-En-Famenne',
    facility(
      'marche',
      'Crèche communale Les Dentellières',
      'subsidised-creche',
      'rue des Dentellières 5, 6900 Marche-En-Famenne',
      '9:35',
    ),
    facility(
      'marche-aes',
      'Accueil extrascolaire de Waha',
      'after-school-2',
      'rue du Maquisard 1, 6900 Waha',
      '4:45',
      afterSchool,
    ),
  ),
  childminder('gerard', 'Julie Gérard', 'rue de la Semois 38, 6880 Bertrix', '7:4, 2:5'),
  body(
    'myrtilles',
    'Les Myrtilles ASBL',
    'asbl',
    'rue de la Platinerie 17, 6700 Arlon',
    facility('myrtilles', 'Crèche Les Myrtilles', 'subsidised-creche', 'rue de la Platinerie 17, 6700 Arlon', '6:21'),
  ),
];

export const bodies: readonly Body[] = [...namur, ...bruxelles, ...brabantWallon, ...liege, ...hainaut, ...luxembourg];
export const facilities = bodies.flatMap((owner) => owner.facilities.map((each) => ({ ...each, owner })));

/** Facilities that nobody has in his portfolio yet: their tasks wait for whoever takes them. */
export const withoutReferent: ReadonlySet<string> = new Set([
  'bout-choux',
  'galopins',
  'marche-aes',
  'ile-marcinelle',
  'nguyen',
]);

/** Telephone prefix of each administration; the numbers themselves are nobody's. */
export const prefixes: Readonly<Record<Administration, string>> = {
  'bruxelles': '02',
  'brabant-wallon': '010',
  'liege': '04',
  'namur': '081',
  'hainaut': '071',
  'luxembourg': '061',
};
