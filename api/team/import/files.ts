/** The two workbooks of an import: the model to fill in, and the file that was sent, with what was mended and what is still wrong. */
import type { TeamWaiting } from '../../../db/team/import/preview.ts';
import { functionCodes, linkCodes, staffFunctions, staffLinks } from '../../../domain/staff/functions.ts';
import { columnKeys, regimes, sheetColumns, sheetName, type ColumnKey } from '../../../domain/staff/sheet/columns.ts';
import type { CellFault } from '../../../domain/staff/sheet/line.ts';
import { fullNumber } from '../../../domain/staff/sheet/read-cells.ts';
import type { Cell, DrawnCell, DrawnColumn, DrawnWorkbook } from '../../../domain/workbook.ts';
import { returnedWorkbook } from '../../sheet-import/returned-workbook.ts';

type Place = { name: string };

/** What each list offers; of places, those where one may say who works. */
const listOf = (key: ColumnKey, places: readonly Place[]): readonly string[] | undefined => {
  switch (key) {
    case 'facility':
      return places.map(({ name }) => name);
    case 'function':
      return functionCodes.map((code) => staffFunctions[code].label);
    case 'link':
      return linkCodes.map((code) => staffLinks[code].label);
    case 'regime':
      return Object.values(regimes);
    default:
      return undefined;
  }
};
/** @param required a star after its header: the columns are read with it as without */
export function drawnColumn(key: ColumnKey, places: readonly Place[], required = false): DrawnColumn {
  const { header, width, isNeeded } = sheetColumns[key];
  const list = listOf(key, places);
  return { header: required && isNeeded ? `${header} *` : header, width, ...(list ? { list } : {}) };
}

/** The empty sheet, one that is filled in as an example, and what to write in each column. */
export function modelWorkbook(places: readonly Place[]): DrawnWorkbook {
  const columns = columnKeys.map((key) => drawnColumn(key, places, true));
  const example = columnKeys.map((key) => ({
    text: key === 'facility' ? (places[0]?.name ?? '') : sheetColumns[key].example,
  }));
  const explained = (column: string, text: string): DrawnCell[] => [{ text: column }, { text }];
  return {
    sheets: [
      { name: sheetName, columns, rows: [], headerRow: 1, lastRow: 1_000 },
      { name: 'Exemple', columns, rows: [{ number: 2, cells: example }], headerRow: 1, lastRow: 2 },
      {
        name: 'À lire',
        columns: [
          { header: 'Colonne', width: 28 },
          { header: 'À écrire', width: 100, wraps: true },
        ],
        rows: [
          explained(
            'Une ligne',
            "Un contrat, ou un autre lien, d'une personne avec un milieu d'accueil. Une personne qui a deux contrats a deux lignes.",
          ),
          ...columnKeys.map((key) => explained(sheetColumns[key].header, sheetColumns[key].write)),
          explained('*', 'Colonne obligatoire.'),
        ].map((cells, index) => ({ number: index + 2, cells })),
        headerRow: 1,
        lastRow: 2,
      },
    ],
  };
}

/** As it was read: to a program a national number is a number, and the zeros before it are lost. */
const textOf = (key: ColumnKey | undefined, cell: Cell | undefined): string =>
  key === 'niss' && cell?.kind === 'number' ? fullNumber(cell.text) : (cell?.text ?? '');

/** @returns the file that was sent; the national numbers as they were typed in this very file */
export const correctedWorkbook = (
  waiting: TeamWaiting,
  faults: readonly CellFault[],
  places: readonly Place[],
): DrawnWorkbook =>
  returnedWorkbook(waiting, faults, { name: sheetName, column: (key) => drawnColumn(key, places), text: textOf });
