/** The letters of a quarter: the receipt of what was sent, what is paid, and a refusal. */
import { budgetQuarterInWords } from '../../domain/after-school/budget-year.ts';
import type { LetterContext } from '../../domain/letter.ts';
import { inWords } from '../../domain/quantity.ts';
import type { Calculation, RefusalMotive, SentFacts, Words } from '../../workflows/aes-subsidy/contract.ts';
import type { EffectOfKind } from '../../workflows/procedure.ts';
import { plainLetter, type ProcedureLetters } from '../letters/letters.ts';
import { annulment, findLast, lastAct, paragraphs, textOf } from '../letters/parts.ts';
import { refusalMotiveWords } from './words.ts';

const quarterIn = ({ acts }: LetterContext): string => budgetQuarterInWords(textOf(acts[0]?.facts.quarter) ?? '');
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
    const calculation = findLast(context, 'propose')?.facts.calculation as Calculation | undefined;
    return plainLetter(context, options, {
      name: 'Calcul des subsides',
      paragraphs: [
        `Pour ${quarterIn(context)}, ${euros(calculation?.retained ?? 0)} sont retenus. Le détail, lieu par lieu et mois par mois, se lit sur la page de la demande, où une ligne peut être contestée.`,
        ...paragraphs(lastAct(context).content?.remarks),
      ],
    });
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
