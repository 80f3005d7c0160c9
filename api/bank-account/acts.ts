/** The forms of the acts on an account. Opening one has pages of its own. */
import { z } from 'zod';
import type { AccountKnown } from '../../db/bank-accounts/known.ts';
import { refusalMotives, type Kind, type RefusalMotive, type Words } from '../../workflows/bank-account/contract.ts';
import { motiveWords, purposeWords } from '../../views/bank-account/words.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import { proseOf } from '../cases/exchanges.ts';
import { noForm, type ActForms, type Ahead, type CaseFile, type ProcedurePages } from '../cases/procedure-pages.ts';
import { confirmation, oneText } from '../cases/usual-forms.ts';
import { dateInput, optionalDay, optionalText, radios, requiredText, textarea } from '../forms/inputs.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import type { NoFacts } from '../../workflows/kit-acts.ts';
import { statementFault, statementField, statementHint } from './fields.ts';

export interface Own extends AccountKnown {
  /** How old a statement may be, in months. */
  months: number;
}
export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
export type File = CaseFile<Pages>;

/** An act that needs no word: one click from the page of the accounts does it too. */
const withoutWords = (
  intro: (file: File) => string,
  stop: boolean,
  ahead?: (file: File) => Ahead[],
): ActForm<Pages, NoFacts> =>
  actForm<Pages>()({
    intro: ({ file }) => intro(file),
    stop,
    fields: () => [],
    ...(ahead ? { ahead: ({ file }: { file: File }) => ahead(file) } : {}),
    schema: z.strictObject({}),
    split: () => ({ facts: {}, content: {} }),
  });

/** What a decision changes: the purposes, the account that each takes over, and the payments that wait for it. */
export function aheadOfUse({ row, own }: File): Ahead[] {
  const { data } = row.state;
  return [
    ...data.purposes.map((purpose) => {
      const now = own.inUse.find((each) => each.purpose === purpose && each.accountId !== data.account);
      return {
        text: now
          ? `« ${purposeWords[purpose]} » passera de ${now.masked} à ${own.masked}`
          : `« ${purposeWords[purpose]} » aura ${own.masked}, et n'avait aucun compte`,
      };
    }),
    ...waitingAhead(own),
  ];
}
const waitingAhead = ({ waiting }: Own): Ahead[] =>
  waiting.length === 0
    ? [{ text: 'aucun paiement n’attend ce compte aujourd’hui' }]
    : waiting.map(({ period, name }) => ({
        text: `le paiement du ${quarterInWords(period)} de ${name} partira vers ce compte`,
      }));

/** What stops being paid: said before an account is left or contested. */
const aheadOfLeaving = ({ row, own }: File): Ahead[] => [
  ...own.inUse
    .filter(({ accountId }) => accountId === row.state.data.account)
    .map(({ purpose }) => ({ text: `« ${purposeWords[purpose]} » n’aura plus de compte : l’ONE garde ce qui est dû` })),
  ...own.waiting.map(({ period, name }) => ({
    text: `le paiement du ${quarterInWords(period)} de ${name} attendra un autre compte`,
  })),
];

const remark = "Remarque pour l'opérateur";

