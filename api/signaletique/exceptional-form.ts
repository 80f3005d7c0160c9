/** Days that are not as usual: closed, or open at other hours, from a day to a day, and why. */
import { z } from 'zod';
import type { ExceptionalDays, Period } from '../../domain/signaletique/opening-hours.ts';
import { faultOfPeriods } from '../../domain/signaletique/opening-hours.ts';
import type { Day } from '../../domain/calendar.ts';
import { daysBetween } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { readHour } from '../../domain/written-hour.ts';
import { faultsIn, isFaulty, type Faults, type Input } from '../forms/form.ts';
import { choice, dateInput, optionalDay, optionalLine, requiredDay, requiredLine } from '../forms/inputs.ts';

type Typed = Readonly<Record<string, unknown>>;
export type Given = ExceptionalDays & { reason: string };

export const exceptionalInputs: readonly Input[] = [
  dateInput('fromOn', 'Du'),
  dateInput('untilOn', 'Au', { required: false, hint: 'Le dernier jour, compris ; vide pour un seul jour.' }),
  {
    partial: 'field-radios',
    name: 'how',
    label: 'Ces jours-là',
    required: true,
    options: [
      { value: 'closed', text: "Le milieu d'accueil est fermé" },
      { value: 'other', text: "Il ouvre à d'autres heures" },
    ],
  },
  {
    partial: 'field-text',
    name: 'opens',
    label: 'Ouverture',
    short: true,
    hint: 'Si d’autres heures : par exemple 9:00.',
  },
  { partial: 'field-text', name: 'closes', label: 'Fermeture', short: true, hint: 'Par exemple 16 h.' },
  {
    partial: 'field-text',
    name: 'reason',
    label: 'Raison',
    required: true,
    hint: 'Par exemple : congés de Noël, journée pédagogique. N’écrivez le nom de personne.',
  },
];

const schema = z.strictObject({
  fromOn: requiredDay('Écrivez le premier jour'),
  untilOn: optionalDay(),
  how: choice('Dites si le milieu est fermé, ou ouvert à d’autres heures', ['closed', 'other']),
  opens: optionalLine(20),
  closes: optionalLine(20),
  reason: requiredLine('Écrivez la raison', 120),
});

export function readExceptional(typed: Typed, today: Day): { ok: true; days: Given } | { ok: false; faults: Faults } {
  const read = schema.safeParse(typed);
  if (!read.success) return { ok: false, faults: faultsIn(read.error) };
  const { fromOn, untilOn = fromOn, how, opens, closes, reason } = read.data;
  const faults: Faults = {};
  if (untilOn < fromOn)
    faults.untilOn = `Le dernier jour vient avant le premier (${formatShortDate(fromOn)}) : corrigez l'un des deux`;
  else if (untilOn < today) faults.untilOn = 'Ces jours sont passés : écrivez des jours à venir';
  else if (daysBetween(fromOn, untilOn) > 92)
    faults.untilOn =
      'Plus de trois mois ne sont pas exceptionnels : changez vos heures, ou demandez une cessation temporaire';
  if (fromOn > `${String(Number(today.slice(0, 4)) + 3)}-12-31`)
    faults.fromOn = "Vérifiez l'année : ce jour est dans plus de trois ans";
  const periods: Period[] = [];
  if (how === 'other') {
    const [from, to] = [readHour(opens ?? ''), readHour(closes ?? '')];
    const wrong = (said: string | undefined, what: string): string =>
      said === undefined ? `Écrivez l'heure ${what}` : `« ${said} » n'est pas une heure : écrivez par exemple 9:00`;
    if (from === undefined) faults.opens = wrong(opens, "d'ouverture");
    if (to === undefined) faults.closes = wrong(closes, 'de fermeture');
    if (from !== undefined && to !== undefined) {
      periods.push([from, to]);
      faults.closes ??= faultOfPeriods(periods);
    }
  }
  return isFaulty(faults) ? { ok: false, faults } : { ok: true, days: { fromOn, untilOn, periods, reason } };
}

export const typedOf = (row: Given | undefined): Typed =>
  row
    ? {
        fromOn: row.fromOn,
        untilOn: row.untilOn === row.fromOn ? '' : row.untilOn,
        how: row.periods.length > 0 ? 'other' : 'closed',
        opens: row.periods[0]?.[0] ?? '',
        closes: row.periods[0]?.[1] ?? '',
        reason: row.reason,
      }
    : {};
