/** Signing the consultations of a month, and having them back. What is signed is read in the act's own transaction, as it was seen. */
import { z } from 'zod';
import { reopenMonth, signMonth, type MonthToSign, type Signing } from '../../db/consultations/sign.ts';
import { monthInWords, monthsOf, type Month } from '../../domain/quarter.ts';
import type { Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import {
  centsInWords,
  consultationsInWords,
  lineInWords,
  ofMonth,
  pointInWords,
} from '../../views/consultations/words.ts';
import { actForm, type ActForm, type Sealed } from '../cases/act-form.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import { doubtsOf } from '../consultations/doubts.ts';
import { pathOf } from '../consultations/month-context.ts';
import { nameOf, presentLines } from '../consultations/present-lines.ts';
import type { Input } from '../forms/form.ts';
import { choice, radios, requiredText, textarea } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { checkMonth, month, monthInput } from './months.ts';
import { declaringIn, type File, type Pages, type Row } from './own.ts';

/** What is signed is known once it is read in the transaction of the act. */
const nothingYet = { digest: '', consultations: 0, cents: 0 };
export const certified = 'Je certifie que ces consultations ont eu lieu et que les heures sont exactes';

/** Months in which something may still be signed; « aucune consultation » is signed too. */
const toSign = ({ own }: File): readonly MonthToSign[] =>
  (own.declaring?.consultations ?? []).filter(({ sent, looked }) => sent !== 'sent' || looked.ready.consultations > 0);

export const signConsultations: ActForm<Pages, Facts['sign-consultations']> = actForm<Pages>()({
  intro: () => "Un mois signé est envoyé à l'ONE et ne se modifie plus, sauf si l'ONE le rouvre.",
  wide: true,
  fields: ({ file }) => [
    radios('month', 'Mois', toSign(file).map(choiceOf)),
    { partial: 'field-checkbox', name: 'certified', label: certified, required: true } satisfies Input,
  ],
  panels: ({ file }) => toSign(file).map((one) => linesPanel(one, file.row)),
  schema: z.strictObject({ month, certified: choice('Cochez la case pour certifier ce que vous signez.', ['oui']) }),
  check: (values, { row }) => (monthsOf(row.state.data.quarter).includes(values.month) ? {} : { month: notAChoice }),
  doubtsFile: (values, { file }) =>
    (file.own.declaring?.consultations ?? []).filter(({ month: one }) => one === values.month).flatMap(doubtsOf),
  split: (values) => ({ facts: { month: values.month, ...nothingYet }, content: {} }),
  seal: {
    mark: ({ file }) =>
      declaringIn(file)
        .consultations.map(({ mark }) => mark)
        .join('|'),
    async read(trx, { row, facts, today, at }, marks): Promise<Sealed<Facts['sign-consultations']>> {
      const seen = marks.split('|').find((mark) => mark.startsWith(`${facts.month}.`)) ?? '';
      const signing = await signMonth(trx, caseOf(row), { month: facts.month, seen, today, at });
      return signing.outcome === 'signed'
        ? { ok: true, facts: signing.facts, content: signing.content }
        : { ok: false, moved: signing.outcome === 'moved', fault: refusedText(signing) };
    },
  },
  then: ({ row }, typed) => placeOf(row, typed.month),
});

export const reopenConsultations: ActForm<Pages, Facts['reopen-consultations']> = actForm<Pages>()({
  intro: () => "Le milieu d'accueil peut modifier ce mois à nouveau, et doit le signer et l'envoyer.",
  fields: ({ row }) => [
    monthInput(row, 'consultations', true),
    textarea('reason', "Motif, lu par le milieu d'accueil", { rows: 3, maxLength: 2000 }),
  ],
  schema: z.strictObject({ month, reason: requiredText('Écrivez pourquoi le mois est rouvert.', 2000) }),
  check: (values, { row }) => checkMonth(row, 'consultations', true, values.month),
  split: ({ month: reopened, reason }) => ({ facts: { month: reopened }, content: { reason } }),
  seal: {
    mark: () => '',
    async read(trx, { row, facts }): Promise<Sealed<Facts['reopen-consultations']>> {
      await reopenMonth(trx, caseOf(row).facilityId, facts.month);
      return { ok: true, facts, content: {} };
    },
  },
});

const caseOf = ({ id, facility_id: facilityId, state }: Row) => ({
  id,
  facilityId: facilityId ?? '',
  consultations: state.data.consultations,
});
const placeOf = (row: Row, asked: unknown): string => `${pathOf(caseOf(row).facilityId, String(asked))}?done=signed`;

const choiceOf = ({ month: value, looked: { ready, lines } }: MonthToSign): { value: Month; text: string } => ({
  value,
  text: `${monthInWords(value)} : ${
    lines.length === 0
      ? 'aucune consultation'
      : `${consultationsInWords(ready.consultations)} à signer, ${centsInWords(ready.fees + ready.travel)}`
  }`,
});
const linesPanel = (one: MonthToSign, row: Row): Panel => ({
  partial: 'consultations/to-sign',
  title: `Consultations ${ofMonth(one.month)}`,
  href: pathOf(caseOf(row).facilityId, one.month),
  lines: presentLines(one, new Map()),
});

/** Why nothing was signed, and what to do. */
function refusedText(signing: Exclude<Signing, { outcome: 'signed' }>): string {
  const { month: encoded } = signing;
  const name = monthInWords(encoded.month);
  const told = (line: MonthToSign['lines'][number]): string =>
    lineInWords(line, nameOf(encoded.doctors.get(line.collaboration ?? '')));
  switch (signing.outcome) {
    case 'moved':
      return `Les consultations ${ofMonth(encoded.month)} ont changé pendant que vous lisiez : rien n'a été signé. ${changesInWords(signing.changes, told)} Relisez la liste, puis signez.`;
    case 'faulty': {
      const faults = encoded.looked.lines
        .filter(({ standing }) => standing === 'faulty')
        .map(({ line, points }) => {
          const [point] = points;
          const doctor = encoded.doctors.get(line.collaboration ?? '');
          const known = doctor ? { doctor: { name: nameOf(doctor)!, from: doctor.from, until: doctor.until } } : {};
          return `${told(line)} : ${point ? pointInWords(point, line, { month: encoded.month, ...known }) : ''}`;
        });
      return `Rien n'a été signé : ${faults.join(' ; ')}.`;
    }
    case 'waiting':
      return `Rien ne peut être signé en ${name} : l'ONE n'a pas encore validé le médecin. Les consultations restent enregistrées, et vous recevrez un message.`;
    case 'already':
      return `Les consultations ${ofMonth(encoded.month)} sont signées et envoyées : il n'y a rien à signer de plus.`;
    case 'running':
      return `Le mois ${ofMonth(encoded.month)} n'est pas terminé : « aucune consultation » se signe une fois qu'il l'est.`;
    default:
      return signing satisfies never;
  }
}
function changesInWords(
  changes: Extract<Signing, { outcome: 'moved' }>['changes'],
  told: (line: MonthToSign['lines'][number]) => string,
): string {
  const each = changes.map((change) => {
    switch (change.what) {
      case 'added':
        return `${told(change.line)}, ajoutée par ${change.line.updatedBy}`;
      case 'changed':
        return `${told(change.line)}, modifiée par ${change.line.updatedBy}, ou son médecin a changé`;
      case 'removed':
        return 'une ligne supprimée';
      case 'other':
        return 'un tarif ou la distance d’un médecin';
      default:
        return change satisfies never;
    }
  });
  return `Ont changé : ${each.join(' ; ')}.`;
}
