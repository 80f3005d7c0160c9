/** A line of a signed calculation, a place and month, contested by the operator with text and documents, and answered by ONE: its effect is known before. */
import { z } from 'zod';
import type { KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { monthInWords } from '../../domain/quarter.ts';
import { presences, reasonWords, type PlaceMonthShown } from '../../views/aes-subsidy/calculation-words.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import type { CaseData, Facts } from '../../workflows/aes-subsidy/contract.ts';
import { actForm, type ActForm, type FileContext, type RowContext } from '../cases/act-form.ts';
import type { FileField } from '../documents/file-fields.ts';
import { answer, radios, requiredText, textarea } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { linesPanel } from './calculation.ts';
import type { File, Pages, Row } from './own.ts';

const line = answer('Choisissez une ligne.');
export const evidenceField: FileField = {
  name: 'evidence',
  slot: 'contest-evidence',
  label: 'Documents à l’appui',
  hint: 'Registre des présences, courrier de l’école…',
};

const linesOf = ({ file }: Pick<FileContext<Pages>, 'file'>): readonly KeptPlaceMonth[] =>
  file.own.one.calculations.at(-1)?.lines ?? [];
/** Those that fell, once each. */
const contestable = (context: FileContext<Pages>): KeptPlaceMonth[] =>
  linesOf(context).filter(
    ({ code, declared, retained }) => retained < declared && !(code in context.row.state.data.contests),
  );
/** The last day on which a line may be contested. */
function lastDayToContest({ state: { data }, parameters }: Row): string | undefined {
  const days = parameters.contest?.value;
  return data.signedOn && days !== undefined ? addDays(data.signedOn, days) : undefined;
}
const optionOf = ({
  code,
  place,
  month,
  reason,
  declared,
  retained,
  children,
}: KeptPlaceMonth): { value: string; text: string; hint: string } => ({
  value: code,
  text: `${place}, ${monthInWords(month)} (${reasonWords[reason]})`,
  hint: `${presences(children.declared)} déclarées. Si l'ONE vous suit : +${centsInWords(declared - retained)}.`,
});

const nothingToContest =
  'Aucune ligne ne peut être contestée : aucune ne baisse, ou elles ont déjà été contestées, une fois chacune.';
export const contest: ActForm<Pages, Facts['contest']> = actForm<Pages>()({
  intro: ({ row }) => {
    const last = lastDayToContest(row);
    return `Une ligne à la fois, une fois chacune. Les autres lignes ne sont pas rouvertes, et ce qui est déjà versé n'est pas touché.${last ? ` Possible jusqu'au ${formatLongDate(last)}.` : ''}`;
  },
  begins: (context, { line: named }) =>
    contestable(context).some(({ code }) => code === named) ? { line: named } : {},
  fields: (context) => [
    radios('line', 'Ligne', contestable(context).map(optionOf)),
    textarea('reason', 'Pourquoi contestez-vous cette ligne ?', { rows: 5, maxLength: 5000 }),
  ],
  files: () => [evidenceField],
  blocked: (context) =>
    contestable(context).length === 0
      ? [{ partial: 'banner', kind: 'information', title: 'Rien à contester', text: nothingToContest }]
      : undefined,
  schema: z.strictObject({ line, reason: requiredText('Écrivez pourquoi vous contestez cette ligne.') }),
  checkFile: (values, context) =>
    contestable(context).some(({ code }) => code === values.line)
      ? {}
      : {
          line:
            values.line in context.row.state.data.contests
              ? 'Cette ligne est contestée déjà : une fois chacune.'
              : notAChoice,
        },
  split: async ({ line: contested, reason }, _row, file) => {
    const found = linesOf(await file()).find(({ code }) => code === contested);
    return {
      facts: { line: contested, cents: found ? found.declared - found.retained : 0 },
      content: { reason },
    };
  },
});

const asked = ({ row }: RowContext<Pages>): string[] =>
  Object.entries(row.state.data.contests).flatMap(([code, answered]) => (answered === 'asked' ? [code] : []));
const answered = (intro: string): ActForm<Pages, { line: string }> =>
  actForm<Pages>()({
    intro: () => intro,
    fields: (context) => [
      radios(
        'line',
        'Ligne',
        asked(context).map((code) => {
          const found = linesOf(context).find((one) => one.code === code);
          return found ? optionOf(found) : { value: code, text: 'Ligne contestée' };
        }),
      ),
      textarea('reason', "Réponse à l'opérateur", { rows: 4, maxLength: 5000 }),
    ],
    begins: (context) => (asked(context).length === 1 ? { line: asked(context)[0] } : {}),
    panels: ({ file }) => [linesPanel(file.own.one.calculations, { title: 'Déclaré, retenu, pourquoi' })],
    wide: true,
    schema: z.strictObject({ line, reason: requiredText('Écrivez votre réponse.') }),
    check: (values, context) => (asked(context).includes(values.line) ? {} : { line: notAChoice }),
    split: ({ line: answeredLine, reason }) => ({ facts: { line: answeredLine }, content: { reason } }),
  });

export const upholdContest = answered('La demande retourne au contrôle, où la ligne est revue.');
export const dismissContest = answered('Le montant retenu reste celui qui a été signé.');

const contestWords: Readonly<Record<CaseData['contests'][string], (on: string) => string>> = {
  asked: (on) => `contestée${on}, à l'ONE`,
  upheld: (on) => `contestée : l'ONE vous a suivi${on}`,
  dismissed: (on) => `contestée : l'ONE ne vous a pas suivi${on}`,
};
/** Beside a line of the operator's page: contest it, or what became of it, in the words of ONE. */
export function contestOf(
  { row: { state, status }, acts }: Pick<File, 'row' | 'acts'>,
  portal: string,
): (shown: PlaceMonthShown) => { label: string; text?: string; href?: string } | undefined {
  const { contests, contestOver } = state.data;
  const open = (status === 'to-pay' || status === 'paid') && !contestOver;
  return ({ code, fell }) => {
    const there = contests[code];
    if (!there) return open && fell ? { label: 'Contester', href: `${portal}/contest?line=${code}` } : undefined;
    const act = acts.findLast(
      ({ action, facts }) =>
        facts.line === code && (action === 'contest' || action === 'uphold-contest' || action === 'dismiss-contest'),
    );
    const text = act?.content?.reason;
    return {
      label: contestWords[there](act ? ` le ${formatShortDate(dayOf(act.at))}` : ''),
      ...(there !== 'asked' && typeof text === 'string' ? { text } : {}),
    };
  };
}
