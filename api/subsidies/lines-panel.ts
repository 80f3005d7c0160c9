/** « Déclaré, retenu, pourquoi » of a case, and where it was calculated anew, what it was before. */
import type { KeptCalculation } from '../../db/subsidies/calculations.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import type { KeptLine } from '../../domain/subsidy/kept-line.ts';
import { shownLines, totalsByGroup, type LineShown } from '../../views/subsidies/lines.ts';
import { scaleInWords } from '../../views/subsidies/words.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import type { Panel } from '../cases/procedure-pages.ts';

export interface LinesOptions {
  title: string;
  /** What one may do about a line: contest it, answer. */
  act?: (line: LineShown) => { label: string; text?: string; href?: string } | undefined;
}
interface Line {
  code: string;
  declared: number;
  retained: number;
}
/** What the panel needs of a line that is shown, whatever is calculated. */
type Shown = Omit<LineShown, 'code'> & { code: string };
export interface Calculated<L extends Line, S extends Shown> {
  title: string;
  /** « tableau des forfaits 2026 T3, … », after « d'après le ». */
  scale: (scale: string) => string;
  /** Why it was calculated anew. */
  whyRevised: (before: KeptCalculation<L>, last: KeptCalculation<L>) => string;
  groups: (lines: readonly L[]) => { name: string; lines: S[] }[];
  totals: (lines: readonly L[]) => { label: string; cents: number }[];
  act?: ((line: S) => { label: string; text?: string; href?: string } | undefined) | undefined;
}

/** @param calculations of the case, the oldest first */
export const linesPanel = (calculations: readonly KeptCalculation[], { title, act }: LinesOptions): Panel =>
  calculationPanel<KeptLine, LineShown>(calculations, {
    title,
    act,
    scale: scaleInWords,
    whyRevised,
    groups: shownLines,
    totals: totalsByGroup,
  });

/** @param calculations of the case, the oldest first */
export function calculationPanel<L extends Line, S extends Shown>(
  calculations: readonly KeptCalculation<L>[],
  { title, scale: scaleWords, whyRevised: why, groups, totals, act }: Calculated<L, S>,
): Panel {
  const last = calculations.at(-1);
  if (!last) return { partial: 'subsidies/lines', title };
  const before = calculations.findLast(({ revision }) => revision < last.revision);
  const formerly = new Map(before?.lines.map(({ code, retained }) => [code, retained]) ?? []);
  return {
    partial: 'subsidies/lines',
    title,
    scale: scaleWords(last.scale),
    on: formatShortDate(dayOf(last.at)),
    figures: [
      { label: 'déclaré', value: centsInWords(last.declared) },
      { label: 'retenu', value: centsInWords(last.retained) },
      { label: 'versé avant ce calcul', value: centsInWords(last.advance) },
      { label: 'solde du calcul', value: centsInWords(last.retained - last.advance) },
    ],
    ...(before
      ? {
          before: {
            scale: scaleWords(before.scale),
            on: formatShortDate(dayOf(before.at)),
            retained: before.retained,
            gap: signed(last.retained - before.retained),
            why: why(before, last),
            ...(last.retained < last.advance ? { owed: centsInWords(last.advance - last.retained) } : {}),
          },
        }
      : {}),
    groups: groups(last.lines).map(({ name, lines }) => ({
      name,
      lines: lines.map((line) => {
        const was = formerly.get(line.code);
        return {
          ...line,
          gap: line.gap === 0 ? undefined : signed(line.gap),
          ...(before && was !== line.retained ? { was: was ?? 0 } : {}),
          ...withAct(act?.(line)),
        };
      }),
    })),
    declared: last.declared,
    retained: last.retained,
    gap: last.retained === last.declared ? undefined : signed(last.retained - last.declared),
    totals: totals(last.lines).map(({ label, cents }) => ({ label, value: centsInWords(cents) })),
  };
}
/** The table is another, or it was controlled anew: a contest, a request that was sent back. */
const whyRevised = (before: KeptCalculation, last: KeptCalculation): string =>
  before.scale === last.scale
    ? 'La demande a été contrôlée à nouveau, avec le même tableau.'
    : 'Le tableau des forfaits a été corrigé : ce qui avait été retenu est recalculé.';
const withAct = (act: { label: string; text?: string; href?: string } | undefined): object => (act ? { act } : {});

const notTheOne =
  'Le calcul que le dossier porte ne peut pas être montré : rien ne se signe sans être lu. Renvoyez-le au contrôle.';
/** Nothing is signed that is not shown. @param shown the calculations on the page, the one to sign last; @param held digest that the case bears */
export const unseen = (shown: readonly { digest: string }[], held: string | undefined): string | undefined =>
  shown.at(-1)?.digest === held ? undefined : notTheOne;

/** « −2 784,00 € » */
export const signed = (cents: number): string => `${cents < 0 ? '−' : '+'}${centsInWords(Math.abs(cents))}`;
