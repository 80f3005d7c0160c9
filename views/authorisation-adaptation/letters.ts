/** The letters of the adaptation of an authorisation: which view, with what. The sentences stand in `letters/`. */
import type { LetterAct, LetterContext } from '../../domain/letter.ts';
import { valuesAsked } from '../../workflows/authorisation-adaptation/asked.ts';
import type { Words } from '../../workflows/authorisation-adaptation/contract.ts';
import type { EffectOfKind } from '../../workflows/procedure.ts';
import {
  annulment,
  answersIn,
  appealToBoard,
  dayIn,
  dueOf,
  findLast,
  lastAct,
  letterHead,
  onOneLine,
  paragraphs,
  recordsIn,
  textOf,
  type Letter,
} from '../letters/parts.ts';
import type { LetterOptions, PresentLetter, ProcedureLetters } from '../letters/letters.ts';
import { presentRequest } from './letter-request.ts';

/** View (of `letters/`) and subject of each letter. */
const subjects = {
  'receipt': 'Accusé de réception de votre demande',
  'letter-complement': 'Demande de complément',
  'letter-reminder': 'Rappel : complément attendu',
  'letter-without-follow-up': 'Classement sans suite de votre demande',
  'letter-visit': "Visite de votre milieu d'accueil",
  'letter-acknowledgement': "Prise d'acte",
  'letter-withdrawal': 'Retrait de votre demande',
  'letter-cancellation': 'Annulation de la demande',
  'letter-extension-granted': 'Prolongation accordée',
  'letter-extension-refused': 'Prolongation refusée',
  'letter-notice': 'Mise en demeure',
  'letter-notice-lifting': 'Levée envisagée de la suspension',
  'letter-appeal': 'Accusé de réception de votre recours',
  'letter-conditions': 'Mise en demeure : conditions non remplies',
  'letter-decision-grant': 'Décision : adaptation accordée',
  'letter-decision-grant-with-conditions': 'Décision : adaptation accordée sous conditions',
  'letter-decision-refuse': 'Décision : refus, avec trente jours pour remédier',
  'letter-decision-confirm-refusal': 'Décision : refus confirmé',
  'letter-decision-suspension': "Décision : suspension de l'autorisation",
  'letter-decision-withdrawal-by-one': "Décision : retrait de l'autorisation",
  'letter-decision-lifting-of-suspension': 'Décision : levée de la suspension',
  'letter-decision-no-measure': 'Décision : aucune mesure',
  'letter-decision-upheld': 'Décision sur recours : recours accueilli',
  'letter-decision-upheld-in-part': 'Décision sur recours : recours accueilli en partie',
  'letter-decision-dismissed': 'Décision sur recours : recours rejeté',
} as const;
type LetterName = keyof typeof subjects;

/** Each effect is one letter, whose wording may depend on what was decided. */
const letter =
  (effect: LetterEffect): PresentLetter =>
  (context, options) =>
    present(effect, context, options);
type LetterEffect = EffectOfKind<Words, 'letter'>;
export const letters: ProcedureLetters<LetterEffect> = {
  'receipt': letter('receipt'),
  'letter-complement': letter('letter-complement'),
  'letter-reminder': letter('letter-reminder'),
  'letter-without-follow-up': letter('letter-without-follow-up'),
  'letter-visit': letter('letter-visit'),
  'letter-decision': letter('letter-decision'),
  'letter-acknowledgement': letter('letter-acknowledgement'),
  'letter-withdrawal': letter('letter-withdrawal'),
  'letter-cancellation': letter('letter-cancellation'),
  'letter-extension': letter('letter-extension'),
  'letter-notice': letter('letter-notice'),
  'letter-appeal': letter('letter-appeal'),
  'letter-conditions': letter('letter-conditions'),
};

function present(effect: LetterEffect, context: LetterContext, { publicUrl, demonstration }: LetterOptions): Letter {
  const act = lastAct(context);
  const name = nameOf(effect, context, act);
  const address = `${publicUrl}/pro/${context.case.slug}/${context.case.id}`;
  const request = presentRequest(context);
  return {
    ...letterHead(context),
    ...sender(name),
    view: `${context.case.slug}/letters/${name}`,
    fileName: `${context.case.reference} ${subjects[name].replace(/ ?: ?/g, ' - ')}.pdf`,
    subject: [subjects[name], ...(findLast(context, 'submit') ? [request.kindLabel] : []), context.facility.name].join(
      ' – ',
    ),
    demonstration: demonstration ?? false,
    address,
    request,
    actHash: act.hash,
    actAt: act.at,
    appeal: waysOfAppeal(name, context, address),
    ...grounds(context, act),
    ...details(context, act),
  };
}

