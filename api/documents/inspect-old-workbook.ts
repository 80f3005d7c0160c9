/** A workbook of before 2007 (.xls): whole, unlocked, without macros, links to other files or files within. */
import type { OfficeFault } from './inspect-office.ts';
import { openContainer, records, recordsOf } from './old-records.ts';

const signature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
/** What kind a sheet is: one of macros, or a module of them. */
const macroSheets = [1, 6];
/** Of what a book of references is about: this workbook itself, and what is added to the program. */
const [ownSheets, addIns] = [0x0401, 0x3a01];

/** @returns what is wrong with it; undefined when nothing is */
export function inspectOldWorkbook(bytes: Buffer): OfficeFault | 'not-what-it-says' | undefined {
  // A page, a text or a workbook of today under an old name is read by no program without asking; nor here.
  if (!bytes.subarray(0, 8).equals(signature)) return 'not-what-it-says';
  try {
    const { paths, workbook } = openContainer(bytes);
    if (paths.some((path) => /\/(EncryptedPackage|EncryptionInfo)$/i.test(path))) return 'locked';
    if (paths.some((path) => /_VBA_PROJECT/i.test(path))) return 'active';
    if (paths.some((path) => /\/(MBD[0-9A-F]+|ObjectPool|_\d{6,})\//i.test(path))) return 'nested';
    return workbook ? faultOfRecords(workbook) : 'not-what-it-says';
  } catch {
    return 'broken';
  }
}

function faultOfRecords(workbook: Buffer): OfficeFault | undefined {
  let count = 0;
  for (const { type, data } of recordsOf(workbook)) {
    if (count === 0 && type !== records.beginning) return 'broken';
    count += 1;
    if (type === records.filePass) return 'locked';
    if (type === records.visualBasic) return 'active';
    if (type === records.boundSheet && macroSheets.includes(data[5] ?? 0)) return 'active';
    if (type === records.supBook && data.length >= 4 && ![ownSheets, addIns].includes(data.readUInt16LE(2)))
      return 'linked';
  }
  return count === 0 ? 'broken' : undefined;
}
