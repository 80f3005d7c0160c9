/** The form of each act: what is asked, the sentences for what is wrong, and what becomes a fact and what stays content. */
import { z } from 'zod';
import { addMonths, type Day } from '../../domain/calendar.ts';
import { formatLongDate, parseFrenchDate } from '../../domain/french-dates.ts';
import type { Action } from '../../workflows/authorisation-adaptation/contract.ts';
import { lastAct, waitingDocuments, type CaseFile } from './case-file.ts';
import { kindLabel, outcomeLabel } from './labels.ts';
import { outcomesFor } from './outcomes.ts';

/** Field name → sentence. */
export type Faults = Record<string, string | undefined>;
export interface FormContext {
  file: CaseFile;
  today: Day;
  items: { code: string; label: string }[];
}
export type Field = { partial: string; name: string; label: string } & Record<string, unknown>;
export interface ActForm {
  intro?: (context: FormContext) => string;
  fields: (context: FormContext) => Field[];
  /** Reads the body; the parsed values are split into facts (codes, days) and content (words). */
  read: z.ZodType<object>;
  /** The check looks at documents or earlier acts: they are read before it. */
  needsFile?: boolean;
  /** Rules that need the case. Field name → sentence. */
  check?: (values: never, context: FormContext) => Faults;
  split: (values: never, context: FormContext) => { facts: object; content: object };
  stop?: boolean;
}

const tooLong = (max: number): string =>
  `Le texte dépasse ${String(max)} caractères : raccourcissez-le ou joignez un document.`;
const words = (missing: string, max = 5000) =>
  z.string({ error: missing }).trim().min(1, missing).max(max, tooLong(max));
const optionalWords = (max = 5000) =>
  z
    .string()
    .trim()
    .max(max, tooLong(max))
    .optional()
    .transform((text) => text || undefined);
const badDay = "Cette date n'existe pas ou n'est pas écrite jj/mm/aaaa, par exemple 05/01/2027.";
const day = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .transform((text, context) => {
      const found = parseFrenchDate(text);
      if (!found) {
        context.addIssue({ code: 'custom', message: badDay });
        return z.NEVER;
      }
      return found;
    });
const optionalDay = z
  .string()
  .trim()
  .optional()
  .transform((text, context) => {
    if (!text) return undefined;
    const found = parseFrenchDate(text);
    if (!found) {
      context.addIssue({ code: 'custom', message: badDay });
      return z.NEVER;
    }
    return found;
  });
const hour = z
  .string()
  .trim()
  .regex(/^([01]?\d|2[0-3])[:hH ]{1,3}[0-5]\d$/, "Écrivez l'heure ainsi : 9:30.")
  .transform((text) => text.replace(/\s*[hH: ]\s*/, ':').padStart(5, '0'));
const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]));

const opinions = [
  { value: 'favourable', text: 'Favorable' },
  { value: 'reserved', text: 'Réservé' },
  { value: 'unfavourable', text: 'Défavorable' },
];
const textarea = (name: string, label: string, more: object = {}): Field => ({
  partial: 'field-textarea',
  name,
  label,
  required: true,
  rows: 5,
  maxLength: 5000,
  ...more,
});
const dateField = (name: string, label: string, more: object = {}): Field => ({
  partial: 'field-date',
  name,
  label,
  required: true,
  ...more,
});

