/** The sheet to fill in: the children of the month, a column for each of its days, and what to write in each. */
import { codes, codeWords } from '../../domain/attendance/codes.ts';
import type { ChildRow, MonthRules } from '../../domain/attendance/month.ts';
import {
  fieldKeys,
  fields,
  isDayKey,
  numberOfDay,
  sheetName,
  type ColumnKey,
  type FieldKey,
} from '../../domain/attendance/sheet/columns.ts';
import { shortDay } from '../../domain/attendance/weeks.ts';
import { daysOfMonth, monthInWords, type Month } from '../../domain/quarter.ts';
import { harmless, type DrawnCell, type DrawnColumn, type DrawnWorkbook } from '../../domain/workbook.ts';

const ours = fieldKeys.filter((key) => !fields[key].isTheirs);
const contracts = ['0,5', '1', '1,5', '2', '2,5', '3', '3,5', '4', '4,5', '5'];
const [titleRow, headerRow] = [1, 3];

export function drawnColumn(key: ColumnKey, isShaded = false): DrawnColumn {
  if (isDayKey(key))
    return { header: `J${String(numberOfDay(key))}`, width: 5, list: codes, ...(isShaded ? { isShaded } : {}) };
  const { header, width } = fields[key];
  return { header, width, ...(key === 'contractDays' ? { list: contracts } : {}) };
}

interface Given {
  creche: string;
  month: Month;
  rows: readonly ChildRow[];
  rules: MonthRules;
}
export function templateWorkbook({ creche, month, rows, rules }: Given): DrawnWorkbook {
  const days = daysOfMonth(month);
  const isClosed = (day: string): boolean =>
    rules.closedDays.has(day) || rules.closures.some(({ from, to }) => from <= day && day <= to);
  const explained = (column: string, text: string): DrawnCell[] => [{ text: column }, { text }];
  return {
    sheets: [
      {
        name: sheetName,
        columns: [
          ...ours.map((key) => drawnColumn(key)),
          ...days.map((day) => drawnColumn(`day-${Number(day.slice(8))}`, isClosed(day))),
        ],
        rows: [
          { number: titleRow, cells: [{ text: harmless(`Présences de ${monthInWords(month)} : ${creche}`) }] },
          ...rows.map((row, index) => ({
            number: headerRow + 1 + index,
            cells: [
              ...ours.map((key) => ({ text: harmless(textOf(row, key, index + 1)) })),
              ...days.map((_day, at) => ({ text: harmless(row.cells[at] ?? '') })),
            ],
          })),
        ],
        headerRow,
        lastRow: headerRow + 500,
      },
      {
        name: 'À lire',
        columns: [
          { header: 'Colonne', width: 24 },
          { header: 'À écrire', width: 100, wraps: true },
        ],
        rows: [
          explained(
            'Une ligne',
            "Un enfant. 500 lignes au maximum. Les colonnes grises sont les jours où rien n'est attendu.",
          ),
          ...ours.map((key) => explained(fields[key].header, fields[key].write)),
          explained(
            'J1 à J31',
            `Un code par jour : ${codes.map((code) => `${code} ${codeWords[code]}`).join(' ; ')}. Vide : pas attendu ce jour-là.`,
          ),
          explained('½', 'Un demi-jour compte cinq heures au plus. « ½P », « 1/2 P » et « 0,5 » sont lus de même.'),
          explained(
            'Jamais',
            "Pas de numéro national : une colonne qui en contient n'est pas lue, et rien n'en est gardé.",
          ),
        ].map((cells, index) => ({ number: index + 2, cells })),
        headerRow: 1,
        lastRow: 2,
      },
    ],
  };
}

function textOf(row: ChildRow, key: FieldKey, position: number): string {
  switch (key) {
    case 'number':
      return String(position);
    case 'familyName':
    case 'firstName':
      return row[key];
    case 'birthOn':
    case 'enteredOn':
    case 'leftOn':
      return row[key] ? shortDay(row[key]) : '';
    case 'contractDays':
      return row.contractDays === null ? '' : String(row.contractDays).replace('.', ',');
    case 'fullName':
    case 'firstThenFamily':
      return '';
    default:
      return key satisfies never;
  }
}
