/** The consultations of a quarter as ONE reads them: each month as it was signed last, and what differs from the signature before. */
import { centsIn } from '../../db/consultations/sign.ts';
import { centsOfLine, type SignedLine, type SignedMonth } from '../../db/consultations/signed-month.ts';
import type { ActView } from '../../db/cases/case-file.ts';
import type { Words } from '../../workflows/quarterly-subsidy/contract.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { isMonth } from '../../domain/quarter.ts';
import {
  centsInWords,
  consultationsInWords,
  kilometresInWords,
  lengthInWords,
  lineInWords,
  ofMonth,
  rateInWords,
} from '../../views/consultations/words.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import { means } from '../cases/who.ts';

type Signing = Pick<ActView<Words>, 'number' | 'at' | 'actor_name' | 'acr'> & { content: SignedMonth };

/** By month. @param acts of the case, as they came */
export function signedPanels(acts: readonly ActView<Words>[]): Panel[] {
  const signings = acts.flatMap(({ action, content, ...act }): Signing[] =>
    action === 'sign-consultations' && isSignedMonth(content) ? [{ ...act, content }] : [],
  );
  const months = [...new Set(signings.map(({ content }) => content.month))].sort();
  return months.map((month) => {
    const [last, before] = signings.filter(({ content }) => content.month === month).reverse();
    return panelOf(last!, before);
  });
}
/** Without what retention has erased. */
const isSignedMonth = (content: unknown): content is SignedMonth =>
  typeof content === 'object' &&
  content !== null &&
  'lines' in content &&
  Array.isArray(content.lines) &&
  'month' in content &&
  typeof content.month === 'string' &&
  isMonth(content.month);

function panelOf({ content, at, actor_name: name, acr }: Signing, before: Signing | undefined): Panel {
  const { month, lines } = content;
  return {
    partial: 'consultations/signed',
    title: `Consultations ${ofMonth(month)}`,
    summary:
      lines.length === 0
        ? 'Aucune consultation'
        : `${consultationsInWords(lines.length)}, ${centsInWords(centsIn(content))}`,
    signed: `Signées le ${formatDateTime(at)}${name ? ` par ${name}${means(acr)}` : ''}.`,
    lines: lines.map((line) => ({ text: told(line), how: howOf(line) })),
    changes: before && changesSince(before.content.lines, lines),
    before: before && formatDateTime(before.at),
  };
}

const told = (line: SignedLine): string => lineInWords(line, line.doctor);
function howOf(line: SignedLine): string {
  const { fees, travel } = centsOfLine(line);
  return `${lengthInWords(line.hours * 60)} × ${rateInWords(line.hourly)} = ${centsInWords(fees)} ; ${kilometresInWords(line.kilometres)} × ${rateInWords(line.kilometre)} = ${centsInWords(travel)}`;
}

/** Since the signature before. */
function changesSince(before: readonly SignedLine[], lines: readonly SignedLine[]): string[] {
  const [was, is] = [before, lines].map((all) => new Map(all.map((line) => [line.id, line])));
  const said = (line: SignedLine): string => `${told(line)} : ${howOf(line)}`;
  return [
    ...lines.flatMap((line) => {
      const earlier = was!.get(line.id);
      if (!earlier) return [`Ajoutée : ${told(line)}`];
      return said(earlier) === said(line) ? [] : [`Modifiée : ${told(line)} ; auparavant ${said(earlier)}`];
    }),
    ...before.filter(({ id }) => !is!.has(id)).map((line) => `Supprimée : ${told(line)}`),
  ];
}
