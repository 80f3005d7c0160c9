/** The decision: drafted by one person, signed by another. */
import { z } from 'zod';
import { addMonths, type Day } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import type { Outcome } from '../../../workflows/authorisation-adaptation/contract.ts';
import { goesByPost } from '../../../workflows/authorisation-adaptation/registered-post.ts';
import { isMeasure } from '../../../workflows/authorisation-adaptation/rules.ts';
import { outcomeWords } from '../../../views/authorisation-adaptation/words.ts';
import { actForm, type ActFormParts } from '../../cases/act-form.ts';
import { oneText } from '../../cases/usual-forms.ts';
import { isFaulty } from '../../forms/form.ts';
import { dateInput, optionalText, radios, requiredDay, requiredText, textarea } from '../../forms/inputs.ts';
import { decisionTyped, letterToSign, plannedLetter, proposalOf, templateOf } from '../decision.ts';
import { effectsAhead } from '../effects-ahead.ts';
import { outcomesFor } from '../outcomes.ts';
import { lastAct, type File, type Pages } from '../page-types.ts';
import { conditionFaults, conditionInputs, conditionShape, conditionsRead } from '../../forms/written-conditions.ts';
import { grantedFaults, grantedInputs, grantedRead, grantedShape, type GrantedTyped } from './granted.ts';
import { pointFaults, pointInputs, pointShape, pointsRead } from './point-rows.ts';

const form = actForm<Pages>();

type Values = GrantedTyped & {
  outcome: Outcome;
  legalBase: string;
  facts: string;
  reasons: string;
  effectiveOn: Day;
  effectiveReason?: string;
} & Readonly<Record<string, string | undefined>>;
const schema = z.strictObject({
  outcome: z.enum(['grant', 'grant-with-conditions', 'refuse', 'confirm-refusal', 'take-measure', 'no-measure'], {
    error: 'Choisissez une décision.',
  }),
  legalBase: requiredText('Écrivez la base légale de la décision.'),
  facts: requiredText('Écrivez les faits retenus.'),
  reasons: requiredText('Motivez la décision : elle doit dire pourquoi.'),
  effectiveOn: requiredDay("Écrivez la date d'entrée en vigueur."),
  effectiveReason: optionalText(1000),
  ...grantedShape,
  ...conditionShape,
  ...pointShape,
}) as unknown as z.ZodType<Values>;

/** What only some outcomes need stands folded, and opens where something stands in it. */
const folded = (
  name: string,
  label: string,
  inputs: ReturnType<typeof conditionInputs>,
  typed: object,
  hint?: string,
) =>
  inputs.length === 0
    ? []
    : [
        {
          partial: 'field-group',
          name,
          label,
          hint,
          folds: true,
          open: inputs
            .flatMap(({ inputs: within, ...own }) => within ?? [own])
            .some((input) => {
              const value = (typed as Record<string, unknown>)[(input as { name: string }).name];
              return typeof value === 'string' && value !== '';
            }),
          inputs,
        },
      ];

