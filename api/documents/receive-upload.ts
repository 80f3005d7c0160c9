/**
 * Files that operators and agents send. In this order: multer writes them to a temporary folder under names of its own; the
 * CSRF token (first field of the form) is checked; `accept` looks at each, has it scanned, and only then stores it.
 * The temporary files go when the answer is sent, whatever happened.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import type { BlobStore } from '../../db/blob-store.ts';
import { cleanPhoto } from '../../db/clean-photo.ts';
import type { Instant } from '../../domain/calendar.ts';
import { tooLarge } from '../problems.ts';
import { cleanName, extensionOf } from './file-name.ts';
import { acceptedTypes, inspectFile, isAccepted, isPhoto, type Extension } from './inspect-file.ts';
import { photoRefusalOf, refusalOf, type Refusal } from './refusals.ts';
import { eicarScanner, type Scanner } from './scanner.ts';

export const largestFile = 10_000_000;
const limits = {
  fields: 300,
  fieldSize: 100_000,
  fieldNameSize: 100,
  fieldNestingDepth: 2,
  fieldArrayIndexLimit: 300,
  headerPairs: 50,
};
const allFields = 1_000_000;
const forgotten = 3_600_000;

export interface UploadDependencies {
  blobs: BlobStore;
  tmpDir: string;
  scanner?: Scanner;
}

/** A file that has arrived and that nobody has looked at yet. */
export interface ReceivedFile {
  slot: string;
  givenName: string;
  path: string;
  size: number;
}
/** A file that was found good and is stored: what `saveDocument` needs. */
export interface AcceptedFile {
  slot: string;
  name: string;
  mediaType: string;
  size: number;
  digest: string;
  photo?: { smallDigest: string; width: number; height: number };
}
export type Acceptance = { ok: true; document: AcceptedFile } | { ok: false; slot: string; message: string };

export interface Upload {
  files: ReceivedFile[];
  /** What the parser refused (a file too large, one too many): the rest of the form after it was not read. */
  problem?: { slot: string; refusal: Refusal; message: string };
}

/** What came with this request. @throws when the route has no upload middleware */
export function getUpload(res: Response): Upload {
  const { upload } = res.locals as { upload?: Upload };
  if (!upload) throw new Error('the route has no upload middleware');
  return upload;
}

export function createUpload({ blobs, tmpDir, scanner = eicarScanner }: UploadDependencies) {
  mkdirSync(tmpDir, { recursive: true });
  // Files bear the machine's time, whatever the house's clock says: others may be receiving theirs.
  removeForgotten(tmpDir, performance.timeOrigin - forgotten);
  const storage = multer.diskStorage({
    destination: tmpDir,
    filename: (_req, _file, done) => {
      done(null, randomUUID());
    },
  });

  /**
   * Parses a multipart form with at most one file for each slot; other bodies pass untouched. The fields are in `req.body`, the files in `getUpload(res)`.
   * @throws Problem 413 when the whole is larger than its files may be
   */
  function middleware(slots: readonly string[]): RequestHandler {
    const most = slots.length * largestFile + allFields;
    const parse = multer({
      storage,
      defParamCharset: 'utf8',
      limits: { ...limits, fileSize: largestFile, files: slots.length, parts: limits.fields + slots.length },
    }).fields(slots.map((name) => ({ name, maxCount: 1 })));
    return (req: Request, res: Response, next: NextFunction) => {
      const upload: Upload = { files: [] };
      res.locals.upload = upload;
      if (!req.is('multipart/form-data')) {
        next();
        return;
      }
      if (Number(req.headers['content-length'] ?? 0) > most) {
        next(tooLarge());
        return;
      }
      res.once('close', () => {
        for (const file of upload.files) void rm(file.path, { force: true });
      });
      parse(req, res, (error: unknown) => {
        const received = Object.values((req.files ?? {}) as Record<string, Express.Multer.File[]>).flat();
        upload.files = received.map((file) => ({
          slot: file.fieldname,
          givenName: file.originalname,
          path: file.path,
          size: file.size,
        }));
        const problem = error === undefined || error === null ? undefined : problemOf(error);
        if (problem) upload.problem = problem;
        // A form cut off or malformed is the sender's fault, not ours: 422.
        else if (error) {
          next(Object.assign(new Error('unreadable form'), { status: 422 }));
          return;
        }
        next();
      });
    };
  }

  /** Looks at one file, and stores it when it is good. Nothing is visible before. */
  async function accept(file: ReceivedFile): Promise<Acceptance> {
    const extension = extensionOf(file.givenName);
    const name = cleanName(file.givenName, extension || 'bin');
    const refuse = (refusal: Refusal): Acceptance => ({
      ok: false,
      slot: file.slot,
      message: refusalOf(refusal, name),
    });
    if (!isAccepted(extension)) return refuse('unknown-type');
    const fault = await faultOf(file, extension);
    if (fault) return refuse(fault);
    const { digest, size } = await blobs.put(file.path);
    return { ok: true, document: { slot: file.slot, name, mediaType: acceptedTypes[extension], size, digest } };
  }

  /** The same for a photo: what is stored is the picture in two sizes and nothing else, never the file that came. */
  async function acceptPhoto(file: ReceivedFile): Promise<Acceptance> {
    const extension = extensionOf(file.givenName);
    const given = cleanName(file.givenName, extension || 'bin');
    const refusal = isPhoto(extension) ? await faultOf(file, extension) : 'unknown-type';
    const photo = refusal ?? (await cleanPhoto(file.path));
    if (typeof photo === 'string') return { ok: false, slot: file.slot, message: photoRefusalOf(photo, given) };
    const [large, small] = [
      await blobs.put(Readable.from([photo.large])),
      await blobs.put(Readable.from([photo.small])),
    ];
    return {
      ok: true,
      document: {
        slot: file.slot,
        name: cleanName(file.givenName, 'jpg'),
        mediaType: 'image/jpeg',
        ...large,
        photo: { smallDigest: small.digest, width: photo.width, height: photo.height },
      },
    };
  }

  async function faultOf(file: ReceivedFile, extension: Extension): Promise<Refusal | undefined> {
    if (file.size === 0) return 'empty';
    // First of all, whatever it claims to be.
    const verdict = await scanner.scan(file.path).catch(() => undefined);
    if (verdict === undefined) return 'not-scanned';
    if (verdict === 'infected') return 'infected';
    return inspectFile(file.path, extension);
  }

  return { middleware, accept, acceptPhoto };
}

function problemOf(error: unknown): Upload['problem'] {
  if (!(error instanceof MulterError)) return undefined;
  const slot = error.field ?? '';
  switch (error.code) {
    case 'LIMIT_FILE_SIZE':
      return { slot, refusal: 'too-large', message: refusalOf('too-large', '') };
    case 'LIMIT_UNEXPECTED_FILE':
    case 'LIMIT_FILE_COUNT':
      return { slot, refusal: 'one-too-many', message: refusalOf('one-too-many', '') };
    default:
      return undefined;
  }
}

/** What a process that was killed has left. */
function removeForgotten(directory: string, before: Instant): void {
  for (const name of readdirSync(directory)) {
    const file = path.join(directory, name);
    if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? before) < before) rmSync(file, { force: true });
  }
}
