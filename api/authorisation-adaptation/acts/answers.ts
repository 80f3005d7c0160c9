/** Answering point by point, on one page: words, files and the very fields, with one send. What is left open is said before it is sent. */
import { z } from 'zod';
import { addressOf } from '../../../domain/address.ts';
import type { AnswerFacts } from '../../../workflows/authorisation-adaptation/contract.ts';
import { isMeasure } from '../../../workflows/authorisation-adaptation/rules.ts';
import { unconfirmed, withoutConfirmation, type ActForm, type Read, type Typed } from '../../cases/act-form.ts';
import type { FileField } from '../../documents/file-fields.ts';
import { inputsOf as inputsOfQuestion, assess, fieldsOf, typedIn } from '../../drafts/reading.ts';
import type { Finding, Question } from '../../drafts/form.ts';
import { inputOfQuestion } from '../../drafts/question-input.ts';
import { summaryOf } from '../../drafts/summary.ts';
import { faultsIn, isFaulty, type Faults, type Input } from '../../forms/form.ts';
import { optionalText, textarea } from '../../forms/inputs.ts';
import { contentAsked, type Context, type File, type Pages } from '../page-types.ts';
import { documentOf, fieldOf, filesOf, slotOf, type Answer, type Point } from '../points.ts';
import { factsOf, requestForms } from '../request-forms.ts';
import type { AnyRequestForm, FormContext, FormFacility } from '../request-forms/form.ts';

type PointsOf = (file: File) => Point[];

export const answerForm = (intro: string, pointsOf: PointsOf, remark: string): ActForm<Pages, AnswerFacts> => ({
  intro: () => intro,
  files: ({ file }) => pointsOf(file).map(fileFieldOf),
  fields: (context) => [
    ...pointsOf(context.file).map((point, index, points) => pointInput(context, point, points.slice(0, index))),
    textarea('text', remark, { required: false, rows: 3 }),
  ],
  read: async (typed, _, load) => readAnswer(withoutConfirmation(typed), typed, await load(), pointsOf),
});

function pointInput(context: Context, point: Point, earlier: readonly Point[]): Input {
  const { id, label, why } = point;
  const { row, file } = context;
  const documents = filesOf(file, point);
  const question = questionOf(row.kind, point);
  // A field asked about twice is corrected once.
  const first = !earlier.some(({ about }) => about === point.about);
  const asksDocument = documentOf(point) !== undefined;
  return {
    partial: 'field-group',
    name: `point${id}`,
    label: `${id}. ${label}`,
    badge: documents.length > 0 ? { kind: 'done', text: 'reçu' } : { kind: 'due-soon', text: 'manque' },
    why: why.split('\n').filter(Boolean),
    inputs: [
      ...(question && first
        ? [inputOfQuestion(question, formContextOf(context), { value: contentAsked(file)[question.name] })]
        : []),
      { partial: 'field-files', ...fileFieldOf(point), required: asksDocument && documents.length === 0 },
      textarea(`text${id}`, `Votre réponse au point ${id}`, {
        required: !asksDocument && !question,
        rows: 3,
      }),
    ],
  };
}

/** Its files are kept as soon as they are sent, under the document that the point asks for. */
const fileFieldOf = (point: Point): FileField => ({
  name: `file${point.id}`,
  slot: slotOf(point),
  label:
    documentOf(point) === undefined ? `Document joint au point ${point.id}` : `Document demandé au point ${point.id}`,
});

const questionOf = (kind: Context['row']['kind'], point: Point): Question | undefined => {
  const name = fieldOf(point);
  return name === undefined || isMeasure(kind)
    ? undefined
    : (fieldsOf(requestForms[kind]).find((field) => field.name === name) as Question | undefined);
};

/** What the rules of the request look at, as its case knows it. */
function formContextOf({ row, file, today }: Context): FormContext {
  const { version, body, home, administration } = file.own.before;
  return {
    today,
    bodyName: '',
    parameters: row.parameters,
    periods: [],
    facility: {
      id: row.facility_id ?? '',
      name: row.facility_name,
      kind: row.facility_kind as FormFacility['kind'],
      home,
      bodyKind: body.kind,
      administration: administration as FormFacility['administration'],
      authorisation: { status: version.status, address: addressOf(version), capacity: version.capacity },
    },
  };
}

