/** What a decision touches, said to whoever reads it: before it is taken, and once it is done. */
import type { By, Consequence, Touched } from '../../domain/consequences/consequences.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { isQuarter, quarterInWords } from '../../domain/quarter.ts';

export const touchedWords: Readonly<Record<Touched, string>> = {
  'public-sheet': 'Fiche publique (Premiers Pas)',
  'places': 'Places disponibles',
  'opening-hours': "Heures d'ouverture",
  'phone': 'Téléphone du lieu',
  'postal-address': 'Adresse courrier',
  'photos': 'Photos',
  'contracts': 'Mon Équipe',
  'household': 'Membres du ménage',
  'quarter': 'Déclaration trimestrielle',
  'red-days': 'Jours rouges',
  'contacts': 'Contacts ONE',
  'pre-requests': 'Pré-demandes',
  'review': 'Bilan de fonctionnement',
  'open-cases': 'Demandes en cours',
};
export const byWords: Readonly<Record<By, { operator: string; one: string }>> = {
  itself: { operator: 'se fait tout seul', one: 'se fait tout seul' },
  operator: { operator: 'à faire par vous', one: "à faire par l'opérateur" },
  one: { operator: "à faire par l'ONE", one: 'à faire par vous' },
};

const many = (count = 0, one: string, several: string): string => `${String(count)} ${count < 2 ? one : several}`;
const quarterWords = (period = ''): string => (isQuarter(period) ? quarterInWords(period) : period);

const said: Readonly<Record<`${Touched} ${string}`, (told: Consequence) => string>> = {
  'public-sheet gone': () => 'la fiche disparaît pour les parents',
  'public-sheet closed': ({ until }) =>
    until
      ? `les parents lisent « fermé jusqu'au ${formatLongDate(until)} »`
      : 'les parents lisent que le lieu est fermé',
  'public-sheet capacity': ({ to }) => `les parents lisent une capacité de ${many(to, 'place', 'places')}`,
  'public-sheet address': () => 'les parents lisent la nouvelle adresse et cherchent le lieu dans sa nouvelle localité',
  'public-sheet as-before': () => 'les parents lisent la fiche comme avant',
  'places taken': ({ count }) =>
    `${many(count, 'période annoncée est retirée', 'périodes annoncées sont retirées')} de la recherche des parents`,
  'places lowered': ({ to }) => `aucune période n'annonce plus de ${many(to, 'place', 'places')}`,
  'places confirm': ({ count }) =>
    `${many(count, 'période annoncée est', 'périodes annoncées sont')} à relire et à confirmer`,
  'places given-back': ({ count }) =>
    `${many(count, 'période revient comme avant', 'périodes reviennent comme avant')}, sauf là où elle a été changée à la main entre-temps`,
  'opening-hours confirm': () => "les heures restent celles d'avant : à vérifier à la nouvelle adresse",
  'phone confirm': () => "le numéro reste celui d'avant : à vérifier à la nouvelle adresse",
  'postal-address follows': () => 'elle est celle du lieu et le suit',
  'postal-address stays': () => 'elle est une autre que celle du lieu : elle reste, à vérifier',
  'photos gone': ({ count }) => `${many(count, 'photo quitte', 'photos quittent')} le site public`,
  'photos replace': ({ count }) => `${many(count, 'photo montre', 'photos montrent')} l'ancien lieu : à remplacer`,
  'contracts end': ({ count }) =>
    `${many(count, 'personne a un contrat', 'personnes ont un contrat')} dans ce lieu : fins de contrat à encoder`,
  'contracts absences': ({ count }) =>
    `${many(count, 'personne', 'personnes')} dans ce lieu : les contrats restent, absences à encoder`,
  'contracts follow': ({ count }) => `${many(count, 'contrat suit', 'contrats suivent')} le lieu à sa nouvelle adresse`,
  'contracts staffing': ({ count }) =>
    `${many(count, 'personne', 'personnes')} dans ce lieu : l'encadrement est à vérifier pour la nouvelle capacité`,
  'household check': () => 'les personnes qui vivent à la nouvelle adresse sont à encoder dans Mon Équipe',
  'quarter last': ({ period }) =>
    `le ${quarterWords(period)} reste ouvert et se déclare jusqu'au dernier jour d'activité`,
  'quarter days': ({ period }) => `le ${quarterWords(period)} ne compte plus de jours à partir de ce jour-là`,
  'quarter pro-rata': ({ period }) => `le ${quarterWords(period)} compte la capacité au prorata des jours`,
  'red-days check': ({ count }) =>
    count === undefined
      ? 'les jours de fermeture sont à revoir'
      : `${many(count, 'jour rouge est', 'jours rouges sont')} à revoir`,
  'contacts others': () => "les agents de l'ONE sont ceux de la nouvelle administration",
  'pre-requests closed': ({ count }) =>
    `${many(count, 'famille est avertie', 'familles sont averties')} : la pré-demande est close`,
  'pre-requests tell': ({ count }) => `${many(count, 'famille attend', 'familles attendent')} une réponse : à avertir`,
  'review cancelled': () => 'le bilan ouvert est annulé',
  'review suspended': () => "le bilan ouvert est suspendu jusqu'à la réintégration",
  'review resumed': () => 'le bilan suspendu reprend là où il en était',
  'open-cases follow': ({ count }) =>
    `${many(count, 'autre demande suit', 'autres demandes suivent')} le lieu à la nouvelle administration`,
};

/** Without its subject: « la nouvelle adresse est lue ». */
export const consequenceInWords = (told: Consequence): string => said[`${told.what} ${told.how}`]?.(told) ?? told.how;
