/** The visit on the spot, and the opinions of those who make it. */
import { z } from 'zod';
import { addDays, addWorkingDays, isWorkingDay, type Day } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import type { Opinion } from '../../../workflows/authorisation-adaptation/contract.ts';
import { parameterOf, type Parameters } from '../../../workflows/procedure.ts';
import { actForm, type ActForm } from '../../cases/act-form.ts';
import { oneText } from '../../cases/usual-forms.ts';
import type { Faults, Input } from '../../forms/form.ts';
import {
  answer,
  dateInput,
  hourInput,
  notBefore,
  optionalDay,
  optionalText,
  radios,
  requiredDay,
  requiredText,
  textarea,
} from '../../forms/inputs.ts';
import { optionalHour, requiredHour } from '../../forms/numbers.ts';
import { lastAct, type File, type Pages } from '../page-types.ts';

const form = actForm<Pages>();

/** The inputs of the dates that one may propose. */
const proposals = [
  { day: 'day1', from: 'from1' },
  { day: 'day2', from: 'from2' },
  { day: 'day3', from: 'from3' },
] as const;
/** Days offered for a visit, as the agent proposed them. */
const proposedVisits = (file: File): { visitOn: Day; from: string }[] =>
  (lastAct(file, 'propose-visit')?.content?.days as { visitOn: Day; from: string }[] | undefined) ?? [];

interface ProposedDays {
  day1?: Day;
  day2?: Day;
  day3?: Day;
  from1?: string;
  from2?: string;
  from3?: string;
}
const daysTyped = (values: ProposedDays): { visitOn: Day; from: string }[] =>
  proposals.flatMap(({ day, from }) => {
    const visitOn = values[day];
    return visitOn ? [{ visitOn, from: values[from] ?? '' }] : [];
  });
/** A choice after the last day offered would be none: it closes the day before. */
function lastChoice(days: readonly Day[], today: Day, parameters: Parameters): Day {
  const usual = addWorkingDays(today, parameterOf('visit-choice', parameters).value);
  const eve = addDays([...days].sort().at(-1) ?? usual, -1);
  const last = eve < usual ? eve : usual;
  return last < today ? today : last;
}
/** Saturday, Sunday or a holiday: nobody is expected there. */
const dayOff = (day: Day): string[] =>
  isWorkingDay(day) ? [] : [`Le ${formatLongDate(day)} n'est pas un jour ouvrable : vérifiez la date de la visite.`];

const opinions = [
  { value: 'favourable', text: 'Favorable' },
  { value: 'reserved', text: 'Réservé' },
  { value: 'unfavourable', text: 'Défavorable' },
];
const opinionForm = (about: string): ActForm<Pages, { opinion: Opinion }> =>
  form({
    intro: () =>
      `Votre avis ${about} sera lu par la personne qui propose la décision. L'opérateur n'en voit pas le texte.`,
    fields: () => [
      radios('opinion', 'Votre avis', opinions, { inline: true }),
      textarea('text', "Ce qui fonde l'avis", { rows: 7 }),
    ],
    schema: z.strictObject({
      opinion: z.enum(['favourable', 'reserved', 'unfavourable'], {
        error: 'Choisissez un avis : favorable, réservé ou défavorable.',
      }),
      text: requiredText("Écrivez ce qui fonde l'avis : il éclaire la décision."),
    }),
    split: ({ opinion, text }) => ({ facts: { opinion }, content: { text } }),
  });

