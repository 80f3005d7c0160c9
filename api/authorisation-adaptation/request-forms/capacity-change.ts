/** Une modification de la capacité. A kind of request of our own making (hypothèse): the guides do not list it. */
import { z } from 'zod';
import type { RequestForm } from './form.ts';
import { optionalText, requiredDay, requiredText } from '../../forms/inputs.ts';
import { count } from '../../forms/numbers.ts';
import { plausibleDay, unusualCapacity } from './rules.ts';
import { noticeReason } from './notice.ts';

const noCapacity = 'Indiquez la capacité demandée';
const noDay = 'Indiquez à partir de quel jour';
const noStaffing = 'Décrivez le personnel prévu pour cette capacité';
const noReason = 'Indiquez la raison de la modification';
const sameCapacity = "C'est déjà la capacité de votre autorisation : indiquez-en une autre";

export const CapacityChange = z.strictObject({
  capacity: count(noCapacity, { least: 1, most: 500 }),
  changesOn: requiredDay(noDay),
  noticeReason: optionalText(1000),
  staffingPlan: requiredText(noStaffing, 4000),
  reason: requiredText(noReason, 2000),
});
export type CapacityChange = z.infer<typeof CapacityChange>;

export const capacityChange: RequestForm<CapacityChange> = {
  kind: 'capacity-change',
  choice: 'Une modification de la capacité',
  purpose: "Le milieu d'accueil reste à son adresse et demande plus de places, ou moins.",
  schema: CapacityChange,
  notice: () => 'notice.capacity-change',
  wishedDay: 'changesOn',
  steps: [
    {
      key: 'capacity',
      title: 'La nouvelle capacité',
      fields: [
        { name: 'capacity', input: 'number', label: 'Capacité demandée', unit: 'places', required: true },
        { name: 'changesOn', input: 'date', label: 'À partir du', required: true },
        noticeReason,
      ],
    },
    {
      key: 'staffing',
      title: "L'encadrement",
      fields: [
        {
          name: 'staffingPlan',
          input: 'textarea',
          label: "Comment l'encadrement sera-t-il organisé ?",
          short: 'Encadrement prévu',
          hint: 'Fonctions et équivalents temps plein, sans nom.',
          required: true,
          maxLength: 4000,
        },
        {
          name: 'reason',
          input: 'textarea',
          label: 'Pourquoi cette modification ?',
          short: 'Raison',
          required: true,
          maxLength: 2000,
        },
      ],
    },
  ],
  documents: [
    {
      slot: 'staffing-plan',
      label: "Plan d'encadrement",
      hint: 'Le personnel prévu, fonction par fonction.',
      need: () => 'required',
    },
    {
      slot: 'plan',
      label: 'Plan du lieu, avec la superficie de chaque pièce',
      need: ({ facility }, { capacity }) =>
        capacity !== undefined && capacity > facility.authorisation.capacity ? 'required' : 'optional',
    },
  ],
  rules: (values, { today, facility, parameters }) => [
    ...plausibleDay('changesOn', values.changesOn, today),
    ...(values.capacity === facility.authorisation.capacity
      ? [{ level: 'fault' as const, field: 'capacity', text: sameCapacity }]
      : []),
    ...unusualCapacity(values.capacity, facility, parameters),
  ],
};
