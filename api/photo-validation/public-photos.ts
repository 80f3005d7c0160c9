/** The pictures that anybody may see, without a session. */
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { listPictureOf } from '../../db/clean-photo.ts';
import { findPublicPicture } from '../../db/photo-validation/photos.ts';
import { idOf, type Dependencies } from '../context.ts';
import type { PublicPlaces } from '../premiers-pas/snapshot.ts';
import { isAway, notFound } from '../problems.ts';
import { within } from '../within.ts';

/** How long a picture waits for the database before what was last read answers. */
const patience = 1_000;
/** Pictures of lists, some three kilobytes each. */
const mostKept = 2_000;

export function publicPhotoRoutes(deps: Pick<Dependencies, 'db' | 'blobs'>, places: PublicPlaces): Router {
  const { blobs } = deps;
  const ofLists = keepListPictures(blobs);
  const router = Router();
  router.get('/premiers-pas/photos/:id/list.webp', async (req, res) => {
    const digest = await digestOf(deps, places, idOf(req), 'small');
    if (isKnown(req, res, `${digest}-list`)) return;
    const picture = await ofLists(digest);
    if (picture) {
      res.type('image/webp').end(picture);
      return;
    }
    // Too many are being drawn: the larger one shows the same, and is not kept in its place.
    res.removeHeader('ETag');
    res.set('Cache-Control', 'no-store');
    await send(res, digest);
  });
  router.get('/premiers-pas/photos/:id/:size.jpg', async (req, res) => {
    const { size } = req.params;
    if (size !== 'large' && size !== 'small') throw notFound();
    const digest = await digestOf(deps, places, idOf(req), size);
    if (!isKnown(req, res, digest)) await send(res, digest);
  });

  async function send(res: Response, digest: string): Promise<void> {
    res.type('image/jpeg');
    await pipeline(await blobs.get(digest), res).catch((error: unknown) => {
      if (!res.destroyed) throw error;
    });
  }
  return router;
}

/** @returns true where the browser has it already, and was told so */
function isKnown(req: Request, res: Response, etag: string): boolean {
  res.set({
    // Asked for again without being sent again: a photo that is withdrawn is gone within the minute, like any change of a place.
    'Cache-Control': 'public, max-age=15, must-revalidate',
    'ETag': `"${etag}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  if (!req.fresh) return false;
  res.status(304).end();
  return true;
}

/** A photo that is withdrawn is gone at once; while the database is away, those that were last read are shown. */
async function digestOf(
  { db }: Pick<Dependencies, 'db'>,
  places: PublicPlaces,
  id: string,
  size: 'large' | 'small',
): Promise<string> {
  const asked = await within(
    findPublicPicture(db, id, size).then((digest) => ({ digest })),
    patience,
  ).catch((error: unknown) => {
    if (isAway(error)) return undefined;
    throw error;
  });
  const digest = asked ? asked.digest : await lastRead(places, id, size);
  if (!digest) throw notFound();
  return digest;
}
async function lastRead(places: PublicPlaces, id: string, size: 'large' | 'small'): Promise<string | undefined> {
  const snapshot = await places.current();
  for (const { place } of snapshot?.index.all ?? [])
    for (const photo of place.photos) if (photo.id === id) return photo[size];
  return undefined;
}

/** Made when first asked for, from the small picture, and kept in memory: the longest kept goes first. */
function keepListPictures(blobs: Dependencies['blobs']) {
  const kept = new Map<string, Promise<Buffer | undefined>>();
  return async (digest: string): Promise<Buffer | undefined> => {
    const known = kept.get(digest);
    if (known) return known;
    const drawn = blobs.get(digest).then(buffer).then(listPictureOf);
    if (kept.size >= mostKept) for (const [oldest] of kept) if (kept.delete(oldest)) break;
    kept.set(digest, drawn);
    const forget = (): boolean => kept.delete(digest);
    drawn.then((picture) => picture ?? forget(), forget);
    return drawn;
  };
}
