/** Une fin d'activité (guide accueillant·e 2023, ch. 7). ONE notes it (prise d'acte). Fields and documents: hypothèse, to be confirmed by ONE. */
import { z } from 'zod';
import type { RequestForm } from './form.ts';
import { optionalDay, optionalText, requiredDay, requiredText } from '../../forms/inputs.ts';
import { count } from '../../forms/numbers.ts';
import { inOrder, plausibleDay } from './rules.ts';
import { noticeReason } from './notice.ts';

const noLastDay = "Indiquez le dernier jour d'accueil";
const noMotive = 'Indiquez pourquoi vous cessez votre activité';
const noChildren = "Indiquez combien d'enfants seront encore inscrits ce jour-là (0 s'il n'y en a plus)";
const noParents = 'Indiquez quand les parents ont été (ou seront) informés';
const noStaff = 'Indiquez quand le personnel a été (ou sera) informé';
const noHolder = 'Indiquez qui conservera les archives';
const noContact = 'Indiquez comment joindre cette personne';
const parentsAfterEnd = "Les parents doivent être informés avant le dernier jour d'accueil";
const staffAfterEnd = "Le personnel doit être informé avant le dernier jour d'accueil";

export const EndOfActivity = z.strictObject({
  lastDayOn: requiredDay(noLastDay),
  noticeReason: optionalText(1000),
  motive: requiredText(noMotive, 2000),
  childrenPresent: count(noChildren, { least: 0, most: 500 }),
  parentsInformedOn: requiredDay(noParents),
  staffInformedOn: optionalDay(),
  archiveHolder: requiredText(noHolder, 150),
  archiveContact: requiredText(noContact, 150),
  successor: optionalText(200),
});
export type EndOfActivity = z.infer<typeof EndOfActivity>;

export const endOfActivity: RequestForm<EndOfActivity> = {
  kind: 'end-of-activity',
  choice: "Une fin d'activité",
  purpose: "Le milieu d'accueil ferme pour de bon : l'autorisation prend fin au jour indiqué.",
  schema: EndOfActivity,
  notice: ({ home }) => (home ? 'notice.end-of-activity.home' : 'notice.end-of-activity.collective'),
  wishedDay: 'lastDayOn',
  steps: [
    {
      key: 'dates',
      title: "Le dernier jour d'accueil",
      fields: [{ name: 'lastDayOn', input: 'date', label: "Dernier jour d'accueil", required: true }, noticeReason],
    },
    {
      key: 'motive',
      title: "Le motif de la fin d'activité",
      fields: [
        {
          name: 'motive',
          input: 'textarea',
          label: 'Pourquoi cessez-vous votre activité ?',
          short: 'Motif',
          hint: "N'écrivez ni nom ni donnée de santé.",
          required: true,
          maxLength: 2000,
        },
      ],
    },
    {
      key: 'people',
      title: 'Les enfants, les parents, le personnel',
      fields: [
        {
          name: 'childrenPresent',
          input: 'number',
          label: 'Enfants encore inscrits le dernier jour',
          unit: 'enfants',
          required: true,
        },
        { name: 'parentsInformedOn', input: 'date', label: 'Parents informés le', required: true },
        {
          name: 'staffInformedOn',
          input: 'date',
          label: 'Personnel informé le',
          required: ({ facility }) => !facility.home,
        },
      ],
    },
    {
      key: 'archives',
      title: 'Les archives et la reprise',
      fields: [
        {
          name: 'archiveHolder',
          input: 'text',
          label: 'Qui conservera les archives ?',
          short: 'Archives conservées par',
          hint: 'Une personne ou un service qui répondra encore après la fermeture.',
          required: true,
          maxLength: 150,
        },
        {
          name: 'archiveContact',
          input: 'text',
          label: 'Adresse, téléphone ou courriel pour la joindre',
          short: 'Contact pour les archives',
          required: true,
          maxLength: 150,
        },
        {
          name: 'successor',
          input: 'text',
          label: "Pouvoir organisateur qui reprend l'activité",
          hint: "S'il y en a un.",
          maxLength: 200,
        },
      ],
    },
  ],
  documents: [
    { slot: 'parents-letter', label: "Copie de la lettre d'information aux parents", need: () => 'required' },
    {
      slot: 'body-decision',
      label: "Décision de l'organe compétent du pouvoir organisateur",
      need: ({ facility }) => (facility.bodyKind === 'natural-person' ? 'none' : 'required'),
    },
    {
      slot: 'final-accounts',
      label: 'Comptes de clôture',
      hint: "Pour un milieu subventionné. Vous pouvez les transmettre après la fin de l'activité.",
      need: ({ facility }) => (facility.kind === 'subsidised-creche' ? 'optional' : 'none'),
    },
  ],
  rules: (values, { today, facility }) => [
    ...plausibleDay('lastDayOn', values.lastDayOn, today),
    ...inOrder(values.parentsInformedOn, values.lastDayOn, 'parentsInformedOn', parentsAfterEnd),
    ...inOrder(values.staffInformedOn, values.lastDayOn, 'staffInformedOn', staffAfterEnd),
    // Asked only once its page has been answered: an independent childminder may have no staff at all.
    ...(!facility.home && values.parentsInformedOn !== undefined && values.staffInformedOn === undefined
      ? [{ level: 'fault' as const, field: 'staffInformedOn', text: noStaff }]
      : []),
  ],
};
