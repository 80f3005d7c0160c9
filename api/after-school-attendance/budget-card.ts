/** The card above a month: its budget year with both dates, the quarters by their months, and the way to September. */
import {
  budgetQuarterOf,
  budgetYearOf,
  firstDayOfBudgetYear,
  firstDayOfQuarter,
  lastDayOfBudgetYear,
  lastDayOfQuarter,
  nearestSeptember,
  quarterByMonths,
  quartersOf,
  type BudgetQuarter,
} from '../../domain/after-school/budget-year.ts';
import { lastCountedMonth } from '../../domain/after-school/counts.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatPlainDate, formatShortDate } from '../../domain/french-dates.ts';
import { monthInWords, monthOf, monthsFurther, type Month } from '../../domain/quarter.ts';
import { lastDayFor } from '../../workflows/aes-subsidy/rules.ts';
import type { Parameters } from '../../workflows/procedure.ts';
import { baseOf, firstMonth, type MonthContext } from './month-context.ts';

/** @param lastDays of the quarters that are opened: each case keeps its own */
export function budgetCard(
  context: MonthContext,
  { parameters, lastDays }: { parameters: Parameters; lastDays: ReadonlyMap<BudgetQuarter, Day> },
  { base = baseOf(context.facilityId) } = {},
) {
  const { month, today, sendings } = context;
  const year = budgetYearOf(month);
  const shown = budgetQuarterOf(month);
  const hrefOf = (to: Month): string | undefined =>
    to >= firstMonth && to <= lastCountedMonth(today) ? `${base}/${to}` : undefined;
  return {
    year,
    dates: `du ${formatPlainDate(firstDayOfBudgetYear(year))} au ${formatPlainDate(lastDayOfBudgetYear(year))}`,
    // Backwards one comes to its September: what people look for there.
    previous: { label: String(year - 1), href: hrefOf(monthOf(lastDayOfBudgetYear(year - 1))) },
    next: {
      label: String(year + 1),
      href: hrefOf(monthOf(firstDayOfBudgetYear(year + 1))),
      opens: formatShortDate(firstDayOfBudgetYear(year + 1)),
    },
    quarters: quartersOf(year).map((quarter) => {
      const sent = sendings.find((sending) => sending.quarter === quarter);
      const lastDay = lastDays.get(quarter) ?? (parameters.submission && lastDayFor(quarter, parameters));
      const isCurrent = firstDayOfQuarter(quarter) <= today && today <= lastDayOfQuarter(quarter);
      const month_ = landingIn(quarter, today);
      return {
        name: quarterByMonths(quarter),
        shown: quarter === shown,
        href: hrefOf(month_),
        state: stateOf({ quarter, sent, lastDay, isCurrent, today, isKnown: hrefOf(month_) !== undefined }),
      };
    }),
    september: septemberLine(month, today, hrefOf),
  };
}

/** Today's month in the quarter that runs, else the first one. */
const landingIn = (quarter: BudgetQuarter, today: Day): Month =>
  budgetQuarterOf(monthOf(today)) === quarter ? monthOf(today) : quarter;

function stateOf({
  quarter,
  sent,
  lastDay,
  isCurrent,
  today,
  isKnown,
}: {
  quarter: BudgetQuarter;
  sent: MonthContext['sendings'][number] | undefined;
  lastDay: Day | undefined;
  isCurrent: boolean;
  today: Day;
  isKnown: boolean;
}): string {
  if (firstDayOfQuarter(quarter) > today) return `ouvre le ${formatShortDate(firstDayOfQuarter(quarter))}`;
  if (!isKnown) return 'avant les calendriers connus du portail';
  if (sent)
    return `envoyé le ${formatShortDate(dayOf(sent.at))}${sent.reopened.length > 0 ? ` · rouvert : ${sent.reopened.map((one) => monthInWords(one).split(' ')[0]).join(', ')}` : ''}`;
  const until =
    lastDay &&
    (lastDay < today
      ? `à envoyer, délai dépassé le ${formatShortDate(lastDay)}`
      : `à envoyer jusqu’au ${formatShortDate(lastDay)}`);
  return [isCurrent ? 'en cours' : undefined, until].filter(Boolean).join(' · ') || 'terminé, à envoyer';
}

function septemberLine(month: Month, today: Day, hrefOf: (to: Month) => string | undefined) {
  const september = nearestSeptember(month);
  const year = budgetYearOf(september);
  const quarter = quarterByMonths(budgetQuarterOf(september)).replace(/ \d+$/, '');
  const opens = firstDayOfQuarter(budgetQuarterOf(september));
  return {
    here: september === month,
    name: monthInWords(september),
    where: `l'année budgétaire ${String(year)}, trimestre ${quarter}`,
    href: hrefOf(september),
    opens: opens > today ? formatShortDate(opens) : undefined,
    // After it another year begins: the trap of whoever chooses the year first.
    after: `${monthInWords(monthsFurther(september, 1))} ouvre l'année budgétaire ${String(year + 1)}`,
  };
}
