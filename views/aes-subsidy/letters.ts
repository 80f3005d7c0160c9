/** The letters of a quarter: the receipt of what was sent, what is paid, and a refusal. */
import { budgetQuarterInWords } from '../../domain/after-school/budget-year.ts';
import { duesOf, toPayIn, toTakeBackIn, type KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import type { LetterContext } from '../../domain/letter.ts';
import { inWords } from '../../domain/quantity.ts';
import type { Calculation, Facts, RefusalMotive, SentFacts, Words } from '../../workflows/aes-subsidy/contract.ts';
import type { EffectOfKind } from '../../workflows/procedure.ts';
import { plainLetter, type ProcedureLetters } from '../letters/letters.ts';
import { annulment, findLast, lastAct, paragraphs, textOf } from '../letters/parts.ts';
import { byPlace, presences, scaleInWords, stepsInLetter } from './calculation-words.ts';
import { refusalMotiveWords } from './words.ts';

const quarterIn = ({ acts }: LetterContext): string => budgetQuarterInWords(textOf(acts[0]?.facts.quarter) ?? '');
const unread =
  'Le détail, lieu par lieu et mois par mois, se lit sur la page de la demande, où une ligne peut être contestée.';
/** « à verser : 1 027,20 € » */
const balanceInWords = (balance: number): string =>
  balance > 0
    ? `à verser : ${euros(balance)}`
    : balance < 0
      ? `à reprendre sur un paiement suivant : ${euros(-balance)}`
      : 'rien à verser';
const euros = (cents: number): string => inWords({ value: cents, unit: 'cents' });

/** What a refusal of late places leaves of the others. */
function othersOf({ acts }: LetterContext): string {
  const sendings = acts
    .filter(({ action }) => action === 'send' || action === 'answer-correction')
    .map(({ facts }) => facts as unknown as SentFacts);
  const refused = new Set(
    acts.flatMap(({ action, facts }) => (action === 'refuse-late' ? (facts as Facts['refuse-late']).places : [])),
  );
  if (sendings.some(({ places }) => Object.keys(places).some((id) => !refused.has(id))))
    return 'Les autres lieux ne changent pas.';
  return sendings.at(-1)?.left === 0
    ? "Aucun lieu n'est accepté : la demande est refusée."
    : "Aucun lieu n'est accepté à ce jour ; ceux qui restent peuvent encore être envoyés.";
}
/** Of a sending, as its act keeps it. */
interface SentPlace {
  name: string;
  days: number;
  children: number;
}

export const letters: ProcedureLetters<EffectOfKind<Words, 'letter'>> = {
  'letter-receipt': (context, options) => {
    const { facts, content } = lastAct(context);
    const { places, children } = facts as unknown as SentFacts;
    const { sent = [] } = (content ?? {}) as { sent?: readonly SentPlace[] };
    const count = Object.keys(places).length;
    return plainLetter(context, options, {
      name: 'Accusé de réception',
      paragraphs: [
        `L'ONE a reçu les présences de ${count < 2 ? "1 lieu d'accueil" : `${String(count)} lieux d'accueil`} pour ${quarterIn(context)} : ${presences(children)}.`,
        ...sent.map(
          ({ name, days, children: here }) =>
            `${name} : ${presences(here)} en ${String(days)} ${days < 2 ? 'jour' : 'jours'} d'accueil.`,
        ),
      ],
    });
  },
  'letter-calculation': (context, options) => {
    const proposed = findLast(context, 'propose');
    const calculation = proposed?.facts.calculation as Calculation | undefined;
    const {
      lines = [],
      advance = 0,
      paid = {},
    } = (proposed?.content ?? {}) as {
      lines?: readonly KeptPlaceMonth[];
      advance?: number;
      paid?: Readonly<Record<string, number>>;
    };
    const letter = plainLetter(context, options, { name: 'Calcul des subsides', paragraphs: [] });
    const remarks = paragraphs(lastAct(context).content?.remarks);
    if (!calculation || lines.length === 0) return { ...letter, paragraphs: [unread, ...remarks] };
    const dues = duesOf(lines, new Map(Object.entries(paid)));
    const kept = new Map(lines.map((line) => [line.code, line]));
    return {
      ...letter,
      view: 'aes-subsidy/letters/calculation',
      quarter: quarterIn(context),
      scale: scaleInWords(calculation.scale),
      places: byPlace(lines).map(({ id, name, lines: here }) => ({
        name,
        total: euros(dues.get(id)?.retained ?? 0),
        paid: euros(dues.get(id)?.paid ?? 0),
        balance: balanceInWords(dues.get(id)?.balance ?? 0),
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
        toPay: euros(toPayIn(dues)),
      },
      ...(toTakeBackIn(dues) > 0 ? { toTakeBack: euros(toTakeBackIn(dues)) } : {}),
      remarks,
    };
  },
  'letter-refusal': (context, options) => {
    const { action, facts, content } = lastAct(context);
    const isLate = action === 'refuse-late';
    const { names = [] } = (content ?? {}) as { names?: readonly string[] };
    return plainLetter(context, options, {
      name: isLate ? 'Refus de présences envoyées hors délai' : 'Refus de la demande de subsides',
      paragraphs: [
        isLate
          ? `Pour ${quarterIn(context)}, les présences ${names.length > 0 ? `de ${names.join(', ')}` : 'envoyées'} sont arrivées après le dernier jour : elles ne sont pas subsidiées. ${othersOf(context)}`
          : `La demande de subsides pour ${quarterIn(context)} est refusée : ${refusalMotiveWords[facts.motive as RefusalMotive]}.`,
        ...paragraphs(content?.reason),
        annulment,
      ],
    });
  },
};
