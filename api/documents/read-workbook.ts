/** The rows of one sheet of a workbook (.xlsx), as texts: called in a process apart, on a file that was inspected before. */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { indexOf, lastRowOfAll, lettersOf, type Cell, type ReadRow, type ReadWorkbook } from '../../domain/workbook.ts';
import { chooseSheet, cleanCell, longestCell, most, withMerged, type WorkbookFault } from './workbook-rows.ts';
import { readNumberCell, styleKinds, type StyleKind } from './workbook-styles.ts';

const longestTexts = 20_000_000;

interface SheetName {
  name: string;
  isHidden: boolean;
  relation: string;
}

/** @param sheet the one that is read where it is there, with or without capitals and accents; otherwise the first that one sees */
export async function readWorkbook(path: string, sheet: string): Promise<ReadWorkbook | WorkbookFault> {
  const zip = await openPromise(path, { autoClose: false });
  try {
    const parts = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) parts.set(entry.fileName, entry);
    const { sheets, is1904 } = await readSheets(zip, parts);
    const read = chooseSheet(sheets, sheet);
    const part = read && parts.get(await targetOf(zip, parts, read.relation));
    if (!read || !part) return 'no-sheet';
    const [texts, styles] = [await readTexts(zip, parts), await readStyles(zip, parts)];
    const found = await readRows(zip, part, { texts, styles, is1904 });
    if (typeof found === 'string') return found;
    return {
      sheet: read.name,
      ...found,
      others: sheets.filter((each) => each !== read).map(({ name, isHidden }) => ({ name, isHidden })),
    };
  } catch (error) {
    if (error instanceof Stopped) return error.fault;
    return 'unreadable';
  } finally {
    zip.close();
  }
}

class Stopped extends Error {
  readonly fault: WorkbookFault;
  constructor(fault: WorkbookFault) {
    super(fault);
    this.fault = fault;
  }
}

interface Listener {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}
/** Elements without their prefix: programs differ in it. */
async function walk(zip: ZipFile, entry: Entry | undefined, { open, close, text }: Listener): Promise<void> {
  if (!entry) return;
  const parser = new SaxesParser();
  const plain = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('error', () => {
    throw new Stopped('unreadable');
  });
  if (open)
    parser.on('opentag', (tag) => {
      open(plain(tag.name), (tag as SaxesTagPlain).attributes);
    });
  if (close)
    parser.on('closetag', (tag) => {
      close(plain(tag.name));
    });
  if (text) parser.on('text', text);
  const decoder = new TextDecoder();
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>)
    parser.write(decoder.decode(chunk, { stream: true }));
  parser.close();
}

async function readSheets(zip: ZipFile, parts: Map<string, Entry>): Promise<{ sheets: SheetName[]; is1904: boolean }> {
  const sheets: SheetName[] = [];
  let is1904 = false;
  await walk(zip, parts.get('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet') return;
      sheets.push({
        name: attributes.name ?? '',
        isHidden: (attributes.state ?? 'visible') !== 'visible',
        relation: attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '',
      });
    },
  });
  return { sheets, is1904 };
}

async function targetOf(zip: ZipFile, parts: Map<string, Entry>, relation: string): Promise<string> {
  let target = '';
  await walk(zip, parts.get('xl/_rels/workbook.xml.rels'), {
    open(name, { Id, Target }) {
      if (name === 'Relationship' && Id === relation) target = Target ?? '';
    },
  });
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** The texts that cells name by their number; of one written in several styles, all its pieces, without how it is pronounced. */
async function readTexts(zip: ZipFile, parts: Map<string, Entry>): Promise<string[]> {
  const texts: string[] = [];
  let [one, isText, isSpoken, length] = ['', false, false, 0];
  await walk(zip, parts.get('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') one = '';
      else if (name === 't') isText = true;
      else if (name === 'rPh') isSpoken = true;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isSpoken = false;
      else if (name === 'si') texts.push(one.slice(0, longestCell));
    },
    text(piece) {
      if (!isText || isSpoken) return;
      length += piece.length;
      if (length > longestTexts) throw new Stopped('too-much-text');
      one += piece;
    },
  });
  return texts;
}

