/** The pages of a draft, as plain data for their views. */
import { formatAddress } from '../../../domain/address.ts';
import { parameterOf } from '../../../workflows/procedure.ts';
import { acceptAttribute } from '../../documents/inspect-file.ts';
import { places } from '../../authorisation/words.ts';
import type { Page } from '../../page.ts';
import { words } from '../../../views/authorisation-adaptation/words.ts';
import {
  changedRows,
  type Field,
  type Finding,
  type FormContext,
  type Step,
  type SummaryRow,
  type Values,
} from '../request-forms.ts';
import { inWords } from '../../../domain/quantity.ts';
import { attached, casePath, isReady, missingDocuments, type DraftFile } from './draft-file.ts';

export const fileHint = 'PDF, JPEG, PNG, Word (.docx), Excel (.xlsx) ou OpenDocument (.odt), 10 Mo au maximum';

/** What stands above each page of a draft. */
export function draftPage(file: DraftFile): Page & Record<string, unknown> {
  const { draft, facility, context, kind, base } = file;
  return {
    title: words.kinds[kind],
    base,
    line: `${facility.name}, ${formatAddress(context.facility.authorisation.address)} · brouillon`,
    savedAt: draft.updated_at,
    savedBy: draft.updated_by_name,
    obstacle: file.obstacle && {
      reason: file.obstacle.reason,
      href: file.obstacle.caseId ? casePath(file.obstacle.caseId) : undefined,
    },
    proposals: proposalsOf(file),
  };
}

/** Another kind of request suits better: one click takes what was typed there. */
const proposalsOf = ({ assessment, draft, facility }: DraftFile): object[] =>
  assessment.warnings.flatMap(({ text, instead }) =>
    instead
      ? [
          {
            text,
            buttons: [
              {
                label: `Introduire plutôt : ${words.kinds[instead].toLowerCase()}`,
                kind: 'plain',
                action: '/pro/authorisation-adaptation/drafts',
                fields: [
                  { name: 'facilityId', value: facility.id },
                  { name: 'kind', value: instead },
                  { name: 'from', value: draft.id },
                ],
              },
            ],
          },
        ]
      : [],
  );
export const warningsOf = ({ assessment }: DraftFile): string[] =>
  assessment.warnings.flatMap(({ text, instead }) => (instead ? [] : [text]));

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
/** The fields of a page, as parameters of their partials. */
export function fieldsShown(file: DraftFile, step: Step, { faults = [], typed }: Shown): object[] {
  const kept = typed ?? file.draft.form;
  return step.fields
    .filter(({ name, whenNoticeIsShort }) => !whenNoticeIsShort || file.assessment.notice?.short || filled(kept[name]))
    .map((field) => {
      const { name, label, hint, input, unit, maxLength, type } = field;
      const error = faults.find((fault) => fault.field === name)?.text;
      const required = typeof field.required === 'function' ? field.required(file.context.facility) : field.required;
      const common = { name, label, hint, required, error };
      switch (input) {
        case 'address':
          return {
            partial: 'field-address',
            ...common,
            legend: label,
            value: kept[name],
            error: partErrors(name, faults),
          };
        case 'date':
          return { partial: 'field-date', ...common, value: kept[name] };
        case 'number':
          return { partial: 'field-number', ...common, unit, value: kept[name] };
        case 'text':
          return {
            partial: 'field-text',
            ...common,
            type,
            maxLength,
            value: kept[name],
            ...(type === 'tel' ? { autocomplete: 'off', short: true } : {}),
          };
        case 'textarea':
          return { partial: 'field-textarea', ...common, maxLength, rows: 5, value: kept[name] };
        case 'choice':
          return { partial: 'field-radios', ...common, value: kept[name], options: optionsOf(field, file.context) };
        case 'yes-no':
          return {
            partial: 'field-radios',
            ...common,
            inline: true,
            options: [
              { value: 'oui', text: 'Oui' },
              { value: 'non', text: 'Non' },
            ],
            value: yesNo(kept[name]),
          };
        default:
          return input satisfies never;
      }
    });
}
const optionsOf = ({ options }: Field, context: FormContext): readonly object[] =>
  typeof options === 'function' ? options(context) : (options ?? []);
const yesNo = (value: unknown): unknown => (typeof value === 'boolean' ? (value ? 'oui' : 'non') : value);
const filled = (value: unknown): boolean => typeof value === 'string' && value !== '';
const partErrors = (name: string, faults: readonly Finding[]): Record<string, string> =>
  Object.fromEntries(
    faults
      .filter(({ field }) => field.startsWith(`${name}.`))
      .map(({ field, text }) => [field.slice(name.length + 1), text]),
  );

/** For the summary of errors: each leads to its input. */
export const errorLinks = (faults: readonly Finding[], page = ''): { href: string; text: string }[] =>
  faults.map(({ field, text }) => ({ href: `${page}#${field}`, text }));

/** What the notice is, before one types a date. */
export const noticeHint = ({ form, context, assessment }: DraftFile): string | undefined =>
  form.noticeWaived?.(assessment.values)
    ? "Aucun délai de préavis n'est demandé dans votre situation."
    : `Délai de préavis souhaité : ${inWords(parameterOf(form.notice(context.facility), context.parameters))}. Un délai plus court reste possible, avec un motif.`;

export function documentRows(file: DraftFile): object[] {
  return file.asked.map(({ slot, label, hint, need }) => {
    const have = attached(file, slot);
    const badge = have
      ? { kind: 'done', text: 'reçu' }
      : need === 'required'
        ? { kind: 'due-soon', text: 'à joindre' }
        : { kind: 'neutral', text: 'facultatif' };
    return {
      slot,
      label,
      hint,
      badge,
      accept: acceptAttribute,
      fileHint,
      action: `${file.base}/documents/${slot}`,
      have: have && {
        id: have.id,
        name: have.name,
        size: have.size,
        at: have.uploaded_at,
        href: `/documents/${have.id}`,
        removeAction: `${file.base}/documents/${have.id}/remove`,
      },
    };
  });
}

/** Every answer, page by page; what differs from the authorisation is marked. */
export function answersOf(file: DraftFile): object[] {
  const { assessment, context, kind, base } = file;
  return assessment.steps.map(({ step, faults }) => ({
    title: step.title,
    href: `${base}/${step.key}?from=check`,
    rows: [...periodRow(file, step), ...changedRows(kind, assessment.values, context.facility.authorisation, step)],
    faults: faults.map(({ field, text }) => ({ href: `${base}/${step.key}?from=check&check=1#${field}`, text })),
  }));
}
function periodRow({ assessment, context }: DraftFile, step: Step): SummaryRow[] {
  const period = context.periods.find(({ caseId }) => caseId === assessment.values.linkedCaseId);
  return period && step.fields.some(({ name }) => name === 'linkedCaseId')
    ? [{ field: 'linkedCaseId', label: 'Met fin à', value: `${words.kinds[period.kind]} (${period.reference})` }]
    : [];
}

/** Data that ONE holds: seen here, corrected through the helpdesk. */
export function lockedRows({ facility, context }: DraftFile): object[] {
  const { authorisation } = context.facility;
  return [
    { label: "Milieu d'accueil", value: facility.name, locked: true },
    { label: 'Pouvoir organisateur', value: facility.body_name, locked: true },
    { label: 'Adresse autorisée', value: formatAddress(authorisation.address), locked: true },
    { label: 'Capacité autorisée', value: places(authorisation.capacity), locked: true },
  ];
}
