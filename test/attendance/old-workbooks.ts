/** Workbooks of before 2007 (.xls) written by hand, record by record, so that they may hold what a library does not write. */
import { CFB } from '@e965/xlsx';

export const record = (type: number, data: Buffer | number[] = []): Buffer => {
  const bytes = Buffer.from(data);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(bytes.length, 2);
  return Buffer.concat([head, bytes]);
};
const words = (...values: number[]): number[] => values.flatMap((value) => [value & 255, (value >> 8) & 255]);
const beginning = (kind: number): Buffer => record(0x0809, words(0x0600, kind, 0x0dbb, 0x07cc, 0, 0, 6, 0));
const end = record(0x000a);
const text = (value: string): number[] => [...words(value.length), 0, ...Buffer.from(value, 'latin1')];

export const label = (row: number, column: number, value: string): Buffer =>
  record(0x0204, [...words(row, column, 0), ...text(value)]);
/** Computed, with its last result. */
export const formula = (row: number, column: number, result: number): Buffer => {
  const value = Buffer.alloc(8);
  value.writeDoubleLE(result);
  return record(0x0006, [...words(row, column, 0), ...value, ...words(0, 0, 0), ...words(3), 0x1e, ...words(1)]);
};

/** One sheet of these records; `more` stands among those of the workbook. @param kind of the sheet: 1 is one of macros */
export function oldWorkbook(
  cells: readonly Buffer[],
  { more = [] as Buffer[], kind = 0, streams = {} as Record<string, Buffer> } = {},
): Buffer {
  const name = 'Feuil1';
  const sheetAt = (globals: Buffer[]): number => Buffer.concat(globals).length;
  const globals = (at: number): Buffer[] => [
    beginning(0x0005),
    record(0x0042, words(1200)),
    ...more,
    record(0x0085, [...words(at & 0xffff, at >>> 16), 0, kind, name.length, 0, ...Buffer.from(name, 'latin1')]),
    end,
  ];
  const stream = Buffer.concat([...globals(sheetAt(globals(0))), beginning(0x0010), ...cells, end]);
  return container({ Workbook: stream, ...streams });
}
export function container(streams: Record<string, Buffer>): Buffer {
  const tools = CFB as {
    utils: { cfb_new: () => unknown; cfb_add: (to: unknown, name: string, bytes: Buffer) => void };
    write: (from: unknown, options: object) => Buffer;
  };
  const made = tools.utils.cfb_new();
  for (const [name, bytes] of Object.entries(streams)) tools.utils.cfb_add(made, name, bytes);
  return Buffer.from(tools.write(made, { type: 'buffer' }));
}
