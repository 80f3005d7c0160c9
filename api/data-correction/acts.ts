/** The forms of the acts on a correction, with the value as it was and as it is wanted beside them. */
import { z } from 'zod';
import { findDatum, isOfBody, isSameDatum, type Datum } from '../../db/data-correction/data.ts';
import { getWanted, type AskedContent, type Quoted } from '../../db/data-correction/wanted.ts';
import {
  desks,
  refusalMotives,
  type Kind,
  type RefusalMotive,
  type Words,
} from '../../workflows/data-correction/contract.ts';
import { fieldWords, handedTo, motiveWords } from '../../views/data-correction/words.ts';
import { actForm, type RowContext } from '../cases/act-form.ts';
import { noForm, type ActForms, type CaseFile, type CaseRowOf, type Panel } from '../cases/procedure-pages.ts';
import { oneText } from '../cases/usual-forms.ts';
import type { FileField } from '../documents/file-fields.ts';
import { choice, optionalLine, optionalText, radios, requiredText, textarea } from '../forms/inputs.ts';
import { readWanted, textOf, typedOf, wantedInput, wantedNames, type Around } from './fields.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  /** The datum as it stands today. */
  own: { now: Datum | null; nextVersionOn: string | undefined };
}
export type File = CaseFile<Pages>;
export type Row = CaseRowOf<Pages>;

export const proofField: FileField = {
  name: 'proof',
  slot: 'proof',
  label: 'Preuve',
  hint: "Un document qui montre la donnée exacte : statuts, extrait de la BCE, arrêté, décision de l'ONE. PDF, JPEG ou PNG, 10 Mo au maximum.",
};

export const subjectIdOf = ({ kind, organising_body_id: body, facility_id: facility }: Row): string =>
  isOfBody(kind) ? body : (facility ?? body);

/** As it stood when it was asked, what is wanted, and why: the last that was said of each. */
export function askedIn({ acts }: Pick<File, 'acts'>): AskedContent {
  const contents = acts
    .filter(({ action }) => action === 'ask' || action === 'give-complement')
    .map(({ content }) => (content ?? {}) as AskedContent);
  const [first] = contents;
  const wanted = contents.findLast((content) => content.wanted)?.wanted;
  return { ...first, ...(wanted ? { wanted } : {}) };
}

const erased: Quoted = { value: null, text: "(texte effacé à l'échéance de conservation)" };

/** Quoted as it was asked; and what it is today, where that is another thing. */
export function comparedPanel(file: File): Panel {
  const { row, own } = file;
  const { current = erased, wanted = erased } = askedIn(file);
  // Under way, beside what it was when it was asked; once accepted, beside what it was to become. Otherwise nothing was to be another.
  const expected = row.closed_at === null ? current : row.status === 'accepted' ? wanted : undefined;
  const moved = expected !== undefined && expected !== erased && !isSameDatum(own.now, expected.value);
  return {
    partial: 'data-correction/compared',
    field: fieldWords[row.kind],
    current: current.text,
    wanted: wanted.text,
    now: moved ? textOf(row.kind, own.now) : undefined,
    since: row.closed_at === null ? 'changée depuis la demande' : 'autre que ce qui était demandé',
  };
}

const around = ({ row, today }: Pick<RowContext<Pages>, 'row' | 'today'>, nextVersionOn?: string): Around => ({
  kind: row.kind,
  facilityKind: row.facility_kind,
  today,
  nextVersionOn,
});

const movedSince =
  "La donnée a changé depuis la demande : rien n'est corrigé. Refusez-la avec ce motif, ou demandez à l'opérateur ce qu'il en est.";

