/** One bar of a chart: a label, a height, and the part of it that is late. */
export interface Bar {
  label: string;
  value: number;
  late?: number;
}

const width = 480;
const height = 200;
const top = 28;
const floor = 168;

/**
 * Where each bar of a chart stands, in the units of a 480 × 200 drawing: SVG attributes, so that no style is needed.
 * The late part stands on top of its bar.
 */
export function layBars(bars: Bar[]) {
  const step = width / Math.max(bars.length, 1);
  const bar = Math.min(step * 0.6, 48);
  const highest = Math.max(1, ...bars.map(({ value }) => value));
  const scale = (floor - top) / highest;
  return {
    width,
    height,
    floor,
    bars: bars.map(({ label, value, late = 0 }, index) => {
      const x = round(index * step + (step - bar) / 2);
      const tall = value * scale;
      const lateTall = Math.min(late, value) * scale;
      return {
        label,
        value,
        late,
        x,
        width: round(bar),
        middle: round(x + bar / 2),
        y: round(floor - tall + lateTall),
        height: round(tall - lateTall),
        lateY: round(floor - tall),
        lateHeight: round(lateTall),
        valueY: round(floor - tall - 7),
        labelY: floor + 20,
      };
    }),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
