/**
 * Multipart forms, whichever route they are for: the fields go to `req.body`, the files to a temporary folder under names of its own.
 * Nothing is kept of a form without its token (a field before the files, as in all our forms). A file too large is read to its end and
 * thrown away, so that the others and the fields still arrive. The temporary files go when the answer is sent, whatever happened.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import multer, { type StorageEngine } from 'multer';
import { isFull, Problem, tooLarge } from '../problems.ts';
import { prepareProcessApart } from './processes-apart.ts';
import type { Refusal } from './refusals.ts';

export const largestFile = 10_000_000;
export const mostFiles = 20;
/** Of one sending, a little less than the proxy lets through. Beyond, nothing of it is kept. */
const largestSending = 101_000_000;
const fieldLimits = {
  fields: 300,
  fieldSize: 100_000,
  fieldNameSize: 100,
  fieldNestingDepth: 2,
  fieldArrayIndexLimit: 300,
  headerPairs: 50,
};

/** A file that has arrived and that nobody has looked at yet. */
export interface ReceivedFile {
  /** Name of the input. */
  field: string;
  givenName: string;
  path: string;
  size: number;
  /** What is known against it already. */
  refused?: Refusal;
}

/** The files that came in one input, in the order in which they were chosen. */
export const receivedIn = (res: Response, field: string): ReceivedFile[] =>
  allReceived(res).filter((file) => file.field === field);
export const allReceived = (res: Response): ReceivedFile[] => (res.locals as { files?: ReceivedFile[] }).files ?? [];

interface Receiving {
  /** Of the process alone, mode 0700. */
  folder: string;
  /** Whether files of this form are to be kept: looked at when the first arrives, with the fields before it. */
  mayKeep: (req: Request) => boolean;
  /** Looks at what has come, and says what is too much for this person. */
  judge?: (files: readonly ReceivedFile[], res: Response) => Promise<Refusal | undefined>;
}

export function receiveFiles({ folder, mayKeep, judge }: Receiving): RequestHandler {
  const parse = multer({
    storage: temporaryStorage(folder),
    defParamCharset: 'utf8',
    limits: { ...fieldLimits, parts: fieldLimits.fields + mostFiles * 5 },
    fileFilter: (req, _file, done) => {
      const kept = mayKeep(req);
      if (kept) prepareProcessApart();
      done(null, kept);
    },
  }).any();
  return (req: Request, res: Response, next: NextFunction) => {
    if (!req.is('multipart/form-data')) {
      next();
      return;
    }
    if (Number(req.headers['content-length'] ?? 0) > largestSending) {
      next(tooLarge());
      return;
    }
    const files: ReceivedFile[] = [];
    res.locals.files = files;
    res.once('close', () => {
      for (const file of files) void rm(file.path, { force: true });
    });
    parse(req, res, (error: unknown) => {
      if (res.headersSent) return;
      if (error) {
        // A form cut off or malformed is the sender's fault, not ours.
        next(isFull(error) ? error : new Problem(422, 'unreadable-form'));
        return;
      }
      for (const [index, file] of ((req.files ?? []) as Express.Multer.File[]).entries()) {
        const refused: Refusal | undefined =
          file.size > largestFile ? 'too-large' : index >= mostFiles ? 'too-many-at-once' : undefined;
        files.push({
          field: file.fieldname,
          givenName: file.originalname,
          path: file.path,
          size: file.size,
          ...(refused ? { refused } : {}),
        });
      }
      if (!judge || files.length === 0) {
        next();
        return;
      }
      judge(files, res).then((refused) => {
        if (refused) for (const file of files) file.refused ??= refused;
        next();
      }, next);
    });
  };
}

/** Files of mode 0600. Of one too large the beginning is kept, and its true size told. */
function temporaryStorage(folder: string): StorageEngine {
  const remove = (place: string): Promise<void> => rm(place, { force: true });
  return {
    _handleFile(_req, file, done) {
      const place = path.join(folder, randomUUID());
      let size = 0;
      const meter = new Transform({
        transform(chunk: Buffer, _, ready) {
          size += chunk.length;
          ready(null, size > largestFile ? undefined : chunk);
        },
      });
      const { stream } = file as { stream: Readable };
      pipeline(stream, meter, createWriteStream(place, { flags: 'wx', mode: 0o600 })).then(
        () => {
          done(null, { path: place, size });
        },
        (error: unknown) => {
          void remove(place);
          // Read to its end all the same: the browser shows no page before it has sent everything.
          stream.resume();
          done(error);
        },
      );
    },
    _removeFile(_req, file, done) {
      remove(file.path).then(() => {
        done(null);
      }, done);
    },
  };
}
