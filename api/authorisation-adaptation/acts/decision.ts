/** The decision: drafted by one person, signed by another; and its conditions. */
import { z } from 'zod';
import { addMonths } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { outcomeWords } from '../../../views/authorisation-adaptation/words.ts';
import { actForm } from '../../cases/act-form.ts';
import { confirmation, oneText } from '../../cases/usual-forms.ts';
import {
  dateInput,
  notBefore,
  optionalDay,
  optionalText,
  radios,
  requiredDay,
  requiredText,
  textarea,
} from '../../forms/inputs.ts';
import { decisionTyped, letterToSign, linesOf, plannedLetter, proposalOf, templateOf } from '../decision.ts';
import { effectsAhead } from '../effects-ahead.ts';
import { outcomesFor } from '../outcomes.ts';
import type { Pages } from '../page-types.ts';

const form = actForm<Pages>();

export const decisionForms = {
  'propose-decision': form({
    begins: ({ file }) => proposalOf(file) ?? templateOf(file),
    ahead: ({ file }) => effectsAhead(file, { outcome: 'grant' }),
    previews: {
      letter: { label: 'Voir la lettre', kind: 'letter', letter: plannedLetter },
      effects: {
        label: 'Voir ce que cela change',
        kind: 'changes',
        title: 'Ce que cette décision va changer',
        changes: ({ file }, typed) => effectsAhead(file, decisionTyped(file, typed)),
      },
    },
    fields: ({ row }) => [
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
      textarea('conditions', 'Conditions, une par ligne', {
        required: false,
        rows: 3,
        hint: 'Par exemple : Clôturer le jardin',
      }),
      dateInput('conditionsDueOn', 'Conditions à remplir avant le', { required: false }),
      dateInput('effectiveOn', 'Entrée en vigueur', {
        hint: `Date demandée : ${formatLongDate(row.state.data.wishedOn)}`,
      }),
    ],
    schema: z.strictObject({
      outcome: z.enum(['grant', 'grant-with-conditions', 'refuse', 'confirm-refusal', 'take-measure', 'no-measure'], {
        error: 'Choisissez une décision.',
      }),
      legalBase: requiredText('Écrivez la base légale de la décision.'),
      facts: requiredText('Écrivez les faits retenus.'),
      reasons: requiredText('Motivez la décision : elle doit dire pourquoi.'),
      conditions: optionalText(),
      conditionsDueOn: optionalDay(),
      effectiveOn: requiredDay("Écrivez la date d'entrée en vigueur."),
    }),
    check: (values, { row, today }) => {
      const least = row.parameters['reasons-length']?.value ?? 0;
      const conditional = values.outcome === 'grant-with-conditions';
      return {
        ...(outcomesFor(row.state.data).includes(values.outcome)
          ? {}
          : { outcome: "Cette décision n'est pas possible dans cet état du dossier." }),
        ...(values.reasons.length < least
          ? {
              reasons: `La motivation compte ${String(values.reasons.length)} caractères ; il en faut au moins ${String(least)}.`,
            }
          : {}),
        ...(conditional && !values.conditions
          ? { conditions: 'Écrivez au moins une condition, ou choisissez « Accorder ».' }
          : {}),
        ...(conditional && !values.conditionsDueOn
          ? { conditionsDueOn: 'Écrivez la date avant laquelle les conditions doivent être remplies.' }
          : {}),
        ...notBefore('conditionsDueOn', values.conditionsDueOn, today, "L'échéance des conditions"),
        ...(values.effectiveOn > addMonths(today, 36)
          ? { effectiveOn: "Cette date est à plus de trois ans : vérifiez l'année." }
          : {}),
      };
    },
    split: ({ outcome, effectiveOn, conditionsDueOn, conditions, ...content }) => {
      const conditional = outcome === 'grant-with-conditions';
      return {
        facts: { outcome, effectiveOn, ...(conditional && conditionsDueOn ? { conditionsDueOn } : {}) },
        content: {
          ...content,
          conditions: conditional ? linesOf(conditions).map((text) => ({ text, dueOn: conditionsDueOn })) : [],
        },
      };
    },
  }),
  'sign-decision': form({
    intro: () =>
      "Vous signez en votre nom. La décision est notifiée à l'opérateur par courrier dans son portail, et prend effet à la date indiquée.",
    ahead: ({ file }) => effectsAhead(file, file.row.state.data.proposal ?? {}),
    previews: { letter: { label: 'Voir la lettre', kind: 'letter', letter: letterToSign } },
    fields: () => [],
    schema: z.strictObject({}),
    split: () => ({ facts: {}, content: { statement: 'Je signe cette décision.' } }),
  }),
  'return-to-drafter': oneText<Pages>(
    'reason',
    'Ce qui doit être revu',
    'Écrivez ce qui doit être revu dans la proposition.',
  ),
  'confirm-conditions': confirmation<Pages>(() => 'Les conditions de la décision sont remplies.'),
  'note-conditions-unmet': form({
    fields: () => [textarea('text', 'Ce qui manque'), dateInput('conditionsDueOn', 'Nouvelle échéance')],
    schema: z.strictObject({
      text: requiredText('Écrivez ce qui manque.'),
      conditionsDueOn: requiredDay('Écrivez la nouvelle échéance.'),
    }),
    check: ({ conditionsDueOn }, { today }) =>
      notBefore('conditionsDueOn', conditionsDueOn, today, 'La nouvelle échéance'),
    split: ({ conditionsDueOn, text }) => ({
      facts: { conditionsDueOn },
      content: { text },
    }),
  }),
} as const;
