/** The pages of a draft, as plain data for their views. */
import { fileFieldShown } from '../documents/file-fields.ts';
import type { Faults } from '../forms/form.ts';
import type { SummaryRow } from '../forms/summary.ts';
import type { Page } from '../page.ts';
import { wordOfKind } from '../procedure-words.ts';
import { casePath } from '../cases/case-context.ts';
import { isReady, missingDocuments, type DraftFile, type Drafting } from './draft-file.ts';
import type { Finding, Step, Values } from './form.ts';
import { inputOfQuestion } from './question-input.ts';
import { inputsOf } from './reading.ts';
import { summaryOf } from './summary.ts';

export const wordOfDraft = ({ deps, procedure }: Drafting, kind: string): string =>
  wordOfKind(deps.procedures, procedure.process.slug, kind);

/** What stands above each page of a draft. */
export function draftPage(one: Drafting, file: DraftFile): Page & Record<string, unknown> {
  const { draft, subject, context, obstacle, base } = file;
  return {
    title: wordOfDraft(one, draft.kind),
    base,
    line: `${one.drafts.about(context, subject)} · brouillon`,
    savedAt: draft.updated_at,
    savedBy: draft.updated_by_name,
    obstacle: obstacle && {
      reason: obstacle.reason,
      href: obstacle.caseId ? casePath('pro', { slug: draft.slug, id: obstacle.caseId }) : undefined,
    },
    proposals: proposalsOf(one, file),
  };
}

/** Another kind of request suits better: one click takes what was typed there. @param only what concerns one step */
export const proposalsOf = (one: Drafting, { assessment, draft, subject }: DraftFile, only?: Step): object[] =>
  assessment.warnings.flatMap(({ field, text, instead }) =>
    instead && (!only || isOf(only, field))
      ? [
          {
            text,
            buttons: [
              {
                label: `Introduire plutôt : ${wordOfDraft(one, instead).toLowerCase()}`,
                kind: 'plain',
                action: `/pro/${draft.slug}/drafts`,
                fields: [
                  { name: 'facilityId', value: subject.id },
                  { name: 'kind', value: instead },
                  { name: 'from', value: draft.id },
                ],
              },
            ],
          },
        ]
      : [],
  );
/** Whether a finding is about a question of this step. */
export const isOf = ({ fields }: Step, field: string): boolean =>
  fields.some(({ name }) => name === field.split('.')[0]);
export const warningsOf = ({ assessment }: DraftFile, only?: Step): string[] =>
  assessment.warnings.flatMap(({ field, text, instead }) => (instead || (only && !isOf(only, field)) ? [] : [text]));

const badges = {
  complete: { kind: 'done', text: 'complété' },
  started: { kind: 'due-soon', text: 'à compléter' },
  todo: { kind: 'neutral', text: 'à faire' },
} as const;

/** The list of pages, with how far each is. */
export function tasksOf(file: DraftFile): object[] {
  const { assessment, asked, base } = file;
  const missing = missingDocuments(file).length;
  return [
    ...assessment.steps.map(({ step, state }) => ({
      what: step.title,
      href: `${base}/${step.key}`,
      badge: badges[state],
    })),
    ...(asked.length > 0
      ? [
          {
            what: 'Les documents',
            href: `${base}/documents`,
            badge:
              missing > 0
                ? { kind: 'due-soon', text: missing === 1 ? '1 document à joindre' : `${missing} documents à joindre` }
                : badges.complete,
          },
        ]
      : []),
    {
      what: 'Vérifier et introduire',
      href: `${base}/check`,
      badge: isReady(file)
        ? { kind: 'to-you', text: 'prête à introduire' }
        : { kind: 'neutral', text: 'après le reste' },
    },
  ];
}

export interface Shown {
  faults?: readonly Finding[];
  typed?: Values;
}
type ShownField = { partial: string; name: string } & Record<string, unknown>;
/** The fields of a page, as parameters of their partials. */
export function fieldsShown(file: DraftFile, step: Step, { faults = [], typed }: Shown): ShownField[] {
  const kept = typed ?? file.draft.form;
  return step.fields
    .filter(
      ({ name, askedWhen }) => !askedWhen || askedWhen(file.assessment.values, file.context) || isTyped(kept[name]),
    )
    .map((field) => inputOfQuestion(field, file.context, { value: kept[field.name], faults }));
}
const isTyped = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** The ids of the inputs that a page shows, in their order. */
export const idsShown = (fields: readonly ShownField[]): string[] =>
  fields.flatMap(({ name, partial }) => inputsOf({ name, input: partial === 'field-address' ? 'address' : 'text' }));

/** One line for each document that is asked for, with the files that are there. */
export const documentRows = (file: DraftFile, faults: Faults = {}): object[] =>
  file.asked.map(({ slot, label, hint, need }) => {
    const row = fileFieldShown({ name: slot, slot, label, ...(hint ? { hint } : {}) }, file.documents, faults);
    const badge =
      row.have.length > 0
        ? undefined
        : need === 'required'
          ? { kind: 'due-soon', text: 'à joindre' }
          : { kind: 'neutral', text: 'facultatif' };
    return { ...row, badge };
  });

/** What was declared, in the words of the procedure where plain answers do not say enough. */
export const summaryShown = (
  { drafts }: Drafting,
  { form, assessment, context }: DraftFile,
  only?: Step,
): SummaryRow[] =>
  drafts.summary?.(form.kind, assessment.values, context, only) ?? summaryOf(form, assessment.values, only);

/** Every answer, page by page. */
export function answersOf(
  one: Drafting,
  file: DraftFile,
): { title: string; href: string; rows: SummaryRow[]; faults: { href: string; text: string }[] }[] {
  const { assessment, base } = file;
  return assessment.steps.map(({ step, faults }) => ({
    title: step.title,
    href: `${base}/${step.key}?from=check`,
    rows: summaryShown(one, file, step),
    faults: faults.map(({ field, text }) => ({ href: `${base}/${step.key}?from=check&check=1#${field}`, text })),
  }));
}