function nameOf(effect: string, context: LetterContext, act: LetterAct): LetterName {
  const name =
    effect === 'letter-decision'
      ? decisionName(context, act)
      : effect === 'letter-extension'
        ? act.action === 'refuse-extension'
          ? 'letter-extension-refused'
          : 'letter-extension-granted'
        : effect === 'letter-notice' && context.case.kind === 'lifting-of-suspension'
          ? 'letter-notice-lifting'
          : effect;
  if (!(name in subjects)) throw new Error(`no letter ${name}`);
  return name as LetterName;
}

function decisionName(context: LetterContext, act: LetterAct): string {
  if (act.action === 'decide-appeal') return `letter-decision-${String(act.facts.outcome)}`;
  const outcome = String(proposalOf(context)?.facts.outcome);
  return `letter-decision-${outcome === 'take-measure' ? context.case.kind : outcome}`;
}

const proposalOf = (context: LetterContext): LetterAct | undefined => findLast(context, 'propose-decision');

/** Law, facts, reasons and operative part as the drafter wrote them (loi du 29 juillet 1991). */
function grounds(context: LetterContext, act: LetterAct): Record<string, unknown> {
  const proposal = proposalOf(context);
  const source = act.action === 'sign-decision' ? proposal : act;
  const content = source?.content ?? {};
  return {
    legalBase: paragraphs(content.legalBase),
    facts: paragraphs(content.facts),
    reasons: paragraphs(content.reasons ?? content.reason),
    operative: paragraphs(content.operative),
    expected: paragraphs(content.expected),
    text: paragraphs(content.text),
    remarks: paragraphs(content.remarks),
    granted: grantedIn(source, context),
    authorised: authorisedIn(source, context),
    grantedReason: paragraphs(content.grantedReason),
    points: recordsIn(content.points).map(({ label, why }) => ({ label: textOf(label), why: paragraphs(why) })),
    conditions: conditionsIn(context, act, proposal),
    effectiveOn: dayIn(source?.facts.effectiveOn),
    conditionsDueOn: dayIn(source?.facts.conditionsDueOn),
  };
}

/** Each with its own day; in a formal notice those that are not met, whose new day is one for all. */
function conditionsIn(
  { acts }: LetterContext,
  act: LetterAct,
  proposal: LetterAct | undefined,
): { text: string | undefined; dueOn?: string }[] {
  const written = recordsIn((act.action === 'decide-appeal' ? act : proposal)?.content?.conditions);
  const met = acts.flatMap(({ action, facts }) =>
    action === 'confirm-conditions' && Array.isArray(facts.met) ? (facts.met as unknown[]) : [],
  );
  const left = act.action === 'note-conditions-unmet' ? written.filter(({ id }) => !met.includes(id)) : written;
  return left.flatMap(({ text, dueOn }) =>
    textOf(text)
      ? [{ text: textOf(text), ...(act.action === 'note-conditions-unmet' ? {} : { dueOn: dayIn(dueOn) }) }]
      : [],
  );
}

/** Less than was asked, for the operative part. */
function grantedIn(decision: LetterAct | undefined, context: LetterContext): object | undefined {
  const { capacity, untilOn } = (decision?.facts.granted ?? {}) as { capacity?: number; untilOn?: string };
  if (capacity === undefined && untilOn === undefined) return undefined;
  const asked = valuesAsked(context.acts).capacity;
  return { capacity, untilOn: dayIn(untilOn), askedCapacity: typeof asked === 'number' ? asked : undefined };
}

/** Where care is authorised, for how many places and until when: what a decision that grants decides. */
function authorisedIn(decision: LetterAct | undefined, context: LetterContext): object | undefined {
  const { newAddress, currentAddress, newCapacity, capacity, plannedEndOn } = presentRequest(context);
  const { kind } = context.case;
  const isMove = kind === 'permanent-move' || kind === 'temporary-move';
  if (!isMove && kind !== 'capacity-change') return undefined;
  const granted = (decision?.facts.granted ?? {}) as { capacity?: number; untilOn?: string };
  return {
    address: isMove ? newAddress : currentAddress,
    capacity: granted.capacity ?? newCapacity ?? capacity,
    untilOn: dayIn(granted.untilOn) ?? (kind === 'temporary-move' ? plannedEndOn : undefined),
  };
}

