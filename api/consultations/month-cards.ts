/** What stands around the lines of a month: where it stands, its totals, and the card that signs. */
import { newToken } from '../../db/record-act.ts';
import type { MonthAct } from '../../db/consultations/quarter-case.ts';
import type { Totals } from '../../domain/consultations/month.ts';
import { formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { grouped } from '../../domain/grouped.ts';
import { lastDayOfMonth, monthInWords, quarterInWords, quarterOf } from '../../domain/quarter.ts';
import {
  centsInWords,
  consultationsInWords,
  lengthInWords,
  lineInWords,
  ofMonth,
} from '../../views/consultations/words.ts';
import { confirmField, markOf } from '../cases/act-form.ts';
import { means } from '../cases/who.ts';
import { isDeclaring } from '../../workflows/quarterly-subsidy/contract.ts';
import { doubtsOf } from './doubts.ts';
import type { MonthContext } from './month-context.ts';
import { nameOf, type Typed } from './present-lines.ts';

/** Its request is not with the operator any more. */
const isGone = (found: MonthContext['found']): boolean => found !== undefined && !isDeclaring(found.status);

export function badgeOf({ encoded, found }: Pick<MonthContext, 'encoded' | 'found'>): { kind: string; text: string } {
  const { ready, waiting, faulty } = encoded.looked;
  switch (encoded.sent) {
    case 'sent':
      if (isGone(found) && ready.consultations + waiting.consultations + faulty > 0)
        return { kind: 'due-late', text: 'envoyé, une partie hors de la demande' };
      if (ready.consultations + faulty > 0) return { kind: 'to-you', text: 'envoyé, une partie reste à signer' };
      return waiting.consultations > 0
        ? { kind: 'at-one', text: 'envoyé, une partie attend un médecin' }
        : { kind: 'done', text: 'envoyé' };
    case 'reopened':
      return { kind: 'to-you', text: "rouvert par l'ONE" };
    case 'never':
      if (encoded.lines.length === 0) return { kind: 'neutral', text: 'aucune consultation encodée' };
      if (faulty > 0) return { kind: 'due-late', text: `à corriger : ${String(faulty)}` };
      return found && isDeclaring(found.status) && ready.consultations > 0
        ? { kind: 'to-you', text: 'à signer' }
        : { kind: 'neutral', text: 'brouillon' };
    default:
      return encoded.sent satisfies never;
  }
}

interface TotalRow {
  kind: string;
  text: string;
  length?: string;
  fees?: string;
  travel?: string;
}
const row = (kind: string, label: string, { consultations, hours, fees, travel }: Totals): TotalRow => ({
  kind,
  text: `${label} : ${consultationsInWords(consultations)}`,
  length: lengthInWords(hours * 60),
  fees: centsInWords(fees),
  travel: centsInWords(travel),
});
export function totalsOf({ encoded }: MonthContext): TotalRow[] {
  const { signed, ready, waiting, faulty, lines } = encoded.looked;
  const waits = lines.filter(({ standing }) => standing === 'waiting');
  const doctors = [...grouped(waits, ({ line }) => line.collaboration ?? '').keys()].map(
    (id) => nameOf(encoded.doctors.get(id)) ?? '',
  );
  return [
    ...(encoded.sent === 'sent' ? [row('total', 'Signé et envoyé', signed)] : []),
    ...(encoded.sent !== 'sent' || ready.consultations > 0 ? [row('total', 'Total à signer', ready)] : []),
    ...(waiting.consultations > 0
      ? [row('waiting', `En attente de la validation ${doctors.map((doctor) => `du ${doctor}`).join(' et ')}`, waiting)]
      : []),
    ...(faulty > 0
      ? [{ kind: 'faulty', text: `À corriger, pas comptées : ${String(faulty)} ${faulty === 1 ? 'ligne' : 'lignes'}` }]
      : []),
  ];
}

/** Where the month stands, in a sentence, where it is not simply being filled in. */
export function standingOf({ encoded, found, month }: MonthContext, act: MonthAct | undefined): object | undefined {
  const { signed } = encoded.looked;
  const by = act ? `${act.by ? `par ${act.by}${means(act.acr)}, ` : ''}le ${formatDateTime(act.at)}` : '';
  if (encoded.sent === 'sent')
    return {
      kind: 'done',
      title: `Les consultations ${ofMonth(month)} sont envoyées à l'ONE.`,
      text: `Signées ${by}. Elles ne se modifient plus ; votre gestionnaire subsides peut rouvrir le mois, avec un motif.`,
      rows: [
        { label: 'Référence de la demande', value: found?.reference ?? '' },
        { label: 'Consultations', value: String(signed.consultations) },
        { label: 'Montant', value: centsInWords(signed.fees + signed.travel) },
        { label: 'Empreinte des données', value: found?.consultations[month]?.digest ?? '' },
        { label: "Empreinte de l'acte", value: act?.hash.toString('hex') ?? '' },
      ],
    };
  if (encoded.sent === 'reopened')
    return {
      kind: 'warning',
      title: `L'ONE a rouvert ${monthInWords(month)}, ${by}.`,
      text: `${act?.reason ? `Motif : ${act.reason.replace(/[.\s]*$/, '')}. ` : ''}Corrigez, puis signez et soumettez le mois à nouveau. Ce qui a changé depuis la signature est marqué.`,
    };
  if (found && isGone(found))
    return {
      kind: 'warning',
      title: `La demande du ${quarterInWords(found.quarter)} (${found.reference}) n'est plus chez vous.`,
      text: "Ce mois n'a pas été signé : ses consultations ne sont pas remboursées, sauf si l'ONE vous demande une correction.",
    };
  return undefined;
}

/** Of a month that was sent: what was left behind, and is in no request now that its quarter is submitted. */
export function leftOutOf({ encoded, found }: Pick<MonthContext, 'encoded' | 'found'>): object | undefined {
  const { ready, waiting, faulty } = encoded.looked;
  const count = ready.consultations + waiting.consultations + faulty;
  if (!found || !isGone(found) || encoded.sent !== 'sent' || count === 0) return undefined;
  const cents = ready.fees + ready.travel + waiting.fees + waiting.travel;
  return {
    title: `${consultationsInWords(count)}${cents > 0 ? ` (${centsInWords(cents)})` : ''} hors de la demande du ${quarterInWords(found.quarter)}`,
    text:
      waiting.consultations > 0
        ? "La demande est déjà soumise, et l'ONE n'a pas encore validé le médecin. Une fois qu'il l'est, ce reste n'est remboursé que si votre gestionnaire subsides vous demande une correction."
        : 'La demande était déjà soumise quand ce reste a pu être signé : il n’est remboursé que si votre gestionnaire subsides vous demande une correction.',
    href: `/pro/quarterly-subsidy/${found.id}`,
    linkText: `Écrire un message dans la demande ${found.reference}`,
  };
}

/** The card that signs: what is signed, what stays behind, and what must be mended first. */
export function signingOf(
  { encoded, found, month, today }: MonthContext,
  signer: { id: string; act_number: number } | undefined,
  typed: ReadonlyMap<string, Typed>,
): object | undefined {
  const { ready, waiting, faulty, lines, signed } = encoded.looked;
  if (isGone(found)) return undefined;
  if (encoded.sent === 'sent' && ready.consultations + faulty === 0)
    return waiting.consultations > 0 ? { waitingOnly: true } : undefined;
  const quarter = quarterInWords(quarterOf(month));
  const doubts = doubtsOf(encoded).join('\n');
  const blocked = !found
    ? `La demande du ${quarter} n'est pas encore ouverte : vous pouvez encoder, la signature viendra ensuite.`
    : !signer
      ? 'Vous pouvez encoder ; la signature demande le droit « Subsides » de votre pouvoir organisateur.'
      : typed.size > 0
        ? "Corrigez d'abord ce qui n'a pas pu être enregistré."
        : faulty > 0
          ? `Corrigez d'abord ${faulty === 1 ? 'la ligne marquée' : `les ${String(faulty)} lignes marquées`}.`
          : ready.consultations === 0 && waiting.consultations > 0
            ? "Rien ne peut être signé : l'ONE n'a pas encore validé le médecin. Vous recevrez un message."
            : lines.length === 0 && lastDayOfMonth(month) > today
              ? "Le mois n'est pas terminé : « aucune consultation » se signe une fois qu'il l'est."
              : undefined;
  return {
    blocked,
    faults: lines
      .filter(({ standing }) => standing === 'faulty')
      .map(({ line }) => ({
        href: `#line-${line.id}`,
        text: lineInWords(line, nameOf(encoded.doctors.get(line.collaboration ?? ''))),
      })),
    none: lines.length === 0,
    count: consultationsInWords(ready.consultations),
    amount: centsInWords(ready.fees + ready.travel),
    again: encoded.sent === 'sent' ? consultationsInWords(signed.consultations) : undefined,
    ends: lastDayOfMonth(month) > today ? formatLongDate(lastDayOfMonth(month)) : undefined,
    waits: waiting.consultations > 0 ? consultationsInWords(waiting.consultations) : undefined,
    ...(signer && !blocked
      ? {
          action: `/pro/quarterly-subsidy/${signer.id}/sign-consultations`,
          token: newToken(),
          version: signer.act_number,
          seal: encoded.mark,
          month,
          doubts: doubts && { name: confirmField, value: markOf(doubts), lines: doubts.split('\n') },
        }
      : {}),
  };
}