function readAnswer(typed: Typed, sent: Typed, context: Context, pointsOf: PointsOf): Read<AnswerFacts> {
  const { row, file } = context;
  const points = pointsOf(file);
  const questions = [
    ...new Map(points.flatMap((point) => questionOf(row.kind, point) ?? []).map((each) => [each.name, each])).values(),
  ];
  const inputs = questions.flatMap(inputsOfQuestion);
  const texts = z
    .strictObject({
      text: optionalText(),
      ...Object.fromEntries(points.map(({ id }) => [`text${id}`, optionalText()])),
      ...Object.fromEntries(inputs.map((name) => [name, z.unknown().optional()])),
    })
    .safeParse(typed);
  if (!texts.success) return { ok: false, faults: faultsIn(texts.error) };
  const said = texts.data as Readonly<Record<string, string | undefined>>;
  const { values, faults, warnings } = correctedValues(context, questions, typed);
  const answers = points.map((point): Answer => answerOf(context, point, said[`text${point.id}`], values));
  const [first] = points;
  if (!isFaulty(faults) && first && !said.text && answers.every(({ given, text }) => !given && !text))
    faults[`text${first.id}`] = 'Répondez à un point au moins, ou joignez un document.';
  const all = isFaulty(faults) ? faults : unconfirmed([...warnings, ...leftOpen(answers)], sent);
  if (isFaulty(all)) return { ok: false, faults: all };
  const open = answers.filter(({ given }) => !given).map(({ id }) => id);
  return {
    ok: true,
    facts: { ...(open.length > 0 ? { open } : {}), ...correctedFacts(context, values) },
    content: {
      answers,
      ...(said.text ? { text: said.text } : {}),
      ...(Object.keys(values).length > 0 ? { values } : {}),
    },
  };
}

function answerOf(
  { row, file }: Context,
  point: Point,
  text: string | undefined,
  values: Readonly<Record<string, unknown>>,
): Answer {
  const name = fieldOf(point);
  const corrected = name !== undefined && name in values;
  const inWords = (from: Readonly<Record<string, unknown>>): string | undefined => {
    const [shown] = isMeasure(row.kind) || !name ? [] : summaryOf(requestForms[row.kind], { [name]: from[name] });
    return shown?.value ?? shown?.values?.join(' ');
  };
  const received = filesOf(file, point).length > 0;
  return {
    id: point.id,
    label: point.label,
    given: received || corrected || (documentOf(point) === undefined && text !== undefined),
    ...(text ? { text } : {}),
    ...(corrected ? { previous: inWords(contentAsked(file)), value: inWords(values) } : {}),
  };
}

const leftOpen = (answers: readonly Answer[]): string[] => {
  const open = answers.filter(({ given }) => !given);
  return open.map(({ id, label, text }) =>
    text
      ? `Le point ${id} reste ouvert : « ${label} » n'est pas joint. L'ONE lira votre réponse.`
      : `Le point ${id} reste ouvert : « ${label} ». L'ONE le verra, et pourra vous le redemander.`,
  );
};

/** The fields that were asked about, read as in the request: what differs from it, and what its rules say of that. */
function correctedValues(
  context: Context,
  questions: readonly Question[],
  typed: Typed,
): { values: Record<string, unknown>; faults: Faults; warnings: string[] } {
  const none = { values: {}, faults: {}, warnings: [] };
  const { kind } = context.row;
  if (questions.length === 0 || isMeasure(kind)) return none;
  const form: AnyRequestForm = requestForms[kind];
  const asked = contentAsked(context.file);
  const names = new Set(questions.flatMap(inputsOfQuestion));
  const own = Object.fromEntries(Object.entries(typed).filter(([name]) => names.has(name)));
  // A form that leaves a field out leaves it as it is.
  const present = questions.filter((question) => inputsOfQuestion(question).some((name) => name in own));
  const { typed: read } = typedIn({ fields: present }, own);
  const { values, steps, warnings } = assess(form, { ...asked, ...read }, formContextOf(context));
  const isAsked = ({ field }: Finding): boolean => present.some(({ name }) => name === field.split('.')[0]);
  const found = steps.flatMap((step) => step.faults).filter(isAsked);
  const changed = Object.fromEntries(
    present.flatMap(({ name }) =>
      JSON.stringify(sorted(values[name])) === JSON.stringify(sorted(asked[name])) ? [] : [[name, values[name]]],
    ),
  );
  return {
    values: changed,
    faults: Object.fromEntries(found.map(({ field, text }) => [field, text])),
    warnings: warnings
      .filter((each) => isAsked(each) && (each.field.split('.')[0] ?? '') in changed)
      .map(({ text }) => text),
  };
}
const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;

/** The facts of the request that these values change. */
function correctedFacts({ row, file }: Context, values: Readonly<Record<string, unknown>>): AnswerFacts {
  const { kind, state } = row;
  if (isMeasure(kind) || Object.keys(values).length === 0) return {};
  const { wishedOn, plannedEndOn, moreCapacity } = factsOf(
    kind,
    { ...contentAsked(file), ...values },
    {
      home: state.data.home,
      authorisation: file.own.before.version,
    },
  );
  return {
    ...(wishedOn === state.data.wishedOn ? {} : { wishedOn }),
    ...(plannedEndOn === undefined || plannedEndOn === state.data.plannedEndOn ? {} : { plannedEndOn }),
    ...(moreCapacity === state.data.moreCapacity ? {} : { moreCapacity }),
  };
}
