/** A simulation in words: each step with the visitor's own figures, so that it can be redone by hand. */
import { formatPlainDate } from '../../domain/french-dates.ts';
import {
  neighbours,
  simulate,
  type Grid,
  type Paid,
  type Reduction,
  type Situation,
} from '../../domain/parental-contribution/simulate.ts';
import { inWords } from '../../domain/quantity.ts';

const euros = (cents: number): string => inWords({ value: cents, unit: 'cents' });
const percent = (rate: number): string => inWords({ value: rate, unit: 'rate' });
const rates = new Intl.NumberFormat('fr-BE', { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 4 });
/** « 0,70 » */
const factor = (rate: number): string => rate.toFixed(2).replace('.', ',');

const whys: Readonly<Record<Reduction, string>> = {
  'single-parent': 'Vous vivez seul·e avec vos enfants',
  'large-family': 'Trois enfants ou plus',
  'two-in-care': 'Deux enfants accueillis',
};

/** « 16 × 11,65 € » */
const counted = (days: number, price: number): string => `${String(days)} × ${euros(price)}`;

export function presentSimulation(situation: Situation, grid: Grid): Record<string, unknown> {
  const simulation = simulate(situation, grid);
  if (simulation.free) return { free: true };
  const { fullDay, halfDay, month } = simulation;
  return {
    fullDay: euros(fullDay),
    halfDay: euros(halfDay),
    month: euros(month.total),
    table: tableOf(simulation),
    held: heldIn(simulation, grid),
    reduction: reductionIn(simulation, grid),
    half: {
      title: `Une demi-journée compte pour ${percent(grid.halfDay)}`,
      sum: `${euros(fullDay)} × ${factor(grid.halfDay)} =`,
      result: euros(halfDay),
    },
    monthly: { sum: monthIn(situation, simulation), result: euros(month.total) },
    others: neighbours(situation, grid).map(({ income, fullDay: price }) => ({
      income: euros(income),
      fullDay: euros(price),
    })),
  };
}

function tableOf({ bands, sum }: Paid): object {
  const income = bands.reduce((total, { share }) => total + share, 0);
  return {
    rows: bands.map(({ from, to, rate, share, perDay }) => ({
      band: to === undefined ? `au-delà de ${euros(from)}` : `de ${euros(from)} à ${euros(to)}`,
      rate: rates.format(rate),
      share: share === 0 ? undefined : euros(share),
      perDay: share === 0 ? undefined : euros(perDay),
    })),
    income: euros(income),
    sum: euros(sum),
  };
}

function heldIn({ held, beforeReduction }: Paid, { floor, cap }: Grid): object {
  const between = `Au moins ${euros(floor)}, au plus ${euros(cap)} par jour`;
  if (!held) return { text: `${between}\u00a0: votre montant est entre les deux.` };
  return {
    bites: true,
    text:
      held === 'floor'
        ? `${between}\u00a0: votre montant est plus petit, on compte le minimum.`
        : `${between}\u00a0: votre montant est plus grand, on compte le maximum.`,
    result: euros(beforeReduction),
  };
}

function reductionIn({ reduction, others, beforeReduction, fullDay }: Paid, { reduced }: Grid): object | undefined {
  if (!reduction) return undefined;
  return {
    title: `${whys[reduction]}\u00a0: vous payez ${percent(reduced)}`,
    sum: `${euros(beforeReduction)} × ${factor(reduced)} =`,
    result: euros(fullDay),
    only:
      others.length === 0
        ? "Une seule réduction compte, même si plusieurs s'appliquent."
        : `Une seule réduction compte\u00a0: « ${others.map((other) => whys[other].toLowerCase()).join(' », « ')} » ne ${others.length > 1 ? 'changent' : 'change'} plus rien.`,
  };
}

/** « 16 × 11,65 € + 4 × 6,99 € = 186,40 € + 27,96 € = » */
function monthIn({ fullDays, halfDays }: Situation, { fullDay, halfDay, month }: Paid): string {
  if (halfDays === 0) return `${counted(fullDays, fullDay)} =`;
  if (fullDays === 0) return `${counted(halfDays, halfDay)} =`;
  return `${counted(fullDays, fullDay)} + ${counted(halfDays, halfDay)} = ${euros(month.full)} + ${euros(month.half)} =`;
}

/** « barème de démonstration 2026 », « Un nouveau barème vaut à partir du 1er janvier 2027. » */
export const aboutGrid = (grid: Grid, nextOn: string | undefined): { validFrom: string; next: string | undefined } => ({
  validFrom: formatPlainDate(grid.validFrom),
  next: nextOn && formatPlainDate(nextOn),
});
