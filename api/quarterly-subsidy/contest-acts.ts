/** A line of a signed calculation, contested by the operator and answered by ONE: its effect in euros is known before it is sent. */
import { z } from 'zod';
import type { KeptCalculation } from '../../db/subsidies/calculations.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { followedBy, lineCodes, type LineCode } from '../../domain/subsidy/lines.ts';
import type { CaseData, Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { lineWords } from '../../views/quarterly-subsidy/words.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { reasonWords } from '../../views/subsidies/words.ts';
import { actForm, type ActForm, type FileContext, type RowContext } from '../cases/act-form.ts';
import type { LineShown } from '../../views/subsidies/lines.ts';
import { choice, radios, requiredText, textarea } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { notFound } from '../problems.ts';
import { linesPanel } from '../subsidies/lines-panel.ts';
import type { File, Pages, Row } from './own.ts';

const line = choice('Choisissez une ligne.', lineCodes);
const lost = (calculation: KeptCalculation, code: LineCode): number => {
  const found = calculation.lines.find((one) => one.code === code);
  return found ? found.declared - found.retained : 0;
};
/** If ONE follows: the line as it was declared, and those that move with it. */
export function effectOf(calculation: KeptCalculation, code: LineCode): { own: number; withFollowers: number } {
  const own = lost(calculation, code);
  const followers = lineCodes.filter((one) => followedBy[one] === code).map((one) => lost(calculation, one));
  return { own, withFollowers: followers.reduce((sum, cents) => sum + cents, own) };
}
/** Those that fell for a reason of their own, once each. */
const contestable = ({ file, row }: FileContext<Pages>): LineCode[] => {
  const last = file.own.one.calculations.at(-1);
  return (last?.lines ?? [])
    .filter(
      ({ code, follows, declared, retained }) => retained < declared && !follows && !(code in row.state.data.contests),
    )
    .map(({ code }) => code);
};
/** The last day on which a line may be contested. */
export function lastDayToContest({ state: { data }, parameters }: Row): string | undefined {
  const days = parameters.contest?.value;
  return data.signedOn && days !== undefined ? addDays(data.signedOn, days) : undefined;
}

const nothingToContest =
  'Aucune ligne ne peut être contestée : celles qui baissent suivent une autre, ou ont déjà été contestées, une fois chacune.';
export const contest: ActForm<Pages, Facts['contest']> = actForm<Pages>()({
  intro: ({ row }) => {
    const last = lastDayToContest(row);
    return `Une ligne à la fois, une fois chacune. Les autres lignes ne sont pas rouvertes, et ce qui est déjà versé n'est pas touché.${last ? ` Possible jusqu'au ${formatLongDate(last)}.` : ''}`;
  },
  // From the line itself. What names none of ours is no address; one that cannot be contested is not chosen.
  begins: (context, { line: named }) => {
    if (named === undefined) return {};
    const code = lineCodes.find((one) => one === named);
    if (!code) throw notFound();
    return contestable(context).includes(code) ? { line: code } : {};
  },
  fields: (context) => [
    radios(
      'line',
      'La ligne que vous contestez',
      contestable(context).map((value) => optionOf(context, value)),
    ),
    textarea('reason', 'Pourquoi contestez-vous cette ligne ?', { rows: 5, maxLength: 5000 }),
  ],
  files: () => [{ name: 'piece', slot: 'contest', label: 'Pièce' }],
  blocked: (context) =>
    contestable(context).length === 0
      ? [{ partial: 'banner', kind: 'information', title: 'Rien à contester', text: nothingToContest }]
      : undefined,
  schema: z.strictObject({ line, reason: requiredText('Écrivez pourquoi vous contestez cette ligne.') }),
  checkFile: (values, context) =>
    contestable(context).includes(values.line)
      ? {}
      : {
          line:
            values.line in context.row.state.data.contests
              ? 'Cette ligne est contestée déjà : une fois chacune.'
              : notAChoice,
        },
  split: async ({ line: contested, reason }, _row, file) => {
    const last = (await file()).file.own.one.calculations.at(-1);
    return {
      facts: { line: contested, cents: last ? effectOf(last, contested).withFollowers : 0 },
      content: { reason },
    };
  },
});

function optionOf({ file }: FileContext<Pages>, code: LineCode): { value: string; text: string; hint?: string } {
  const last = file.own.one.calculations.at(-1);
  if (!last) return { value: code, text: lineWords[code] };
  const { own, withFollowers } = effectOf(last, code);
  const why = last.lines.find((one) => one.code === code)?.reason ?? 'other';
  return {
    value: code,
    text: `${lineWords[code]} (${reasonWords[why]})`,
    hint: `Si l'ONE vous suit : +${centsInWords(own)}${withFollowers > own ? `, et avec les lignes qui en dépendent +${centsInWords(withFollowers)}` : ''}.`,
  };
}

const asked = ({ row }: RowContext<Pages>): LineCode[] =>
  lineCodes.filter((code) => row.state.data.contests[code] === 'asked');
const answered = (intro: string): ActForm<Pages, { line: string }> =>
  actForm<Pages>()({
    intro: () => intro,
    fields: (context) => [
      radios(
        'line',
        'Ligne',
        asked(context).map((code) => optionOf(context, code)),
      ),
      textarea('reason', "Réponse au milieu d'accueil", { rows: 4, maxLength: 5000 }),
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
): (shown: LineShown) => { label: string; text?: string; href?: string } | undefined {
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
