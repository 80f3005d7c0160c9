/** Drafting a decision: what it starts from, the letter before it exists, and the proposal that somebody else signs. */
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { findDay } from '../../domain/written-day.ts';
import type { Granted, Outcome } from '../../workflows/authorisation-adaptation/contract.ts';
import { opinionWords, words } from '../../views/authorisation-adaptation/words.ts';
import type { PlannedLetter, Typed } from '../cases/act-form.ts';
import { conditionsRead, conditionsTyped, type WrittenCondition } from '../forms/written-conditions.ts';
import { grantedRead, grantedTyped } from './acts/granted.ts';
import { pointsRead, pointsTyped } from './acts/point-rows.ts';
import { outcomesFor } from './outcomes.ts';
import { lastAct, type Context, type File } from './page-types.ts';
import type { Point } from './points.ts';

const legalBase =
  "Vu le décret du 17 juillet 2002 portant réforme de l'Office de la Naissance et de l'Enfance, article 6 ;\n" +
  "Vu le décret du 21 février 2019 visant à renforcer la qualité et l'accessibilité de l'accueil de la petite enfance ;\n" +
  "Vu l'arrêté du 2 mai 2019 fixant le régime d'autorisation et de subvention des crèches, des services d'accueil d'enfants et des (co)accueillant·e·s d'enfants indépendant·e·s ;\n" +
  'Vu la loi du 29 juillet 1991 relative à la motivation formelle des actes administratifs ;';

/** The template, filled with what the file says. */
export function templateOf(file: File): Typed {
  const { row } = file;
  const { data } = row.state;
  const refusal = data.afterRefusal ? lastAct(file, 'sign-decision') : undefined;
  const remedy = refusal ? lastAct(file, 'give-remedy') : undefined;
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
    refusal ? `considérant le refus du ${formatLongDate(dayOf(refusal.at))} ;` : undefined,
    remedy ? `considérant la remédiation envoyée le ${formatLongDate(dayOf(remedy.at))} ;` : undefined,
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
  conditions?: Partial<WrittenCondition>[];
  points?: Point[];
  grantedReason?: string;
  effectiveReason?: string;
}
const proposed = (file: File) => {
  const act = lastAct(file, 'propose-decision');
  const { proposal } = file.row.state.data;
  return act?.content && proposal
    ? { number: act.number, proposal, content: act.content as ProposalContent }
    : undefined;
};

/** An earlier proposal that was sent back, as it was typed; nothing where there is none, or where it was signed: what follows a refusal is written anew. */
export function proposalOf(file: File): Typed | undefined {
  const found = proposed(file);
  const signed = lastAct(file, 'sign-decision');
  if (!found || (signed && signed.number > found.number)) return undefined;
  const { conditions, points, ...texts } = found.content;
  const { outcome, effectiveOn, conditionsDueOn, granted } = found.proposal;
  return {
    ...texts,
    outcome,
    effectiveOn,
    ...conditionsTyped(conditions?.map((condition) => ({ dueOn: conditionsDueOn, ...condition }))),
    ...pointsTyped(points),
    ...grantedTyped(granted),
  };
}

interface DecisionTyped {
  outcome: Outcome;
  effectiveOn: Day;
  conditions: WrittenCondition[];
  granted?: Granted;
}
const dayTyped = (value: unknown): Day | undefined => (typeof value === 'string' ? findDay(value) : undefined);
/** What can be read of a decision that is being typed. */
export function decisionTyped(file: File, typed: Typed): DecisionTyped {
  const { data } = file.row.state;
  const outcome = outcomesFor(data).find((value) => value === typed.outcome) ?? 'grant';
  const text = (name: string): string | undefined =>
    typeof typed[name] === 'string' && typed[name] !== '' ? typed[name] : undefined;
  const rows = Object.fromEntries(
    Object.keys(typed).map((name) => [name, /^conditionDueOn/.test(name) ? dayTyped(typed[name]) : text(name)]),
  );
  const capacity = text('grantedCapacity');
  const granted =
    outcome === 'grant' || outcome === 'grant-with-conditions'
      ? grantedRead(
          {
            ...(capacity ? { grantedCapacity: capacity } : {}),
            ...(dayTyped(typed.grantedUntilOn) ? { grantedUntilOn: dayTyped(typed.grantedUntilOn) } : {}),
          },
          file,
        )
      : undefined;
  return {
    outcome,
    effectiveOn: dayTyped(typed.effectiveOn) ?? data.wishedOn,
    conditions: outcome === 'grant-with-conditions' ? conditionsRead(rows) : [],
    ...(granted ? { granted } : {}),
  };
}

/** The letter as it would be if this were proposed and signed. */
export function plannedLetter({ file, row }: Context, typed: Typed): PlannedLetter {
  const { conditions, ...decision } = decisionTyped(file, typed);
  const texts = Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
  );
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
          conditions,
          points: decision.outcome === 'refuse' ? pointsRead(texts, row) : [],
          grantedReason: typed.grantedReason,
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
