/** A Word, Excel or OpenDocument file judged part by part: whole, unlocked, without macros, links or files within, and within one budget. */
import { TextDecoder } from 'node:util';
import { crc32 } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';

export type OfficeFault = 'broken' | 'too-many' | 'too-big' | 'active' | 'linked' | 'locked' | 'nested' | 'declares';

const most = { parts: 5_000, unpacked: 300_000_000, read: 10_000_000 };

const macros = /(^|\/)(vbaProject\.bin|vbaData\.xml)$|\/activeX\/|\/macrosheets\/|^(Basic|Scripts)\//i;
const programs =
  /\.(zip|jar|exe|dll|js|vbs|bat|cmd|ps1|docm|xlsm|xlsb|dotm|xltm|msi|scr|lnk)$|\/embeddings\/[^/]*\.bin$/i;
const documents = /\/embeddings\/[^/]*\.(docx|xlsx|pptx)$/i;

interface Budget {
  bytes: number;
  parts: number;
}

/** @returns what is wrong with it; undefined when nothing is */
export async function inspectOffice(path: string): Promise<OfficeFault | undefined> {
  // `..`, absolute paths and backslashes in names are refused by yauzl itself.
  return inspectParts(
    () => openPromise(path, { strictFileNames: true, autoClose: false }),
    { bytes: most.unpacked, parts: most.parts },
    true,
  );
}

async function inspectParts(
  open: () => Promise<ZipFile>,
  budget: Budget,
  isOuter: boolean,
): Promise<OfficeFault | undefined> {
  let zip: ZipFile | undefined;
  try {
    zip = await open();
    budget.parts -= zip.entryCount;
    if (budget.parts < 0) return 'too-many';
    for await (const entry of zip.eachEntry()) {
      const fault = faultOfName(entry) ?? (await faultOfContent(zip, entry, budget, isOuter));
      if (fault) return fault;
    }
    return undefined;
  } catch (error) {
    if (error instanceof TooBig) return 'too-big';
    return 'broken';
  } finally {
    zip?.close();
  }
}

class TooBig extends Error {}

function faultOfName(entry: Entry): OfficeFault | undefined {
  if (entry.isEncrypted()) return 'locked';
  if (macros.test(entry.fileName)) return 'active';
  if (/^xl\/externalLinks\//i.test(entry.fileName)) return 'linked';
  if (programs.test(entry.fileName)) return 'nested';
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
  return isLink ? 'broken' : undefined;
}

async function faultOfContent(
  zip: ZipFile,
  entry: Entry,
  budget: Budget,
  isOuter: boolean,
): Promise<OfficeFault | undefined> {
  if (entry.uncompressedSize > budget.bytes) return 'too-big';
  const { fileName } = entry;
  const isDocument = documents.test(fileName);
  if (isDocument && !isOuter) return 'nested';
  const reader = /\.(xml|rels|vml)$/i.test(fileName) ? readXml(fileName) : undefined;
  const kept: Buffer[] = [];
  let crc = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    budget.bytes -= chunk.length;
    if (budget.bytes < 0) throw new TooBig();
    crc = crc32(chunk, crc);
    const fault = reader?.write(chunk);
    if (fault) return fault;
    if (isDocument) kept.push(chunk);
  }
  if (crc !== entry.crc32) return 'broken';
  return isDocument
    ? inspectParts(() => fromBufferPromise(Buffer.concat(kept), { strictFileNames: true }), budget, false)
    : reader?.end();
}

interface XmlReader {
  write(chunk: Buffer): OfficeFault | undefined;
  end(): OfficeFault | undefined;
}

/** Of most parts only what stands before the first element is read: there, and nowhere else, entities are declared. */
function readXml(fileName: string): XmlReader {
  const isWhole = /\.rels$|(^|\/)\[Content_Types\]\.xml$|^META-INF\/manifest\.xml$/i.test(fileName);
  const parser = new SaxesParser();
  let fault: OfficeFault | undefined;
  let decoder: TextDecoder | undefined;
  let goesOn = true;
  let read = 0;
  parser.on('error', () => {
    fault ??= 'broken';
  });
  parser.on('doctype', () => {
    fault ??= 'declares';
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (isWhole) fault ??= faultOfElement(name, attributes);
    else goesOn = false;
  });
  return {
    write(chunk) {
      if (!goesOn || fault) return fault;
      decoder ??= new TextDecoder(encodingOf(chunk));
      // In pieces: a part of which only the beginning counts is not read whole.
      for (let at = 0; at < chunk.length && goesOn && !fault; at += 4_096)
        parser.write(decoder.decode(chunk.subarray(at, at + 4_096), { stream: true }));
      read += chunk.length;
      return fault ?? (goesOn && read > most.read ? 'too-big' : undefined);
    },
    end() {
      if (goesOn && !fault) parser.close();
      return fault;
    },
  };
}

function faultOfElement(name: string, attributes: Readonly<Record<string, string>>): OfficeFault | undefined {
  switch (name.split(':').at(-1)) {
    case 'Relationship': {
      const isExternal = attributes.TargetMode?.toLowerCase() === 'external';
      // A link that one clicks is none that opens by itself.
      return isExternal && !/\/hyperlink$/i.test(attributes.Type ?? '') ? 'linked' : undefined;
    }
    case 'Override':
    case 'Default':
      return /macroEnabled|vbaProject/i.test(attributes.ContentType ?? '') ? 'active' : undefined;
    case 'encryption-data':
      return 'locked';
    default:
      return undefined;
  }
}

function encodingOf([first, second]: Buffer): string {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : 'utf-8';
}
