/** Files made by hand, so that they may be wrong in one way each. */
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

/** What stands in a PDF besides its one page: entries of the catalogue, and objects of its own. */
export const pdf = (inside = '', ...objects: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R ${inside}>>\nendobj\n`, 'latin1'),
    Buffer.from('2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n'),
    Buffer.from('3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n'),
    ...objects.map((each) => (typeof each === 'string' ? Buffer.from(`${each}\n`, 'latin1') : each)),
    Buffer.from('trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n'),
  ]);

/** A stream object, packed unless told otherwise. */
export function stream(number: number, content: string | Buffer, entries = '', packed = true): Buffer {
  const bytes = packed ? deflateSync(content) : Buffer.from(content);
  return Buffer.concat([
    Buffer.from(
      `${String(number)} 0 obj\n<<${packed ? '/Filter/FlateDecode' : ''}${entries}/Length ${String(bytes.length)}>>\nstream\n`,
      'latin1',
    ),
    bytes,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
}
/** Objects packed together, as most programs do. */
export function objectStream(number: number, objects: readonly { number: number; body: string }[]): Buffer {
  let offset = 0;
  const header = objects.map(({ number: own, body }) => {
    const at = `${String(own)} ${String(offset)}`;
    offset += body.length + 1;
    return at;
  });
  const first = `${header.join(' ')} `;
  const content = first + objects.map(({ body }) => body).join(' ');
  return stream(
    number,
    Buffer.from(content, 'latin1'),
    `/Type/ObjStm/N ${String(objects.length)}/First ${String(first.length)}`,
  );
}

const nothing = deflateRawSync(Buffer.alloc(0));
export interface ZipEntry {
  name: string;
  body?: string;
  unpacked?: number;
  flags?: number;
  mode?: number;
  /** The body is bytes, or to be written in UTF-16. */
  latin1?: boolean;
  utf16?: boolean;
}
/** A zip written by hand, so that its table of contents may lie. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, body = '', unpacked, flags = 0, mode = 0o100644, latin1, utf16 } of entries) {
    const raw = Buffer.from(body, latin1 ? 'latin1' : utf16 ? 'utf16le' : 'utf8');
    const packed = raw.length > 0 ? deflateRawSync(raw) : nothing;
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(unpacked ?? raw.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, tail, title]));
    locals.push(local);
    offset += local.length;
  }
  const table = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, table, end]);
}
export const wordTypes =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
export const sheetTypes = wordTypes
  .replace('wordprocessingml.document', 'spreadsheetml.sheet')
  .replace('/word/document', '/xl/workbook');
export const docx = (...more: ZipEntry[]): Buffer =>
  zip([{ name: '[Content_Types].xml', body: wordTypes }, { name: 'word/document.xml', body: '<w/>' }, ...more]);

export function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = 2;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(10))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
export const jpeg = (end: number[]): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    Buffer.from('JFIF\0'),
    Buffer.alloc(9),
    Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 10, 0, 10, 1, 1, 0x11, 0]),
    Buffer.alloc(50, 1),
    Buffer.from(end),
  ]);
