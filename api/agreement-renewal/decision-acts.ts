/** The forms of ONE about a decision: the report to the commission, what is proposed and signed, and the appeal. */
import { z } from 'zod';
import type { Day } from '../../domain/calendar.ts';
import type { Facts, Ground, Outcome } from '../../workflows/agreement-renewal/contract.ts';
import { isInTime } from '../../workflows/agreement-renewal/rules.ts';
import { actForm, type ActForm, type Typed } from '../cases/act-form.ts';
import { oneText } from '../cases/usual-forms.ts';
import type { Faults } from '../forms/form.ts';
import {
  choice,
  dateInput,
  optionalDay,
  optionalText,
  radios,
  requiredDay,
  requiredText,
  textarea,
} from '../forms/inputs.ts';
import {
  conditionFaults,
  conditionInputs,
  conditionShape,
  conditionsRead,
  conditionsTyped,
  type WrittenCondition,
} from '../forms/written-conditions.ts';
import { dossierPanel } from './dossier-panel.ts';
import type { File, Pages } from './own.ts';
import {
  groundsIn,
  groundsInput,
  options,
  outcomeIn,
  requiredGrounds,
  trainingFaults,
  ifStillPossible,
} from './proposals.ts';
import { plannedDecision } from './planned-letter.ts';
import { appealTermFaults, decisionAhead, refusalFaultsAtSigning, termFaults, termOf } from './term.ts';

const form = actForm<Pages>();

const giveReport = form({
  fields: ({ file }) => [
    radios('outcome', 'Avis pour la commission', options(file)),
    groundsInput,
    textarea('motives', 'Motifs', { rows: 6 }),
  ],
  begins: ({ file }) => file.acts.findLast(({ action }) => action === 'give-report')?.content ?? {},
  schema: z.strictObject({
    outcome: outcomeIn,
    grounds: groundsIn,
    motives: requiredText('Motivez l’avis : la commission le lit.'),
  }),
  checkFile: (values, { file }) => ({ ...requiredGrounds(values), ...trainingFaults(values, file) }),
  panels: ({ file }) => [dossierPanel(file, 'one')],
  ahead: ({ file }) => decisionAhead(file),
  split: ({ outcome, grounds: chosen, motives }) => ({
    facts: { outcome, ...(outcome === 'refuse' && chosen ? { grounds: chosen } : {}) } as Facts['give-report'],
    content: { outcome, ...(chosen ? { grounds: chosen } : {}), motives },
  }),
  seal: ifStillPossible<Facts['give-report']>((facts) => facts),
});

const proposeDecision: ActForm<Pages, Facts['propose-decision']> = form({
  more: 'Ajouter une condition',
  fields: ({ file }, typed) => [
    radios('outcome', 'Décision', options(file)),
    dateInput('effectiveOn', 'À partir du', {
      hint: 'Premier jour du nouvel agrément ; pour un refus, premier jour sans agrément',
    }),
    dateInput('untilOn', 'Jusqu’au', { required: false, hint: 'Cinq ans au plus' }),
    {
      partial: 'field-group',
      name: 'conditions',
      label: 'Conditions, chacune avec sa date',
      folds: true,
      open: typed.outcome === 'renew-under-conditions',
      inputs: conditionInputs(typed),
    },
    groundsInput,
    textarea('motives', 'Motifs', { rows: 6, hint: 'Loi du 29 juillet 1991 : la décision dit pourquoi.' }),
  ],
  begins: ({ file, today }) => ({ outcome: file.row.state.data.opinion, ...termOf(file, today), ...returned(file) }),
  schema: z.strictObject({
    outcome: outcomeIn,
    effectiveOn: requiredDay('Écrivez la date de début.'),
    untilOn: optionalDay(),
    grounds: groundsIn,
    motives: requiredText('Motivez la décision : elle doit dire pourquoi.'),
    ...conditionShape,
  }) as unknown as z.ZodType<Proposed>,
  check: (values, context) => ({
    ...termFaults(values, context),
    ...requiredGrounds(values),
    ...(values.outcome === 'renew-under-conditions'
      ? conditionsRead(values as never).length > 0
        ? conditionFaults(values as never, context.today)
        : { condition1: 'Écrivez au moins une condition, avec sa date.' }
      : {}),
  }),
  checkFile: (values, { file }) => trainingFaults(values, file),
  ahead: ({ file }) => decisionAhead(file),
  panels: ({ file }) => [dossierPanel(file, 'one')],
  split: (values) => {
    const { outcome, effectiveOn, untilOn, grounds: chosen, motives } = values;
    const conditions = outcome === 'renew-under-conditions' ? conditionsRead(values as never) : [];
    return {
      facts: {
        outcome,
        effectiveOn,
        ...(outcome !== 'refuse' && untilOn ? { untilOn } : {}),
        ...(conditions.length > 0 ? { conditions: conditions.map(({ id, dueOn }) => ({ id, dueOn })) } : {}),
        ...(outcome === 'refuse' && chosen ? { grounds: chosen } : {}),
      },
      content: { motives, ...(conditions.length > 0 ? { conditions } : {}) },
    };
  },
  previews: {
    letter: {
      label: 'Voir la lettre',
      kind: 'letter',
      letter: (_, typed) => ({ effect: 'letter-decision', acts: [plannedDecision(typed)] }),
    },
  },
  seal: ifStillPossible<Facts['propose-decision']>((facts) => facts),
});
/** What was proposed before, and sent back: it is corrected, not written anew. */
function returned({ acts }: File): Typed {
  const act = acts.findLast(({ action }) => action === 'propose-decision');
  if (!act) return {};
  const { outcome, effectiveOn, untilOn, grounds } = act.facts as unknown as Facts['propose-decision'];
  const { motives, conditions } = (act.content ?? {}) as { motives?: string; conditions?: WrittenCondition[] };
  return {
    outcome,
    effectiveOn,
    untilOn: untilOn ?? '',
    grounds: grounds ?? [],
    motives,
    ...conditionsTyped(conditions),
  };
}
type Proposed = { outcome: Outcome; effectiveOn: Day; untilOn?: Day; grounds?: Ground[]; motives: string } & Readonly<
  Record<string, unknown>
