/** A number of children as a cell says it. Pure. */
import { quoted } from '../../number-fault.ts';
import { readText, wrong, type CellRead } from '../../sheet/read-cells.ts';
import type { Cell } from '../../workbook.ts';
import { readNumber } from '../../written-number.ts';
import { mostChildren } from '../counts.ts';

/** « 1 7 » is 17; « 17 enfants » is proposed as 17, « 31,0 » is 31, « 31,5 » is nothing. @returns undefined where nothing stands */
export function readCount(cell: Cell | undefined): CellRead<number | undefined> {
  const read = readText(cell);
  if ('wrong' in read || read.value === undefined) return read as CellRead<undefined>;
  const typed = read.value;
  const digits = typed.replace(/[\s\u00a0\u202f]/g, '');
  if (/^\d+$/.test(digits)) return counted(Number(digits));
  const number = readNumber(typed);
  if (number.ok && !number.negative && number.decimals === '') return counted(Number(number.whole));
  if (number.ok && number.negative)
    return wrong(
      'unreadable',
      `${quoted(typed)} est négatif : écrivez un nombre d'enfants, de 0 à ${String(mostChildren)}`,
    );
  if (number.ok || number.why === 'two-readings')
    return wrong('unreadable', `${quoted(typed)} n'est pas un nombre entier d'enfants : écrivez-le sans décimales`);
  const meant = /^\D*(\d{1,3})\D*$/u.exec(digits)?.[1];
  return wrong('unreadable', `Écrivez un nombre d'enfants, de 0 à ${String(mostChildren)}, sans autre signe`, meant);
}

const counted = (count: number): CellRead<number> =>
  count > mostChildren
    ? wrong('beyond', `${String(count)} enfants en un jour : écrivez un nombre de 0 à ${String(mostChildren)}`)
    : { value: count };
