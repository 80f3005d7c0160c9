/** After a reopening: what differs now from what was sent, cell by cell, with who changed it last and when; told to both sides. */
import type { EncodedRow } from '../../db/attendance/month.ts';
import { lastChanges } from '../../db/attendance/cell-changes.ts';
import { namesOf } from '../../db/attendance/names.ts';
import { sentRows } from '../../db/attendance/sent.ts';
import type { Database } from '../../db/connect.ts';
import type { Instant } from '../../domain/calendar.ts';
import { isEmpty } from '../../domain/attendance/check-month.ts';
import { differencesOf, type Difference } from '../../domain/attendance/differences.ts';
import type { ChildRow } from '../../domain/attendance/month.ts';
import { dayInWords, shortDay } from '../../domain/attendance/weeks.ts';
import { formatShortDateTime } from '../../domain/french-dates.ts';
import { childName, fieldWords, shown } from '../../views/attendance/words.ts';

export interface DifferenceLine {
  who: string;
  what: string;
  before: string;
  after: string;
  by: string;
}

/** Undefined where the month was not sent before, or retention has erased what was. */
export async function findDifferences(
  db: Database,
  { caseId, month, rows }: { caseId: string; month: string; rows: readonly EncodedRow[] },
): Promise<DifferenceLine[] | undefined> {
  const sent = await sentRows(db, caseId, month);
  if (!sent) return undefined;
  const found = differencesOf(
    sent,
    rows.filter((row) => !isEmpty(row)),
  );
  const changes = await lastChanges(db, {
    rows: found.flatMap((one) => (one.what === 'changed' ? one.row.id : [])),
    removed: found.flatMap((one) => (one.what === 'removed' ? one.row.id : [])),
  });
  const names = await namesOf(db, [
    ...found.map((one) => (one.what === 'removed' ? null : (one.row.changedBy ?? one.row.changedWith))),
    ...changes.map(({ by }) => by),
  ]);
  const told = (by: string | null, at: Instant): string =>
    `${names.get(by ?? '') ?? 'une autre personne'}, le ${formatShortDateTime(at)}`;
  const ofCell = new Map(
    changes.map(({ rowId, day, by, at }) => [`${rowId} ${day === null ? 'gone' : String(day)}`, told(by, at)]),
  );
  return found.flatMap((one) =>
    linesOf(one, month, {
      // What is said of a child has no hour of its own.
      row: ({ changedBy, changedWith, changedAt }) => told(changedBy ?? changedWith, changedAt),
      cell: ({ id }, day) => ofCell.get(`${id} ${day === null ? 'gone' : String(day)}`),
    }),
  );
}
interface Tellers {
  row: (row: EncodedRow) => string;
  /** @param day none: of the line itself, which went */
  cell: (row: ChildRow, day: number | null) => string | undefined;
}

const said = (text: string): string => (text === '' ? 'vide' : shown(text));
const fieldOf = (row: ChildRow, field: keyof ChildRow): string => {
  const value = row[field];
  if (value === null || value === '') return 'vide';
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? shortDay(value)
    : String(value as string | number).replace('.', ',');
};

function linesOf(one: Difference<EncodedRow>, month: string, by: Tellers): DifferenceLine[] {
  const who = childName(one.row);
  if (one.what === 'added') return [{ who, what: 'enfant ajouté', before: '–', after: '–', by: by.row(one.row) }];
  if (one.what === 'removed')
    return [{ who, what: 'enfant retiré', before: '–', after: '–', by: by.cell(one.row, null) ?? '' }];
  const { row, before } = one;
  return [
    ...one.about.map((field) => ({
      who,
      what: field === 'contractDays' ? 'contrat' : fieldWords[field as keyof typeof fieldWords],
      before: fieldOf(before, field),
      after: fieldOf(row, field),
      by: by.row(row),
    })),
    ...one.cells.map(({ day, before: was, after }) => ({
      who,
      what: dayInWords(`${month}-${String(day).padStart(2, '0')}`),
      before: said(was),
      after: said(after),
      by: by.cell(row, day) ?? by.row(row),
    })),
  ];
}

/** For the partial `data-table`; none where nothing differs. */
export const differenceTable = (lines: readonly DifferenceLine[]) => ({
  caption: "Ce qui a changé depuis l'envoi",
  hideCaption: true,
  stack: true,
  dense: true,
  columns: ['Enfant', 'Quoi', 'Envoyé', 'Maintenant', 'Dernier changement'].map((label) => ({ label })),
  rows: lines.slice(0, mostLines).map(({ who, what, before, after, by }) => ({
    cells: [{ text: who, strong: true }, { text: what }, { text: before }, { text: after }, { text: by }],
  })),
});
/** More than that is another month. */
const mostLines = 500;
