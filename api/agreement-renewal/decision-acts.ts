/** The forms of ONE about a decision: the report to the commission, what is proposed and signed, and the appeal. */
import { z } from 'zod';
import type { Day } from '../../domain/calendar.ts';
import type { Facts, Ground, Outcome } from '../../workflows/agreement-renewal/contract.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
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
import { conditionFaults, conditionInputs, conditionShape, conditionsRead } from '../forms/written-conditions.ts';
import { dossierPanel } from './dossier-panel.ts';
import type { Pages } from './own.ts';
import {
  groundsIn,
  groundsInput,
  options,
  outcomeIn,
  requiredGrounds,
  trainingFaults,
  unlessModulesWait,
} from './proposals.ts';
import { decisionAhead, refusalFaults, termFaults, termOf } from './term.ts';

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
  seal: unlessModulesWait<Facts['give-report']>((facts) => facts),
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
  begins: ({ file, today }) => ({
    outcome: file.row.state.data.opinion,
    ...termOf(file, today),
    ...(file.acts.findLast(({ action }) => action === 'propose-decision')?.content?.typed as object | undefined),
  }),
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
      letter: (_, typed) => ({
        effect: 'letter-decision',
        acts: [
          {
            action: 'propose-decision',
            facts: Object.fromEntries(
              (['outcome', 'effectiveOn', 'untilOn'] as const).flatMap((name) =>
                typeof typed[name] === 'string' && typed[name] !== '' ? [[name, typed[name]]] : [],
              ),
            ),
            content: { motives: typed.motives },
            actorRole: 'aes-referent',
          },
        ],
      }),
    },
  },
  seal: unlessModulesWait<Facts['propose-decision']>((facts) => facts),
});
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
    // Proposed days ago: nobody loses an agreement for days that are over.
    check: (_, context): Faults => {
      const { proposal } = context.row.state.data;
      const { effectiveOn } = proposal?.outcome === 'refuse' ? refusalFaults(proposal.effectiveOn, context) : {};
      return effectiveOn ? { remarks: `${effectiveOn} Renvoyez la décision à la rédaction.` } : {};
    },
    ahead: ({ file }) => decisionAhead(file),
    panels: ({ file }) => [dossierPanel(file, 'one')],
    split: (content) => ({ facts: {}, content }),
    previews: {
      letter: { label: 'Voir la lettre', kind: 'letter', letter: () => ({ effect: 'letter-decision', acts: [] }) },
    },
    seal: unlessModulesWait<Facts['sign-decision']>((_, row) => row.state.data.proposal),
  }),
  'return-to-drafter': oneText<Pages>('reason', 'Ce qui est à revoir', 'Écrivez ce qui est à revoir.'),
  'lodge-appeal': oneText<Pages>('text', 'Motifs du recours', 'Écrivez les motifs du recours.', {
    intro: () =>
      'Votre recours est porté devant le secrétariat des recours de l’ONE, avec les documents que vous avez joints.',
  }),
  'decide-appeal': form({
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
          ? withoutContinuity(termFaults({ outcome: 'renew', effectiveOn, untilOn }, context))
          : { effectiveOn: 'Écrivez la date de début de l’agrément.' },
    split: ({ outcome, effectiveOn, untilOn, motives }) => ({
      facts: outcome === 'upheld' && effectiveOn && untilOn ? { outcome, effectiveOn, untilOn } : { outcome },
      content: { motives },
    }),
  }),
} as const;

/** On appeal, a gap may have opened already: the first day is for the secretariat to say. */
const withoutContinuity = ({ effectiveOn: _, ...faults }: Faults): Faults => faults;
