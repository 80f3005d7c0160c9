/** Drafting a decision: what it starts from, the letter before it exists, and the proposal that somebody else signs. */
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { findDay } from '../../domain/written-day.ts';
import type { Outcome } from '../../workflows/authorisation-adaptation/contract.ts';
import { opinionWords, words } from '../../views/authorisation-adaptation/words.ts';
import type { PlannedLetter, Typed } from '../cases/act-form.ts';
import { outcomesFor } from './outcomes.ts';
import { lastAct, type Context, type File } from './page-types.ts';

const legalBase =
  "Vu le décret du 17 juillet 2002 portant réforme de l'Office de la Naissance et de l'Enfance, article 6 ;\n" +
  "Vu le décret du 21 février 2019 visant à renforcer la qualité et l'accessibilité de l'accueil de la petite enfance ;\n" +
  "Vu l'arrêté du 2 mai 2019 fixant le régime d'autorisation et de subvention des crèches, des services d'accueil d'enfants et des (co)accueillant·e·s d'enfants indépendant·e·s ;\n" +
  'Vu la loi du 29 juillet 1991 relative à la motivation formelle des actes administratifs ;';

/** The template, filled with what the file says. */
export function templateOf({ row }: File): Typed {
  const { data } = row.state;
  const said = [
    data.visit === 'done' && data.visitOn
      ? `considérant que la visite du ${formatLongDate(data.visitOn)} a été effectuée ;`
      : undefined,
    data.opinion !== 'none' && data.opinion !== 'asked'
      ? `considérant l'avis ${opinionWords[data.opinion]} rendu ;`
      : undefined,
    data.healthOpinion !== 'none' && data.healthOpinion !== 'asked'
      ? `considérant l'avis santé ${opinionWords[data.healthOpinion]} ;`
      : undefined,
  ].filter((line) => line !== undefined);
  return {
    legalBase,
    effectiveOn: data.wishedOn,
    facts: [
      `Considérant la demande ${row.reference} (${words.kinds[row.kind].toLowerCase()}) introduite le ${formatLongDate(dayOf(row.opened_at))} ;`,
      ...said,
    ].join('\n'),
  };
}

interface ProposalContent {
  legalBase?: string;
  facts?: string;
  reasons?: string;
  conditions?: { text: string }[];
}
const proposed = (file: File) => {
  const act = lastAct(file, 'propose-decision');
  const { proposal } = file.row.state.data;
  return act?.content && proposal ? { proposal, content: act.content as ProposalContent } : undefined;
};

/** An earlier proposal that was sent back, as it was typed; nothing where there is none. */
export function proposalOf(file: File): Typed | undefined {
  const found = proposed(file);
  return (
    found && {
      ...found.content,
      ...found.proposal,
      conditions: found.content.conditions?.map(({ text }) => text).join('\n'),
    }
  );
}

interface DecisionTyped {
  outcome: Outcome;
  effectiveOn: Day;
  conditionsDueOn?: Day;
}
const dayTyped = (value: unknown): Day | undefined => (typeof value === 'string' ? findDay(value) : undefined);
/** What can be read of a decision that is being typed. */
export function decisionTyped({ row: { state } }: File, typed: Typed): DecisionTyped {
  const conditionsDueOn = dayTyped(typed.conditionsDueOn);
  return {
    outcome: outcomesFor(state.data).find((value) => value === typed.outcome) ?? 'grant',
    effectiveOn: dayTyped(typed.effectiveOn) ?? state.data.wishedOn,
    ...(conditionsDueOn ? { conditionsDueOn } : {}),
  };
}

/** The letter as it would be if this were proposed and signed. */
export function plannedLetter({ file }: Context, typed: Typed): PlannedLetter {
  const decision = decisionTyped(file, typed);
  const conditions = decision.outcome === 'grant-with-conditions' ? linesOf(typed.conditions) : [];
  return {
    effect: 'letter-decision',
    acts: [
      {
        action: 'propose-decision',
        actorRole: 'referent',
        facts: { ...decision },
        content: {
          legalBase: typed.legalBase,
          facts: typed.facts,
          reasons: typed.reasons || '[motifs à écrire]',
          conditions: conditions.map((text) => ({ text, dueOn: decision.conditionsDueOn })),
        },
      },
      { action: 'sign-decision', actorRole: 'asr-manager', actorName: '[signature]', facts: {}, content: {} },
    ],
  };
}

/** The letter as it goes out with a signature: what was proposed stands in the case already. */
export const letterToSign = (): PlannedLetter => ({
  effect: 'letter-decision',
  acts: [{ action: 'sign-decision', actorRole: 'asr-manager', facts: {}, content: {} }],
});

/** One for each line that says something. */
export const linesOf = (text: unknown): string[] =>
  (typeof text === 'string' ? text : '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
