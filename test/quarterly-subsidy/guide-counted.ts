/** What each step of the guide costs by one hand: printed beside the guide's own by `COUNT=1 npm test -- test/quarterly-subsidy/guide-by-mouse.browser.ts`. */
import type { Cost, Walker } from '../support/walker.ts';

/** Gives who has walked it, where it was not the one whose journey it is. */
export type Leg = (sentence: string, walk: () => Promise<Walker[] | undefined>) => void;
interface Counted extends Cost {
  sentence: string;
  seconds: number;
}
const counted = new Map<string, Counted[]>();
/** What each has been counted for already. */
const told = new Map<Cost, Cost>();

export async function measured(
  title: string,
  sentence: string,
  hand: () => Walker,
  walk: () => Promise<Walker[] | undefined>,
): Promise<void> {
  const from = performance.now();
  const walkers = (await walk()) ?? [hand()];
  const seconds = (performance.now() - from) / 1000;
  const spent = walkers.map(({ cost }) => {
    const { clicks, fields, pages } = told.get(cost) ?? { clicks: 0, fields: 0, pages: 0 };
    told.set(cost, { ...cost });
    return { clicks: cost.clicks - clicks, fields: cost.fields - fields, pages: cost.pages - pages };
  });
  const sum = (of: keyof Cost): number => spent.reduce((all, one) => all + one[of], 0);
  const leg = { sentence, seconds, clicks: sum('clicks'), fields: sum('fields'), pages: sum('pages') };
  counted.set(title, [...(counted.get(title) ?? []), leg]);
}

export function tableOf(title: string): string {
  const legs = counted.get(title) ?? [];
  const sum = (pick: (leg: Counted) => number): number => legs.reduce((all, leg) => all + pick(leg), 0);
  const line = (...cells: (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const figures = (one: Cost & { seconds: number }) => [one.clicks, one.fields, one.pages, one.seconds.toFixed(1)];
  return [
    title,
    line('step', 'clicks', 'fields', 'pages', 'seconds'),
    line('---', '--:', '--:', '--:', '--:'),
    ...legs.map((leg) => line(leg.sentence, ...figures(leg))),
    line(
      'all',
      ...figures({
        clicks: sum((leg) => leg.clicks),
        fields: sum((leg) => leg.fields),
        pages: sum((leg) => leg.pages),
        seconds: sum((leg) => leg.seconds),
      }),
    ),
  ].join('\n');
}
