/** The letters of the preparatory process: its receipt, the opinion of ONE, and that the project is ready, with what comes next. */
import { formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { LetterAct, LetterContext } from '../../domain/letter.ts';
import { opinionSubjects, type Opinions, type Words } from '../../workflows/preparatory-process/contract.ts';
import type { EffectOfKind } from '../../workflows/procedure.ts';
import { plainLetter, type ProcedureLetters } from '../letters/letters.ts';
import { findLast, lastAct, paragraphs, textOf } from '../letters/parts.ts';
import { opinionWords, subjectWords } from './words.ts';

const advice =
  "Cet avis vous aide à préparer votre projet. Ce n'est pas une décision : il n'autorise pas à accueillir des enfants, et il n'y a pas de recours contre lui. L'autorisation se demande ensuite.";

const placeIn = ({ acts }: LetterContext): string => {
  const content = acts[0]?.content ?? {};
  const [postcode, locality] = [textOf(content.postcode), textOf(content.locality)];
  return locality ? ` à ${[postcode, locality].filter(Boolean).join(' ')}` : '';
};
/** « Infrastructure : favorable avec réserves. La cour est à clôturer. » */
const lines = (act: LetterAct | undefined): string[] =>
  act
    ? opinionSubjects.map((subject) => {
        const chosen = (act.facts.opinions as Partial<Opinions>)[subject];
        // In a preview, not every subject may be chosen yet.
        const opinion = chosen ? opinionWords[chosen].toLowerCase() : '…';
        const words = textOf(act.content?.[`${subject}Text`]);
        return `${subjectWords[subject]} : ${opinion}.${words ? ` ${words}` : ''}`;
      })
    : [];

export const letters: ProcedureLetters<EffectOfKind<Words, 'letter'>> = {
  'receipt': (context, options) => {
    const { at } = lastAct(context);
    return plainLetter(context, options, {
      name: 'Accusé de réception de votre projet',
      paragraphs: [
        `Votre projet d'accueil${placeIn(context)} a été reçu le ${formatDateTime(at)}, sous la référence ${context.case.reference}.`,
        "L'agent conseil ou la coordination accueil de votre région vous propose un premier rendez-vous.",
        "Introduire un projet n'autorise pas à accueillir des enfants : l'autorisation se demande quand le projet est prêt.",
      ],
    });
  },
  'letter-opinion': (context, options) => {
    const act = lastAct(context);
    return plainLetter(context, options, {
      name: 'Avis sur votre projet',
      paragraphs: [
        `Voici l'avis de l'ONE sur votre projet d'accueil${placeIn(context)}.`,
        ...lines(act),
        ...paragraphs(act.content?.text),
        ...(Object.values(act.facts.opinions as Opinions).includes('unfavourable')
          ? ["Un point est défavorable : dites-nous, sur Pro.ONE, ce que vous avez changé, et l'avis est revu."]
          : []),
        advice,
      ],
    });
  },
  'letter-ready': (context, options) => {
    const act = lastAct(context);
    const opinion = findLast(context, 'give-opinion');
    return plainLetter(context, options, {
      name: 'Prêt à demander une autorisation',
      paragraphs: [
        `Votre projet d'accueil${placeIn(context)} est prêt à demander une autorisation, depuis le ${formatLongDate(dayOf(act.at))}.`,
        ...(opinion ? ["L'avis de l'ONE, sujet par sujet :", ...lines(opinion)] : []),
        ...paragraphs(act.content?.text),
        'Ce qui vient ensuite : vous introduisez la demande d’autorisation auprès de votre administration subrégionale, avec les plans, le rapport du service incendie, les extraits de casier judiciaire (modèle 2) et les diplômes. Tant que l’autorisation n’est pas accordée, aucun enfant ne peut être accueilli.',
        advice,
      ],
    });
  },
};
