/** How attendance after school is spoken of: why a day is red, what looks odd; on pages, in the browser and in mails. Pure. */
import { weekdayOf, type Day } from '../days.ts';
import { weekdays } from '../signaletique/opening-hours.ts';
import { monthInWords } from '../quarter.ts';
import { isBlank, nothingCounted, presentOf, type Counted, type EnrolledMonth, type Section } from './counts.ts';
import type { CountWarning } from './month-standing.ts';
import type { NotRequired } from './required-days.ts';

type Inscribed = Pick<EnrolledMonth, 'nursery' | 'primary'>;

export const sectionNames: Readonly<Record<Section, string>> = { nursery: 'maternelle', primarySchool: 'primaire' };

/** What each number of a day counts, above its cell. */
export const countLabels: Readonly<Record<keyof Counted, string>> = {
  ...sectionNames,
  together: 'ensemble',
  positive: 'dont diff. positive',
  morning: 'matin',
};

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
    case 'not-asked-then':
      return 'non requis quand le mois a été envoyé';
    default:
      return reason satisfies never;
  }
}

const inWords =
  (one: string, more: string) =>
  (count: number): string =>
    `${String(count)} ${count < 2 ? one : more}`;
export const childrenInWords = inWords('enfant', 'enfants');
export const enrolledInWords = inWords('inscrit', 'inscrits');
export const presencesInWords = inWords('présence', 'présences');
/** « 83 pour 71 inscrits », in a cell. */
export const beyondInWords = (count: number, enrolled: number): string =>
  `${String(count)} pour ${enrolledInWords(enrolled)}`;

/** « 31 en maternelle et 38 en primaire, dont 5 en différenciation positive »: of a day that is not blank. */
function countedInWords(counted: Counted): string {
  const { nursery, primarySchool, together, positive, morning } = counted;
  const sections = [
    ...(nursery === null ? [] : [`${String(nursery)} en maternelle`]),
    ...(primarySchool === null ? [] : [`${String(primarySchool)} en primaire`]),
  ].join(' et ');
  return [
    ...(together === null ? (sections === '' ? [] : [sections]) : [`${childrenInWords(together)} en tout`]),
    ...(positive === null ? [] : [`dont ${String(positive)} en différenciation positive`]),
    ...(morning === null ? [] : [`${String(morning)} le matin`]),
  ].join(', ');
}
/** « Thomas Marchal a mis 31 en maternelle et 38 en primaire », « Thomas Marchal a vidé ce jour » */
export const writtenInWords = (by: string | null, counted: Counted): string =>
  `${by ?? 'Une autre personne'} a ${isBlank(counted) ? 'vidé ce jour' : `mis ${countedInWords(counted)}`}`;
/** « Vous avez écrit 14 en maternelle », « Vous avez vidé ce jour » */
export const typedInWords = (counted: Counted): string =>
  `Vous avez ${isBlank(counted) ? 'vidé ce jour' : `écrit ${countedInWords(counted)}`}`;
/** The same of those inscribed, which one conflict tells of as of a day. */
export const enrolledWrittenInWords = (by: string | null, { nursery, primary }: Inscribed): string =>
  nursery === null && primary === null
    ? `${by ?? 'Une autre personne'} a vidé les inscrits`
    : writtenInWords(by, inscribedAsCounted({ nursery, primary }));
export const enrolledTypedInWords = ({ nursery, primary }: Inscribed): string =>
  nursery === null && primary === null
    ? 'Vous avez vidé les inscrits'
    : typedInWords(inscribedAsCounted({ nursery, primary }));
const inscribedAsCounted = ({ nursery, primary }: Inscribed): Counted => ({
  ...nothingCounted,
  nursery,
  primarySchool: primary,
});

/** What becomes of a number on a red day, once the place says that it was closed. @param why of the day, in words */
export const closedInWords = (why: string, { typed, stood }: { typed: Counted; stood: Counted }): string => {
  const present = presentOf(typed) ?? 0;
  return `Lieu fermé ce jour-là (${why}) : ${
    isBlank(stood)
      ? `${childrenInWords(present)} non ${present < 2 ? 'enregistré' : 'enregistrés'}`
      : `ce qui y était encodé (${countedInWords(stood)}) est retiré`
  }.`;
};

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
        text: `${childrenInWords(warning.mean)} par jour en moyenne, mais ${String(warning.lastYear)} le même mois un an plus tôt. Rien à faire si c'est juste.`,
      };
    default:
      return warning satisfies never;
  }
}
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
