/** Where the averages of a domain stand in a drawing: SVG attributes, so that no style is needed. */
import { notableGap, type DomainAverages } from '../../domain/functioning-review/comparison.ts';
import { domainWords } from './assessment-words.ts';

const [left, right, top, step] = [170, 500, 34, 30];
const x = (average: number): number => Math.round((left + ((average - 1) / 3) * (right - left)) * 10) / 10;
const figures = new Intl.NumberFormat('fr-BE', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const figure = (value: number | null): string => (value === null ? '–' : figures.format(value));

export function layAverages(averages: readonly DomainAverages[]) {
  const bottom = top + averages.length * step;
  return {
    width: right + 20,
    height: bottom + 4,
    scale: [1, 2, 3, 4].map((value) => ({ value, x: x(value), top: top - 8, bottom: bottom - 8, labelY: top - 16 })),
    rows: averages.map(({ domain, operator, one, before }, index) => {
      const y = top + index * step + 6;
      const isNotable = operator !== null && one !== null && Math.abs(operator - one) >= notableGap;
      return {
        label: domainWords[domain].short,
        labelX: left - 14,
        textY: y + 5,
        y,
        isNotable,
        ...(operator !== null && one !== null ? { line: { from: x(operator), to: x(one) } } : {}),
        ...(operator === null ? {} : { operator: x(operator) }),
        ...(one === null ? {} : { one: diamond(x(one), y) }),
        ...(before === null ? {} : { before: x(before) }),
        words: {
          operator: figure(operator),
          one: figure(one),
          before: figure(before),
          notable: isNotable ? 'oui' : 'non',
        },
      };
    }),
  };
}
const diamond = (at: number, y: number): string =>
  `${String(at)},${String(y - 8)} ${String(at + 8)},${String(y)} ${String(at)},${String(y + 8)} ${String(at - 8)},${String(y)}`;