export const visitForms = {
  'propose-visit': form({
    intro: () => "Proposez jusqu'à trois dates : l'opérateur en choisit une en ligne.",
    fields: () =>
      proposals
        .flatMap(({ day, from }, index): Input[] => [
          dateInput(day, `Date ${String(index + 1)}`, { required: index === 0 }),
          hourInput(from, `Heure ${String(index + 1)}`, {
            required: index === 0,
            hint: index === 0 ? 'par exemple 9:30' : undefined,
          }),
        ])
        .concat(textarea('text', 'Message', { required: false, rows: 3 })),
    schema: z.strictObject({
      day1: requiredDay('Proposez au moins une date.'),
      from1: requiredHour("Écrivez l'heure de cette date, par exemple 9:30."),
      day2: optionalDay(),
      from2: optionalHour(),
      day3: optionalDay(),
      from3: optionalHour(),
      text: optionalText(),
    }),
    check: (values, { today }) =>
      Object.assign(
        {},
        ...proposals.map(({ day, from }) => ({
          ...notBefore(day, values[day], today, 'La visite'),
          ...(values[day] && !values[from] ? { [from]: "Écrivez l'heure de cette date, par exemple 9:30." } : {}),
        })),
      ) as Faults,
    doubts: (values) => daysTyped(values).flatMap(({ visitOn }) => dayOff(visitOn)),
    split: (values, { row, today }) => {
      const days = daysTyped(values);
      return {
        facts: {
          days: days.map(({ visitOn }) => visitOn),
          chooseBy: lastChoice(
            days.map(({ visitOn }) => visitOn),
            today,
            row.parameters,
          ),
        },
        content: { days, text: values.text },
      };
    },
  }),
  'choose-visit-date': form({
    intro: () => "Choisissez la date qui vous convient. Si aucune ne convient, demandez-en d'autres.",
    fields: ({ file, today }) => [
      radios(
        'visit',
        'Date de la visite',
        proposedVisits(file)
          .filter(({ visitOn }) => visitOn >= today)
          .map(({ visitOn, from }) => ({
            value: `${visitOn} ${from}`,
            text: `${formatLongDate(visitOn)} à ${from.replace(/^0?(\d+):/, '$1 h ')}`,
          })),
      ),
    ],
    schema: z.strictObject({ visit: answer('Choisissez une des dates proposées.') }),
    checkFile: ({ visit }, { file, today }) => {
      const chosen = proposedVisits(file).find(({ visitOn, from }) => visit === `${visitOn} ${from}`);
      if (!chosen) return { visit: 'Choisissez une des dates proposées.' };
      return chosen.visitOn < today
        ? { visit: "Cette date est passée : choisissez-en une autre, ou demandez-en d'autres." }
        : {};
    },
    split: ({ visit }) => ({
      facts: { visitOn: visit.slice(0, 10), from: visit.slice(11) },
      content: { from: visit.slice(11) },
    }),
  }),
  'refuse-visit-dates': oneText<Pages>(
    'text',
    'Quand êtes-vous disponible ?',
    'Écrivez vos disponibilités : elles évitent un nouvel échange.',
  ),
  'plan-visit': form({
    intro: ({ row }) =>
      row.state.data.visit === 'planned'
        ? "La visite est déjà fixée : une nouvelle date remplace l'ancienne, qui reste dans l'historique."
        : "La date est fixée d'accord avec l'opérateur, par exemple par téléphone.",
    fields: ({ row }) => [
      dateInput('visitOn', 'Date de la visite'),
      hourInput('from', 'Heure', { hint: 'par exemple 9:30' }),
      textarea('reason', 'Motif', { required: row.state.data.visit === 'planned', rows: 3 }),
    ],
    schema: z.strictObject({
      visitOn: requiredDay('Écrivez la date de la visite.'),
      from: requiredHour("Écrivez l'heure de la visite, par exemple 9:30."),
      reason: optionalText(),
    }),
    check: ({ visitOn, reason }, { row, today }) => ({
      ...notBefore('visitOn', visitOn, today, 'La visite'),
      ...(row.state.data.visit === 'planned' && !reason ? { reason: 'Écrivez pourquoi la visite est déplacée.' } : {}),
    }),
    doubts: ({ visitOn }) => dayOff(visitOn),
    split: ({ visitOn, from, reason }) => ({
      facts: { visitOn, from },
      content: { from, reason },
    }),
  }),
  'report-visit': form({
    fields: ({ row }) => [
      dateInput('visitedOn', 'Date de la visite', { value: row.state.data.visitOn }),
      textarea('report', 'Rapport de visite', {
        rows: 10,
        hint: 'Ce qui a été vu, pièce par pièce ; ce qui reste à faire.',
      }),
    ],
    schema: z.strictObject({
      visitedOn: requiredDay('Écrivez la date de la visite.'),
      report: requiredText('Écrivez le rapport de visite.', 20_000),
    }),
    check: ({ visitedOn }, { today }) =>
      visitedOn > today ? { visitedOn: "La visite n'a pas encore eu lieu à cette date." } : {},
    split: ({ visitedOn, report }) => ({
      facts: { visitedOn },
      content: { report },
    }),
  }),
  'give-opinion': opinionForm("sur les locaux et l'accueil"),
  'give-health-opinion': opinionForm('santé'),
} as const;
