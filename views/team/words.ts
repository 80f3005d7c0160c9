/** What Mon Équipe says of persons, contracts and points, in French: the list, the sheet, the import and the yearly validation alike. */
import { daysBetween, noDueDay, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import type { TeamPoint } from '../../domain/staff/check-team.ts';
import { findFunction, staffLinks } from '../../domain/staff/functions.ts';
import type { Contract, ContractStatus, TeamPlace } from '../../domain/staff/team.ts';

const numbers = new Intl.NumberFormat('fr-BE', { maximumFractionDigits: 2 });
/** « 50 % », « 82,5 % » */
export const percentInWords = (percent: number): string => `${numbers.format(percent)}\u00a0%`;
/** « 38 h par semaine » */
export const timeInWords = ({
  regime,
  percent,
  weeklyHours,
}: Pick<Contract, 'regime' | 'percent' | 'weeklyHours'>): string | undefined => {
  if (regime === 'percent') return percent === null ? undefined : percentInWords(percent);
  return weeklyHours === null ? undefined : `${numbers.format(weeklyHours)}\u00a0h par semaine`;
};
/** « depuis le 01/02/2024 », « 01/11/2026 – 31/12/2026 », « à partir du 01/12/2026 » */
export function periodInWords({ fromOn, toOn }: Pick<Contract, 'fromOn' | 'toOn'>, today: Day): string {
  if (fromOn === null) return toOn === null ? 'dates à compléter' : `jusqu'au ${formatShortDate(toOn)}`;
  if (toOn !== null) return `${formatShortDate(fromOn)} – ${formatShortDate(toOn)}`;
  return `${fromOn > today ? 'à partir du' : 'depuis le'} ${formatShortDate(fromOn)}`;
}
export const functionLabel = (contract: Pick<Contract, 'function' | 'link'>): string =>
  findFunction(contract.function)?.label ??
  (staffLinks[contract.link].works ? 'Fonction à compléter' : staffLinks[contract.link].label);

export const statusWords: Readonly<Record<ContractStatus, { label: string; badge: { kind: string; text: string } }>> = {
  'running': { label: 'En cours', badge: { kind: 'done', text: 'en cours' } },
  'ended': { label: 'Terminé', badge: { kind: 'neutral', text: 'terminé' } },
  'to-come': { label: 'Pas commencé', badge: { kind: 'at-one', text: 'pas commencé' } },
  'none': { label: 'Pas de contrat', badge: { kind: 'due-soon', text: 'pas de contrat' } },
};

/** « du dimanche 1er novembre 2026 au jeudi 31 décembre 2026 »; without an end « à partir du … ». */
const days = (from: Day, to: Day, format: (day: Day) => string): string =>
  to >= noDueDay
    ? `à partir du ${format(from)}`
    : from === to
      ? `le ${format(from)}`
      : `du ${format(from)} au ${format(to)}`;
export const shortDays = (from: Day, to: Day): string => days(from, to, formatShortDate);
export const longDays = (from: Day, to: Day): string => days(from, to, formatLongDate);

/** What a line of « À vérifier » shows: a mark, the sentence, the few words of the row, the button. */
export interface PointWords {
  badge: { kind: string; text: string };
  text: string;
  short: string;
  button: string;
}
const blocking = (text: string) => ({ kind: 'due-late', text });
const soon = (on: Day, today: Day) => {
  const left = daysBetween(today, on);
  return { kind: 'due-soon', text: left <= 0 ? "aujourd'hui" : left === 1 ? 'demain' : `dans ${String(left)} jours` };
};

/** @param facilities the names of places; one that is not there is not for these eyes */
export function pointInWords(
  point: TeamPoint,
  { facilities }: { facilities: readonly Pick<TeamPlace, 'id' | 'name'>[] },
  today: Day,
): PointWords {
  const placeOf = (id: string): string => facilities.find((one) => one.id === id)?.name ?? "un autre milieu d'accueil";
  switch (point.code) {
    case 'no-direction':
      return {
        badge: blocking('bloquant'),
        text: `${placeOf(point.facilityId)} : personne n'a de fonction de direction`,
        short: 'pas de direction',
        button: 'Choisir une personne',
      };
    case 'overlap':
      return {
        badge: blocking('chevauchement'),
        text: `${percentInWords(point.percent)} ${shortDays(point.from, point.to)}${point.facilityIds.length > 1 ? `, entre ${point.facilityIds.map(placeOf).join(' et ')}` : ''}`,
        short: `${percentInWords(point.percent)} ${shortDays(point.from, point.to)}`,
        button: 'Corriger',
      };
    case 'no-contract':
      return {
        badge: blocking('bloquant'),
        text: "aucun contrat ni lien n'est encodé",
        short: 'pas de contrat',
        button: 'Ajouter un contrat',
      };
    case 'no-niss':
      return {
        badge: blocking('bloquant'),
        text: 'le numéro de registre national manque',
        short: 'NISS manquant',
        button: 'Compléter',
      };
    case 'no-function':
      return {
        badge: blocking('bloquant'),
        text: `le contrat à ${placeOf(point.facilityId)} n'a pas de fonction`,
        short: 'contrat sans fonction',
        button: 'Choisir la fonction',
      };
    case 'no-time':
      return {
        badge: blocking('bloquant'),
        text: `le contrat à ${placeOf(point.facilityId)} n'a pas de temps de travail`,
        short: 'temps de travail manquant',
        button: 'Encoder le temps',
      };
    case 'no-start':
      return {
        badge: blocking('bloquant'),
        text: `le contrat à ${placeOf(point.facilityId)} n'a pas de date de début`,
        short: 'date de début manquante',
        button: 'Encoder la date',
      };
    case 'access-left':
      return {
        badge: { kind: 'neutral', text: 'accès ouvert' },
        text: `contrat terminé le ${formatShortDate(point.on)}, et a encore un accès au portail`,
        short: 'a encore un accès au portail',
        button: 'Voir ses accès',
      };
    case 'no-record':
      return {
        badge: { kind: 'due-soon', text: 'à vérifier' },
        text: "la date de l'extrait de casier judiciaire manque",
        short: 'extrait de casier : pas de date',
        button: 'Encoder la date',
      };
    case 'record-old':
      return {
        badge: { kind: 'due-late', text: 'dépassé' },
        text: `extrait de casier judiciaire du ${formatShortDate(point.datedOn)}, plus valable depuis le ${formatShortDate(point.on)}`,
        short: `extrait de casier : plus valable depuis le ${formatShortDate(point.on)}`,
        button: 'Encoder la date',
      };
    case 'record-ending':
      return {
        badge: soon(point.on, today),
        text: `extrait de casier judiciaire du ${formatShortDate(point.datedOn)}, valable jusqu'au ${formatLongDate(point.on)}`,
        short: `extrait de casier : valable jusqu'au ${formatShortDate(point.on)}`,
        button: 'Encoder la date',
      };
    case 'no-diploma':
      return {
        badge: { kind: 'due-soon', text: 'à vérifier' },
        text: "aucun diplôme ni certificat n'est encodé",
        short: 'pas de diplôme',
        button: 'Ajouter un diplôme',
      };
    case 'contract-ending':
      return {
        badge: soon(point.on, today),
        text: `son contrat se termine le ${formatLongDate(point.on)}`,
        short: `se termine le ${formatShortDate(point.on)}`,
        button: 'Prolonger',
      };
    case 'endless-absence':
      return {
        badge: { kind: 'due-soon', text: 'à vérifier' },
        text: `absence sans fin depuis le ${formatShortDate(point.fromOn)}`,
        short: `absence sans fin`,
        button: 'Encoder la fin',
      };
    case 'identity-elsewhere':
      return {
        badge: { kind: 'due-soon', text: 'à vérifier' },
        text: `son prénom, son nom ou sa date de naissance ont été corrigés le ${formatShortDate(point.on)} hors de votre pouvoir organisateur`,
        short: `identité corrigée le ${formatShortDate(point.on)}`,
        button: "Vérifier l'identité",
      };
    case 'gap':
      return {
        badge: { kind: 'neutral', text: 'sans contrat' },
        text: `sans contrat ${shortDays(point.from, point.to)}`,
        short: `sans contrat ${shortDays(point.from, point.to)}`,
        button: 'Corriger',
      };
    default:
      return point satisfies never;
  }
}
