/** Consultations in words: hours, rates, what is wrong with a line and how one mends it. */
import { formatLongDate, formatPlainDate, formatShortDate } from '../../domain/french-dates.ts';
import type { Day } from '../../domain/calendar.ts';
import type { ConsultationPoint, DraftConsultation, Minute } from '../../domain/consultations/consultation.ts';
import { elided } from '../../domain/elision.ts';
import { monthInWords, type Month } from '../../domain/quarter.ts';

const two = (number: number): string => String(number).padStart(2, '0');
/** « 13:30 » */
export const hourInWords = (minute: Minute): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
/** « 2 h 15 » */
export const lengthInWords = (minutes: number): string =>
  `${String(Math.floor(minutes / 60))}\u00a0h\u00a0${two(Math.round(minutes % 60))}`;

const euros = new Intl.NumberFormat('fr-BE', { style: 'currency', currency: 'EUR' });
const rates = new Intl.NumberFormat('fr-BE', { style: 'currency', currency: 'EUR', maximumFractionDigits: 4 });
const numbers = new Intl.NumberFormat('fr-BE', { maximumFractionDigits: 2 });
export const centsInWords = (cents: number): string => euros.format(cents / 100);
/** « 0,4327 € » */
export const rateInWords = (value: number): string => rates.format(value);
/** « 22 km » */
export const kilometresInWords = (value: number): string => `${numbers.format(value)}\u00a0km`;

export const consultationsInWords = (count: number): string =>
  `${numbers.format(count)} ${count < 2 ? 'consultation' : 'consultations'}`;

/** « d'août 2026 » */
export const ofMonth = (month: Month): string => elided('de', monthInWords(month));

/** A line in a few words, as far as it is filled in. @param doctor as they are called */
export const lineInWords = ({ on, from, to }: Omit<DraftConsultation, 'id'>, doctor?: string): string =>
  [
    on ? formatShortDate(on) : 'sans date',
    from === null && to === null
      ? undefined
      : `${from === null ? '?' : hourInWords(from)}–${to === null ? '?' : hourInWords(to)}`,
    doctor ?? 'sans médecin',
  ]
    .filter((part) => part !== undefined)
    .join(', ');

const missing: Readonly<Record<ConsultationPoint['field'], string>> = {
  on: 'Encodez la date de la séance',
  from: "Encodez l'heure d'arrivée",
  to: "Encodez l'heure de départ",
  collaboration: 'Choisissez le médecin',
};

/** What is wrong, and how it is mended. */
export function pointInWords(
  { field, code }: ConsultationPoint,
  line: DraftConsultation,
  { month, doctor, other }: { month: Month; doctor?: { name: string; from: Day; until: Day | null }; other?: string },
): string {
  const { on, from } = line;
  const day = on ? formatLongDate(on) : '';
  switch (code) {
    case 'missing':
      return missing[field];
    case 'outside-month':
      return `Le ${day} n'est pas en ${monthInWords(month)} : corrigez la date, ou encodez cette consultation dans son mois`;
    case 'in-future':
      return `Le ${day} est encore à venir : une consultation s'encode une fois qu'elle a eu lieu`;
    case 'closed-day':
      return `Le ${day}, votre milieu d'accueil est fermé : corrigez la date`;
    case 'departure-before-arrival':
      return `Le départ vient avant l'arrivée${from === null ? '' : ` (${hourInWords(from)})`} : corrigez l'une des deux heures`;
    case 'long':
      return 'Plus de 4 heures : vérifiez les deux heures';
    case 'same-day':
      return `Le même médecin a déjà une séance ce jour-là${other ? ` (${other})` : ''}, et le déplacement est compté deux fois : vérifiez, ou réunissez les deux lignes`;
    case 'same-doctor-twice':
      return `${doctor?.name ?? 'Ce médecin'} consulte déjà à ce moment-là${other ? ` (${other})` : ''} : corrigez l'heure, ou supprimez une des deux lignes`;
    case 'no-collaboration':
      return doctor
        ? `${doctor.name} collabore avec votre crèche ${periodInWords(doctor)} : corrigez la date ou le médecin`
        : 'Ce médecin ne collabore pas avec votre crèche : choisissez-en un autre';
    case 'not-validated':
      return `${doctor?.name ?? 'Ce médecin'} n'est pas validé·e par l'ONE pour le ${on ? formatPlainDate(on) : 'jour choisi'} : corrigez la date ou le médecin, ou supprimez la ligne`;
    default:
      return code satisfies never;
  }
}
const periodInWords = ({ from, until }: { from: Day; until: Day | null }): string =>
  until === null ? `depuis le ${formatShortDate(from)}` : `du ${formatShortDate(from)} au ${formatShortDate(until)}`;
