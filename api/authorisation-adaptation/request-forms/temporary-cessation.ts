/** Une cessation temporaire (guide accueillant·e 2023, ch. 7). ONE notes it (prise d'acte). Fields and documents: hypothèse, to be confirmed by ONE. */
import { z } from 'zod';
import type { RequestForm } from './form.ts';
import { choice, optionalDay, optionalText, requiredDay, requiredText } from '../../forms/inputs.ts';
import { inOrder, longPeriod, plausibleDay } from './rules.ts';
import { noticeReason } from './notice.ts';

const noMotive = 'Choisissez le motif de la cessation';
const noStart = 'Indiquez le premier jour sans accueil';
const noEnd = 'Indiquez le dernier jour prévu sans accueil';
const noReorientation = 'Indiquez ce qui est prévu pour les enfants (ou « aucun enfant inscrit »)';
const noParents = 'Indiquez quand les parents ont été informés';
const noCertificate = 'Indiquez la date du certificat médical';
const certificateLater = 'Un certificat médical ne peut pas être daté de demain ou plus tard';
const endBeforeStart = 'La fin prévue doit suivre le début de la cessation';
const definitive =
  "Si vous ne pensez pas reprendre, une fin d'activité conviendrait mieux : vous pouvez introduire cette demande-là, avec ce que vous avez déjà encodé.";

export const TemporaryCessation = z.strictObject({
  motive: choice(noMotive, ['maternity', 'illness', 'works', 'other']),
  certificateOn: optionalDay(),
  startsOn: requiredDay(noStart),
  plannedEndOn: requiredDay(noEnd),
  noticeReason: optionalText(1000),
  reorientation: requiredText(noReorientation, 2000),
  parentsInformedOn: requiredDay(noParents),
});
export type TemporaryCessation = z.infer<typeof TemporaryCessation>;

export const temporaryCessation: RequestForm<TemporaryCessation> = {
  kind: 'temporary-cessation',
  choice: 'Une cessation temporaire',
  purpose: "L'accueil s'arrête pour un temps (maternité, maladie, travaux…), puis reprend.",
  schema: TemporaryCessation,
  notice: () => 'notice.temporary-cessation',
  noticeWaived: ({ motive }) => motive === 'illness',
  wishedDay: 'startsOn',
  heir: {
    kind: 'end-of-activity',
    names: { parentsInformedOn: 'parentsInformedOn', noticeReason: 'noticeReason' },
  },
  steps: [
    {
      key: 'motive',
      title: 'Le motif',
      fields: [
        {
          name: 'motive',
          input: 'choice',
          label: 'Pourquoi arrêtez-vous pour un temps ?',
          short: 'Motif',
          required: true,
          options: [
            { value: 'maternity', text: 'Maternité' },
            { value: 'illness', text: 'Maladie', hint: "Aucun délai de préavis n'est demandé." },
            { value: 'works', text: 'Travaux' },
            { value: 'other', text: 'Autre motif' },
          ],
        },
        // Data on health: only that a certificate exists, and its day (RGPD, art. 9). No file is ever asked.
        {
          name: 'certificateOn',
          input: 'date',
          label: "Je dispose d'un certificat médical daté du",
          short: 'Certificat médical daté du',
          hint: 'jj/mm/aaaa. Pour une maladie. Ne joignez pas le certificat : seule sa date est conservée (RGPD, art. 9).',
        },
      ],
    },
    {
      key: 'dates',
      title: 'La période',
      fields: [
        { name: 'startsOn', input: 'date', label: 'Premier jour sans accueil', required: true },
        {
          name: 'plannedEndOn',
          input: 'date',
          label: 'Dernier jour prévu sans accueil',
          short: 'Fin prévue',
          hint: 'jj/mm/aaaa. Une prolongation reste possible ensuite.',
          required: true,
        },
        noticeReason,
      ],
    },
    {
      key: 'children',
      title: 'Les enfants et leurs parents',
      fields: [
        {
          name: 'reorientation',
          input: 'textarea',
          label: 'Que prévoyez-vous pour les enfants pendant la période ?',
          short: 'Accueil des enfants pendant la période',
          hint: 'Autre milieu, accueil par les familles… Sans nom.',
          required: true,
          maxLength: 2000,
        },
        { name: 'parentsInformedOn', input: 'date', label: 'Parents informés le', required: true },
      ],
    },
  ],
  documents: [
    {
      slot: 'parents-letter',
      label: "Copie de l'information donnée aux parents",
      need: (_, { motive }) => (motive === 'illness' ? 'optional' : 'required'),
    },
  ],
  rules: (values, context) => [
    ...plausibleDay('startsOn', values.startsOn, context.today),
    ...plausibleDay('plannedEndOn', values.plannedEndOn, context.today),
    ...inOrder(values.startsOn, values.plannedEndOn, 'plannedEndOn', endBeforeStart),
    ...longPeriod(values.startsOn, values.plannedEndOn, context, 'end-of-activity', definitive),
    ...inOrder(values.certificateOn, context.today, 'certificateOn', certificateLater),
    ...(values.motive === 'illness' && values.certificateOn === undefined
      ? [{ level: 'fault' as const, field: 'certificateOn', text: noCertificate }]
      : []),
  ],
};