/** One text, compulsory, kept as content under its own name. */
const oneText = (
  name: string,
  label: string,
  missing: string,
  more: { hint?: string; intro?: (context: FormContext) => string; stop?: boolean } = {},
): ActForm => ({
  intro: more.intro,
  stop: more.stop,
  fields: () => [textarea(name, label, { hint: more.hint })],
  read: z.strictObject({ [name]: words(missing) }),
  split: (values) => ({ facts: {}, content: values }),
});
/** Nothing to type but, if one wishes, a remark. */
const confirmation = (intro: (context: FormContext) => string, label = 'Remarque'): ActForm => ({
  intro,
  fields: () => [textarea('remarks', label, { required: false, rows: 3 })],
  read: z.strictObject({ remarks: optionalWords() }),
  split: (values) => ({ facts: {}, content: values }),
});
const opinionForm = (about: string): ActForm => ({
  intro: () =>
    `Votre avis ${about} sera lu par la personne qui propose la décision. L'opérateur n'en voit pas le texte.`,
  fields: () => [
    { partial: 'field-radios', name: 'opinion', label: 'Votre avis', options: opinions, inline: true, required: true },
    textarea('text', "Ce qui fonde l'avis", { rows: 7 }),
  ],
  read: z.strictObject({
    opinion: z.enum(['favourable', 'reserved', 'unfavourable'], {
      error: 'Choisissez un avis : favorable, réservé ou défavorable.',
    }),
    text: words("Écrivez ce qui fonde l'avis : il éclaire la décision."),
  }),
  split: ({ opinion, text }: { opinion: string; text: string }) => ({ facts: { opinion }, content: { text } }),
});

const notBefore = (name: string, value: Day | undefined, first: Day, what: string): Faults =>
  value !== undefined && value < first ? { [name]: `${what} ne peut pas être avant le ${formatLongDate(first)}.` } : {};

const mustSend = (context: FormContext, text: string | undefined): Faults =>
  !text && waitingDocuments(context.file, 'operator').length === 0
    ? { text: 'Joignez au moins un document ou écrivez une réponse.' }
    : {};

const answerWithDocuments = (label: string, intro: (context: FormContext) => string): ActForm => ({
  intro,
  needsFile: true,
  fields: () => [textarea('text', label, { required: false, rows: 6 })],
  read: z.strictObject({ text: optionalWords() }),
  check: ({ text }: { text?: string }, context) => mustSend(context, text),
  split: (values) => ({ facts: {}, content: values }),
});

/** Days offered for a visit, as the agent proposed them. */
export const proposedVisits = (file: CaseFile): { visitOn: Day; from: string }[] =>
  (lastAct(file, 'propose-visit')?.content?.days as { visitOn: Day; from: string }[] | undefined) ?? [];

