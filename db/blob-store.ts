/** Where the bytes of documents are kept, named by their digest: the same file sent twice is stored once, and none is ever changed. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat as statFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Instant } from '../domain/calendar.ts';
import type { Database } from './connect.ts';

export interface Blob {
  /** SHA-256, 64 hexadecimal digits. */ digest: string /** bytes */;
  size: number;
}

export interface BlobStore {
  /** Keeps what a stream gives, or the file at a path (which stays). On disk for good when it resolves: a row may then name it. */
  put(source: Readable | string): Promise<Blob>;
  /** @throws Error ENOENT when there is none */
  get(digest: string): Promise<Readable>;
  /** Nothing happens when there is none. */
  delete(digest: string): Promise<void>;
  /** `keptAt`: when it was last put. */
  stat(digest: string): Promise<{ size: number; keptAt: Instant } | undefined>;
  list(): AsyncIterable<string>;
}

/** A `BlobStore` in a directory of the local disk (or a mounted one): `ab/cdef…`, half-written files apart in `incoming`. */
export function directoryBlobStore(directory: string): BlobStore {
  const incoming = path.join(directory, 'incoming');
  const placeOf = (digest: string): string => {
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('a digest is 64 hexadecimal digits');
    return path.join(directory, digest.slice(0, 2), digest.slice(2));
  };

  async function put(source: Readable | string): Promise<Blob> {
    await mkdir(incoming, { recursive: true });
    const draft = path.join(incoming, randomUUID());
    try {
      const hash = createHash('sha256');
      let size = 0;
      const meter = new Transform({
        transform(chunk: Buffer, _, done) {
          hash.update(chunk);
          size += chunk.length;
          done(null, chunk);
        },
      });
      await pipeline(
        typeof source === 'string' ? createReadStream(source) : source,
        meter,
        createWriteStream(draft, { flush: true }),
      );
      const digest = hash.digest('hex');
      const place = placeOf(digest);
      await mkdir(path.dirname(place), { recursive: true });
      // Also when it is there already: the rename makes it young again, so that no sweep takes it before its new row is written.
      await rename(draft, place);
      await flushDirectory(path.dirname(place));
      await flushDirectory(directory);
      return { digest, size };
    } finally {
      await rm(draft, { force: true });
    }
  }

  async function get(digest: string): Promise<Readable> {
    const file = await open(placeOf(digest));
    return file.createReadStream();
  }

  async function stat(digest: string): Promise<{ size: number; keptAt: Instant } | undefined> {
    try {
      const { size, mtimeMs } = await statFile(placeOf(digest));
      return { size, keptAt: mtimeMs };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async function* list(): AsyncIterable<string> {
    await mkdir(directory, { recursive: true });
    for (const prefix of await readdir(directory)) {
      if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
      for (const rest of await readdir(path.join(directory, prefix))) yield prefix + rest;
    }
  }

  return { put, get, stat, list, delete: (digest) => rm(placeOf(digest), { force: true }) };
}

/** A new name in a directory outlives a power cut only once the directory itself is written. */
async function flushDirectory(directory: string): Promise<void> {
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Wherever a row names a blob: what stands in none of these is deleted by the sweep. */
export const blobColumns = [
  ['commission_sessions', 'minutes_digest'],
  ['documents', 'digest'],
  ['documents', 'small_digest'],
  ['exceptional_bonuses', 'document_digest'],
  ['facility_photos', 'large_digest'],
  ['facility_photos', 'small_digest'],
  ['newsletter_issues', 'file_digest'],
  ['pedagogical_projects', 'document_digest'],
  ['project_calls', 'rules_digest'],
] as const;
const orphans = `select d as digest from unnest(cast(? as text[])) d where ${blobColumns
  .map(([table, column]) => `not exists (select from ${table} where ${column} = decode(d, 'hex'))`)
  .join(' and ')}`;

const batch = 500;

/**
 * Deletes the blobs that no row names: what a crash left between the file and its row, and what retention has erased.
 * Only those put before `before` (a day ago, say): a younger one may belong to a row about to be written.
 * @returns how many were deleted
 */
export async function sweepOrphans(db: Database, blobs: BlobStore, before: Instant): Promise<number> {
  let deleted = 0;
  let candidates: string[] = [];
  const sweep = async (): Promise<void> => {
    const { rows } = await db.raw<{ rows: { digest: string }[] }>(orphans, [candidates]);
    for (const { digest } of rows) {
      await blobs.delete(digest);
      deleted += 1;
    }
    candidates = [];
  };
  for await (const digest of blobs.list()) {
    const found = await blobs.stat(digest);
    if (found && found.keptAt < before) candidates.push(digest);
    if (candidates.length >= batch) await sweep();
  }
  if (candidates.length > 0) await sweep();
  return deleted;
}