export const acts: ActForms<Pages> = {
  'add': noForm,
  'replace': noForm,
  'cooling-ends': noForm,
  'remind': noForm,
  'complement-missed': noForm,
  'validate': {
    ...confirmation<Pages>(
      () =>
        'Vous avez comparé le numéro et le titulaire au relevé. Une autre personne doit encore valider : rien n’est versé avant.',
      remark,
    ),
    ahead: ({ file }) => aheadOfUse(file as File),
  },
  'validate-second': {
    ...confirmation<Pages>(
      ({ row }) =>
        `Vous avez comparé à votre tour le numéro et le titulaire au relevé. Le compte est utilisé ${String(row.parameters.cooling?.value ?? 2)} jours de 24 heures plus tard, à la minute ; jusque-là, chaque administrateur peut le bloquer.`,
      remark,
    ),
    ahead: ({ file }) => aheadOfUse(file as File),
  },
  'ask-complement': oneText<Pages>('text', 'Votre question', "Écrivez ce que l'opérateur doit préciser ou joindre.", {
    intro: () => "L'horloge de l'ONE s'arrête jusqu'à la réponse. N'écrivez pas de numéro de compte.",
  }),
  'complete': actForm<Pages>()({
    intro: () => "Répondez à l'ONE, ou joignez un autre relevé. N'écrivez pas de numéro de compte.",
    files: ({ file }) => [
      {
        name: statementField,
        slot: statementField,
        label: "Relevé d'identité bancaire (RIB)",
        hint: statementHint((file as File).own.months),
      },
    ],
    fields: () => [
      textarea('text', 'Votre réponse', { required: false, rows: 5 }),
      dateInput('statementOn', 'Date du nouveau relevé', { required: false }),
    ],
    schema: z.strictObject({ text: optionalText(), statementOn: optionalDay() }),
    checkFile: ({ text, statementOn }, { file, today }) => {
      const { own, documents } = file as File;
      const joined = documents.some(({ origin, act_number: number }) => origin === 'operator' && number === null);
      const old = statementOn && statementFault(statementOn, today, own.months);
      return {
        ...(text || joined ? {} : { text: 'Joignez un relevé ou écrivez une réponse.' }),
        ...(old ? { statementOn: old } : {}),
        ...(joined && !statementOn ? { statementOn: 'Encodez la date du relevé que vous joignez.' } : {}),
      };
    },
    split: (content) => ({ facts: {}, content }),
  }),
  'refuse': actForm<Pages>()({
    intro: () =>
      "Le refus clôt l'ajout. Le compte utilisé aujourd'hui ne change pas ; l'opérateur peut en ajouter un autre.",
    stop: true,
    fields: () => [
      radios(
        'motive',
        'Motif',
        refusalMotives.map((value) => ({ value, text: motiveWords[value] })),
      ),
      textarea('reason', "Explication pour l'opérateur", {
        rows: 4,
        maxLength: 2000,
        hint: 'Elle est lue par les administrateurs. Pas de numéro de compte, ni le nom d’un autre organisme.',
      }),
    ],
    schema: z.strictObject({
      motive: z.enum(refusalMotives, 'Choisissez un motif.'),
      reason: requiredText('Écrivez une explication : elle est lue par les administrateurs.', 2000),
    }),
    split: ({ motive, reason }: { motive: RefusalMotive; reason: string }) => ({
      facts: { motive },
      content: { reason },
    }),
  }),
  'withdraw': withoutWords(
    () => "Le compte n'est pas utilisé. Celui qui reçoit les versements aujourd'hui ne change pas.",
    true,
  ),
  'block': withoutWords(
    () =>
      "Rien ne sera versé à ce compte avant que l'ONE ait vérifié. Aucune raison n'est demandée ; chaque administrateur est averti par courriel.",
    true,
  ),
  'contest': actForm<Pages>()({
    intro: () =>
      "Dès maintenant, plus rien n'est versé à ce compte : l'ONE vérifie, et deux personnes le contrôlent à nouveau s'il est débloqué.",
    stop: true,
    ahead: ({ file }) => aheadOfLeaving(file as File),
    fields: () => [
      textarea('text', 'Ce qui ne va pas', { required: false, rows: 4, hint: 'Facultatif. Pas de numéro de compte.' }),
    ],
    schema: z.strictObject({ text: optionalText() }),
    split: (content) => ({ facts: {}, content }),
  }),
  'unblock': oneText<Pages>(
    'reason',
    'Ce que vous avez vérifié',
    'Écrivez ce que vous avez vérifié, et auprès de qui : les administrateurs le lisent.',
    {
      intro: () =>
        'Le compte retourne au contrôle : deux personnes le valident à nouveau avant tout versement. Appelez un·e administrateur·rice à un numéro que vous connaissez déjà.',
    },
  ),
  'close': withoutWords(
    () =>
      "Plus rien n'est versé à ce compte. Pour en changer, ajoutez plutôt le nouveau : il le remplace sans interruption.",
    true,
    aheadOfLeaving,
  ),
};

export const exchanges: ProcedurePages<Pages>['exchanges'] = {
  'refuse': (act) => ({
    rows: [
      { field: 'motive', label: 'Motif', value: motiveWords[act.facts.motive as RefusalMotive] },
      ...proseOf(act, { reason: 'Explication' }),
    ],
  }),
  'unblock': (act) => ({ rows: proseOf(act, { reason: 'Vérifié' }) }),
  'complete': ({ content }) => ({
    rows: [
      ...proseOf({ content }, { text: 'Réponse' }),
      ...(typeof content?.statementOn === 'string'
        ? [{ field: 'statementOn', label: 'Date du relevé', value: formatShortDate(content.statementOn) }]
        : []),
    ],
  }),
};
