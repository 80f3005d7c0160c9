/** A PNG or a JPEG judged by its header and its end: whole, and not too large to be drawn. */
export type ImageFault = 'cut-short' | 'too-many-pixels';

const mostPixels = 100_000_000;

export function inspectPng(bytes: Buffer): ImageFault | undefined {
  if (bytes.length < 33 || !bytes.subarray(-64).includes('IEND')) return 'cut-short';
  return bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > mostPixels ? 'too-many-pixels' : undefined;
}

export function inspectJpeg(bytes: Buffer): ImageFault | undefined {
  // Cameras leave a few bytes after the end mark.
  if (!bytes.subarray(-65_536).includes(Buffer.from([0xff, 0xd9]))) return 'cut-short';
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7) > mostPixels ? 'too-many-pixels' : undefined;
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
