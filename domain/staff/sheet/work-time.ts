/** Time of work as people write it: « 80 », « 80 % », « 19,5 », « 19 h 30 », « 38 heures ». */
import { numberFault, quoted } from '../../number-fault.ts';
import { wrong, type Wrong as AnyWrong } from '../../sheet/read-cells.ts';
import { cleanLine } from '../../typed-text.ts';
import { readNumber } from '../../written-number.ts';
import { regimes, type ColumnKey } from './columns.ts';
import type { FaultKind } from './line.ts';
import type { CellRead } from './read-cells.ts';

type Wrong = AnyWrong<FaultKind>;
export type Regime = keyof typeof regimes;
export interface WorkTime {
  regime: Regime;
  value: number;
}

/** @returns the number, to two decimals, and its unit where it was written with one */
export function readWorkTime(typed: string): CellRead<{ regime: Regime | undefined; value: number }> {
  const text = cleanLine(typed);
  const { hours, minutes } = /^(?<hours>\d{1,3}) ?(?:h|:) ?(?<minutes>[0-5]\d)?$/i.exec(text)?.groups ?? {};
  if (hours !== undefined)
    return {
      value: { regime: 'hours', value: Math.round((Number(hours) + Number(minutes ?? 0) / 60) * 100) / 100 },
    };
  const { number = '', unit } =
    /^(?<number>.*?)\s*(?<unit>%|pour cent|h|heures?(?:\s*(?:\/|par)\s*semaine)?|h\s*\/\s*sem(?:aine)?\.?)?$/iu.exec(
      text,
    )?.groups ?? {};
  const read = readNumber(number);
  if (!read.ok) return wrong('unreadable', numberFault(text, read, false));
  if (read.decimals.length > 2)
    return wrong('unreadable', numberFault(text, { ok: false, why: 'decimals', most: 2 }, false));
  const value = Number(`${read.negative ? '-' : ''}${read.whole}.${read.decimals || '0'}`);
  return {
    value: { regime: unit === undefined ? undefined : /^[%p]/i.test(unit) ? 'percent' : 'hours', value },
  };
}

/** Of a week of work, as on the screen. */
const mostHours = 60;

/** The time with its regime, said in its own cell or with the number; both must agree. `column`: where it is to be mended. */
export function workTimeOf(
  text: string,
  regime: Regime | undefined,
): { value: WorkTime } | { wrong: Wrong; column: ColumnKey } {
  const read = readWorkTime(text);
  if ('wrong' in read) return { ...read, column: 'time' };
  const { regime: written, value } = read.value;
  if (regime && written && regime !== written)
    return {
      ...wrong(
        'regime',
        `Le temps de travail est écrit ${regimes[written]}, le régime dit « ${regimes[regime]} »`,
        regimes[written],
      ),
      column: 'regime',
    };
  const unit = regime ?? written;
  if (unit === undefined)
    return {
      ...wrong(
        'missing',
        `Choisissez le régime : ${quoted(text)} est en % ou en heures par semaine`,
        value > 48 && value <= 100 ? regimes.percent : undefined,
      ),
      column: 'regime',
    };
  const beyond = faultOfValue(text, unit, value);
  return beyond ? { ...beyond, column: 'time' } : { value: { regime: unit, value } };
}

function faultOfValue(text: string, unit: Regime, value: number): { wrong: Wrong } | undefined {
  if (value <= 0) return wrong('beyond', 'Le temps de travail est plus grand que zéro');
  if (unit === 'hours')
    return value > mostHours
      ? wrong('beyond', `Le temps de travail va jusqu’à ${String(mostHours)} heures par semaine`)
      : undefined;
  if (value > 100) return wrong('beyond', 'Le temps de travail va jusqu’à 100 %');
  return value <= 1
    ? wrong(
        'beyond',
        `${quoted(text)} est une fraction : écrivez le pourcentage`,
        String(Math.round(value * 10_000) / 100).replace('.', ','),
      )
    : undefined;
}
