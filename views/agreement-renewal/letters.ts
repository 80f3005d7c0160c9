/** The letters about agreements: plain paragraphs, each drawn from the acts up to the one that it tells of. */
import { addDays, dayOf, type Day } from '../../domain/calendar.ts';
import { formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import type { LetterAct, LetterContext } from '../../domain/letter.ts';
import { inWords } from '../../domain/quantity.ts';
import type { Ground, Kind, Outcome, Section, Words } from '../../workflows/agreement-renewal/contract.ts';
import { submitByOf } from '../../workflows/agreement-renewal/rules.ts';
import { parameterOf, type EffectOfKind, type Parameters } from '../../workflows/procedure.ts';
import { plainLetter, type ProcedureLetters } from '../letters/letters.ts';
import { dayIn, dueOf, findLast, lastAct, paragraphs, recordsIn, textOf } from '../letters/parts.ts';
import { groundWords, kindWords, sectionWords } from './words.ts';

const about: Readonly<Record<Kind, string>> = {
  renewal: "le renouvellement de l'agrément de votre accueil extrascolaire",
  first: 'un premier agrément pour votre accueil extrascolaire',
  places: 'le changement des lieux agréés de votre accueil extrascolaire',
};
const kindOf = ({ case: { kind } }: LetterContext): Kind => kind as Kind;
const endOf = ({ acts }: LetterContext): Day | undefined => dayIn(acts[0]?.facts.endsOn);
const told = ({ case: { parameters } }: LetterContext, code: string): string =>
  inWords(parameterOf(code, parameters as Parameters));
const submitBy = (context: LetterContext): Day | undefined => {
  const end = endOf(context);
  const [opening] = context.acts;
  return end && opening && submitByOf(end, opening.at, context.case.parameters as Parameters);
};
const submittedAct = ({ acts }: LetterContext): LetterAct | undefined => acts.find(({ action }) => action === 'submit');
const inTime = (context: LetterContext): boolean => {
  const [last, act] = [submitBy(context), submittedAct(context)];
  return kindOf(context) === 'renewal' && act !== undefined && last !== undefined && dayOf(act.at) <= last;
};
const toTheEnd = (context: LetterContext): string[] => {
  const end = endOf(context);
  if (kindOf(context) !== 'renewal' || !end) return [];
  return [
    inTime(context)
      ? `Votre demande est introduite à temps : votre agrément, qui vient à échéance le ${formatLongDate(end)}, continue jusqu'à la décision. Subsides et activités ne changent pas.`
      : `Votre demande est introduite après le délai : elle est examinée, mais votre agrément se termine le ${formatLongDate(end)} et n'est pas prolongé jusqu'à la décision.`,
  ];
};
const conditions = (act: LetterAct | undefined): string[] =>
  recordsIn(act?.content?.conditions).map(
    ({ text, dueOn }, index) =>
      `Condition ${String(index + 1)}, avant le ${formatLongDate(String(dueOn))} : ${String(text)}`,
  );
const appealLines = (context: LetterContext): string[] => [
  `Vous pouvez introduire un recours sur Pro.ONE, dans les ${told(context, 'appeal')} de la réception de cette lettre, avec vos motifs et les documents utiles.`,
];

/** What is refused leaves: nothing of a first request, the agreement that stands of other places. */
const refusals: Readonly<Record<Kind, (effectiveOn: string) => string>> = {
  renewal: (day) => `À partir du ${day}, l'agrément n'existe plus.`,
  first: () => "Votre accueil extrascolaire n'est pas agréé.",
  places: () => 'Votre agrément en cours et ses lieux ne changent pas.',
};
function decision(context: LetterContext): string[] {
  const act = findLast(context, 'propose-decision');
  const { outcome, effectiveOn, untilOn, grounds } = (act?.facts ?? {}) as {
    outcome?: Outcome;
    effectiveOn?: Day;
    untilOn?: Day;
    grounds?: Ground[];
  };
  const motives = paragraphs(act?.content?.motives);
  if (!outcome || !effectiveOn) return motives;
  if (outcome === 'refuse')
    return [
      `L'ONE refuse ${about[kindOf(context)]}. ${refusals[kindOf(context)](formatLongDate(effectiveOn))}`,
      ...(grounds?.length
        ? [`La décision repose sur : ${grounds.map((ground) => groundWords[ground]).join(', ')}.`]
        : []),
      ...motives,
      ...appealLines(context),
    ];
  return [
    `L'ONE accorde ${about[kindOf(context)]}, du ${formatLongDate(effectiveOn)} au ${formatLongDate(untilOn ?? effectiveOn)}${outcome === 'renew-under-conditions' ? ', sous les conditions suivantes' : ''}.`,
    ...conditions(act),
    ...motives,
    'Votre prochain renouvellement sera préparé un an avant cette échéance : une invitation vous en avertira.',
  ];
}

/** A refusal that is undone is as if it had never been: what was introduced in time has gone on meanwhile. */
const goneOn = (context: LetterContext, effectiveOn: Day): string[] => {
  const end = endOf(context);
  return end && inTime(context) && effectiveOn > addDays(end, 1)
    ? [
        `Votre demande avait été introduite à temps : votre agrément précédent a continué du ${formatLongDate(addDays(end, 1))} au ${formatLongDate(addDays(effectiveOn, -1))}. Aucun jour n'est perdu.`,
      ]
    : [];
};

export const letters: ProcedureLetters<EffectOfKind<Words, 'letter'>> = {
  'letter-invitation': (context, options) => {
    const [end, last] = [endOf(context), submitBy(context)];
    return plainLetter(context, options, {
      name: 'Invitation à renouveler votre agrément',
      paragraphs: [
        `Votre agrément pour l'accueil extrascolaire vient à échéance le ${end ? formatLongDate(end) : '…'}. Son renouvellement se prépare sur Pro.ONE : votre dossier y est ouvert et déjà rempli de ce que le portail connaît de vos lieux, de vos horaires et de votre personnel.`,
        `Introduisez-le avant le ${last ? formatLongDate(last) : '…'} : votre agrément continue alors jusqu'à la décision, même si elle vient après l'échéance.`,
        "Introduit plus tard, le dossier est examiné, mais l'agrément n'est pas prolongé : il se termine à l'échéance.",
        "Les modules de formation que l'ONE n'a pas encore décidés ne peuvent pas faire refuser votre agrément.",
      ],
    });
  },
  'receipt': (context, options) =>
    plainLetter(context, options, {
      name: 'Accusé de réception de votre demande d’agrément',
      paragraphs: [
        `Votre demande, ${about[kindOf(context)]}, a été reçue le ${formatDateTime(lastAct(context).at)}, sous la référence ${context.case.reference}.`,
        ...toTheEnd(context),
        "Un·e référent·e agrément examine le dossier, puis la commission d'agrément donne un avis. L'ONE décide ensuite.",
      ],
    }),
  'letter-complement': (context, options) => {
    const act = lastAct(context);
    const due = dueOf(context, 'give-complement');
    return plainLetter(context, options, {
      name: 'Demande de complément',
      paragraphs: [
        `Pour ${about[kindOf(context)]}, l'ONE vous demande de compléter ou de corriger : ${((act.facts.sections as Section[] | undefined) ?? []).map((section) => sectionWords[section]).join(', ')}.`,
        ...paragraphs(act.content?.text),
        `Répondez sur Pro.ONE${due ? ` avant le ${formatLongDate(due)}` : ''}. Sans réponse, l'examen continue avec ce qui est connu.`,
      ],
    });
  },
  'letter-decision': (context, options) =>
    plainLetter(context, options, { name: `Décision, ${kindWords[kindOf(context)]}`, paragraphs: decision(context) }),
  'letter-appeal': (context, options) =>
    plainLetter(context, options, {
      name: 'Accusé de réception de votre recours',
      paragraphs: [
        `Votre recours contre le refus de votre agrément a été reçu le ${formatDateTime(lastAct(context).at)}.`,
        `Le secrétariat des recours y répond dans les ${told(context, 'appeal-decision')}.`,
      ],
    }),
  'letter-appeal-decision': (context, options) => {
    const act = lastAct(context);
    const { outcome, effectiveOn, untilOn } = act.facts as { outcome?: string; effectiveOn?: Day; untilOn?: Day };
    return plainLetter(context, options, {
      name: 'Décision sur votre recours',
      paragraphs: [
        outcome === 'upheld' && effectiveOn && untilOn
          ? `Votre recours est fondé : l'agrément est accordé, du ${formatLongDate(effectiveOn)} au ${formatLongDate(untilOn)}.`
          : "Votre recours est rejeté : le refus de l'agrément est confirmé.",
        ...(outcome === 'upheld' && effectiveOn ? goneOn(context, effectiveOn) : []),
        ...paragraphs(textOf(act.content?.motives)),
      ],
    });
  },
};
