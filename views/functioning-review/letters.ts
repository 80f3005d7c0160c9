/** The letters of a review: the operator's receipt for a signature, and the plan that both have signed. */
import { addMonths } from '../../domain/calendar.ts';
import { formatDateTime, formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import type { Plan } from '../../domain/functioning-review/plan.ts';
import { isReviewDomain } from '../../domain/functioning-review/questionnaire.ts';
import type { LetterAct, LetterContext } from '../../domain/letter.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { EffectOfKind } from '../../workflows/procedure.ts';
import type { Words } from '../../workflows/functioning-review/contract.ts';
import { roleNames } from '../../workflows/roles.ts';
import { plainLetter, type ProcedureLetters } from '../letters/letters.ts';
import { findLast, lastAct, textOf } from '../letters/parts.ts';
import { domainWords } from './assessment-words.ts';
import { priorityWords, sizeOfPlan } from './plan-words.ts';

const sentPlan = (context: LetterContext): LetterAct | undefined => findLast(context, 'submit-plan', 'arbitrate');
const planIn = (context: LetterContext): Plan =>
  (sentPlan(context)?.content?.plan as Plan | undefined) ?? { objectives: [] };
const digestIn = (context: LetterContext): string => textOf(sentPlan(context)?.facts.digest) ?? '';
const roundOf = ({ acts }: LetterContext): number =>
  acts.filter(({ action }) => action === 'submit-plan' || action === 'arbitrate').length;

/** Who follows the place wrote the minutes: to be asked, rather than who keeps the file of the authorisation. */
const contactIn = (context: LetterContext): string | null | undefined =>
  findLast(context, 'record-minutes')?.actorName ?? context.referent;

const meansOf = (acr: number | null): string => (acr === 500 ? 'eID' : acr === 450 ? 'itsme' : 'connexion forte');
const signatureRow = (act: LetterAct | undefined, whose: string): object[] =>
  act
    ? [
        {
          whose,
          name: act.actorName ?? '',
          role: act.actorRole === 'operator' ? undefined : roleNames[act.actorRole as keyof typeof roleNames],
          when: formatDateTime(act.at),
          means: meansOf(act.acr),
          hash: act.hash ?? '',
        },
      ]
    : [];

function objectivesOf({ objectives }: Plan): object[] {
  return objectives.map(({ domain, criterion, wording, indicator, priority, dueOn, who, actions }, index) => ({
    number: index + 1,
    wording,
    line: [
      isReviewDomain(domain) ? domainWords[domain].title : domain,
      ...(criterion === '' ? [] : [`critère ${criterion}`]),
      ...(priority === '' ? [] : [priorityWords[priority]]),
      `avant le ${formatShortDate(dueOn)}`,
    ].join(', '),
    indicator,
    who,
    actions: actions.map(({ what, who: by, resources, startsOn, endsOn }) => ({
      what,
      who: by,
      resources,
      startsOn: formatShortDate(startsOn),
      endsOn: formatShortDate(endsOn),
    })),
  }));
}

export const letters: ProcedureLetters<EffectOfKind<Words, 'letter'>> = {
  'letter-signature': (context, options) => {
    const act = lastAct(context);
    return {
      ...plainLetter(context, options, {
        name: "Accusé de signature du plan d'action",
        paragraphs: [
          `${act.actorName ?? ''} a signé le plan d'action (tour ${String(roundOf(context))}) au nom de ${context.body.name}, le ${formatDateTime(act.at)}, par ${meansOf(act.acr)}.`,
          `« ${textOf(act.content?.statement) ?? ''} »`,
          `Empreinte (SHA-256) de ce qui est signé : ${digestIn(context)}.`,
          `Empreinte de la signature : ${act.hash ?? ''}.`,
          "L'ONE signe ensuite. Si l'une des deux parties demande un changement d'ici là, cette signature tombe, et le nouveau plan est à signer.",
        ],
      }),
      contact: contactIn(context),
    };
  },
  'letter-synthesis': (context, options) => {
    const plan = planIn(context);
    const one = lastAct(context);
    const operator = findLast(context, 'sign-plan');
    const minutes = findLast(context, 'record-minutes');
    const arbitrated = sentPlan(context)?.action === 'arbitrate' ? sentPlan(context) : undefined;
    const held = textOf(minutes?.facts.heldOn);
    return {
      ...plainLetter(context, options, { name: 'Synthèse du bilan de fonctionnement', paragraphs: [] }),
      view: 'functioning-review/letters/synthesis',
      contact: contactIn(context),
      facility: context.facility.name,
      held: held ? formatLongDate(held) : undefined,
      present: textOf(minutes?.content?.present)
        ?.split('\n')
        .filter((line) => line.trim() !== ''),
      size: sizeOfPlan(
        plan.objectives.length,
        plan.objectives.reduce((sum, { actions }) => sum + actions.length, 0),
      ),
      round: roundOf(context),
      arbitrated: arbitrated ? textOf(arbitrated.content?.reason) : undefined,
      objectives: objectivesOf(plan),
      digest: digestIn(context),
      signatures: [...signatureRow(operator, `Pour ${context.body.name}`), ...signatureRow(one, "Pour l'ONE")],
      firstFollowUp: formatLongDate(addMonths(dayOf(one.at), 12 * (context.case.parameters['follow-up']?.value ?? 1))),
    };
  },
};
