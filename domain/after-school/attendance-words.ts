/** How attendance after school is spoken of: why a day is red, what looks odd; on pages, in the browser and in mails. Pure. */
import { weekdayOf, type Day } from '../days.ts';
import { weekdays } from '../signaletique/opening-hours.ts';
import { monthInWords } from '../quarter.ts';
import type { Section } from './counts.ts';
import type { CountWarning } from './month-standing.ts';
import type { NotRequired } from './required-days.ts';

export const sectionNames: Readonly<Record<Section, string>> = { nursery: 'maternelle', primarySchool: 'primaire' };

/** « lundi 16 » */
export const dayInMonth = (day: Day): string =>
  `${weekdays[weekdayOf(day) - 1]!.name} ${day.endsWith('-01') ? '1er' : String(Number(day.slice(8)))}`;
/** « lundi 16 novembre 2026 » */
export const dayInFull = (day: Day): string => `${dayInMonth(day)} ${monthInWords(day.slice(0, 7))}`;

/** « Armistice, jour férié légal » */
export function reasonInWords({ reason, name }: NotRequired, day: Day): string {
  const named = (what: string): string => (name ? `${name}, ${what}` : what);
  switch (reason) {
    case 'not-agreed':
      return 'lieu non agréé ce jour-là';
    case 'legal-holiday':
      return named('jour férié légal');
    case 'community-holiday':
      return named('congé dans les écoles');
    case 'school-holiday':
      return named('congé scolaire');
    case 'closed-then':
      return named('lieu fermé (votre horaire)');
    case 'no-schedule':
      return "pas encore d'horaire ce jour-là";
    case 'closed-that-weekday':
      return `fermé le ${weekdays[weekdayOf(day) - 1]!.name} (votre horaire)`;
    default:
      return reason satisfies never;
  }
}

export const childrenInWords = (count: number): string => `${String(count)} ${count < 2 ? 'enfant' : 'enfants'}`;

/** What looks odd, of which day: « Lundi 16 », « 83 enfants en primaire, mais 71 inscrits. Est-ce 38 ? » */
export function warningInWords(warning: CountWarning, monthName: string): { who: string; text: string } {
  switch (warning.kind) {
    case 'beyond-enrolled':
      return {
        who: capital(dayInMonth(warning.day)),
        text: `${childrenInWords(warning.count)} en ${sectionNames[warning.section]}, mais ${enrolledInWords(warning.enrolled)}.${warning.proposal === undefined ? '' : ` Est-ce ${String(warning.proposal)} ?`}`,
      };
    case 'together-beyond-enrolled':
      return {
        who: capital(dayInMonth(warning.day)),
        text: `${childrenInWords(warning.count)} en tout, mais ${enrolledInWords(warning.enrolled)}.`,
      };
    case 'on-red-day':
      return {
        who: capital(dayInMonth(warning.day)),
        text: `${childrenInWords(warning.count)}, mais rien n'est requis : ${reasonInWords(warning.why, warning.day)}. Le lieu était-il ouvert ce jour-là ? Sans réponse, ce jour ne compte pas.`,
      };
    case 'unlike-last-year':
      return {
        who: capital(monthName),
        text: `${String(warning.mean)} enfants par jour en moyenne, mais ${String(warning.lastYear)} le même mois un an plus tôt. Rien à faire si c'est juste.`,
      };
    default:
      return warning satisfies never;
  }
}
const enrolledInWords = (count: number): string => `${String(count)} ${count < 2 ? 'inscrit' : 'inscrits'}`;
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
