/** What procedures of subsidies do alike with a sum that is calculated and signed: sent back, refused, a contested line answered. */
import { z } from 'zod';
import { contestEndsOn, type Contest, type SignedSum } from '../../workflows/signed-sum.ts';
import type { NoFacts } from '../../workflows/kit-acts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { actForm, type ActForm, type FileContext } from '../cases/act-form.ts';
import type { CaseFile, PageTypes, Panel } from '../cases/procedure-pages.ts';
import { oneText } from '../cases/usual-forms.ts';
import type { FileField } from '../documents/file-fields.ts';
import type { Input } from '../forms/form.ts';
import { choice, radios, requiredText, textarea } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { notFound } from '../problems.ts';

/** Pages of a case that holds such a sum. */
type OfSum = PageTypes & { words: PageTypes['words'] & { data: SignedSum } };

export const sendBackOf = <T extends PageTypes>(): ActForm<T, NoFacts> =>
  oneText<T>('reason', 'Ce qui est à revoir', 'Écrivez ce qui est à revoir.', {
    intro: () => 'Le calcul retourne au contrôle. Votre remarque reste à l’ONE.',
  });

/** @param motives of the procedure, in its order */
export const refuseFor = <T extends PageTypes, M extends string>(
  motives: readonly [M, ...M[]],
  words: Readonly<Record<M, string>>,
): ActForm<T, { motive: M }> =>
  actForm<T>()({
    intro: () => "Le refus clôt la demande. L'opérateur reçoit une décision motivée.",
    stop: true,
    fields: () => [
      radios(
        'motive',
        'Motif',
        motives.map((value) => ({ value, text: words[value] })),
      ),
      textarea('reason', 'Motivation, reprise dans la lettre', { rows: 5, maxLength: 5000 }),
    ],
    schema: z.strictObject({
      motive: choice('Choisissez un motif.', motives),
      reason: requiredText('Écrivez la motivation : elle est reprise dans la lettre.'),
    }),
    split: ({ motive, reason }) => ({ facts: { motive }, content: { reason } }),
  });

const sumOf = (row: { state: { data: object } }): SignedSum => row.state.data as SignedSum;

const asked = (row: { state: { data: object } }): string[] =>
  Object.entries(sumOf(row).contests).flatMap(([code, contest]) => (contest === 'asked' ? [code] : []));

/** What a procedure says of its lines. */
export interface Contesting<T extends PageTypes> {
  /** A code of a line, as it is typed. */
  line: z.ZodType<string>;
  /** What the field is called. */
  label: string;
  codes: (context: FileContext<T>) => readonly string[];
  /** Of those, the ones that fell and may be contested, whether or not they were already. */
  fell: (context: FileContext<T>) => readonly string[];
  /** Why there may be none. */
  none: string;
  optionOf: (context: FileContext<T>, code: string) => { value: string; text: string; hint?: string };
  /** Cents that ONE would pay more if it follows. */
  centsOf: (context: FileContext<T>, code: string) => number;
  evidence: FileField;
  /** « Réponse à l'opérateur » */
  answerLabel: string;
  lines: (context: FileContext<T>) => Panel;
}

