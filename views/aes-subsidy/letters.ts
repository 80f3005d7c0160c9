/** The letters of a quarter: the receipt of what was sent, what is paid, and a refusal. */
import { budgetQuarterInWords } from '../../domain/after-school/budget-year.ts';
import type { KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import type { LetterContext } from '../../domain/letter.ts';
import { inWords } from '../../domain/quantity.ts';
import type { Calculation, RefusalMotive, SentFacts, Words } from '../../workflows/aes-subsidy/contract.ts';
import type { EffectOfKind } from '../../workflows/procedure.ts';
import { plainLetter, type ProcedureLetters } from '../letters/letters.ts';
import { annulment, findLast, lastAct, paragraphs, textOf } from '../letters/parts.ts';
import { byPlace, scaleInWords, stepsInLetter } from './calculation-words.ts';
import { refusalMotiveWords } from './words.ts';

const quarterIn = ({ acts }: LetterContext): string => budgetQuarterInWords(textOf(acts[0]?.facts.quarter) ?? '');
const unread =
  'Le détail, lieu par lieu et mois par mois, se lit sur la page de la demande, où une ligne peut être contestée.';
const euros = (cents: number): string => inWords({ value: cents, unit: 'cents' });

export const letters: ProcedureLetters<EffectOfKind<Words, 'letter'>> = {
  'letter-receipt': (context, options) => {
    const { places, children } = lastAct(context).facts as unknown as SentFacts;
    return plainLetter(context, options, {
      name: 'Accusé de réception',
      paragraphs: [
        `L'ONE a reçu les présences de ${String(Object.keys(places).length)} lieu(x) pour ${quarterIn(context)} : ${String(children)} présences.`,
      ],
    });
  },
  'letter-calculation': (context, options) => {
    const proposed = findLast(context, 'propose');
    const calculation = proposed?.facts.calculation as Calculation | undefined;
    const { lines = [], advance = 0 } = (proposed?.content ?? {}) as {
      lines?: readonly KeptPlaceMonth[];
      advance?: number;
    };
    const letter = plainLetter(context, options, { name: 'Calcul des subsides', paragraphs: [] });
    const remarks = paragraphs(lastAct(context).content?.remarks);
    if (!calculation || lines.length === 0) return { ...letter, paragraphs: [unread, ...remarks] };
    const balance = calculation.retained - advance;
    const kept = new Map(lines.map((line) => [line.code, line]));
    return {
      ...letter,
      view: 'aes-subsidy/letters/calculation',
      quarter: quarterIn(context),
      scale: scaleInWords(calculation.scale),
      places: byPlace(lines).map(({ name, lines: here }) => ({
        name,
        total: euros(here.reduce((sum, { retained }) => sum + retained, 0)),
        lines: here.map(({ code, name: month, basis, declared, retained, why, beside, text }) => ({
          month,
          presences: basis,
          declared: euros(declared),
          retained: euros(retained),
          why,
          beside,
          text,
          how: stepsInLetter(kept.get(code)!),
        })),
      })),
      totals: {
        declared: euros(calculation.declared),
        retained: euros(calculation.retained),
        advance: euros(advance),
        balance: euros(balance),
      },
      isOwed: balance < 0,
      remarks,
    };
  },
  'letter-refusal': (context, options) => {
    const { action, facts, content } = lastAct(context);
    return plainLetter(context, options, {
      name: 'Refus de la demande de subsides',
      paragraphs: [
        action === 'refuse-late'
          ? `La demande de subsides pour ${quarterIn(context)} est refusée : les présences sont arrivées après le dernier jour.`
          : `La demande de subsides pour ${quarterIn(context)} est refusée : ${refusalMotiveWords[facts.motive as RefusalMotive]}.`,
        ...paragraphs(content?.reason),
        annulment,
      ],
    });
  },
};
