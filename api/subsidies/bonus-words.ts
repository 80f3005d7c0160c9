/** How an exceptional bonus is told: its row in the list, its page, where its payment is. */
import type { Bonus } from '../../db/subsidies/bonuses.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { quarterInShort } from '../../domain/quarter.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import type { Input } from '../forms/form.ts';
import { textarea } from '../forms/inputs.ts';
import type { SummaryRow } from '../forms/summary.ts';

export function badgeOfBonus({ status, payment }: Bonus): object {
  if (status === 'proposed') return { kind: 'due-soon', text: 'à décider' };
  if (status === 'dropped') return { kind: 'neutral', text: 'retirée' };
  return payment === 'paid' ? { kind: 'done', text: 'payée' } : { kind: 'neutral', text: 'à payer' };
}

export const bonusTable = (bonuses: readonly Bonus[], path: string): object => ({
  caption: 'Primes exceptionnelles',
  hideCaption: true,
  stack: true,
  columns: [
    { label: 'Prime' },
    { label: 'Pour qui' },
    { label: 'Trimestre', nowrap: true },
    { label: 'Montant', numeric: true },
    { label: 'État' },
  ],
  rows: bonuses.map((one) => ({
    cells: [
      {
        text: one.label,
        href: `${path}/${one.id}`,
        strong: true,
        ...(one.reference ? { sub: one.reference } : {}),
      },
      { text: one.facility, sub: one.body },
      { text: quarterInShort(one.quarter) },
      { text: centsInWords(one.cents), numeric: true },
      { badge: badgeOfBonus(one), text: '' },
    ],
  })),
});

const paymentWords = {
  'prepared': 'prête pour le prochain fichier, vers un compte validé pour les primes',
  'in-file': 'dans un fichier de paiement',
  'paid': 'payée',
  'dropped': 'retirée',
} as const;

export const bonusRows = (one: Bonus): SummaryRow[] => [
  { field: 'place', label: 'Milieu d’accueil', value: `${one.facility} (${one.number}), ${one.body}` },
  { field: 'cents', label: 'Montant', value: centsInWords(one.cents) },
  ...(one.basis ? [{ field: 'basis', label: 'Se fonde sur', values: one.basis.split(/\n+/) }] : []),
  ...(one.reference ? [{ field: 'reference', label: 'Référence', value: one.reference }] : []),
  ...(one.proposed_at
    ? [
        {
          field: 'proposed',
          label: 'Proposée',
          value: `par ${one.proposer ?? ''}, le ${formatShortDate(dayOf(one.proposed_at))}`,
        },
      ]
    : []),
  ...(one.decided_on
    ? [
        {
          field: 'decided',
          label: 'Décidée',
          value: `${one.decider ? `par ${one.decider}, ` : ''}le ${formatShortDate(one.decided_on)}`,
        },
      ]
    : []),
  ...(one.dropped_reason ? [{ field: 'dropped', label: 'Retirée', value: one.dropped_reason }] : []),
  ...(one.payment
    ? [
        {
          field: 'payment',
          label: 'Paiement',
          value: `${paymentWords[one.payment]}${one.settled_on ? ` le ${formatShortDate(one.settled_on)}` : ''}`,
        },
      ]
    : []),
];

export const bonusInputs = (quarters: readonly string[]): Input[] => [
  {
    partial: 'field-text',
    name: 'number',
    label: 'Numéro du milieu d’accueil',
    required: true,
    short: true,
    hint: 'Tout milieu d’accueil qui n’est pas une crèche subventionnée.',
  },
  {
    partial: 'field-select',
    name: 'quarter',
    label: 'Trimestre',
    required: true,
    options: quarters.map((value) => ({ value, text: quarterInShort(value) })),
  },
  { partial: 'field-text', name: 'label', label: 'Nom de la prime', required: true, hint: 'L’opérateur le lit.' },
  { partial: 'field-number', name: 'cents', label: 'Montant', unit: '€', decimal: true, required: true },
  textarea('basis', 'Sur quoi elle se fonde', { rows: 3, maxLength: 1000 }),
  { partial: 'field-text', name: 'reference', label: 'Référence de la décision', required: true },
];
