/** Looks at the table of contents of a zip-based file (docx, xlsx, odt) without unpacking it. */
import { openPromise, type Entry, type ZipFile } from 'yauzl';

export type ZipFault = 'broken' | 'too-many' | 'too-big' | 'active' | 'linked' | 'locked' | 'nested';

const limits = { entries: 2_000, unpacked: 100_000_000, ratio: 200, relations: 200_000 };
/** Below this a high ratio does no harm: an empty sheet compresses very well. */
const smallEnough = 1_000_000;

const active = /(^|\/)(vbaProject\.bin|vbaData\.xml)$|\/activeX\/|^(Basic|Scripts)\//i;
const nested = /\.(zip|jar|exe|dll|js|vbs|bat|cmd|ps1|docm|xlsm)$/i;
const settings = 'word/_rels/settings.xml.rels';

/** @returns what is wrong with it; undefined when nothing is */
export async function inspectZip(path: string): Promise<ZipFault | undefined> {
  let zip: ZipFile | undefined;
  try {
    // `..`, absolute paths and backslashes in names are refused by yauzl itself.
    zip = await openPromise(path, { strictFileNames: true, autoClose: false });
    if (zip.entryCount > limits.entries) return 'too-many';
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      const fault = faultOf(entry);
      if (fault) return fault;
      unpacked += entry.uncompressedSize;
      if (unpacked > limits.unpacked) return 'too-big';
      if (entry.fileName === settings && (await hasRemoteTemplate(zip, entry))) return 'linked';
    }
    return undefined;
  } catch {
    return 'broken';
  } finally {
    zip?.close();
  }
}

function faultOf(entry: Entry): ZipFault | undefined {
  if (entry.isEncrypted()) return 'locked';
  if (active.test(entry.fileName)) return 'active';
  if (/^xl\/externalLinks\//i.test(entry.fileName)) return 'linked';
  if (nested.test(entry.fileName)) return 'nested';
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
  if (isLink) return 'broken';
  const { uncompressedSize, compressedSize } = entry;
  return uncompressedSize > smallEnough && uncompressedSize > compressedSize * limits.ratio ? 'too-big' : undefined;
}

/** A Word template fetched from elsewhere when the file is opened. */
async function hasRemoteTemplate(zip: ZipFile, entry: Entry): Promise<boolean> {
  if (entry.uncompressedSize > limits.relations) return true;
  let text = '';
  for await (const chunk of await zip.openReadStreamPromise(entry)) text += (chunk as Buffer).toString('latin1');
  return /attachedTemplate/i.test(text) && /TargetMode\s*=\s*["']External/i.test(text);
}
