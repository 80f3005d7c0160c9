/** Is the file what its name says, whole, and without anything that runs? By its bytes, never by what the browser said of it. */
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { fileTypeFromFile } from 'file-type';
import { acceptedTypes, photoTypes, type Extension } from './accepted-types.ts';
import { inspectZip, type ZipFault } from './inspect-zip.ts';

export type FileFault = 'unknown-type' | 'not-what-it-says' | 'cut-short' | 'too-many-pixels' | 'script' | ZipFault;

const mostPixels = 100_000_000;
const asText = (bytes: Buffer): string => bytes.toString('latin1');

/**
 * @param path of at most 10 MB: pictures and PDF are read whole
 * @returns what is wrong; undefined when nothing is
 */
export async function inspectFile(path: string, extension: Extension): Promise<FileFault | undefined> {
  const zipped = extension === 'docx' || extension === 'xlsx' || extension === 'odt';
  if (zipped) {
    const fault = await inspectZip(path);
    if (fault) return fault;
  }
  const sniffed = await fileTypeFromFile(path).catch(() => undefined);
  if (!sniffed || sniffed.mime !== { ...acceptedTypes, ...photoTypes }[extension]) return 'not-what-it-says';
  // What stands in a WebP is looked at where it is drawn anew.
  if (zipped || sniffed.mime === 'image/webp') return undefined;
  const bytes = await readFile(path);
  switch (sniffed.mime) {
    case 'application/pdf':
      return inspectPdf(bytes);
    case 'image/png':
      return inspectPng(bytes);
    default:
      return inspectJpeg(bytes);
  }
}

// A script in a PDF is always an action of the kind /JavaScript; its name may be written with #xx, or stand in a compressed object stream.
const running = /\/(JavaScript|Launch|RichMedia)\b/;

function inspectPdf(bytes: Buffer): FileFault | undefined {
  if (!bytes.subarray(-4_096).includes('%%EOF')) return 'cut-short';
  const plain = asText(bytes);
  if (running.test(unescapeNames(plain))) return 'script';
  for (const found of plain.matchAll(/\/ObjStm\b[^]{0,400}?stream\r?\n/g)) {
    const start = found.index + found[0].length;
    const end = plain.indexOf('endstream', start);
    if (running.test(unescapeNames(inflate(bytes.subarray(start, end === -1 ? undefined : end))))) return 'script';
  }
  return undefined;
}

const unescapeNames = (text: string): string =>
  text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

function inflate(bytes: Buffer): string {
  try {
    return asText(inflateSync(bytes, { maxOutputLength: 20_000_000 }));
  } catch {
    return ''; // another filter, or encrypted: it goes back as an attachment that never opens inside the portal
  }
}

function inspectPng(bytes: Buffer): FileFault | undefined {
  if (bytes.length < 33 || !bytes.subarray(-64).includes('IEND')) return 'cut-short';
  return bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > mostPixels ? 'too-many-pixels' : undefined;
}

function inspectJpeg(bytes: Buffer): FileFault | undefined {
  // Cameras leave a few bytes after the end mark.
  if (!bytes.subarray(-65_536).includes(Buffer.from([0xff, 0xd9]))) return 'cut-short';
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7) > mostPixels ? 'too-many-pixels' : undefined;
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
