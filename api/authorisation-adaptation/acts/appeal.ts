/** What an operator may answer to a refusal or a formal notice, and the appeal. */
import { z } from 'zod';
import type { Day } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import type { AppealOutcome } from '../../../workflows/authorisation-adaptation/contract.ts';
import { isMeasure } from '../../../workflows/authorisation-adaptation/rules.ts';
import { actForm } from '../../cases/act-form.ts';
import { answerWithDocuments, oneText } from '../../cases/usual-forms.ts';
import { dateInput, hourInput, notBefore, radios, requiredDay, requiredText, textarea } from '../../forms/inputs.ts';
import { requiredHour } from '../../forms/numbers.ts';
import { effectsAhead } from '../effects-ahead.ts';
import type { Pages, Row } from '../page-types.ts';
import { reasonsOfRefusal } from '../points.ts';
import { isFaulty } from '../../forms/form.ts';
import { answerForm } from './answers.ts';
import { conditionFaults, conditionInputs, conditionShape, conditionsRead } from '../../forms/written-conditions.ts';
import { grantedFaults, grantedInputs, grantedRead, grantedShape, type GrantedTyped } from './granted.ts';

const form = actForm<Pages>();

export const appealForms = {
  'give-remedy': answerForm(
    'Dites pour chaque motif du refus ce qui a été fait. La décision sera revue à la lumière de votre réponse.',
    reasonsOfRefusal,
    'Autre chose à dire',
  ),
  'lodge-appeal': oneText<Pages>('text', 'Motifs du recours', 'Écrivez les motifs du recours.', {
    intro: () =>
      "Le recours est porté devant le Conseil d'administration de l'ONE. Vous serez entendu·e par écrit ou oralement.",
  }),
  'plan-hearing': form({
    fields: () => [
      dateInput('hearingOn', "Date de l'audition"),
      hourInput('from', 'Heure', { hint: 'par exemple 14:00' }),
      textarea('text', 'Lieu et modalités', { rows: 3 }),
    ],
    schema: z.strictObject({
      hearingOn: requiredDay("Écrivez la date de l'audition."),
      from: requiredHour("Écrivez l'heure de l'audition, par exemple 14:00."),
      text: requiredText("Écrivez le lieu et les modalités de l'audition."),
    }),
    check: ({ hearingOn }, { today }) => notBefore('hearingOn', hearingOn, today, "L'audition"),
    split: ({ hearingOn, from, text }) => ({
      facts: { hearingOn },
      content: { from, text },
    }),
  }),
  'decide-appeal': form({
    intro: () => "La décision du Conseil d'administration est consignée ici ; elle est notifiée à l'opérateur.",
    more: 'Ajouter une condition',
    fields: ({ row, file }, typed) => [
      radios(
        'outcome',
        'Recours',
        outcomesOfAppeal(row).map((value) => ({ value, text: appealChoices[value] })),
      ),
      dateInput('effectiveOn', "Date d'effet", {
        value: row.state.data.wishedOn,
        hint: 'Si le recours est accueilli, en tout ou en partie',
      }),
      textarea('reasons', 'Motifs', { rows: 8 }),
      ...(isMeasure(row.kind)
        ? []
        : [
            {
              partial: 'field-group',
              name: 'in-part',
              label: 'Si le recours est accueilli en partie : ce qui est accordé',
              folds: true,
              open: typed.outcome === 'upheld-in-part',
              inputs: [...grantedInputs(file), ...conditionInputs(typed)],
            },
          ]),
    ],
    schema: z.strictObject({
      outcome: z.enum(['upheld', 'upheld-in-part', 'dismissed'], { error: 'Choisissez : accueilli ou rejeté.' }),
      effectiveOn: requiredDay("Écrivez la date d'effet."),
      reasons: requiredText('Motivez la décision sur recours.', 20_000),
      ...grantedShape,
      ...conditionShape,
    }) as unknown as z.ZodType<AppealValues>,
    check: (values, { row, today }) => ({
      ...(outcomesOfAppeal(row).includes(values.outcome)
        ? {}
        : { outcome: 'Un recours contre cette mesure est accueilli ou rejeté.' }),
      ...(values.outcome === 'upheld-in-part' ? conditionFaults(values, today) : {}),
    }),
    checkFile: (values, { file }) => {
      if (values.outcome !== 'upheld-in-part') return {};
      const faults = grantedFaults(values, file, values.effectiveOn);
      return isFaulty(faults) || grantedRead(values, file) || conditionsRead(values).length > 0
        ? faults
        : {
            outcome:
              'Écrivez ce qui est accordé : moins de places, une période plus courte ou une condition. Sinon, choisissez « Accueilli ».',
          };
    },
    doubts: ({ outcome, effectiveOn }, { today }) =>
      outcome !== 'dismissed' && effectiveOn < today
        ? [`La date d'effet, le ${formatLongDate(effectiveOn)}, est déjà passée.`]
        : [],
    ahead: ({ file }) => effectsAhead(file, { outcome: 'upheld-on-appeal' }),
    split: async (values, _, load) => {
      const { outcome, effectiveOn, reasons, grantedReason } = values;
      const inPart = outcome === 'upheld-in-part';
      const granted = inPart ? grantedRead(values, (await load()).file) : undefined;
      const conditions = inPart ? conditionsRead(values) : [];
      return {
        facts: {
          outcome,
          effectiveOn,
          registered: true as const,
          ...(granted ? { granted } : {}),
          ...(conditions.length > 0 ? { conditions: conditions.map(({ id, dueOn }) => ({ id, dueOn })) } : {}),
        },
        content: {
          reasons,
          ...(granted ? { grantedReason } : {}),
          ...(conditions.length > 0 ? { conditions } : {}),
        },
      };
    },
  }),
  'answer-notice': answerWithDocuments<Pages>(
    'Votre réponse à la mise en demeure',
    () => 'Votre réponse est lue avant toute décision.',
  ),
} as const;

type AppealValues = GrantedTyped & {
  outcome: AppealOutcome;
  effectiveOn: Day;
  reasons: string;
} & Readonly<Record<string, string | undefined>>;
const appealChoices: Readonly<Record<AppealOutcome, string>> = {
  'upheld': 'Accueilli',
  'upheld-in-part': 'Accueilli en partie',
  'dismissed': 'Rejeté',
};
/** A measure holds or does not. */
const outcomesOfAppeal = ({ kind }: Pick<Row, 'kind'>): AppealOutcome[] =>
  isMeasure(kind) ? ['upheld', 'dismissed'] : ['upheld', 'upheld-in-part', 'dismissed'];
