/** Un déménagement définitif (guide accueillant·e 2023, ch. 7). Fields and documents: hypothèse, to be confirmed by ONE. */
import { z } from 'zod';
import type { RequestForm } from './form.ts';
import { address } from '../../forms/address.ts';
import { optionalText, requiredDay, requiredText } from '../../forms/inputs.ts';
import { count, phone } from '../../forms/numbers.ts';
import { inOrder, newAddress, plausibleDay, unusualCapacity } from './rules.ts';
import { noticeReason } from './notice.ts';

const noMovesOn = "Indiquez le premier jour d'accueil à la nouvelle adresse";
const noLastDayOn = "Indiquez le dernier jour d'accueil à l'adresse actuelle";
const noCapacity = 'Indiquez la capacité demandée à la nouvelle adresse';
const noHours = "Indiquez les heures d'ouverture";
const noPhone = 'Indiquez le téléphone du lieu';
const noReason = 'Indiquez la raison du déménagement';
const lastDayAfterMove = "Le dernier jour à l'adresse actuelle ne peut pas suivre le premier jour à la nouvelle";

export const PermanentMove = z.strictObject({
  address,
  movesOn: requiredDay(noMovesOn),
  lastDayOn: requiredDay(noLastDayOn),
  noticeReason: optionalText(1000),
  capacity: count(noCapacity, { least: 1, most: 500 }),
  openingHours: requiredText(noHours, 120),
  phone: phone(noPhone),
  reason: requiredText(noReason, 2000),
});
export type PermanentMove = z.infer<typeof PermanentMove>;

export const permanentMove: RequestForm<PermanentMove> = {
  kind: 'permanent-move',
  choice: 'Un déménagement définitif',
  purpose: "Le milieu d'accueil quitte ses locaux pour d'autres, sans y revenir.",
  schema: PermanentMove,
  notice: () => 'notice.permanent-move',
  wishedDay: 'movesOn',
  steps: [
    {
      key: 'address',
      title: 'La nouvelle adresse',
      fields: [
        {
          name: 'address',
          input: 'address',
          label: 'Nouvelle adresse',
          hint: "Telle qu'elle figure sur le bail ou l'acte de propriété.",
          required: true,
        },
      ],
    },
    {
      key: 'dates',
      title: 'Les dates',
      fields: [
        {
          name: 'movesOn',
          input: 'date',
          label: "Premier jour d'accueil à la nouvelle adresse",
          short: 'Premier jour à la nouvelle adresse',
          required: true,
        },
        {
          name: 'lastDayOn',
          input: 'date',
          label: "Dernier jour d'accueil à l'adresse actuelle",
          short: "Dernier jour à l'adresse actuelle",
          required: true,
        },
        noticeReason,
      ],
    },
    {
      key: 'capacity',
      title: 'La capacité et les heures',
      fields: [
        {
          name: 'capacity',
          input: 'number',
          label: 'Capacité demandée à la nouvelle adresse',
          short: 'Capacité demandée',
          unit: 'places',
          required: true,
        },
        {
          name: 'openingHours',
          input: 'text',
          label: "Heures d'ouverture",
          hint: 'Par exemple 7 h 00 – 18 h 00, du lundi au vendredi.',
          required: true,
          maxLength: 120,
        },
        {
          name: 'phone',
          input: 'text',
          type: 'tel',
          label: 'Téléphone du lieu',
          hint: 'De préférence un téléphone fixe.',
          required: true,
          maxLength: 24,
        },
      ],
    },
    {
      key: 'reason',
      title: 'La raison du déménagement',
      fields: [
        {
          name: 'reason',
          input: 'textarea',
          label: 'Pourquoi déménagez-vous ?',
          short: 'Raison',
          hint: "N'écrivez ni nom ni donnée de santé.",
          required: true,
          maxLength: 2000,
        },
      ],
    },
  ],
  documents: [
    { slot: 'plan', label: 'Plan du lieu, avec la superficie de chaque pièce', need: () => 'required' },
    { slot: 'occupation', label: "Titre d'occupation : bail ou acte de propriété", need: () => 'required' },
    {
      slot: 'fire-report',
      label: 'Rapport de prévention incendie de la zone de secours',
      need: ({ facility }) => (facility.home ? 'none' : 'required'),
    },
    {
      slot: 'fire-attestation',
      label: 'Attestation de sécurité incendie du domicile',
      need: ({ facility }) => (facility.home ? 'required' : 'none'),
    },
    {
      slot: 'insurance',
      label: "Attestation d'assurance en responsabilité civile pour la nouvelle adresse",
      need: () => 'required',
    },
    {
      slot: 'commune-advice',
      label: "Avis de la commune ou de l'urbanisme",
      hint: "Si la commune l'exige pour ce bâtiment.",
      need: () => 'optional',
    },
    {
      slot: 'household-extracts',
      label: 'Extraits de casier judiciaire des adultes du ménage',
      need: ({ facility }) => (facility.home ? 'required' : 'none'),
    },
  ],
  rules: (values, { today, facility, parameters }) => [
    ...plausibleDay('movesOn', values.movesOn, today),
    ...inOrder(values.lastDayOn, values.movesOn, 'lastDayOn', lastDayAfterMove),
    ...newAddress(values.address, facility),
    ...unusualCapacity(values.capacity, facility, parameters),
  ],
};
