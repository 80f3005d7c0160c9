/** The form of a week: which cells were changed on it, and from what. */
import { readCode } from '../../domain/attendance/codes.ts';
import { isUuid } from '../../domain/identifiers.ts';
import type { TypedCell } from '../../db/attendance/save-cells.ts';
import { cellText } from '../forms/cells.ts';
import type { NotKept } from './month-page.ts';

const entry = /^(\d{1,2}):(\d{1,9}):(.*)$/;

/** `c.<row>.<day>` is what stands in a cell now; `v.<row>` the versions and texts that the page showed. */
export function readWeek(body: unknown): { cells: TypedCell[]; faults: Map<string, NotKept> } {
  const fields = (body ?? {}) as Record<string, unknown>;
  const cells: TypedCell[] = [];
  const faults = new Map<string, NotKept>();
  for (const [name, seen] of Object.entries(fields)) {
    const rowId = name.startsWith('v.') ? name.slice(2) : '';
    if (!isUuid(rowId) || typeof seen !== 'string') continue;
    for (const part of seen.split(',')) {
      const [, day = '', version = '', text = ''] = entry.exec(part) ?? [];
      const typed = fields[`c.${rowId}.${day}`];
      if (day === '' || Number(day) < 1 || Number(day) > 31 || typeof typed !== 'string') continue;
      const read = cellText.safeParse(typed);
      if (!read.success) {
        faults.set(`${rowId}.${day}`, { typed, error: read.error.issues[0]?.message ?? '' });
        continue;
      }
      const next = readCode(read.data) ?? read.data;
      if (next !== (readCode(decoded(text)) ?? decoded(text)))
        cells.push({ rowId, day: Number(day), typed: next, seen: Number(version) });
    }
  }
  return { cells, faults };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
