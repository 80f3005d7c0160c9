/** What the portal holds about a person as a file: a workbook to read, or JSON to hand on (RGPD, art. 15 et 20). */
import type { Held, Holdings } from '../../db/privacy-request/holdings.ts';
import type { ErasureDelays } from '../../db/privacy-request/erasure-delays.ts';
import { inWords } from '../../domain/quantity.ts';
import type { DrawnWorkbook } from '../../domain/workbook.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { plainSheet } from '../documents/plain-sheet.ts';
import type { Row, Sheet } from './holdings-cells.ts';
import { sheets } from './holdings-sheets.ts';

export interface Told {
  held: Holdings;
  delays: ErasureDelays;
  procedures: readonly AnyProcedurePages[];
  /** Portability: what the person has given, and not what others have written about them. */
  givenOnly?: boolean;
}

const partsOf = ({ held, givenOnly }: Told): [Held, Sheet, readonly Row[]][] =>
  (Object.entries(held) as [Held, Row[]][]).flatMap(([name, rows]) =>
    givenOnly && !sheets[name].given ? [] : [[name, sheets[name], rows] as [Held, Sheet, Row[]]],
  );
/** As the rule that the house applies says it. */
const keptFor = ({ erasedBy }: Sheet, delays: ErasureDelays): string => {
  const delay = erasedBy === undefined ? undefined : delays[erasedBy];
  return delay ? `${inWords(delay)} après la clôture` : "sans effacement automatique : aucune durée n'est encore fixée";
};
/** Only counted: what tells about others, or what nobody can read. */
const aside = [['Numéro de registre national', 'vous reconnaître', 'illisible, même pour l’ONE', '–']];

export function holdingsWorkbook(told: Told): DrawnWorkbook {
  const parts = partsOf(told);
  return {
    sheets: [
      plainSheet('Ce que le portail a sur vous', { 'Données': 28, 'Pourquoi': 60, 'Gardées': 52, 'Lignes': 10 }, [
        ...parts.map(([, sheet, rows]) => [sheet.name, sheet.why, keptFor(sheet, told.delays), String(rows.length)]),
        ...(told.givenOnly ? [] : aside),
      ]),
      ...parts.map(([, sheet, rows]) =>
        plainSheet(
          sheet.name,
          sheet.columns,
          rows.map((row) => sheet.line(row, told.procedures)),
        ),
      ),
    ],
  };
}

/** Names of columns as they are kept; days and instants as ISO 8601 writes them. */
export function holdingsJson(told: Told): string {
  const parts = partsOf(told).map(([name, sheet, rows]) => [
    name,
    { title: sheet.name, purpose: sheet.why, kept: keptFor(sheet, told.delays), rows: rows.map(iso) },
  ]);
  return JSON.stringify(Object.fromEntries(parts), null, 2);
}
const iso = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      column.endsWith('_at') && typeof value === 'number' ? new Date(value).toISOString() : value,
    ]),
  );
