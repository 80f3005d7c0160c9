/**
 * A PDF judged by its objects: can its reader open it, and does anything in it run, start a program or carry another file?
 * Readers find an object by a table that may point anywhere, so every place where one could begin is looked at, whatever stands around it:
 * text that is only shown is never an object.
 */
import { inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFArray,
  PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFObjectParser,
  PDFRawStream,
  PDFRef,
  PDFStream,
  type PDFObject,
} from '@cantoo/pdf-lib';

export type PdfFault = 'cut-short' | 'broken' | 'locked' | 'script' | 'launch' | 'media' | 'attached' | 'dynamic-form';

export async function inspectPdf(bytes: Buffer): Promise<PdfFault | undefined> {
  if (!bytes.subarray(-4_096).includes('%%EOF')) return 'cut-short';
  const objects = new Objects();
  for (const { ref, object } of everyObject(bytes)) objects.add(ref, object);
  // Said first: what a locked one holds cannot be seen.
  const opened = await open(bytes);
  if (opened === 'locked') return 'locked';
  if (opened) for (const [ref, object] of opened.context.enumerateIndirectObjects()) objects.add(ref.tag, object);
  return objects.findDanger() ?? (opened && hasPages(opened) ? undefined : 'broken');
}

/** With the empty password: one that only forbids printing opens for everybody. */
async function open(bytes: Buffer): Promise<PDFDocument | 'locked' | undefined> {
  const options = { updateMetadata: false, parseSpeed: Infinity };
  try {
    return await PDFDocument.load(bytes, options);
  } catch (error) {
    if ((error as Error).constructor.name !== 'EncryptedPDFError') return undefined;
  }
  try {
    return await PDFDocument.load(bytes, { ...options, password: '' });
  } catch {
    return 'locked';
  }
}

function hasPages(document: PDFDocument): boolean {
  try {
    return document.getPageCount() > 0;
  } catch {
    return false;
  }
}

interface Found {
  ref: string | undefined;
  object: PDFObject;
}
/** Whatever stands after the word `obj`, and what is packed in it. */
function* everyObject(bytes: Buffer): Generator<Found> {
  const context = PDFContext.create();
  for (let at = bytes.indexOf('obj'); at !== -1; at = bytes.indexOf('obj', at + 3)) {
    if (bytes.subarray(Math.max(0, at - 3), at).toString('latin1') === 'end') continue;
    const object = parse(bytes.subarray(at + 3), context);
    if (!object) continue;
    const numbers = /(\d{1,10})\s+(\d{1,5})\s*$/.exec(bytes.subarray(Math.max(0, at - 40), at).toString('latin1'));
    yield { ref: numbers ? PDFRef.of(Number(numbers[1]), Number(numbers[2])).tag : undefined, object };
    if (object instanceof PDFRawStream) yield* packedIn(object, context);
  }
}

const parse = (bytes: Uint8Array, context: PDFContext): PDFObject | undefined => {
  try {
    return PDFObjectParser.forBytes(bytes, context).parseObject();
  } catch {
    return undefined;
  }
};

const mostUnpacked = 50_000_000;
/** The objects of a compressed object stream. An encrypted one gives nothing here: it is read once it is decrypted. */
function* packedIn(stream: PDFRawStream, context: PDFContext): Generator<Found> {
  const [count, first] = ['N', 'First'].map((key) => stream.dict.get(PDFName.of(key)));
  if (!(count instanceof PDFNumber) || !(first instanceof PDFNumber)) return;
  const unpacked = unpack(stream);
  if (!unpacked) return;
  const header = unpacked.subarray(0, first.asNumber()).toString('latin1').trim().split(/\s+/).map(Number);
  for (let index = 0; index < Math.min(count.asNumber(), header.length / 2); index += 1) {
    const [number = 0, offset = 0] = header.slice(2 * index, 2 * index + 2);
    const object = parse(unpacked.subarray(first.asNumber() + offset), context);
    if (object) yield { ref: PDFRef.of(number, 0).tag, object };
  }
}

function unpack(stream: PDFRawStream): Buffer | undefined {
  const filter = stream.dict.get(PDFName.of('Filter'));
  const isPlain = filter === PDFName.of('FlateDecode') && !stream.dict.has(PDFName.of('DecodeParms'));
  try {
    return isPlain
      ? inflateSync(stream.contents, { maxOutputLength: mostUnpacked })
      : Buffer.from(decodePDFRawStream(stream).decode());
  } catch (error) {
    // Too much of it is a danger of its own: the budget of the inspection says so.
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw error;
    return undefined;
  }
}

const media = new Set(['RichMedia', '3D', 'Movie', 'Screen', 'Sound']);

/** Several objects may bear one number: each reader has its own way of choosing among them, so all count. */
class Objects {
  #all: PDFObject[] = [];
  #byRef = new Map<string, PDFObject[]>();

  add(ref: string | undefined, object: PDFObject): void {
    this.#all.push(object);
    if (ref === undefined) return;
    const same = this.#byRef.get(ref);
    if (same) same.push(object);
    else this.#byRef.set(ref, [object]);
  }

  findDanger(): PdfFault | undefined {
    const waiting = [...this.#all];
    for (let object = waiting.pop(); object; object = waiting.pop()) {
      if (object instanceof PDFStream) waiting.push(object.dict);
      else if (object instanceof PDFArray) waiting.push(...object.asArray());
      else if (object instanceof PDFDict) {
        const fault = this.#judge(object);
        if (fault) return fault;
        waiting.push(...object.values());
      }
    }
    return undefined;
  }

  #judge(dict: PDFDict): PdfFault | undefined {
    const actions = this.#names(dict, 'S');
    const has = (key: string): boolean => dict.has(PDFName.of(key));
    if (actions.includes('JavaScript') || (has('JS') && has('S'))) return 'script';
    if (actions.includes('Launch')) return 'launch';
    const kinds = [...this.#names(dict, 'Type'), ...this.#names(dict, 'Subtype')];
    if (this.#embeds(dict) || has('Collection') || kinds.includes('EmbeddedFile') || kinds.includes('FileAttachment'))
      return 'attached';
    // An image is of the type XObject, and so is nothing of these.
    if (kinds.some((kind) => media.has(kind))) return 'media';
    return has('XFA') ? 'dynamic-form' : undefined;
  }

  /** The file of a file specification; a font may bear the same key. */
  #embeds = (dict: PDFDict): boolean =>
    this.#values(dict, 'EF').some(
      (each) => each instanceof PDFDict && ['F', 'UF', 'DOS', 'Mac', 'Unix'].some((key) => each.has(PDFName.of(key))),
    );

  #names = (dict: PDFDict, key: string): string[] =>
    this.#values(dict, key).flatMap((each) => (each instanceof PDFName ? [each.decodeText()] : []));

  /** What an entry says, also where it says it elsewhere. */
  #values(dict: PDFDict, key: string): readonly (PDFObject | undefined)[] {
    const value = dict.get(PDFName.of(key));
    return value instanceof PDFRef ? (this.#byRef.get(value.tag) ?? []) : [value];
  }
}
