/** What is wrong with a date, and what to write instead. */
import { formatLongDate } from './french-dates.ts';
import type { DayRefusal } from './written-day.ts';

const how = "écrivez le jour, le mois et l'année, jj/mm/aaaa";
const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

export function dayFault(refusal: DayRefusal): string {
  switch (refusal.why) {
    case 'unreadable':
      return `Cette date ne peut pas être lue : ${how}`;
    case 'no-year':
      return `Il manque l'année : ${how}`;
    case 'century':
      return `Écrivez l'année en quatre chiffres : 19${refusal.year} ou 20${refusal.year}`;
    case 'no-such-month':
      return `Cette date n'existe pas, il n'y a pas de mois ${String(refusal.month)} : ${how}`;
    case 'no-such-day':
      return `Cette date n'existe pas : ${months[refusal.month - 1] ?? ''} ${String(refusal.year)} a ${String(refusal.last)} jours`;
    case 'weekday':
      return `Cette date se contredit : c'est un ${formatLongDate(refusal.day)}, pas un ${refusal.typed}`;
    default:
      return refusal satisfies never;
  }
}
