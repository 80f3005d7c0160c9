/** Identifiers of the demonstration: the same on every machine, so that a link to a page of the demonstration stays good. */
import { createHash } from 'node:crypto';

/** A UUID (shape of version 4) that depends on the text alone. */
export function stableId(text: string): string {
  const hex = createHash('sha256').update(`pro-one demonstration ${text}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A number from 0 to `below` − 1 that depends on the text alone. */
export function stableNumber(text: string, below: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % below;
}