/** A line contested by the operator, once each, its effect in euros known before it is sent; and both answers of ONE. */
export function contestForms<T extends OfSum>(of: Contesting<T>) {
  const open = (context: FileContext<T>): string[] =>
    of.fell(context).filter((code) => !(code in sumOf(context.row).contests));
  const choiceOf = (label: string, codes: readonly string[], context: FileContext<T>): Input =>
    radios(
      'line',
      label,
      codes.map((code) => of.optionOf(context, code)),
    );
  const contest: ActForm<T, { line: string; cents: number }> = actForm<T>()({
    intro: ({ row: { state, parameters } }) => {
      const last = contestEndsOn({ data: sumOf({ state }), parameters });
      return `Une ligne à la fois, une fois chacune. Les autres lignes ne sont pas rouvertes, et ce qui est déjà versé n'est pas touché.${last ? ` Possible jusqu'au ${formatLongDate(last)}.` : ''}`;
    },
    // From the line itself. What names none of ours is no address; one that cannot be contested is not chosen.
    begins: (context, { line: named }) => {
      if (named === undefined) return {};
      const code = of.codes(context).find((one) => one === named);
      if (code === undefined) throw notFound();
      return open(context).includes(code) ? { line: code } : {};
    },
    fields: (context) => [
      choiceOf(of.label, open(context), context),
      textarea('reason', 'Pourquoi contestez-vous cette ligne ?', { rows: 5, maxLength: 5000 }),
    ],
    files: () => [of.evidence],
    blocked: (context) =>
      open(context).length === 0
        ? [{ partial: 'banner', kind: 'information', title: 'Rien à contester', text: of.none }]
        : undefined,
    schema: z.strictObject({
      line: of.line,
      reason: requiredText('Écrivez pourquoi vous contestez cette ligne.'),
    }),
    checkFile: ({ line }, context) => {
      if (open(context).includes(line)) return {};
      return {
        line: line in sumOf(context.row).contests ? 'Cette ligne est contestée déjà : une fois chacune.' : notAChoice,
      };
    },
    split: async ({ line, reason }, _row, file) => ({
      facts: { line, cents: of.centsOf(await file(), line) },
      content: { reason },
    }),
  });
  const answered = (intro: string): ActForm<T, { line: string }> =>
    actForm<T>()({
      intro: () => intro,
      fields: (context) => [
        choiceOf('Ligne', asked(context.row), context),
        textarea('reason', of.answerLabel, { rows: 4, maxLength: 5000 }),
      ],
      begins: ({ row }) => (asked(row).length === 1 ? { line: asked(row)[0] } : {}),
      panels: (context) => [of.lines(context)],
      wide: true,
      schema: z.strictObject({ line: of.line, reason: requiredText('Écrivez votre réponse.') }),
      check: (values, { row }) => (asked(row).includes(values.line) ? {} : { line: notAChoice }),
      split: ({ line, reason }) => ({ facts: { line }, content: { reason } }),
    });
  return {
    contest,
    upholdContest: answered('La ligne est revue au contrôle.'),
    dismissContest: answered('Le montant retenu reste celui qui a été signé.'),
  };
}

const contestWords: Readonly<Record<Contest, (on: string) => string>> = {
  asked: (on) => `contestée${on}, à l'ONE`,
  upheld: (on) => `contestée : l'ONE vous a suivi${on}`,
  dismissed: (on) => `contestée : l'ONE ne vous a pas suivi${on}`,
};
const contestActs: readonly string[] = ['contest', 'uphold-contest', 'dismiss-contest'];
interface SumFile {
  row: { status: string; state: { data: SignedSum } };
  acts: readonly { action: string; facts: object; at: CaseFile['acts'][number]['at']; content: object | null }[];
}
/** Beside a line of the operator's page: contest it, or what became of it, in the words of ONE. @param where statuses in which lines may be contested */
export function contestOf(
  { row: { state, status }, acts }: SumFile,
  portal: string,
  where: readonly string[] = ['to-pay', 'paid'],
): (shown: { code: string; fell: boolean }) => { label: string; text?: string; href?: string } | undefined {
  const { contests, contestOver } = state.data;
  const open = where.includes(status) && !contestOver;
  return ({ code, fell }) => {
    const there = contests[code];
    if (!there) return open && fell ? { label: 'Contester', href: `${portal}/contest?line=${code}` } : undefined;
    const act = acts.findLast(
      ({ action, facts }) => contestActs.includes(action) && (facts as { line?: string }).line === code,
    );
    const { reason: text } = (act?.content ?? {}) as { reason?: unknown };
    return {
      label: contestWords[there](act ? ` le ${formatShortDate(dayOf(act.at))}` : ''),
      ...(there !== 'asked' && typeof text === 'string' ? { text } : {}),
    };
  };
}
