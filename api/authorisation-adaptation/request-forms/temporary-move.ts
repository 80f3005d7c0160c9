/** Un déménagement temporaire (guide accueillant·e 2023, ch. 7). Fields and documents: hypothèse, to be confirmed by ONE. */
import { z } from 'zod';
import { addMonths } from '../../../domain/calendar.ts';
import type { RequestForm } from './form.ts';
import { address } from '../../forms/address.ts';
import { choice, optionalText, requiredDay, requiredText, yesOrNo } from '../../forms/inputs.ts';
import { count } from '../../forms/numbers.ts';
import { inOrder, longPeriod, newAddress, plausibleDay, unusualCapacity } from './rules.ts';
import { noticeReason } from './notice.ts';

const noMotive = 'Choisissez le motif du déménagement temporaire';
const noUrgency = "Indiquez s'il y a urgence";
const noReason = 'Expliquez la situation en quelques mots';
const noStart = "Indiquez le premier jour d'accueil à l'adresse temporaire";
const noEnd = "Indiquez le dernier jour prévu à l'adresse temporaire";
const noCapacity = 'Indiquez la capacité pendant la période';
const endBeforeStart = 'La fin prévue doit suivre le début de la période';
const definitive =
  'Un déménagement définitif conviendrait mieux : vous pouvez introduire cette demande-là, avec ce que vous avez déjà encodé.';

export const TemporaryMove = z.strictObject({
  motive: choice(noMotive, ['works', 'disaster', 'other']),
  urgent: yesOrNo(noUrgency),
  reason: requiredText(noReason, 2000),
  address,
  startsOn: requiredDay(noStart),
  plannedEndOn: requiredDay(noEnd),
  noticeReason: optionalText(1000),
  capacity: count(noCapacity, { least: 1, most: 500 }),
});
export type TemporaryMove = z.infer<typeof TemporaryMove>;

/** Months from which the fire service's report is asked for a temporary place too (hypothèse). */
const longStay = 3;
const isLong = ({ startsOn, plannedEndOn }: Partial<TemporaryMove>): boolean =>
  startsOn !== undefined && plannedEndOn !== undefined && plannedEndOn > addMonths(startsOn, longStay);

export const temporaryMove: RequestForm<TemporaryMove> = {
  kind: 'temporary-move',
  choice: 'Un déménagement temporaire',
  purpose: "L'accueil continue ailleurs pendant des travaux ou après un sinistre, puis revient.",
  schema: TemporaryMove,
  notice: () => 'notice.temporary-move',
  noticeWaived: ({ motive, urgent }) => urgent === true || motive === 'disaster',
  wishedDay: 'startsOn',
  heir: {
    kind: 'permanent-move',
    names: {
      address: 'address',
      capacity: 'capacity',
      reason: 'reason',
      startsOn: 'movesOn',
      noticeReason: 'noticeReason',
    },
  },
  steps: [
    {
      key: 'motive',
      title: 'Le motif',
      fields: [
        {
          name: 'motive',
          input: 'choice',
          label: 'Pourquoi déménagez-vous pour un temps ?',
          short: 'Motif',
          required: true,
          options: [
            { value: 'works', text: 'Travaux', hint: 'Toiture, chauffage, sanitaires…' },
            { value: 'disaster', text: 'Sinistre', hint: 'Incendie, inondation, effondrement…' },
            { value: 'other', text: 'Autre motif' },
          ],
        },
        {
          name: 'urgent',
          input: 'yes-no',
          label: 'Est-ce urgent ?',
          short: 'Urgence',
          hint: "En cas d'urgence ou de sinistre, aucun délai de préavis n'est demandé.",
          required: true,
        },
        {
          name: 'reason',
          input: 'textarea',
          label: 'Précisez la situation',
          short: 'Précisions',
          hint: "N'écrivez ni nom ni donnée de santé.",
          required: true,
          maxLength: 2000,
        },
      ],
    },
    {
      key: 'address',
      title: "L'adresse temporaire",
      fields: [{ name: 'address', input: 'address', label: 'Adresse temporaire', required: true }],
    },
    {
      key: 'dates',
      title: 'La période',
      fields: [
        {
          name: 'startsOn',
          input: 'date',
          label: "Premier jour d'accueil à l'adresse temporaire",
          short: 'Premier jour',
          required: true,
        },
        {
          name: 'plannedEndOn',
          input: 'date',
          label: "Dernier jour prévu à l'adresse temporaire",
          short: 'Fin prévue',
          hint: 'jj/mm/aaaa. Une prolongation reste possible ensuite.',
          required: true,
        },
        noticeReason,
      ],
    },
    {
      key: 'capacity',
      title: 'La capacité pendant la période',
      fields: [
        { name: 'capacity', input: 'number', label: 'Capacité pendant la période', unit: 'places', required: true },
      ],
    },
  ],
  documents: [
    { slot: 'safety', label: 'Attestation de sécurité du lieu temporaire', need: () => 'required' },
    {
      slot: 'plan',
      label: 'Plan du lieu, avec la superficie de chaque pièce',
      need: (_, values) => (isLong(values) ? 'required' : 'optional'),
    },
    {
      slot: 'fire-report',
      label: 'Rapport de prévention incendie de la zone de secours',
      hint: `Demandé quand la période dépasse ${longStay} mois.`,
      need: (_, values) => (isLong(values) ? 'required' : 'none'),
    },
  ],
  rules: (values, context) => [
    ...plausibleDay('startsOn', values.startsOn, context.today),
    ...plausibleDay('plannedEndOn', values.plannedEndOn, context.today),
    ...inOrder(values.startsOn, values.plannedEndOn, 'plannedEndOn', endBeforeStart),
    ...longPeriod(values.startsOn, values.plannedEndOn, context, 'permanent-move', definitive),
    ...newAddress(values.address, context.facility),
    ...unusualCapacity(values.capacity, context.facility, context.parameters),
  ],
};
