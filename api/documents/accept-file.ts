/** From a file that has arrived to one that is stored: refused with a sentence, or scanned, inspected and kept. */
import { Readable } from 'node:stream';
import type { BlobStore } from '../../db/blob-store.ts';
import { cleanPhoto } from '../../db/clean-photo.ts';
import type { Config } from '../../domain/config/read-config.ts';
import { cleanName, extensionOf } from './file-name.ts';
import { acceptedTypes, isAccepted, isPhoto, type Extension } from './accepted-types.ts';
import { inspect } from './inspector.ts';
import type { ReceivedFile } from './receive-files.ts';
import { photoRefusalOf, refusalOf, type Refusal } from './refusals.ts';
import { createScanner, type Scanner } from './scanner.ts';

/** A file that was found good and is stored: what `saveDocument` needs. */
export interface AcceptedFile {
  name: string;
  mediaType: string;
  size: number;
  digest: string;
  photo?: { smallDigest: string; width: number; height: number };
}
/** `away`: nothing is known against the file, it could not be looked at. */
export type Acceptance = { ok: true; document: AcceptedFile } | { ok: false; message: string; away: boolean };
export type Accept = (file: ReceivedFile) => Promise<Acceptance>;

interface Accepting {
  blobs: BlobStore;
  config: Pick<Config, 'clamavUrl'>;
  /** Another than the one of the configuration. */
  scanner?: Scanner;
}

/** Looks at one file, and stores it when it is good. Nothing is visible before. */
export const acceptFile =
  ({ blobs, config, scanner = createScanner(config) }: Accepting): Accept =>
  async (file) => {
    const extension = extensionOf(file.givenName);
    const name = cleanName(file.givenName, extension || 'bin');
    const refused = isAccepted(extension) ? await faultOf(scanner, file, extension) : 'unknown-type';
    if (refused || !isAccepted(extension)) {
      const refusal = file.refused ?? refused ?? 'unknown-type';
      return { ok: false, message: refusalOf(refusal, name), away: isAway(refusal) };
    }
    const { digest, size } = await blobs.put(file.path);
    return { ok: true, document: { name, mediaType: acceptedTypes[extension], size, digest } };
  };

/** The same for a photo: what is stored is the picture in two sizes and nothing else, never the file that came. */
export const acceptPhoto =
  ({ blobs, config, scanner = createScanner(config) }: Accepting): Accept =>
  async (file) => {
    const extension = extensionOf(file.givenName);
    const given = cleanName(file.givenName, extension || 'bin');
    const refusal = file.refused ?? (isPhoto(extension) ? await faultOf(scanner, file, extension) : 'unknown-type');
    const photo = refusal ?? (await cleanPhoto(file.path));
    if (typeof photo === 'string') return { ok: false, message: photoRefusalOf(photo, given), away: isAway(photo) };
    const [large, small] = [
      await blobs.put(Readable.from([photo.large])),
      await blobs.put(Readable.from([photo.small])),
    ];
    return {
      ok: true,
      document: {
        name: cleanName(file.givenName, 'jpg'),
        mediaType: 'image/jpeg',
        ...large,
        photo: { smallDigest: small.digest, width: photo.width, height: photo.height },
      },
    };
  };

const isAway = (refusal: string): boolean => refusal === 'not-scanned' || refusal === 'busy';

async function faultOf(scanner: Scanner, file: ReceivedFile, extension: Extension): Promise<Refusal | undefined> {
  if (file.refused) return file.refused;
  if (file.size === 0) return 'empty';
  // First of all, whatever it claims to be.
  const verdict = await scanner.scan(file.path).catch(() => undefined);
  if (verdict === undefined) return 'not-scanned';
  if (verdict === 'infected') return 'infected';
  return inspect(file.path, extension);
}
