/** A table of lump sums as a sheet: how it is read, cell by cell, and how two versions differ. */
import type { Cell, Cells, ReadWorkbook } from '../workbook.ts';
import { indexOf, lettersOf } from '../workbook.ts';
import { readNumber } from '../written-number.ts';
import { searchable } from '../searchable.ts';
import { staffGroups, type StaffGroup } from './calculate.ts';

/** Under which table a body falls: told by its own. */
export const regimes = ['official-statutory', 'official-contractual', 'private'] as const;
export type Regime = (typeof regimes)[number];

export const groupNames: Readonly<Record<StaffGroup, string>> = {
  direction: 'Direction',
  pms: 'Psycho-médico-social',
  childcare: 'Accueil',
};
export const sheetName = 'Forfaits';
export const headers = ['Fonction', 'Forfait par ETP et par trimestre (€)'] as const;

export type LumpSumEuros = Readonly<Record<StaffGroup, number>>;
/** More than this for a full-time and a quarter is a mistake of the keys (hypothèse). */
export const mostEuros = 100_000;

export interface CellFault {
  /** « B3 » */
  cell: string;
  text: string;
}
export type ReadLumpSums = { ok: true; euros: LumpSumEuros } | { ok: false; faults: CellFault[] };

/** At most four decimals, above zero. */
export function readEuros(typed: string): { ok: true; euros: number } | { ok: false; fault: string } {
  const read = readNumber(typed.replace(/\s*€\s*$/u, ''));
  if (!read.ok) return { ok: false, fault: `« ${typed} » n'est pas un montant : écrivez par exemple 11 640,00` };
  if (read.decimals.length > 4) return { ok: false, fault: `« ${typed} » a plus de quatre décimales` };
  const euros = Number(`${read.negative ? '-' : ''}${read.whole}.${read.decimals || '0'}`);
  if (euros <= 0) return { ok: false, fault: 'Le forfait est plus grand que zéro' };
  if (euros > mostEuros)
    return { ok: false, fault: `« ${typed} » dépasse ${mostEuros.toLocaleString('fr-BE')} € par trimestre` };
  return { ok: true, euros };
}

/** Looks for the names of the groups in any column, and for their amount in the cell on the right. */
export function readLumpSumSheet({ rows }: ReadWorkbook): ReadLumpSums {
  const faults: CellFault[] = [];
  const found = new Map<StaffGroup, number>();
  for (const { number, cells } of rows) {
    const named = Object.entries(cells).find(([, cell]) => groupOf(cell) !== undefined);
    if (!named) continue;
    const group = groupOf(named[1])!;
    const column = lettersOf(indexOf(named[0]) + 1);
    const read = amountIn(cells, column);
    const at = `${column}${String(number)}`;
    if (found.has(group)) faults.push({ cell: at, text: `« ${groupNames[group]} » est donné deux fois` });
    else if (!read.ok) faults.push({ cell: at, text: read.fault });
    else found.set(group, read.euros);
    if (!read.ok) found.set(group, 0);
  }
  const missing = staffGroups.filter((group) => !found.has(group));
  faults.push(...missing.map((group) => ({ cell: 'A1', text: `« ${groupNames[group]} » n'est pas dans la feuille` })));
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, euros: Object.fromEntries(found) as Record<StaffGroup, number> };
}

const words = new Map(staffGroups.map((group) => [searchable(groupNames[group]), group]));
const groupOf = (cell: Cell): StaffGroup | undefined => words.get(searchable(cell.text));

function amountIn(cells: Cells, column: string): ReturnType<typeof readEuros> {
  const cell = cells[column];
  if (!cell || cell.text.trim() === '') return { ok: false, fault: 'Le montant manque' };
  if (cell.kind === 'formula') return { ok: false, fault: 'La cellule contient une formule : recopiez sa valeur' };
  if (cell.kind === 'error') return { ok: false, fault: `La cellule contient une erreur (${cell.text})` };
  return readEuros(cell.text);
}

export interface Difference {
  group: StaffGroup;
  before: number | undefined;
  now: number;
  /** In euros, and as a part of what was. */
  gap: number | undefined;
  share: number | undefined;
}
export const differences = (now: LumpSumEuros, before: LumpSumEuros | undefined): Difference[] =>
  staffGroups.map((group) => {
    const gap = before ? Math.round((now[group] - before[group]) * 10_000) / 10_000 : undefined;
    return {
      group,
      before: before?.[group],
      now: now[group],
      gap,
      share: before && gap !== undefined ? gap / before[group] : undefined,
    };
  });
