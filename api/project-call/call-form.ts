/** The form by which ONE writes a call. */
import { z } from 'zod';
import { dossiers } from '../../db/access/dossiers.ts';
import type { ProjectCall, Wording } from '../../db/project-call/calls.ts';
import { dayOf, hourOn, type Instant } from '../../domain/calendar.ts';
import { formatTime } from '../../domain/french-dates.ts';
import { facilityKinds } from '../../domain/kinds.ts';
import { oneOf, several, version } from '../forms/envelope.ts';
import type { Faults, Input } from '../forms/form.ts';
import { dateInput, hourInput, requiredDay, requiredLine, requiredText, textarea } from '../forms/inputs.ts';
import { requiredHour } from '../forms/numbers.ts';

const answering = Object.fromEntries(dossiers.cigogne.kinds.map((kind) => [kind, facilityKinds[kind]])) as Readonly<
  Record<string, string>
>;

export const CallForm = z.strictObject({
  version: version.optional(),
  title: requiredLine('Écrivez le titre', 120),
  description: requiredText('Écrivez la description', 10_000),
  kinds: several(oneOf(answering), 'Choisissez quels milieux peuvent répondre'),
  opensOn: requiredDay("Encodez le jour d'ouverture"),
  opensAt: requiredHour("Encodez l'heure d'ouverture"),
  closesOn: requiredDay('Encodez le jour de clôture'),
  closesAt: requiredHour("Encodez l'heure de clôture"),
});
type Form = z.output<typeof CallForm>;

/** A file sent within the minute that is named is in time: the call closes when it is over. */
const minute = 60_000;
export const wordingOf = ({ title, description, kinds, opensOn, opensAt, closesOn, closesAt }: Form): Wording => ({
  title,
  description,
  kinds,
  opens_at: hourOn(opensOn, opensAt),
  closes_at: hourOn(closesOn, closesAt) + minute,
});
export function faultsOf({ opens_at: opens, closes_at: closes }: Wording, now: Instant): Faults {
  if (closes <= opens + minute) return { closesOn: "La clôture vient après l'ouverture" };
  return closes <= now ? { closesOn: 'La clôture est dans le passé' } : {};
}

export const inputs: Input[] = [
  { partial: 'field-text', name: 'title', label: 'Titre', required: true, hint: 'Par exemple « Cigogne +5200 ».' },
  textarea('description', 'Description', {
    rows: 12,
    maxLength: 10_000,
    hint: "Objet, conditions, montants, critères : ce que les opérateurs lisent sur la page de l'appel.",
  }),
  {
    partial: 'field-checkboxes',
    name: 'kinds',
    label: "Milieux d'accueil qui peuvent répondre",
    required: true,
    options: Object.entries(answering).map(([value, text]) => ({ value, text })),
  },
  dateInput('opensOn', "Jour d'ouverture"),
  hourInput('opensAt', "Heure d'ouverture", { hint: 'Par exemple 9:00.' }),
  dateInput('closesOn', 'Jour de clôture'),
  hourInput('closesAt', 'Heure de clôture', {
    hint: 'Par exemple 23:59. Un dossier arrivé dans cette minute est à temps.',
  }),
];

const timeOf = (at: Instant): string => formatTime(at).replace(' h ', ':');
export const valuesOf = (call: ProjectCall | undefined): Record<string, unknown> =>
  call
    ? {
        title: call.title,
        description: call.description,
        kinds: call.kinds,
        opensOn: dayOf(call.opens_at),
        opensAt: timeOf(call.opens_at),
        closesOn: dayOf(call.closes_at - minute),
        closesAt: timeOf(call.closes_at - minute),
      }
    : { kinds: Object.keys(answering), opensAt: '9:00', closesAt: '23:59' };
