/** The answer to a complement, and a change of what ONE has accepted: the questions of the request again, with what stands. */
import { z } from 'zod';
import type { Told } from '../../db/doctors/told.ts';
import type { Facts, Kind } from '../../workflows/doctor-validation/contract.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import {
  unconfirmed,
  withoutConfirmation,
  type ActForm,
  type FileContext,
  type Read,
  type Typed,
} from '../cases/act-form.ts';
import { assess, fieldsOf, inputsOf, typedIn } from '../drafts/reading.ts';
import { inputOfQuestion } from '../drafts/question-input.ts';
import type { Question } from '../drafts/form.ts';
import { faultsIn, isFaulty, type Faults, type Input } from '../forms/form.ts';
import { optionalText, textarea } from '../forms/inputs.ts';
import { unknownField } from '../forms/sentences.ts';
import { toldIn, type File, type Pages } from './own.ts';
import { forms } from './questions.ts';
import { isDoubtful, type DoctorContext } from './rules.ts';
import { differences } from './told-rows.ts';

type Context = FileContext<Pages>;

/** Of a doctor whom ONE knows, the number is not changed: it would be another doctor. */
const fixed: Readonly<Record<'complete' | 'ask-change', Readonly<Record<Kind, readonly string[]>>>> = {
  'complete': { new: [], known: ['inami'] },
  'ask-change': { new: ['inami', 'from'], known: ['inami', 'from'] },
};
const questionsOf = (action: 'complete' | 'ask-change', kind: Kind): Question[] =>
  (fieldsOf(forms[kind]) as Question[]).filter(({ name }) => !fixed[action][kind].includes(name));

/** What the rules of the request look at; whether ONE knows another number is told by the list of other crèches, to ONE. */
const contextOf = ({ row, file, today }: Context): DoctorContext => ({
  today,
  facility: { name: row.facility_name, bodyName: '' },
  needsOfficePhone: parameterOf('office-phone-required', row.parameters).value > 0,
  standing: new Map([...file.own.standing].filter(([, caseId]) => caseId !== row.id)),
});
const askedIn = (file: File): Partial<Told> => toldIn(file)?.asked ?? {};

const inputs = (action: 'complete' | 'ask-change', context: Context): Input[] => [
  ...questionsOf(action, context.row.kind).map((question) =>
    inputOfQuestion(question, contextOf(context), {
      value: (askedIn(context.file) as Readonly<Record<string, unknown>>)[question.name],
    }),
  ),
];
const convention = {
  name: 'convention',
  slot: 'convention',
  label: 'Convention de collaboration',
  hint: "Si l'ONE en demande une autre, ou si elle a changé ; sans fichier, celle qui est déjà jointe reste.",
};
const sendsFile = ({ documents }: File): boolean =>
  documents.some(({ origin, act_number: number }) => origin === 'operator' && number === null);

function readAgain(
  action: 'complete' | 'ask-change',
  sent: Typed,
  context: Context,
): { values: Told; text: string | undefined; faults: Faults } {
  const { text: said, ...typed } = withoutConfirmation(sent);
  const { kind } = context.row;
  const form = forms[kind];
  const questions = questionsOf(action, kind);
  const text = z.strictObject({ text: optionalText() }).safeParse(said === undefined ? {} : { text: said });
  const asked = askedIn(context.file);
  const { typed: own, isOurs } = typedIn({ fields: questions }, typed);
  if (!text.success || !isOurs)
    return {
      values: asked as Told,
      text: undefined,
      faults: { ...(text.error ? faultsIn(text.error) : {}), ...(isOurs ? {} : { form: unknownField }) },
    };
  const { values, steps, warnings } = assess(form, { ...asked, ...own }, contextOf(context));
  const isAsked = (field: string): boolean => questions.some(({ name }) => name === field.split('.')[0]);
  const faults = Object.fromEntries(
    steps
      .flatMap((step) => step.faults)
      .filter(({ field }) => isAsked(field))
      .map(({ field, text: fault }) => [field, fault]),
  );
  const doubts = warnings.filter(({ field, instead }) => !instead && isAsked(field)).map(({ text: doubt }) => doubt);
  return {
    values: values as unknown as Told,
    text: text.data.text,
    faults: isFaulty(faults) ? faults : unconfirmed(doubts, sent),
  };
}

export const completeForm: ActForm<Pages, Facts['complete']> = {
  intro: () =>
    "Corrigez ce que l'ONE demande et joignez une autre convention si elle est demandée, puis envoyez le tout.",
  files: () => [convention],
  fields: (context) => [
    ...inputs('complete', context),
    textarea('text', 'Message à votre gestionnaire subsides', { required: false, rows: 3 }),
  ],
  async read(typed, _, load): Promise<Read<Facts['complete']>> {
    const context = await load();
    const { values, text, faults } = readAgain('complete', typed, context);
    if (isFaulty(faults)) return { ok: false, faults };
    return {
      ok: true,
      facts: { from: values.from, ...(isDoubtful(values.inami) ? { doubtful: true } : {}) },
      content: { ...values, ...(text ? { text } : {}) },
    };
  },
};

export const changeForm: ActForm<Pages, Facts['ask-change']> = {
  intro: () =>
    "Ce que l'ONE a validé reste valable jusqu'à sa réponse. Le numéro INAMI et le début de la collaboration ne se modifient pas : mettez fin à la collaboration, ou écrivez un message.",
  files: () => [convention],
  fields: (context) => [
    ...inputs('ask-change', context),
    textarea('text', 'Pourquoi ces données changent', { required: false, rows: 3 }),
  ],
  async read(typed, _, load): Promise<Read<Facts['ask-change']>> {
    const context = await load();
    const { values, text, faults } = readAgain('ask-change', typed, context);
    const asked = askedIn(context.file) as Told;
    const [first] = questionsOf('ask-change', context.row.kind).flatMap(inputsOf);
    const nothing = !isFaulty(faults) && differences(asked, values).length === 0 && !sendsFile(context.file);
    if (nothing && first)
      faults[first] = "Rien n'est modifié : changez au moins une donnée, ou joignez une autre convention.";
    if (isFaulty(faults)) return { ok: false, faults };
    return { ok: true, facts: {}, content: { ...values, ...(text ? { text } : {}) } };
  },
};