export const acts: ActForms<Pages> = {
  'ask': noForm,
  'remind': noForm,
  'complement-missed': noForm,
  'accept': actForm<Pages>()({
    intro: () =>
      "La donnée est remplacée tout de suite, partout où elle se lit : les fiches, les listes, les demandes en cours et Premiers Pas. L'opérateur en est averti.",
    fields: () => [textarea('remarks', "Remarque pour l'opérateur", { required: false, rows: 3 })],
    schema: z.strictObject({ remarks: optionalText() }),
    split: (content) => ({ facts: {}, content }),
    seal: {
      mark: ({ file }) => String(file.row.moved_by),
      // Whoever changes it meanwhile waits for this act, or this act for them.
      async read(trx, { row }) {
        const { current } = await getWanted(trx, row.id);
        const now = await findDatum(trx, { kind: row.kind, subjectId: subjectIdOf(row), held: true });
        return isSameDatum(now, current.value)
          ? { ok: true, facts: {}, content: {} }
          : { ok: false, moved: true, fault: `${movedSince} Elle est maintenant « ${textOf(row.kind, now)} ».` };
      },
    },
  }),
  'refuse': actForm<Pages>()({
    intro: () => "La donnée reste comme elle est. L'opérateur lit le motif et votre explication.",
    stop: true,
    fields: () => [
      radios(
        'motive',
        'Motif',
        refusalMotives.map((value) => ({ value, text: motiveWords[value] })),
      ),
      textarea('reason', "Explication pour l'opérateur", { rows: 4, maxLength: 2000 }),
    ],
    schema: z.strictObject({
      motive: choice('Choisissez un motif.', refusalMotives),
      reason: requiredText("Écrivez une explication : l'opérateur la lit.", 2000),
    }),
    split: ({ motive, reason }) => ({ facts: { motive }, content: { reason } }),
  }),
  'ask-complement': oneText<Pages>('reason', 'Ce qui manque', "Écrivez ce qui manque : l'opérateur le lit.", {
    intro: () => "L'opérateur reçoit votre question et peut corriger sa demande ou joindre une autre preuve.",
  }),
  'hand-on': actForm<Pages>()({
    intro: () => 'La demande passe, avec ses pièces, à qui connaît cette donnée.',
    fields: ({ row }) => [
      radios(
        'desk',
        'À qui',
        desks.filter((desk) => desk !== row.state.data.desk).map((value) => ({ value, text: handedTo[value] })),
      ),
      textarea('reason', 'Pourquoi', { rows: 3, maxLength: 2000 }),
    ],
    schema: z.strictObject({
      desk: choice('Choisissez à qui la demande est transmise.', desks),
      reason: requiredText('Écrivez pourquoi vous transmettez la demande.', 2000),
    }),
    check: ({ desk }, { row }) =>
      desk === row.state.data.desk ? { desk: 'La demande est déjà là : choisissez quelqu’un d’autre.' } : {},
    split: ({ desk, reason }) => ({ facts: { desk }, content: { reason } }),
  }),
  'withdraw': actForm<Pages>()({
    intro: () => 'La donnée reste comme elle est. Vous pourrez demander une autre correction quand vous le souhaitez.',
    stop: true,
    fields: () => [],
    schema: z.strictObject({}),
    split: () => ({ facts: {}, content: {} }),
  }),
  'give-complement': actForm<Pages>()({
    intro: () => "Répondez à la question de l'ONE : corrigez ce qui devrait y être, ou joignez une autre preuve.",
    files: () => [{ ...proofField, label: 'Autre preuve' }],
    fields: (context) => [
      wantedInput(around(context)),
      textarea('text', 'Votre réponse', { required: false, rows: 5, maxLength: 2000 }),
    ],
    begins: ({ file }) => {
      const { wanted } = askedIn(file);
      return wanted ? typedOf(wanted) : {};
    },
    schema: z.strictObject({
      ...Object.fromEntries(wantedNames.map((name) => [name, optionalLine(150)])),
      text: optionalText(2000),
    }) as z.ZodType<Record<string, string | undefined>>,
    checkFile: (values, context) => {
      const read = readWanted(around(context, context.file.own.nextVersionOn), values);
      if (!read.ok) return read.faults;
      if (isSameDatum(read.quoted.value, context.file.own.now))
        return {
          [wantedNames[0]!]:
            "C'est déjà la valeur actuelle : écrivez ce qui devrait y être, ou retirez votre demande s'il n'y a rien à corriger.",
        };
      const { wanted } = askedIn(context.file);
      const waits = context.file.documents.some(({ act_number: number }) => number === null);
      return values.text || waits || !isSameDatum(read.quoted.value, wanted?.value ?? null)
        ? {}
        : { text: 'Écrivez une réponse, corrigez ce qui devrait y être ou joignez une autre preuve.' };
    },
    split(values, context) {
      const read = readWanted(around(context), values);
      return { facts: {}, content: { ...(read.ok ? { wanted: read.quoted } : {}), text: values.text } };
    },
  }),
};

export const motiveIn = (motive: unknown): string => motiveWords[motive as RefusalMotive];
