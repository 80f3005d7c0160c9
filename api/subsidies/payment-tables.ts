/** Payments and their files as tables: never more of an account than its last figures. */
import { asSubject, type Ability } from '../../db/access/subjects.ts';
import type { Rejection } from '../../db/subsidies/payment-rejections.ts';
import type { PaymentFile } from '../../db/subsidies/payment-files.ts';
import type { HeldBecause, Payment } from '../../db/subsidies/payments.ts';
import { formatLongDate, formatShortDate, formatShortDateTime } from '../../domain/french-dates.ts';
import type { Input } from '../forms/form.ts';
import { textarea } from '../forms/inputs.ts';
import { periodInShort } from '../../domain/subsidy/period.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { kindInWords } from '../../views/subsidies/words.ts';

/** Who pays does not read the cases of every sector. */
const caseHref = (one: Payment, ability: Ability): object =>
  one.slug && one.case_id && ability.can('read', asSubject('Case', one))
    ? { href: `/office/${one.slug}/${one.case_id}` }
    : {};
const named = (one: Payment, ability: Ability): object => ({
  text: one.facility,
  strong: true,
  sub: one.body,
  ...caseHref(one, ability),
});
const what = ({ kind, purpose, quarter, reference, label }: Payment): object => ({
  text: `${kindInWords(kind, purpose)} ${periodInShort(quarter)}`,
  ...((reference ?? label) ? { sub: reference ?? label } : {}),
});
const amount = (cents: number): object => ({ text: centsInWords(cents), numeric: true });
const columns = (...more: object[]): object[] => [{ label: 'Pour qui' }, { label: 'Quoi' }, ...more];

export const payableTable = (payments: readonly Payment[], ability: Ability): object => ({
  caption: 'Prêts pour le prochain fichier',
  hideCaption: true,
  stack: true,
  columns: columns({ label: 'Vers le compte' }, { label: 'Montant', numeric: true }),
  rows: payments.map((one) => ({
    cells: [
      named(one, ability),
      what(one),
      { text: one.account?.masked ?? '', sub: one.account?.holder },
      amount(one.left),
    ],
  })),
  footer: [
    { text: 'Total', strong: true },
    { text: '' },
    { text: `${String(payments.length)} ${payments.length > 1 ? 'paiements' : 'paiement'}` },
    amount(payments.reduce((sum, { left }) => sum + left, 0)),
  ],
});

const heldWords: Readonly<Record<HeldBecause, [why: string, who: string]>> = {
  'no-account': [
    'Aucun compte validé pour cette finalité',
    'à l’opérateur : ajouter un compte ; ou au service des subsides : valider celui qui attend',
  ],
  'refused-by-bank': [
    'La banque a refusé le virement vers ce compte',
    'à l’opérateur : changer de compte ; ou au service des subsides : le laisser payer à nouveau, sur la page du fichier',
  ],
  'late': ['La demande du trimestre est hors délai', 'à l’opérateur : soumettre la demande'],
  'calculated-anew': ['Un nouveau calcul est en cours', 'au service des subsides : le signer'],
  'taken-back-later': ['Repris sur le prochain paiement de ce milieu d’accueil', ''],
};
export const heldTable = (payments: readonly Payment[], ability: Ability): object => ({
  caption: 'Retenus',
  hideCaption: true,
  stack: true,
  columns: columns({ label: 'Pourquoi' }, { label: 'Montant', numeric: true }),
  rows: payments.map((one) => {
    const [why, who] = heldWords[one.held ?? 'no-account'];
    return {
      cells: [
        named(one, ability),
        what(one),
        { text: why, ...(who ? { sub: who } : {}) },
        amount(one.kind === 'recovery' ? -one.left : one.left),
      ],
    };
  }),
});

export const paidTable = (payments: readonly Payment[], ability: Ability): object => ({
  caption: 'Paiements du fichier',
  hideCaption: true,
  stack: true,
  columns: columns(
    { label: 'Montant', numeric: true },
    { label: 'Repris', numeric: true },
    { label: 'Versé', numeric: true },
    { label: 'État' },
  ),
  rows: payments.map((one) => ({
    cells: [
      named(one, ability),
      what(one),
      amount(one.cents),
      one.left === one.cents ? { text: '–', numeric: true } : amount(one.left - one.cents),
      amount(one.left),
      {
        text: '',
        badge:
          one.status === 'paid'
            ? { kind: 'done', text: `payé le ${formatShortDate(one.settled_on ?? '')}` }
            : { kind: 'at-one', text: 'dans le fichier' },
      },
    ],
  })),
});

const badges: Readonly<Record<PaymentFile['status'], object>> = {
  made: { kind: 'due-soon', text: 'à libérer' },
  released: { kind: 'at-one', text: 'libéré' },
  executed: { kind: 'done', text: 'exécuté' },
  dropped: { kind: 'neutral', text: 'retiré' },
};
export const badgeOfFile = ({ status }: PaymentFile): object => badges[status];

export const filesTable = (files: readonly PaymentFile[], path: string): object => ({
  caption: 'Fichiers',
  hideCaption: true,
  stack: true,
  columns: [
    { label: 'Fichier' },
    { label: 'État' },
    { label: 'Exécution', nowrap: true },
    { label: 'Virements', numeric: true },
    { label: 'Total', numeric: true },
    { label: 'Fait par' },
  ],
  rows: files.map((file) => ({
    cells: [
      { text: `Nº ${String(file.number)}`, strong: true, href: `${path}/files/${file.id}` },
      { text: '', badge: badgeOfFile(file) },
      { text: formatShortDate(file.executed_on ?? file.execution_on) },
      { text: String(file.count), numeric: true },
      amount(file.cents),
      { text: file.maker, sub: formatShortDateTime(file.made_at) },
    ],
  })),
});

export const rowsOfFile = (file: PaymentFile): object[] => [
  {
    label: 'Total de contrôle',
    value: `${centsInWords(file.cents)}, ${String(file.count)} ${file.count > 1 ? 'virements' : 'virement'}`,
  },
  { label: 'Référence du message', value: file.message_id },
  { label: "Jour d'exécution demandé", value: formatLongDate(file.execution_on) },
  { label: 'Fait par', value: `${file.maker}, le ${formatShortDateTime(file.made_at)}` },
  ...(file.released_at
    ? [{ label: 'Libéré par', value: `${file.releaser ?? ''}, le ${formatShortDateTime(file.released_at)}` }]
    : []),
  ...(file.executed_on ? [{ label: 'Exécuté par la banque', value: formatLongDate(file.executed_on) }] : []),
  ...(file.dropped_reason ? [{ label: 'Retiré', value: file.dropped_reason }] : []),
];

/** What the bank may have refused of a file that it has. */
export const rejectInputs = (payments: readonly Payment[]): Input[] => [
  {
    partial: 'field-select',
    name: 'payment',
    label: 'Le paiement',
    required: true,
    options: [
      { value: '', text: 'Choisissez' },
      ...payments
        .filter(({ status }) => status === 'in-file')
        .map((one) => ({ value: one.id, text: `${one.facility}, ${centsInWords(one.left)}` })),
    ],
  },
  textarea('reason', 'Pourquoi, d’après la banque', { rows: 2, maxLength: 500 }),
];
export const rejectionShown = (one: Rejection): object => ({
  payment: one.payment_id,
  text: `${one.facility}, ${centsInWords(one.cents)} : ${one.reason}`,
  by: `${one.noter}, ${formatShortDateTime(one.noted_at)}`,
  retried: one.retried_at ? formatShortDateTime(one.retried_at) : undefined,
});