export const actForms: Partial<Record<Action, ActForm>> = {
  'ask-complement': {
    intro: () => "Le délai de l'ONE s'arrête jusqu'à la réponse. L'opérateur voit chaque point demandé et pourquoi.",
    fields: ({ items }) => [
      {
        partial: 'field-checkboxes',
        name: 'items',
        label: 'Ce qui est demandé',
        options: items.map(({ code, label }) => ({ value: code, text: label })),
        required: true,
      },
      textarea('text', 'Pourquoi, et ce qui est attendu', {
        hint: "Une phrase par point : l'opérateur doit savoir quoi envoyer sans devoir téléphoner.",
      }),
    ],
    read: z.strictObject({
      items: many,
      text: words('Écrivez pourquoi le complément est demandé et ce qui est attendu.'),
    }),
    check: ({ items }: { items: string[] }, context) => {
      if (items.length === 0) return { items: 'Cochez au moins un point à compléter.' };
      return items.every((code) => context.items.some((item) => item.code === code))
        ? {}
        : { items: "Un des points cochés n'existe pas dans ce formulaire." };
    },
    split: ({ items, text }: { items: string[]; text: string }, context) => ({
      facts: { items },
      content: {
        text,
        items: items.map((code) => ({ code, label: context.items.find((item) => item.code === code)?.label ?? code })),
      },
    }),
  },
  'give-complement': answerWithDocuments(
    'Votre réponse',
    () => 'Joignez les documents demandés et répondez aux points soulevés. Vous pouvez envoyer le tout en une fois.',
  ),
  'extend-complement': oneText('text', 'Pourquoi le délai est prolongé', 'Écrivez pourquoi le délai est prolongé.', {
    intro: () => "Un nouveau délai complet commence aujourd'hui ; l'opérateur en est averti.",
  }),
  'close-without-follow-up': oneText('reason', 'Motif du classement', 'Écrivez le motif du classement sans suite.', {
    stop: true,
    intro: () =>
      "Le complément n'a pas été reçu. Si vous classez la demande, elle est close et l'opérateur doit en introduire une nouvelle.",
  }),
  'declare-complete': confirmation(({ file }) =>
    file.row.state.data.visit === 'to-plan'
      ? "La demande est complète : les avis sont demandés aujourd'hui et la visite est à planifier."
      : "La demande est complète : l'avis est demandé aujourd'hui.",
  ),
  'acknowledge': {
    intro: ({ file }) =>
      `${kindLabel[file.row.kind]} : l'ONE en prend acte. Ce n'est pas une autorisation, elle ne peut pas être refusée.`,
    fields: ({ file }) => [
      dateField('effectiveOn', "Date d'effet", {
        value: file.row.state.data.wishedOn,
        hint: `Date demandée : ${formatLongDate(file.row.state.data.wishedOn)}`,
      }),
      textarea('remarks', 'Remarque dans le courrier', { required: false, rows: 3 }),
    ],
    read: z.strictObject({ effectiveOn: day("Écrivez la date d'effet."), remarks: optionalWords() }),
    split: ({ effectiveOn, remarks }: { effectiveOn: Day; remarks?: string }) => ({
      facts: { effectiveOn },
      content: { remarks },
    }),
  },
  'propose-visit': {
    intro: () => "Proposez jusqu'à trois dates : l'opérateur en choisit une en ligne.",
    fields: () =>
      [1, 2, 3]
        .flatMap((n): Field[] => [
          dateField(`day${String(n)}`, `Date ${String(n)}`, { required: n === 1 }),
          {
            partial: 'field-text',
            name: `from${String(n)}`,
            label: `Heure ${String(n)}`,
            short: true,
            hint: n === 1 ? 'par exemple 9:30' : undefined,
            required: n === 1,
          },
        ])
        .concat(textarea('text', 'Message', { required: false, rows: 3 })),
    read: z.strictObject({
      day1: day('Proposez au moins une date.'),
      from1: hour,
      day2: optionalDay,
      from2: z.union([z.literal(''), hour]).optional(),
      day3: optionalDay,
      from3: z.union([z.literal(''), hour]).optional(),
      text: optionalWords(),
    }),
    check: (values: Record<string, Day | undefined>, { today }) =>
      Object.assign(
        {},
        ...[1, 2, 3].map((n) => ({
          ...notBefore(`day${String(n)}`, values[`day${String(n)}`], today, 'La visite'),
          ...(values[`day${String(n)}`] && !values[`from${String(n)}`]
            ? { [`from${String(n)}`]: "Écrivez l'heure de cette date, par exemple 9:30." }
            : {}),
        })),
      ) as Faults,
    split: (values: Record<string, string | undefined>) => {
      const days = [1, 2, 3].flatMap((n) => {
        const visitOn = values[`day${String(n)}`];
        return visitOn ? [{ visitOn, from: values[`from${String(n)}`] ?? '' }] : [];
      });
      return { facts: { days: days.map(({ visitOn }) => visitOn) }, content: { days, text: values.text } };
    },
  },
  'choose-visit-date': {
    needsFile: true,
    intro: () => "Choisissez la date qui vous convient. Si aucune ne convient, demandez-en d'autres.",
    fields: ({ file }) => [
      {
        partial: 'field-radios',
        name: 'visit',
        label: 'Date de la visite',
        required: true,
        options: proposedVisits(file).map(({ visitOn, from }) => ({
          value: `${visitOn} ${from}`,
          text: `${formatLongDate(visitOn)} à ${from.replace(/^0?(\d+):/, '$1 h ')}`,
        })),
      },
    ],
    read: z.strictObject({ visit: z.string({ error: 'Choisissez une des dates proposées.' }) }),
    check: ({ visit }: { visit: string }, { file }) =>
      proposedVisits(file).some(({ visitOn, from }) => visit === `${visitOn} ${from}`)
        ? {}
        : { visit: 'Choisissez une des dates proposées.' },
    split: ({ visit }: { visit: string }) => ({
      facts: { visitOn: visit.slice(0, 10) },
      content: { from: visit.slice(11) },
    }),
  },
  'refuse-visit-dates': oneText(
    'text',
    'Quand êtes-vous disponible ?',
    'Écrivez vos disponibilités : elles évitent un nouvel échange.',
  ),
  'plan-visit': {
    intro: ({ file }) =>
      file.row.state.data.visit === 'planned'
        ? "La visite est déjà fixée : une nouvelle date remplace l'ancienne, qui reste dans l'historique."
        : "La date est fixée d'accord avec l'opérateur, par exemple par téléphone.",
    fields: ({ file }) => [
      dateField('visitOn', 'Date de la visite'),
      { partial: 'field-text', name: 'from', label: 'Heure', short: true, required: true, hint: 'par exemple 9:30' },
      textarea('reason', 'Motif', { required: file.row.state.data.visit === 'planned', rows: 3 }),
    ],
    read: z.strictObject({ visitOn: day('Écrivez la date de la visite.'), from: hour, reason: optionalWords() }),
    check: ({ visitOn, reason }: { visitOn: Day; reason?: string }, { today, file }) => ({
      ...notBefore('visitOn', visitOn, today, 'La visite'),
      ...(file.row.state.data.visit === 'planned' && !reason
        ? { reason: 'Écrivez pourquoi la visite est déplacée.' }
        : {}),
    }),
    split: ({ visitOn, from, reason }: { visitOn: Day; from: string; reason?: string }) => ({
      facts: { visitOn },
      content: { from, reason },
    }),
  },
  'report-visit': {
    fields: ({ file }) => [
      dateField('visitedOn', 'Date de la visite', { value: file.row.state.data.visitOn }),
      textarea('report', 'Rapport de visite', {
        rows: 10,
        hint: 'Ce qui a été vu, pièce par pièce ; ce qui reste à faire.',
      }),
    ],
    read: z.strictObject({
      visitedOn: day('Écrivez la date de la visite.'),
      report: words('Écrivez le rapport de visite.', 20_000),
    }),
    check: ({ visitedOn }: { visitedOn: Day }, { today }) =>
      visitedOn > today ? { visitedOn: "La visite n'a pas encore eu lieu à cette date." } : {},
    split: ({ visitedOn, report }: { visitedOn: Day; report: string }) => ({
      facts: { visitedOn },
      content: { report },
    }),
  },
  'give-opinion': opinionForm("sur les locaux et l'accueil"),
  'give-health-opinion': opinionForm('santé'),
  'propose-decision': {
    fields: ({ file }) => [
      {
        partial: 'field-radios',
        name: 'outcome',
        label: 'Décision',
        required: true,
        options: outcomesFor(file.row.state.data).map((value) => ({ value, text: outcomeLabel[value] })),
      },
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
      dateField('conditionsDueOn', 'Conditions à remplir avant le', { required: false }),
      dateField('effectiveOn', 'Entrée en vigueur', {
        hint: `Date demandée : ${formatLongDate(file.row.state.data.wishedOn)}`,
      }),
    ],
    read: z.strictObject({
      outcome: z.enum(['grant', 'grant-with-conditions', 'refuse', 'confirm-refusal', 'take-measure', 'no-measure'], {
        error: 'Choisissez une décision.',
      }),
      legalBase: words('Écrivez la base légale de la décision.'),
      facts: words('Écrivez les faits retenus.'),
      reasons: words('Motivez la décision : elle doit dire pourquoi.'),
      conditions: optionalWords(),
      conditionsDueOn: optionalDay,
      effectiveOn: day("Écrivez la date d'entrée en vigueur."),
    }),
    check: (values: Decision, { file, today }) => {
      const least = file.row.parameters['reasons-length']?.value ?? 0;
      const conditional = values.outcome === 'grant-with-conditions';
      return {
        ...(outcomesFor(file.row.state.data).includes(values.outcome)
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
    split: ({ outcome, effectiveOn, conditionsDueOn, conditions, ...content }: Decision) => {
      const conditional = outcome === 'grant-with-conditions';
      return {
        facts: { outcome, effectiveOn, ...(conditional && conditionsDueOn ? { conditionsDueOn } : {}) },
        content: {
          ...content,
          conditions: conditional
            ? (conditions ?? '')
                .split('\n')
                .map((line) => line.trim())
                .filter(Boolean)
                .map((text) => ({ text, dueOn: conditionsDueOn }))
            : [],
        },
      };
    },
  },
  'sign-decision': {
    intro: () =>
      "Vous signez en votre nom. La décision est notifiée à l'opérateur par courrier dans son portail, et prend effet à la date indiquée.",
    fields: () => [],
    read: z.strictObject({}),
    split: () => ({ facts: {}, content: { statement: 'Je signe cette décision.' } }),
  },
  'return-to-drafter': oneText('reason', 'Ce qui doit être revu', 'Écrivez ce qui doit être revu dans la proposition.'),
  'confirm-conditions': confirmation(() => 'Les conditions de la décision sont remplies.'),
  'note-conditions-unmet': {
    fields: () => [textarea('text', 'Ce qui manque'), dateField('conditionsDueOn', 'Nouvelle échéance')],
    read: z.strictObject({
      text: words('Écrivez ce qui manque.'),
      conditionsDueOn: day('Écrivez la nouvelle échéance.'),
    }),
    check: ({ conditionsDueOn }: { conditionsDueOn: Day }, { today }) =>
      notBefore('conditionsDueOn', conditionsDueOn, today, 'La nouvelle échéance'),
    split: ({ conditionsDueOn, text }: { conditionsDueOn: Day; text: string }) => ({
      facts: { conditionsDueOn },
      content: { text },
    }),
  },
  'ask-extension': {
    fields: ({ file }) => [
      dateField('untilOn', 'Nouvelle fin prévue', {
        hint: `Fin prévue actuelle : ${formatLongDate(file.row.state.data.plannedEndOn ?? '')}`,
      }),
      textarea('reason', 'Motif de la prolongation'),
    ],
    read: z.strictObject({
      untilOn: day('Écrivez la nouvelle fin prévue.'),
      reason: words('Écrivez le motif de la prolongation.'),
    }),
    check: ({ untilOn }: { untilOn: Day }, { file }) => laterEnd(untilOn, file),
    split: ({ untilOn, reason }: { untilOn: Day; reason: string }) => ({ facts: { untilOn }, content: { reason } }),
  },
  'grant-extension': confirmation(
    ({ file }) => `La période est prolongée jusqu'au ${formatLongDate(file.row.state.data.extension?.untilOn ?? '')}.`,
  ),
  'refuse-extension': oneText('reason', 'Motif du refus', 'Motivez le refus de la prolongation.'),
  'extend-period': {
    fields: () => [dateField('untilOn', 'Nouvelle fin prévue'), textarea('reason', 'Motif')],
    read: z.strictObject({
      untilOn: day('Écrivez la nouvelle fin prévue.'),
      reason: words('Écrivez le motif de la prolongation.'),
    }),
    check: ({ untilOn }: { untilOn: Day }, { file, today }) => ({
      ...notBefore('untilOn', untilOn, today, 'La nouvelle fin'),
      ...laterEnd(untilOn, file),
    }),
    split: ({ untilOn, reason }: { untilOn: Day; reason: string }) => ({ facts: { untilOn }, content: { reason } }),
  },
  'confirm-return': {
    intro: () => "L'autorisation reprend son adresse et sa capacité d'avant la période, à la date du retour.",
    fields: () => [
      dateField('returnedOn', 'Date du retour'),
      textarea('remarks', 'Comment le retour a été constaté', { rows: 3 }),
    ],
    read: z.strictObject({
      returnedOn: day('Écrivez la date du retour.'),
      remarks: words('Écrivez comment le retour a été constaté.'),
    }),
    check: ({ returnedOn }: { returnedOn: Day }, { today }) =>
      returnedOn > today ? { returnedOn: "Le retour n'a pas encore eu lieu à cette date." } : {},
    split: ({ returnedOn, remarks }: { returnedOn: Day; remarks: string }) => ({
      facts: { returnedOn },
      content: { remarks },
    }),
  },
  'give-remedy': answerWithDocuments(
    'Ce qui a été fait pour remédier au refus',
    () => 'La décision sera revue à la lumière de votre réponse.',
  ),
  'lodge-appeal': oneText('text', 'Motifs du recours', 'Écrivez les motifs du recours.', {
    intro: () =>
      "Le recours est porté devant le Conseil d'administration de l'ONE. Vous serez entendu·e par écrit ou oralement.",
  }),
  'plan-hearing': {
    fields: () => [
      dateField('hearingOn', "Date de l'audition"),
      { partial: 'field-text', name: 'from', label: 'Heure', short: true, required: true, hint: 'par exemple 14:00' },
      textarea('text', 'Lieu et modalités', { rows: 3 }),
    ],
    read: z.strictObject({
      hearingOn: day("Écrivez la date de l'audition."),
      from: hour,
      text: words("Écrivez le lieu et les modalités de l'audition."),
    }),
    check: ({ hearingOn }: { hearingOn: Day }, { today }) => notBefore('hearingOn', hearingOn, today, "L'audition"),
    split: ({ hearingOn, from, text }: { hearingOn: Day; from: string; text: string }) => ({
      facts: { hearingOn },
      content: { from, text },
    }),
  },
  'decide-appeal': {
    intro: () => "La décision du Conseil d'administration est consignée ici ; elle est notifiée à l'opérateur.",
    fields: ({ file }) => [
      {
        partial: 'field-radios',
        name: 'outcome',
        label: 'Recours',
        required: true,
        inline: true,
        options: [
          { value: 'upheld', text: 'Accueilli' },
          { value: 'dismissed', text: 'Rejeté' },
        ],
      },
      dateField('effectiveOn', "Date d'effet", {
        value: file.row.state.data.wishedOn,
        hint: 'Si le recours est accueilli',
      }),
      textarea('reasons', 'Motifs', { rows: 8 }),
    ],
    read: z.strictObject({
      outcome: z.enum(['upheld', 'dismissed'], { error: 'Choisissez : accueilli ou rejeté.' }),
      effectiveOn: day("Écrivez la date d'effet."),
      reasons: words('Motivez la décision sur recours.', 20_000),
    }),
    split: ({ outcome, effectiveOn, reasons }: { outcome: string; effectiveOn: Day; reasons: string }) => ({
      facts: { outcome, effectiveOn },
      content: { reasons },
    }),
  },
  'answer-notice': answerWithDocuments(
    'Votre réponse à la mise en demeure',
    () => 'Votre réponse est lue avant toute décision.',
  ),
  'withdraw': oneText('reason', 'Pourquoi vous retirez la demande', 'Écrivez pourquoi vous retirez la demande.', {
    stop: true,
    intro: () => 'La demande sera close. Vous pourrez en introduire une autre.',
  }),
  'cancel': oneText(
    'reason',
    "Motif de l'annulation",
    "Écrivez le motif de l'annulation : il reste dans l'historique.",
    {
      stop: true,
      intro: () => "L'annulation clôt la demande. Elle répare une erreur ; elle ne remplace pas une décision.",
    },
  ),
  'write-message': oneText('text', 'Votre message', 'Écrivez votre message.'),
};

interface Decision {
  outcome: keyof typeof outcomeLabel & ReturnType<typeof outcomesFor>[number];
  legalBase: string;
  facts: string;
  reasons: string;
  conditions?: string;
  conditionsDueOn?: Day;
  effectiveOn: Day;
}

const laterEnd = (untilOn: Day, file: CaseFile): Faults =>
  file.row.state.data.plannedEndOn && untilOn <= file.row.state.data.plannedEndOn
    ? {
        untilOn: `La nouvelle fin doit suivre la fin prévue actuelle, le ${formatLongDate(file.row.state.data.plannedEndOn)}.`,
      }
    : {};