async function readStyles(zip: ZipFile, parts: Map<string, Entry>): Promise<StyleKind[]> {
  const formats = new Map<number, string>();
  const ofCells: number[] = [];
  let isOfCells = false;
  await walk(zip, parts.get('xl/styles.xml'), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'cellXfs') isOfCells = true;
      else if (name === 'numFmt') formats.set(Number(numFmtId), formatCode ?? '');
      else if (name === 'xf' && isOfCells) ofCells.push(Number(numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return styleKinds(ofCells, formats);
}

interface Meaning {
  texts: readonly string[];
  styles: readonly StyleKind[];
  is1904: boolean;
}

interface FoundCell {
  type: string;
  style: number;
  isFormula: boolean;
  value: string;
}
const longestKnown = 12;
const letters = Array.from({ length: most.columns }, (_, column) => lettersOf(column));

async function readRows(
  zip: ZipFile,
  part: Entry,
  meaning: Meaning,
): Promise<{ rows: ReadRow[]; hasHidden: boolean } | WorkbookFault> {
  const rows: ReadRow[] = [];
  const merged: string[] = [];
  let hasHidden = false;
  // Sheets hold few different cells, thousands of times: each is read once, and sent from here as one.
  const known = new Map<string, Cell | undefined>();
  const read = (found: FoundCell): Cell | undefined => {
    const { type, style, isFormula, value } = found;
    if (value.length > longestKnown || isFormula) return readCell(found, meaning);
    const key = `${type} ${String(style)} ${value}`;
    if (!known.has(key)) known.set(key, readCell(found, meaning));
    return known.get(key);
  };
  let [row, column] = [0, -1];
  let cells: Record<string, Cell> = {};
  let cell: FoundCell | undefined;
  let isValue = false;
  await walk(zip, part, {
    open(name, attributes) {
      if (name === 'row') {
        const number = Number(attributes.r ?? row + 1);
        // A row is told by its number: one that is none, or there twice, could be mended nowhere.
        if (!Number.isInteger(number) || number <= row || number > lastRowOfAll) throw new Stopped('unreadable');
        [row, column, cells] = [number, -1, {}];
        hasHidden ||= isTrue(attributes.hidden);
      } else if (name === 'col') hasHidden ||= isTrue(attributes.hidden) && Number(attributes.min) <= most.columns;
      else if (name === 'c') {
        const named = /^[A-Z]{1,3}(?=\d)/.exec(attributes.r ?? '')?.[0];
        column = named === undefined ? column + 1 : indexOf(named);
        cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), isFormula: false, value: '' };
      } else if (name === 'f' && cell) cell.isFormula = true;
      else if (name === 'v' || name === 't') isValue = true;
      else if (name === 'mergeCell') merged.push(attributes.ref ?? '');
    },
    text(piece) {
      if (isValue && cell && cell.value.length <= longestCell) cell.value += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'c' && cell) {
        const one = read(cell);
        if (one && column >= most.columns) throw new Stopped('too-many-columns');
        if (one) cells[letters[column] ?? lettersOf(column)] = one;
        cell = undefined;
      } else if (name === 'row' && Object.keys(cells).length > 0) {
        if (rows.length > most.rows) throw new Stopped('too-many-rows');
        rows.push({ number: row, cells });
      }
    },
  });
  return { rows: withMerged(rows, merged), hasHidden };
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

function readCell({ type, style, isFormula, value }: FoundCell, { texts, styles, is1904 }: Meaning): Cell | undefined {
  const read = ((): Cell | undefined => {
    switch (type) {
      case 's':
        return { kind: 'text', text: texts[Number(value)] ?? '' };
      case 'e':
        return { kind: 'error', text: value };
      case 'b':
        return { kind: 'text', text: value === '1' ? 'oui' : 'non' };
      case 'd':
        return { kind: 'date', text: value.slice(0, 10).split('-').reverse().join('/') };
      case 'n':
        return value === '' ? undefined : readNumberCell(value, styles[style] ?? 'plain', is1904);
      default:
        return { kind: 'text', text: value };
    }
  })();
  return cleanCell(read, isFormula, is1904);
}
