/** A workbook of before 2007 (.xls) as what it is made of: streams in one file, and in that of the workbook, records ([MS-XLS] 2.1.4). */
import { CFB } from '@e965/xlsx';

interface Container {
  FullPaths: string[];
  FileIndex: { content?: Uint8Array }[];
}
/** @throws where it is no such file, or a broken one */
export function openContainer(bytes: Buffer): { paths: string[]; workbook: Buffer | undefined } {
  const reader = CFB as { read: (bytes: Buffer, options: object) => Container };
  const { FullPaths: paths, FileIndex: files } = reader.read(bytes, { type: 'buffer' });
  const at = paths.findIndex((path) => /\/(workbook|book)$/i.test(path));
  const content = files[at]?.content;
  return { paths, workbook: content && Buffer.from(content) };
}

export interface OldRecord {
  type: number;
  /** Where it begins. */
  at: number;
  data: Buffer;
}
/** Codes of records that are looked at. */
export const records = {
  formula: 0x0006,
  filePass: 0x002f,
  boundSheet: 0x0085,
  visualBasic: 0x00d3,
  supBook: 0x01ae,
  beginning: 0x0809,
  end: 0x000a,
} as const;

/** One after the other; stops where the stream does. @throws where a record says to be longer than what is there */
export function* recordsOf(stream: Buffer, from = 0): Generator<OldRecord> {
  let at = from;
  while (at + 4 <= stream.length) {
    const [type, length] = [stream.readUInt16LE(at), stream.readUInt16LE(at + 2)];
    // What fills the stream to its end.
    if (type === 0 && length === 0) return;
    if (at + 4 + length > stream.length) throw new RangeError('a record that is cut short');
    yield { type, at, data: stream.subarray(at + 4, at + 4 + length) };
    at += 4 + length;
  }
}
