/** A table of lump sums on the page and as a sheet. */
import type { LumpSumTable } from '../../db/subsidies/lump-sums.ts';
import { staffGroups } from '../../domain/subsidy/calculate.ts';
import { differences, groupNames, headers, sheetName, type LumpSumEuros } from '../../domain/subsidy/lump-sums.ts';
import type { DrawnWorkbook } from '../../domain/workbook.ts';

const euros = new Intl.NumberFormat('fr-BE', { minimumFractionDigits: 2, maximumFractionDigits: 4 });
const percent = new Intl.NumberFormat('fr-BE', { style: 'percent', maximumFractionDigits: 2, signDisplay: 'always' });
export const inEuros = (value: number): string => `${euros.format(value)}\u00a0€`;

/** @param of nothing for the model */
export const tableWorkbook = (of: LumpSumEuros | undefined): DrawnWorkbook => ({
  sheets: [
    {
      name: sheetName,
      columns: headers.map((header, index) => ({ header, width: index === 0 ? 30 : 40 })),
      rows: staffGroups.map((group, index) => ({
        number: index + 2,
        cells: [{ text: groupNames[group] }, { text: of ? euros.format(of[group]).replace(/\s/g, '') : '' }],
      })),
      headerRow: 1,
      lastRow: staffGroups.length + 1,
    },
  ],
});

/** Beside the version before, with what changes. */
export function comparison(table: LumpSumTable, before: LumpSumTable | undefined): object {
  return {
    caption: 'Forfait par ETP et par trimestre',
    hideCaption: true,
    stack: true,
    columns: [
      { label: 'Fonction' },
      ...(before ? [{ label: `Version ${String(before.version)}`, numeric: true }] : []),
      { label: `Version ${String(table.version)}`, numeric: true },
      ...(before ? [{ label: 'Écart', numeric: true }] : []),
    ],
    rows: differences(table.euros, before?.euros).map(({ group, before: formerly, now, gap, share }) => ({
      cells: [
        { text: groupNames[group], strong: true },
        ...(formerly === undefined ? [] : [{ text: inEuros(formerly), numeric: true }]),
        { text: inEuros(now), numeric: true },
        ...(gap === undefined || share === undefined
          ? []
          : [
              gap === 0
                ? { text: '–', numeric: true }
                : {
                    text: `${gap > 0 ? '+' : '−'}${inEuros(Math.abs(gap))}`,
                    sub: percent.format(share),
                    numeric: true,
                    fault: gap < 0,
                  },
            ]),
      ],
    })),
  };
}
