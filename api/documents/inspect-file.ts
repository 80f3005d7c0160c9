/** Is the file what its name says, whole, readable, and without anything that runs? By its bytes, never by what the browser said of it. */
import { readFile } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { acceptedTypes, photoTypes, type Extension } from './accepted-types.ts';
import { inspectJpeg, inspectPng, type ImageFault } from './inspect-image.ts';
import { inspectOffice, type OfficeFault } from './inspect-office.ts';
import { inspectPdf, type PdfFault } from './inspect-pdf.ts';

export type FileFault = 'not-what-it-says' | ImageFault | OfficeFault | PdfFault;

/**
 * May take long, and much memory, with a file made to do so: called in a process apart, see `inspector.ts`.
 * @param path of at most 10 MB
 * @returns what is wrong; undefined when nothing is
 */
export async function inspectFile(path: string, extension: Extension): Promise<FileFault | undefined> {
  const bytes = await readFile(path);
  // Its reader is large, and rarely needed.
  if (extension === 'xls') return (await import('./inspect-old-workbook.ts')).inspectOldWorkbook(bytes);
  const zipped = extension === 'docx' || extension === 'xlsx' || extension === 'odt';
  if (zipped && bytes.subarray(0, 8).equals(compound)) return isLocked(bytes) ? 'locked' : 'not-what-it-says';
  if (zipped) {
    const fault = await inspectOffice(path);
    if (fault) return fault;
  }
  const sniffed = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!sniffed || sniffed.mime !== { ...acceptedTypes, ...photoTypes }[extension]) return 'not-what-it-says';
  switch (sniffed.mime) {
    case 'application/pdf':
      return inspectPdf(bytes);
    case 'image/png':
      return inspectPng(bytes);
    case 'image/jpeg':
      return inspectJpeg(bytes);
    default:
      // What stands in a WebP is looked at where it is drawn anew.
      return undefined;
  }
}

// Word and Excel put what a password locks into a file of the older kind, under this name.
const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const isLocked = (bytes: Buffer): boolean => bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