const proposing: ActFormParts<Pages, Pages['words']['facts']['propose-decision'], Values> = {
  begins: ({ file }) => proposalOf(file) ?? templateOf(file),
  ahead: ({ file }) => effectsAhead(file, { outcome: 'grant' }),
  more: 'Ajouter une ligne',
  previews: {
    letter: { label: 'Voir la lettre', kind: 'letter', letter: plannedLetter },
    effects: {
      label: 'Voir ce que cela change',
      kind: 'changes',
      title: 'Ce que cette décision va changer',
      changes: ({ file }, typed) => effectsAhead(file, decisionTyped(file, typed)),
    },
  },
  fields: ({ row, file }, typed) => [
    radios(
      'outcome',
      'Décision',
      outcomesFor(row.state.data).map((value) => ({ value, text: outcomeWords[value] })),
    ),
    textarea('legalBase', 'En droit', { rows: 8 }),
    textarea('facts', 'En fait', { rows: 6 }),
    textarea('reasons', 'Motifs', {
      rows: 7,
      hint: 'Loi du 29 juillet 1991 : la décision dit les considérations de droit et de fait qui la fondent.',
    }),
    ...(isMeasure(row.kind)
      ? []
      : [
          ...folded('less', 'Accorder moins que demandé', grantedInputs(file), typed),
          ...folded('conditions', 'Conditions, chacune avec sa date', conditionInputs(typed), typed),
          // A refusal is confirmed with one text: nobody answers it point by point.
          ...folded(
            'reasons-one-by-one',
            'Motifs du refus, un par un',
            row.state.data.afterRefusal ? [] : pointInputs(row, typed, 0),
            typed,
            "L'opérateur répond à chacun pour remédier au refus. Sans point, il répond aux motifs dans leur ensemble.",
          ),
        ]),
    dateInput('effectiveOn', 'Entrée en vigueur', {
      hint: `Date demandée : ${formatLongDate(row.state.data.wishedOn)}`,
    }),
    textarea('effectiveReason', 'Si cette date est déjà passée : pourquoi', {
      required: false,
      rows: 2,
      maxLength: 1000,
    }),
  ],
  schema,
  check: (values, { row, today }) => {
    const least = row.parameters['reasons-length']?.value ?? 0;
    const conditional = values.outcome === 'grant-with-conditions';
    const rows = {
      ...(conditional ? conditionFaults(values, today) : {}),
      ...(values.outcome === 'refuse' ? pointFaults(values, row) : {}),
    };
    return {
      ...(outcomesFor(row.state.data).includes(values.outcome)
        ? {}
        : { outcome: "Cette décision n'est pas possible dans cet état du dossier." }),
      ...(values.reasons.length < least
        ? {
            reasons: `La motivation compte ${String(values.reasons.length)} caractères ; il en faut au moins ${String(least)}.`,
          }
        : {}),
      ...rows,
      ...(conditional && !isFaulty(rows) && conditionsRead(values).length === 0
        ? { condition1: 'Écrivez au moins une condition, ou choisissez « Accorder ».' }
        : {}),
      ...(values.effectiveOn > addMonths(today, 36)
        ? { effectiveOn: "Cette date est à plus de trois ans : vérifiez l'année." }
        : {}),
      ...(values.effectiveOn < today && !values.effectiveReason
        ? {
            effectiveReason: `Le ${formatLongDate(values.effectiveOn)} est déjà passé : écrivez pourquoi la décision vaut depuis cette date, ou choisissez-en une autre.`,
          }
        : {}),
    };
  },
  checkFile: (values, { file }) => (grants(values.outcome) ? grantedFaults(values, file, values.effectiveOn) : {}),
  doubts: (values, { row }) => {
    const conditions = conditionsRead(values).length > 0 && values.outcome !== 'grant-with-conditions';
    const points = values.outcome !== 'refuse' && pointsRead(values, row).length > 0;
    const less = !grants(values.outcome) && Boolean(values.grantedCapacity ?? values.grantedUntilOn);
    return [
      ...(conditions
        ? ['Les conditions écrites ne valent que pour « Accorder sous conditions » : elles ne seront pas reprises.']
        : []),
      ...(points ? ['Les motifs de refus, un par un, ne valent que pour un refus : ils ne seront pas repris.'] : []),
      ...(less
        ? ['Les places ou la période accordées ne valent que pour un accord : elles ne seront pas reprises.']
        : []),
    ];
  },
  split: async (values, { row }, load) => {
    const { outcome, legalBase, facts, reasons, effectiveOn, effectiveReason, grantedReason } = values;
    const granted = grants(outcome) ? grantedRead(values, (await load()).file) : undefined;
    const conditions = outcome === 'grant-with-conditions' ? conditionsRead(values) : [];
    const points = outcome === 'refuse' ? pointsRead(values, row) : [];
    return {
      facts: {
        outcome,
        effectiveOn,
        ...(granted ? { granted } : {}),
        ...(conditions.length > 0
          ? {
              conditions: conditions.map(({ id, dueOn }) => ({ id, dueOn })),
              conditionsDueOn: conditions
                .map(({ dueOn }) => dueOn)
                .sort()
                .at(-1),
            }
          : {}),
      },
      content: {
        legalBase,
        facts,
        reasons,
        conditions,
        ...(points.length > 0 ? { points } : {}),
        ...(granted ? { grantedReason } : {}),
        ...(effectiveReason ? { effectiveReason } : {}),
      },
    };
  },
};
const grants = (outcome: Outcome): boolean => outcome === 'grant' || outcome === 'grant-with-conditions';

export const decisionForms = {
  'propose-decision': form(proposing),
  'sign-decision': form({
    intro: () =>
      "Vous signez en votre nom. La décision est notifiée à l'opérateur par courrier dans son portail, et prend effet à la date indiquée.",
    ahead: ({ file }) => effectsAhead(file, file.row.state.data.proposal ?? {}),
    previews: { letter: { label: 'Voir la lettre', kind: 'letter', letter: letterToSign } },
    fields: () => [],
    schema: z.strictObject({}),
    doubtsFile: (_, { file, today }) => pastDate(file, today),
    split: (_, { row }) => ({
      facts: goesByPost(row.kind, row.state.data.proposal?.outcome) ? { registered: true as const } : {},
      content: { statement: 'Je signe cette décision.' },
    }),
  }),
  'return-to-drafter': oneText<Pages>(
    'reason',
    'Ce qui doit être revu',
    'Écrivez ce qui doit être revu dans la proposition.',
  ),
} as const;

/** A date that is over is signed with open eyes. */
function pastDate(file: File, today: Day): string[] {
  const { effectiveOn } = file.row.state.data.proposal ?? {};
  if (!effectiveOn || effectiveOn >= today) return [];
  const reason = lastAct(file, 'propose-decision')?.content?.effectiveReason;
  return [
    `La date d'entrée en vigueur, le ${formatLongDate(effectiveOn)}, est déjà passée. ${
      typeof reason === 'string' ? `Motif : ${reason}` : "La proposition n'en dit pas le motif."
    }`,
  ];
}
