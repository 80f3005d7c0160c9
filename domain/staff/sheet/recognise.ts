/** The columns of a team in their sheet. */
import { searchable } from '../../searchable.ts';
import {
  recogniseSheet,
  unknownColumns as unknownIn,
  type FileColumn,
  type UploadedSheet as AnySheet,
} from '../../sheet/recognise.ts';
import type { ReadWorkbook } from '../../workbook.ts';
import { columnKeys, findColumn, sheetColumns, type ColumnKey } from './columns.ts';

export type UploadedSheet = AnySheet<ColumnKey>;

/**
 * @param remembered what headers of theirs mean at this body, by their searchable text
 * @returns the sheet; undefined: no row of it looks like headers
 */
export const recognise = (
  workbook: Pick<ReadWorkbook, 'rows'>,
  remembered: Readonly<Record<string, ColumnKey>> = {},
): UploadedSheet | undefined =>
  recogniseSheet(workbook, ({ text }) => {
    const key = searchable(text);
    return findColumn(text) ?? (Object.hasOwn(remembered, key) ? remembered[key] : undefined);
  });

/** Columns without which nothing can be read. */
export const missingColumns = ({ columns }: Pick<UploadedSheet, 'columns'>): ColumnKey[] =>
  columnKeys.filter((key) => sheetColumns[key].isNeeded && !Object.values(columns).includes(key));

export const unknownColumns = (sheet: UploadedSheet): FileColumn[] => unknownIn(sheet, findColumn);
