/** From a workbook to rows: every cell is read, every fault is told at once, with its sheet and its cell. */
import type { CellValue, Row, Worksheet } from 'exceljs';
import { findLocality, localitiesOf } from '../../domain/localities.ts';
import { administrationOf } from '../../domain/postcodes.ts';
import { cleanLine } from '../../domain/typed-text.ts';
import { sheets, type Column, type SheetKey, type Workbook } from './sheets.ts';

export interface Fault {
  /** « Agents, cellule C4 ». */
  where: string;
  text: string;
}

/** @returns the rows, or what is to be mended; nothing is repeated of what stands in a cell, it may be a national number */
export async function readWorkbook(
  bytes: Buffer,
): Promise<{ ok: true; rows: Workbook } | { ok: false; faults: Fault[] }> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(bytes as never);
  } catch {
    return { ok: false, faults: [{ where: 'Le fichier', text: "n'est pas un classeur Excel (.xlsx)." }] };
  }
  const faults: Fault[] = [];
  const rows: Record<string, object[]> = {};
  for (const key of Object.keys(sheets) as SheetKey[]) {
    const sheet = book.getWorksheet(sheets[key].name);
    if (sheet) rows[key] = readSheet(key, sheet, faults);
    else faults.push({ where: `Feuille « ${sheets[key].name} »`, text: 'elle manque.' });
  }
  if (faults.length > 0) return { ok: false, faults };
  const read = rows as unknown as Workbook;
  faults.push(...faultsBetween(read));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, rows: read };
}

const headerRow = 1;

function readSheet(key: SheetKey, sheet: Worksheet, faults: Fault[]): object[] {
  const columns = Object.entries<Column<unknown>>(sheets[key].columns);
  const places = new Map<string, number>();
  sheet.getRow(headerRow).eachCell((cell, column) => places.set(textOf(cell.value).replace(/ \*$/, ''), column));
  const missing = columns.filter(([, { header }]) => !places.has(header));
  for (const [, { header }] of missing)
    faults.push({ where: `Feuille « ${sheet.name} »`, text: `la colonne « ${header} » manque.` });
  if (missing.length > 0) return [];
  const found: object[] = [];
  sheet.eachRow((row, line) => {
    if (line === headerRow || isBlank(row)) return;
    const values: Record<string, unknown> = { line };
    for (const [name, column] of columns) {
      const place = places.get(column.header) ?? 0;
      const reading = column.read(textOf(row.getCell(place).value));
      if ('value' in reading) values[name] = reading.value;
      else
        faults.push({
          where: `${sheet.name}, cellule ${sheet.getColumn(place).letter}${String(line)}`,
          text: `${column.header} : ${reading.fault}.`,
        });
    }
    found.push(values);
  });
  return found;
}

const isBlank = (row: Row): boolean => {
  let blank = true;
  row.eachCell((cell) => {
    if (textOf(cell.value) !== '') blank = false;
  });
  return blank;
};

/** A cell as one would have typed it. */
function textOf(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'object') {
    if ('richText' in value) return cleanLine(value.richText.map(({ text }) => text).join(''));
    if ('text' in value) return cleanLine(String(value.text));
    if ('result' in value) return textOf(value.result as CellValue);
    return '';
  }
  return cleanLine(String(value));
}

/** What one row says of another: repeated keys, unknown ones, places that do not exist. */
function faultsBetween(rows: Workbook): Fault[] {
  const faults: Fault[] = [];
  const fault = (key: SheetKey, line: number, text: string): void => {
    faults.push({ where: `${sheets[key].name}, ligne ${String(line)}`, text });
  };
  const once = (key: SheetKey, what: string, values: { line: number; value: string | null }[]): void => {
    const seen = new Map<string, number>();
    for (const { line, value } of values) {
      if (value === null) continue;
      const before = seen.get(value);
      if (before === undefined) seen.set(value, line);
      else fault(key, line, `${what} : déjà à la ligne ${String(before)}.`);
    }
  };
  once(
    'bodies',
    'Repère',
    rows.bodies.map(({ line, key }) => ({ line, value: key })),
  );
  once(
    'bodies',
    'Numéro BCE',
    rows.bodies.map(({ line, enterpriseNumber }) => ({ line, value: enterpriseNumber })),
  );
  once(
    'facilities',
    'Numéro',
    rows.facilities.map(({ line, reference }) => ({ line, value: reference })),
  );
  const bodies = new Set(rows.bodies.map(({ key }) => key));
  const agents = new Set(rows.agents.map(({ email }) => email.toLowerCase()));
  for (const key of ['facilities', 'administrators'] as const)
    for (const { line, body } of rows[key])
      if (!bodies.has(body)) fault(key, line, 'Repère du PO : aucun pouvoir organisateur ne porte ce repère.');
  for (const { line, referent } of rows.facilities)
    if (referent !== null && !agents.has(referent.toLowerCase()))
      fault('facilities', line, "Référent·e : aucun·e agent·e n'a ce courriel.");
  for (const key of ['bodies', 'facilities'] as const)
    for (const row of rows[key]) {
      if (localitiesOf(row.postcode).length === 0) fault(key, row.line, 'Code postal : inconnu.');
      else if (key === 'facilities' && !administrationOf(row.postcode))
        fault(key, row.line, "Code postal : en dehors de la zone de l'ONE.");
      else if (!findLocality(row.postcode, row.locality))
        fault(key, row.line, `Localité : ce code postal est celui de ${localitiesOf(row.postcode).join(', ')}.`);
    }
  // One person under two names would be two people sharing an account.
  const names = new Map<string, string>();
  for (const key of ['agents', 'administrators'] as const)
    for (const { line, niss, firstName, familyName } of rows[key]) {
      const name = `${firstName} ${familyName}`.toLowerCase();
      if (names.has(niss) && names.get(niss) !== name)
        fault(key, line, 'Numéro national : le même numéro est donné ailleurs à une personne d’un autre nom.');
      names.set(niss, name);
    }
  return faults;
}
