/** The quarter as a line: its months, what is left until its last day, today and the reminders; and the quarters beside it. */
import { addMonths, dayOf, daysBetween, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { firstDayOf, lastDayOf, monthInWords, monthOf, quarterInWords } from '../../domain/quarter.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import type { File } from './own.ts';

export function timeBarPanel({ row, own }: File, today: Day): Panel {
  const { data, deadlines } = row.state;
  const [first, last] = [firstDayOf(data.quarter), data.lastDay];
  // Past the last day the line goes on until today.
  const end = today > last ? today : last;
  const length = Math.max(1, daysBetween(first, end));
  const at = (day: Day): number =>
    Math.round((Math.min(Math.max(daysBetween(first, day), 0), length) / length) * 1000) / 10;
  const span = (from: Day, to: Day, kind: string) => ({
    x: at(from),
    width: Math.round((at(to) - at(from)) * 10) / 10,
    kind,
  });
  const over = lastDayOf(data.quarter);
  const months = [];
  for (let day = first; day < end; day = addMonths(day, 1)) {
    const name = monthInWords(monthOf(day)).replace(/ \d+$/, '');
    months.push({ x: at(day), name, short: name.length > 4 ? `${name.slice(0, 4)}.` : name });
  }
  const link = (quarter: { id: string; quarter: string } | undefined) =>
    quarter && { href: `/pro/${slug}/${quarter.id}`, label: quarterInWords(quarter.quarter) };
  return {
    partial: 'quarterly-subsidy/time-bar',
    // A year late, months would stand on one another.
    months: months.length > 9 ? [] : months,
    spans: [
      span(first, over, 'ahead'),
      span(first, today < over ? today : over, 'declared'),
      span(over, today < last ? today : last, 'passed'),
      ...(today <= last ? [span(today > over ? today : over, last, 'left')] : [span(last, today, 'late')]),
    ].filter(({ width }) => width > 0),
    reminders: deadlines
      .filter(({ act }) => act === 'remind')
      .map((deadline) => dayOf(deadline.at))
      .filter((day) => day > today && day < last)
      .map((day) => ({ x: at(day) })),
    today: { x: at(today), text: formatLongDate(today) },
    last: { x: at(last), text: formatLongDate(last), isOver: today > last },
    quarter: quarterInWords(data.quarter),
    previous: link(own.around.find(({ quarter }) => quarter < data.quarter)),
    next: link(own.around.find(({ quarter }) => quarter > data.quarter)),
  };
}
