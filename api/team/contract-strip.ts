/** Ten months around today: each contract as a bar, their sum under them, what is too much marked and what is missing hatched. */
import { addDays, addMonths, daysBetween, noDueDay, type Day } from '../../domain/calendar.ts';
import type { Sheet } from '../../db/team/find-sheet.ts';
import { gapsOf, percentOf, workTimeOf } from '../../domain/staff/work-time.ts';
import { functionLabel, percentInWords, periodInWords, shortDays } from '../../views/team/words.ts';

const [monthsBefore, months] = [2, 10];
/** Units of the drawing across the whole window. */
const across = 740;
const monthNames = ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'];

/** As much of a name as stands before the bars; the list under them has all of it. */
const mostLetters = 24;
const shortened = (name: string): string =>
  name.length > mostLetters ? `${name.slice(0, mostLetters - 1).trimEnd()}…` : name;

/** Undefined when nobody works in these months. */
export function contractStrip(
  { member, facilities, limits }: Pick<Sheet, 'member' | 'facilities' | 'limits'>,
  today: Day,
): ({ partial: string } & Record<string, unknown>) | undefined {
  const first = addMonths(`${today.slice(0, 7)}-01`, -monthsBefore);
  const last = addDays(addMonths(first, months), -1);
  const whole = daysBetween(first, last) + 1;
  const x = (day: Day): number => Math.round((daysBetween(first, day) / whole) * across);
  const isSeen = (from: Day, to: Day): boolean => from <= last && to >= first;
  const bar = (from: Day, to: Day) => {
    const left = from < first ? 0 : x(from);
    const right = to > last ? across : x(addDays(to, 1));
    return { x: left, width: Math.max(2, right - left), textX: left + 8 };
  };
  const seen = member.contracts.filter(({ fromOn, toOn }) => fromOn !== null && isSeen(fromOn, toOn ?? noDueDay));
  if (seen.length === 0) return undefined;
  const spans = workTimeOf(member.contracts, limits.fullTimeHours);
  const gaps = gapsOf(spans).filter(({ from, to }) => isSeen(from, to));
  const sums = spans.filter(({ from, to }) => isSeen(from, to));
  return {
    partial: 'team/contract-strip',
    height: 24 * seen.length + 52,
    gridHeight: 24 * seen.length + 30,
    sumY: 24 * seen.length + 26,
    sumTextY: 24 * seen.length + 39,
    todayX: x(today),
    months: Array.from({ length: months }, (_, index) => {
      const month = addMonths(first, index);
      const name = monthNames[Number(month.slice(5, 7)) - 1] ?? '';
      return { x: x(month), name: index === 0 || name === 'janv.' ? `${name} ${month.slice(0, 4)}` : name };
    }),
    contracts: seen.map((contract, index) => {
      const percent = percentOf(contract, limits.fullTimeHours);
      const place = facilities.find(({ id }) => id === contract.facilityId)?.name ?? '';
      return {
        ...bar(contract.fromOn!, contract.toOn ?? noDueDay),
        y: 24 * index + 22,
        textY: 24 * index + 36,
        text: [shortened(place), percent === null ? functionLabel(contract) : percentInWords(percent)].join(', '),
        period: periodInWords(contract, today),
      };
    }),
    sums: [
      ...sums.map(({ from, to, percent }) => ({
        ...bar(from, to),
        kind: percent > 100 ? 'over' : 'sum',
        text: percentInWords(percent),
      })),
      ...gaps.map(({ from, to }) => ({ ...bar(from, to), kind: 'gap', text: 'sans contrat' })),
    ],
    periods: [
      ...sums.map(({ from, to, percent }) => ({
        from,
        text: `${percentInWords(percent)} ${shortDays(from, to)}`,
        isOver: percent > 100,
      })),
      ...gaps.map(({ from, to }) => ({ from, text: `sans contrat ${shortDays(from, to)}`, isGap: true })),
    ].sort((a, b) => (a.from < b.from ? -1 : 1)),
  };
}