>;

export const decisionForms = {
  'give-report': giveReport,
  'propose-decision': proposeDecision,
  'sign-decision': form({
    intro: () => "Votre signature fixe la décision : l'opérateur reçoit la lettre, et elle prend effet à sa date.",
    fields: () => [textarea('remarks', 'Remarque interne', { required: false, rows: 3 })],
    schema: z.strictObject({ remarks: optionalText() }),
    check: (_, context): Faults => {
      const { proposal } = context.row.state.data;
      const { effectiveOn } =
        proposal?.outcome === 'refuse' ? refusalFaultsAtSigning(proposal.effectiveOn, context) : {};
      return effectiveOn ? { remarks: `${effectiveOn} Renvoyez la décision à la rédaction.` } : {};
    },
    ahead: ({ file }) => decisionAhead(file),
    panels: ({ file }) => [dossierPanel(file, 'one')],
    split: (content) => ({ facts: {}, content }),
    previews: {
      letter: { label: 'Voir la lettre', kind: 'letter', letter: () => ({ effect: 'letter-decision', acts: [] }) },
    },
    seal: ifStillPossible<Facts['sign-decision']>((_, row) => row.state.data.proposal),
  }),
  'return-to-drafter': oneText<Pages>('reason', 'Ce qui est à revoir', 'Écrivez ce qui est à revoir.'),
  'lodge-appeal': oneText<Pages>('text', 'Motifs du recours', 'Écrivez les motifs du recours.', {
    intro: () =>
      'Votre recours est porté devant le secrétariat des recours de l’ONE, avec les documents que vous avez joints.',
  }),
  'decide-appeal': form({
    intro: ({ row }) =>
      isInTime(row.state.data)
        ? "Fondé, le recours efface le refus : l'agrément, introduit à temps, a continué jusqu'à la veille du nouvel agrément. Aucun jour n'est perdu, et les subsides de ces jours sont dus."
        : "Fondé, l'agrément est accordé à partir du jour que vous fixez ; avant lui, il n'y en a pas.",
    fields: () => [
      radios('outcome', 'Recours', [
        { value: 'upheld', text: 'Fondé : l’agrément est accordé' },
        { value: 'dismissed', text: 'Rejeté : le refus est confirmé' },
      ]),
      dateInput('effectiveOn', 'Agrément à partir du', { required: false, hint: 'Si le recours est fondé' }),
      dateInput('untilOn', 'Jusqu’au', { required: false, hint: 'Cinq ans au plus' }),
      textarea('motives', 'Motifs', { rows: 6 }),
    ],
    begins: ({ file, today }) => termOf(file, today),
    schema: z.strictObject({
      outcome: choice('Choisissez : fondé ou rejeté.', ['upheld', 'dismissed']),
      effectiveOn: optionalDay(),
      untilOn: optionalDay(),
      motives: requiredText('Motivez la décision sur recours.'),
    }),
    check: ({ outcome, effectiveOn, untilOn }, context): Faults =>
      outcome === 'dismissed'
        ? {}
        : effectiveOn
          ? appealTermFaults({ effectiveOn, untilOn }, context)
          : { effectiveOn: 'Écrivez la date de début de l’agrément.' },
    split: ({ outcome, effectiveOn, untilOn, motives }) => ({
      facts: outcome === 'upheld' && effectiveOn && untilOn ? { outcome, effectiveOn, untilOn } : { outcome },
      content: { motives },
    }),
    // To dismiss it is to refuse once more, on the same grounds.
    seal: ifStillPossible<Facts['decide-appeal']>(({ outcome }, row) =>
      outcome === 'dismissed' ? row.state.data.proposal : { outcome: 'renew' },
    ),
  }),
} as const;
