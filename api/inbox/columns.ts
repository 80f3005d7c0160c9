/** The columns an agent may choose; the due day and the task itself always stand. */
import type { Sort, TaskRow } from '../../db/inbox/list-tasks.ts';
import { dayInMilliseconds, dayOf, type Instant } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import { roleNames } from '../../workflows/roles.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { shortNameOfCase } from '../procedure-words.ts';

interface Cell {
  text: string;
  sub?: string | undefined;
}
interface ColumnOf {
  label: string;
  sort?: Sort;
  numeric?: boolean;
  nowrap?: boolean;
  cell: (row: TaskRow, now: Instant, procedures: readonly AnyProcedurePages[]) => Cell;
}

export const columns = {
  procedure: {
    label: 'Dossier',
    nowrap: true,
    cell: (row, _now, procedures) => ({ text: row.reference, sub: shortNameOfCase(procedures, row) }),
  },
  facility: { label: "Milieu d'accueil", sort: 'facility', cell: (row) => ({ text: row.facility_name }) },
  locality: {
    label: 'Localité',
    sort: 'locality',
    nowrap: true,
    cell: (row) => ({ text: `${row.postcode} ${row.locality}` }),
  },
  age: {
    label: "Âge chez l'ONE",
    numeric: true,
    nowrap: true,
    cell: (row, now) => ({ text: `${String(ageAtOne(row, now))}\u00a0j` }),
  },
  who: { label: 'Qui', nowrap: true, cell: (row) => ({ text: whoHas(row), sub: insteadOf(row) }) },
  opened: {
    label: 'Ouverte le',
    sort: 'opened',
    nowrap: true,
    cell: (row) => ({ text: formatShortDate(dayOf(row.opened_at)) }),
  },
  role: { label: 'Fonction', cell: (row) => ({ text: roleNames[row.role as keyof typeof roleNames] ?? '' }) },
  administration: {
    label: 'Administration',
    cell: (row) => ({ text: administrationNames[row.administration as Administration] }),
  },
} as const satisfies Record<string, ColumnOf>;

export type Column = keyof typeof columns;
export const defaultColumns: readonly Column[] = ['procedure', 'facility', 'locality', 'age', 'who'];
/** In the order of the table, whatever the order they were kept in. */
export const chosen = (kept: readonly string[] | undefined): [Column, ColumnOf][] => {
  const wanted: readonly string[] = kept ?? defaultColumns;
  return (Object.entries(columns) as [Column, ColumnOf][]).filter(([name]) => wanted.includes(name));
};

/** Whole days the case has been at ONE. */
function ageAtOne({ turn, clock_one_ms: spent, clock_since: since }: TaskRow, now: Instant): number {
  return Math.floor((spent + (turn === 'one' ? Math.max(0, now - since) : 0)) / dayInMilliseconds);
}

/** « S. Lambert », who replaces them while they are away; the operator's tasks are with the operator. */
export function whoHas(row: TaskRow): string {
  if (row.role === 'operator') return "l'opérateur";
  return (
    initialAndName(row.substitute_first_name, row.substitute_family_name) ??
    initialAndName(row.assignee_first_name, row.assignee_family_name) ??
    '–'
  );
}

/** « pour J. Moreau » while they are away, « laissée par J. Moreau » who has left. */
export function insteadOf(row: TaskRow): string | undefined {
  if (row.substitute_family_name)
    return `pour ${initialAndName(row.assignee_first_name, row.assignee_family_name) ?? ''}`;
  const former = initialAndName(row.former_first_name, row.former_family_name);
  return former && `${row.former_why === 'left' ? 'laissée par' : 'pour'} ${former}`;
}

const initialAndName = (first: string | null, family: string | null): string | undefined =>
  family ? `${first?.slice(0, 1) ?? ''}. ${family}` : undefined;
