/**
 * A photo as it may be shown: turned upright, in the public sizes, and with nothing in it but the picture. Where and when it was
 * taken, by which device, and the preview that cameras hide in the file are left behind: the pixels are drawn anew.
 * libvips works in its own threads; few at once, so that files and pages are not kept waiting.
 */
import sharp, { type Metadata, type Sharp } from 'sharp';

export type PhotoFault =
  | 'unreadable'
  | 'animated'
  | 'for-print'
  | 'too-many-pixels'
  | 'too-small'
  | 'too-long'
  | 'busy';

// Each photo is another one: what libvips would remember is of no use, and large.
sharp.cache(false);

/** Longest side, in pixels. */
export const sizes = { large: 1600, small: 480 } as const;
export type Size = keyof typeof sizes;
/** A photo of a telephone has 12 to 50 million pixels. */
export const mostPixels = 50_000_000;
/** Below, a page would have to enlarge it (hypothèse). */
export const smallestSide = 480;

/** In a list of places: ten of them weigh less than a font (longest side, in pixels). */
export const listSide = 144;

const seconds = 15;
const atOnce = 2;
const mostWaiting = 20;

export interface CleanPhoto {
  large: Buffer;
  small: Buffer;
  /** Of the large one, in pixels. */
  width: number;
  height: number;
}

/** @param source a path, or the bytes of a JPEG, PNG or WebP @returns JPEG files in sRGB, or what is wrong */
export async function cleanPhoto(source: string | Buffer): Promise<CleanPhoto | PhotoFault> {
  return inTurn<CleanPhoto | PhotoFault>(async () => {
    try {
      const input = sharp(source, { limitInputPixels: mostPixels, failOn: 'error', animated: false });
      const fault = faultOf(await input.metadata());
      if (fault) return fault;
      const upright = input.autoOrient().timeout({ seconds }).flatten({ background: 'white' }).toColourspace('srgb');
      const { data: large, info } = await jpeg(upright, 'large').toBuffer({ resolveWithObject: true });
      const small = await jpeg(sharp(large), 'small').toBuffer();
      return { large, small, width: info.width, height: info.height };
    } catch (error) {
      const { message } = error as Error;
      if (/pixel limit/i.test(message)) return 'too-many-pixels';
      return /timeout/i.test(message) ? 'too-long' : 'unreadable';
    }
  });
}

/** @param small the small picture of a photo @returns a WebP file; undefined while too many wait */
export async function listPictureOf(small: Buffer): Promise<Buffer | undefined> {
  const drawn = await inTurn(() =>
    sharp(small)
      .resize({ width: listSide, height: listSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 40 })
      .toBuffer(),
  );
  return drawn === 'busy' ? undefined : drawn;
}

const jpeg = (image: Sharp, size: Size): Sharp =>
  image
    .resize({ width: sizes[size], height: sizes[size], fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80, mozjpeg: true });

function faultOf({ format, pages = 1, space, width, height }: Metadata): PhotoFault | undefined {
  if (format !== 'jpeg' && format !== 'png' && format !== 'webp') return 'unreadable';
  if (pages > 1) return 'animated';
  if (space === 'cmyk') return 'for-print';
  return Math.min(width, height) < smallestSide ? 'too-small' : undefined;
}

let working = 0;
const waiting: (() => void)[] = [];
async function inTurn<T>(work: () => Promise<T>): Promise<T | 'busy'> {
  if (waiting.length >= mostWaiting) return 'busy';
  if (working >= atOnce) await new Promise<void>((turn) => waiting.push(turn));
  else working += 1;
  try {
    return await work();
  } finally {
    // The place is handed on, not given back, when somebody waits.
    const next = waiting.shift();
    if (next) next();
    else working -= 1;
  }
}
