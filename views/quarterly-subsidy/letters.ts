/** The letters of a quarter: what is paid and why, and a refusal. */
import { quarterInWords } from '../../domain/quarter.ts';
import { inWords } from '../../domain/quantity.ts';
import type { LetterContext } from '../../domain/letter.ts';
import type { EffectOfKind } from '../../workflows/procedure.ts';
import type { CaseData, RefusalMotive, Words } from '../../workflows/quarterly-subsidy/contract.ts';
import { plainLetter, type ProcedureLetters } from '../letters/letters.ts';
import { annulment, findLast, lastAct, paragraphs, textOf } from '../letters/parts.ts';
import { refusalMotiveWords } from './words.ts';

type Line = readonly [what: string, text: string];

/** What was proposed last stands in the facts of the act that calculated it. */
const calculationOf = (context: LetterContext): CaseData['calculation'] =>
  (findLast(context, 'propose', 'calculate', 'revise')?.facts.calculation as CaseData['calculation'] | null) ??
  undefined;
const quarterOf = ({ acts }: LetterContext): string => textOf(acts[0]?.facts.quarter) ?? '';
const euros = (cents: number): string => inWords({ value: cents, unit: 'cents' });

export const letters: ProcedureLetters<EffectOfKind<Words, 'letter'>> = {
  'letter-calculation': (context, options) => {
    const calculation = calculationOf(context);
    const lines: Line[] = calculation
      ? [
          ['Déclaré', euros(calculation.declared)],
          ['Retenu', euros(calculation.retained)],
        ]
      : [];
    return plainLetter(context, options, {
      name: 'Calcul du subside',
      paragraphs: [
        `Le subside du ${quarterInWords(quarterOf(context))} est calculé comme suit.`,
        ...lines.map(([what, text]) => `${what} : ${text}.`),
        'Le détail, ligne par ligne, se lit sur la page de la demande, où une ligne peut être contestée.',
      ],
    });
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
