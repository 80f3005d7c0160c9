/** The letters of a quarter: what is paid and why, and a refusal. */
import { quarterInWords } from '../../domain/quarter.ts';
import { inWords } from '../../domain/quantity.ts';
import type { LetterContext } from '../../domain/letter.ts';
import type { EffectOfKind } from '../../workflows/procedure.ts';
import type { CaseData, RefusalMotive, Words } from '../../workflows/quarterly-subsidy/contract.ts';
import { plainLetter, type ProcedureLetters } from '../letters/letters.ts';
import { annulment, findLast, lastAct, paragraphs, textOf } from '../letters/parts.ts';
import type { KeptLine } from '../../domain/subsidy/kept-line.ts';
import { shownLine } from '../subsidies/lines.ts';
import type { Step } from '../subsidies/trace.ts';
import { scaleInWords } from '../subsidies/words.ts';
import { refusalMotiveWords } from './words.ts';

/** What was proposed last stands in the facts of the act that calculated it. */
const calculationOf = (context: LetterContext): CaseData['calculation'] =>
  (findLast(context, 'propose', 'calculate', 'revise')?.facts.calculation as CaseData['calculation'] | null) ??
  undefined;
/** Its lines, as they were kept with that act: the letter says what was signed, whatever is calculated later. */
const linesIn = (context: LetterContext): readonly KeptLine[] =>
  (findLast(context, 'propose', 'calculate', 'revise')?.content?.lines as readonly KeptLine[] | undefined) ?? [];
const unread = 'Le détail, ligne par ligne, se lit sur la page de la demande, où une ligne peut être contestée.';
function lineInLetter(line: KeptLine): object {
  const { name, declared, retained, why, beside, text, steps } = shownLine(line);
  const flat = ({ text: said, from, of }: Step): string[] => [
    from ? `${said} (${from})` : said,
    ...(of ?? []).flatMap(flat),
  ];
  return {
    name,
    declared: euros(declared),
    retained: euros(retained),
    why,
    beside,
    text,
    how: flat(steps.retained ?? steps.declared),
  };
}
const quarterOf = ({ acts }: LetterContext): string => textOf(acts[0]?.facts.quarter) ?? '';
const euros = (cents: number): string => inWords({ value: cents, unit: 'cents' });

export const letters: ProcedureLetters<EffectOfKind<Words, 'letter'>> = {
  'letter-calculation': (context, options) => {
    const calculation = calculationOf(context);
    const lines = linesIn(context);
    const letter = plainLetter(context, options, { name: 'Calcul du subside', paragraphs: [] });
    if (!calculation || lines.length === 0) return { ...letter, paragraphs: [unread] };
    const balance = calculation.retained - calculation.advance;
    return {
      ...letter,
      view: 'quarterly-subsidy/letters/calculation',
      quarter: quarterInWords(quarterOf(context)),
      scale: scaleInWords(calculation.scale),
      lines: lines.map(lineInLetter),
      totals: {
        declared: euros(calculation.declared),
        retained: euros(calculation.retained),
        advance: euros(calculation.advance),
        balance: euros(balance),
      },
      isOwed: balance < 0,
      remarks: paragraphs(lastAct(context).content?.remarks),
    };
  },
  'letter-refusal': (context, options) => {
    const { facts, content } = lastAct(context);
    return plainLetter(context, options, {
      name: 'Refus de la demande de subside',
      paragraphs: [
        `La demande de subside du ${quarterInWords(quarterOf(context))} est refusée : ${refusalMotiveWords[facts.motive as RefusalMotive]}.`,
        ...paragraphs(content?.reason),
        annulment,
      ],
    });
  },
};
