/** The files of the demonstration, as they were typed: three for the call that is open, two for the one before. */

/** As the form of a file keeps it; whole euros. */
interface Project {
  municipality: string;
  places: number;
  placeKind: string;
  openingYear: number;
  openingQuarter: string;
  works: number;
  equipment: number;
  fees: number;
  otherCosts: number;
  coFinancing: number;
  financedBy?: string;
  motivation: string;
}
export interface Story {
  call: 'open' | 'closed';
  facility: string;
  day: number;
  hour: string;
  project: Project;
  opinion?: { day: number; complete: boolean; selected: boolean; reason: string; missing?: string };
}
const lines = (works: number, equipment: number, fees: number, otherCosts: number, coFinancing: number) => ({
  works,
  equipment,
  fees,
  otherCosts,
  coFinancing,
});

export const stories: readonly Story[] = [
  {
    call: 'open',
    facility: 'clair-matin',
    day: -9,
    hour: '11:42',
    project: {
      municipality: 'Andenne',
      places: 14,
      placeKind: 'subsidised-accessible',
      openingYear: 2028,
      openingQuarter: '3',
      ...lines(640_000, 58_000, 61_500, 4_000, 150_000),
      financedBy: "Ville d'Andenne",
      motivation:
        "Le quartier de la gare compte 320 logements neufs et aucune place d'accueil. La ville cède le rez-de-chaussée de l'ancienne école communale ; deux sections de sept enfants y ouvriraient sur la cour.",
    },
  },
  {
    call: 'open',
    facility: 'gembloux',
    day: -6,
    hour: '16:05',
    project: {
      municipality: 'Gembloux',
      places: 21,
      placeKind: 'subsidised-basic',
      openingYear: 2029,
      openingQuarter: '1',
      ...lines(1_180_000, 92_000, 118_000, 12_000, 0),
      motivation:
        "La liste d'attente communale compte 146 demandes pour 42 places. L'extension se fait sur le terrain de la crèche, sans interrompre l'accueil.",
    },
  },
  {
    call: 'open',
    facility: 'marmots-jardin',
    day: -2,
    hour: '23:51',
    project: {
      municipality: 'Ixelles',
      places: 14,
      placeKind: 'subsidised-accessible',
      openingYear: 2028,
      openingQuarter: '1',
      ...lines(410_000, 47_000, 39_000, 0, 60_000),
      financedBy: 'Fonds propres',
      motivation:
        "Une section de plus dans l'aile que l'association loue déjà. Six places seraient réservées à l'accueil d'urgence et aux parents en formation.",
    },
  },
  {
    call: 'closed',
    facility: 'arbre-a-bulles',
    day: -75,
    hour: '09:18',
    project: {
      municipality: 'Namur',
      places: 7,
      placeKind: 'subsidised-basic',
      openingYear: 2027,
      openingQuarter: '4',
      ...lines(265_000, 31_000, 24_000, 0, 20_000),
      financedBy: 'Fonds propres',
      motivation: 'Sept places dans la pièce du premier étage, que libère le service de guidance.',
    },
  },
  {
    call: 'closed',
    facility: 'marmots',
    day: -62,
    hour: '14:30',
    project: {
      municipality: 'Ixelles',
      places: 7,
      placeKind: 'subsidised-basic',
      openingYear: 2027,
      openingQuarter: '3',
      ...lines(198_000, 22_000, 15_000, 3_000, 0),
      motivation: 'Une section de bébés en plus, sans changer les heures ni le personnel de direction.',
    },
    opinion: {
      day: -20,
      complete: true,
      selected: true,
      reason:
        'Projet mûr, dans une commune sous la moyenne des places par enfant ; budget conforme aux montants de l’appel.',
    },
  },
];
