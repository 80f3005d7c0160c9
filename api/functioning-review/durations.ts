/** The delays of a review in words, as they are in force. */
import { formatDuration } from '../../domain/french-dates.ts';
import { parameterOf, type Parameters } from '../../workflows/procedure.ts';

/** « 60 jours », « 18 mois », « 5 ans ». */
export function durationOf(code: string, parameters: Parameters): string {
  const { value, unit } = parameterOf(code, parameters);
  switch (unit) {
    case 'days':
      return formatDuration({ days: value });
    case 'working-days':
      return formatDuration({ workingDays: value });
    case 'months':
      return formatDuration({ months: value });
    default:
      return formatDuration({ years: value });
  }
}

/** How often a plan is followed up: « chaque année », « tous les 2 ans ». */
export function everyInWords(parameters: Parameters): string {
  const { value } = parameterOf('follow-up', parameters);
  return value === 1 ? 'chaque année' : `tous les ${String(value)} ans`;
}
