/** Words of an import of days after school. */
import type { CountWarning } from '../../domain/after-school/month-standing.ts';
import type { NotRequired } from '../../domain/after-school/required-days.ts';
import { formatLongDate } from '../../domain/french-dates.ts';

/** Why nothing is asked for on a day: « congé d'automne », « pas encore agréé ». */
export function reasonInWords({ reason, name }: NotRequired): string {
  switch (reason) {
    case 'not-agreed':
      return "le lieu n'était pas agréé";
    case 'legal-holiday':
      return `jour férié légal${name ? ` (${name})` : ''}`;
    case 'community-holiday':
      return `jour de congé de la Fédération${name ? ` (${name})` : ''}`;
    case 'school-holiday':
      return `congé scolaire${name ? ` (${name})` : ''}`;
    case 'closed-then':
      return `lieu fermé${name ? ` (${name})` : ''}`;
    case 'no-schedule':
      return 'aucun horaire ce jour-là';
    case 'closed-that-weekday':
      return 'fermé ce jour de la semaine';
    default:
      return reason satisfies never;
  }
}

/** What looks odd on a day, and stops nobody. */
export function warningInWords(warning: CountWarning): { who: string; text: string } {
  switch (warning.kind) {
    case 'beyond-enrolled': {
      const { day, section, count, enrolled, proposal } = warning;
      const level = section === 'nursery' ? 'maternelle' : 'primaire';
      return {
        who: formatLongDate(day),
        text: `${String(count)} enfants en ${level}, mais ${String(enrolled)} inscrits${proposal === undefined ? '' : `. Est-ce ${String(proposal)} ?`}`,
      };
    }
    case 'together-beyond-enrolled':
      return {
        who: formatLongDate(warning.day),
        text: `${String(warning.count)} enfants ensemble, mais ${String(warning.enrolled)} inscrits en tout`,
      };
    case 'on-red-day':
      return {
        who: formatLongDate(warning.day),
        text: `${String(warning.count)} enfants, alors que : ${reasonInWords(warning.why)}`,
      };
    case 'unlike-last-year':
      return {
        who: '',
        text: `${String(warning.mean)} enfants par jour en moyenne, ${String(warning.lastYear)} le même mois de l'année passée`,
      };
    default:
      return warning satisfies never;
  }
}