/** What only some letters tell. */
function details(context: LetterContext, act: LetterAct): Record<string, unknown> {
  const asked = findLast(context, 'ask-complement');
  const extension = findLast(context, 'ask-extension', 'extend-period');
  const refused = findLast(context, 'sign-decision');
  return {
    items: recordsIn(asked?.content?.points ?? asked?.content?.items).map(({ code, label, why }) => ({
      label: textOf(label) ?? textOf(code),
      why: textOf(why),
    })),
    askedAt: asked?.at,
    askedText: paragraphs(asked?.content?.text),
    extended: act.action === 'extend-complement',
    complementDueOn: dueOf(context, 'give-complement'),
    complementDays: daysOf(context, 'complement', 30),
    checkDueOn: dueOf(context, 'declare-complete') ?? dueOf(context, 'acknowledge'),
    targetOn: context.case.targetOn,
    documents: context.documents.filter(({ actNumber }) => actNumber === act.number).map(({ name }) => name),
    answers: answersIn(act),
    submittedBy: context.acts[0]?.actorName,
    visitOn: dayIn(act.facts.visitOn),
    visitFrom: textOf(act.content?.from ?? act.facts.from)?.replace(/^0?(\d+):/, '$1 h '),
    chosen: act.action === 'choose-visit-date',
    visitPlace: placeOfVisit(context),
    untilOn: dayIn(act.facts.untilOn) ?? dayIn(extension?.facts.untilOn),
    extensionAskedAt: extension?.action === 'ask-extension' ? extension.at : undefined,
    answerDueOn: dueOf(context, 'answer-notice'),
    answerDays: daysOf(context, 'notice-answer', 30),
    remedyDueOn: dueOf(context, 'give-remedy'),
    remedyDays: daysOf(context, 'remedy', 30),
    appealDecisionDueOn: dueOf(context, 'decide-appeal'),
    refusedAt: refused?.at,
    appealedAt: findLast(context, 'lodge-appeal')?.at,
    hearingOn: dayIn(findLast(context, 'plan-hearing')?.facts.hearingOn),
    remedied: findLast(context, 'give-remedy', 'remedy-missed')?.action === 'give-remedy',
  };
}

const daysOf = ({ case: { parameters } }: LetterContext, code: string, usual: number): number =>
  parameters[code]?.value ?? usual;

/** A move is looked at where it leads. */
function placeOfVisit(context: LetterContext): string {
  return presentRequest(context).newAddress ?? onOneLine(context.facility);
}

function waysOfAppeal(name: LetterName, context: LetterContext, address: string): string[] {
  const days = daysOf(context, 'appeal', 30);
  switch (name) {
    case 'letter-decision-confirm-refusal':
      return appealToBoard(days, address, { suspends: true });
    case 'letter-decision-suspension':
    case 'letter-decision-withdrawal-by-one':
      return appealToBoard(days, address, { suspends: false });
    case 'letter-decision-grant':
    case 'letter-decision-grant-with-conditions':
    case 'letter-decision-lifting-of-suspension':
    case 'letter-decision-dismissed':
    case 'letter-decision-upheld-in-part':
    case 'letter-without-follow-up':
    case 'letter-cancellation':
    case 'letter-acknowledgement':
    case 'letter-extension-refused':
      return [annulment];
    default:
      return [];
  }
}

/** Letters on which an appeal may follow are sent by registered post too; those on an appeal come from its secretariat. */
function sender(name: LetterName): Partial<Pick<Letter, 'sending' | 'sender' | 'place' | 'contact'>> {
  const ofBoard =
    name === 'letter-appeal' ||
    name === 'letter-decision-upheld' ||
    name === 'letter-decision-upheld-in-part' ||
    name === 'letter-decision-dismissed';
  const registered =
    /^letter-(decision-(refuse|confirm-refusal|suspension|withdrawal-by-one|upheld|upheld-in-part|dismissed)|notice|conditions)$/.test(
      name,
    );
  return {
    sending: registered ? 'Recommandé et Pro.ONE' : 'Pro.ONE',
    ...(ofBoard
      ? {
          sender: { service: 'Secrétariat des recours', street: 'Chaussée de Charleroi 95', place: '1060 Bruxelles' },
          place: 'Bruxelles',
          contact: null,
        }
      : {}),
  };
}
