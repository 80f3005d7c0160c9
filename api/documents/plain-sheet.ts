/** A sheet of texts under headers, to be read and not filled in. */
import { harmless, type DrawnSheet } from '../../domain/workbook.ts';

/** @param columns each header with its width, in characters */
export function plainSheet(name: string, columns: Record<string, number>, lines: readonly string[][]): DrawnSheet {
  return {
    name,
    columns: Object.entries(columns).map(([header, width]) => ({ header, width })),
    rows: lines.map((texts, index) => ({ number: index + 2, cells: texts.map((text) => ({ text: harmless(text) })) })),
    headerRow: 1,
    lastRow: lines.length + 1,
  };
}
