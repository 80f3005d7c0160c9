/** What the desk of days asks beside the mending of cells: « ouvert ce jour-là », « aucun enfant ». */
import { questionsOf, type DaysReview, type DaysWaiting } from '../../db/after-school-import/preview.ts';
import { presentOf } from '../../domain/after-school/counts.ts';
import type { PlannedDay } from '../../domain/after-school/sheet/plan.ts';
import { writeCells, type Mended } from '../../domain/sheet/mending.ts';
import { cellsOf } from '../../domain/sheet/recognise.ts';
import type { ColumnKey } from '../../domain/after-school/sheet/columns.ts';
import type { MendForm } from '../sheet-import/mend.ts';

/** @returns undefined where the page asked for what is there no longer */
export function rework(
  { do: asked }: Pick<MendForm, 'do'>,
  waiting: DaysWaiting,
  review: DaysReview,
): DaysWaiting | undefined {
  const { doing, which } = /^(?<doing>open|close|none)-(?<which>all|\d{1,7})$/.exec(asked)?.groups ?? {};
  const of = (days: readonly PlannedDay[]): readonly PlannedDay[] =>
    which === 'all' ? days : days.filter(({ row }) => row === Number(which));
  switch (doing) {
    case 'open': {
      const days = of(questionsOf(review)).map(({ day }) => day);
      return days.length === 0 ? undefined : { ...waiting, open: [...new Set([...waiting.open, ...days])].sort() };
    }
    case 'close': {
      const days = of(review.days.filter(({ opens }) => opens)).map(({ day }) => day);
      return days.length === 0 ? undefined : { ...waiting, open: waiting.open.filter((day) => !days.includes(day)) };
    }
    case 'none': {
      const days = of(emptyDays(review));
      if (days.length === 0) return undefined;
      return {
        ...waiting,
        mending: writeCells(
          waiting.mending,
          days.flatMap((day) => zeroes(day, waiting)),
        ),
      };
    }
    default:
      return undefined;
  }
}

/** Asked for, over, and of which neither the file nor anybody has said anything. */
export const emptyDays = ({ days }: Pick<DaysReview, 'days'>): PlannedDay[] =>
  days.filter(({ doing, before }) => doing === 'empty' && presentOf(before) === null);

/**
 * What was answered about one place holds for no other: days that were open, lines that were left out, counts where the file has none. What was mended of
 * the file itself stays.
 */
export function withoutAnswers(waiting: DaysWaiting): DaysWaiting {
  const { sheet, mending } = waiting;
  const said = new Map(sheet.rows.map(({ number, cells }) => [number, cellsOf(cells, sheet.columns)]));
  const cells = mending.cells.filter(
    ({ row, column }) => column === 'day' || (said.get(row)?.[column]?.text ?? '').trim() !== '',
  );
  return { ...waiting, mending: { cells, leftOut: [] }, open: [] };
}

/** In the columns in which the file counts. */
function zeroes({ row }: PlannedDay, { sheet, report }: DaysWaiting): Mended<ColumnKey>[] {
  const keys = new Set(Object.values(sheet.columns));
  const columns: ColumnKey[] =
    report || !(keys.has('nursery') || keys.has('primarySchool')) ? ['together'] : ['nursery', 'primarySchool'];
  return columns.map((column) => ({ row, column, text: '0' }));
}
