/**
 * Whose form it is: a mark that every form of a person carries behind its token, and that outlives the session. It opens nothing: with it, a
 * sending that comes too late is put aside for that very person, who must sign in to see it and click to send it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../domain/calendar.ts';

/** Hypothèse: a page that was left open for a week is old enough. */
const validFor = 7 * 86_400_000;
const tokenLength = 64;
const [idLength, atLength, macLength] = [32, 12, 32];

const macOf = (secret: string, marked: string): string =>
  createHmac('sha256', secret).update(`form ticket ${marked}`).digest('hex').slice(0, macLength);

/** Hexadecimal, as the token before it. */
export function formTicket(secret: string, userId: string, at: Instant): string {
  const marked = userId.replaceAll('-', '') + at.toString(16).padStart(atLength, '0');
  return marked + macOf(secret, marked);
}

/** The token of the session, whatever stands behind it. */
export const tokenIn = (value: string): string => value.slice(0, tokenLength);

/** @returns the person whose form it is; undefined for what we never gave, or too long ago */
export function ownerOfForm(secret: string, value: unknown, now: Instant): string | undefined {
  if (typeof value !== 'string' || value.length !== tokenLength + idLength + atLength + macLength) return undefined;
  const marked = value.slice(tokenLength, -macLength);
  const [given, ours] = [value.slice(-macLength), macOf(secret, marked)].map((mac) => Buffer.from(mac));
  if (!given || !ours || given.length !== ours.length || !timingSafeEqual(given, ours)) return undefined;
  const at = Number.parseInt(marked.slice(idLength), 16);
  if (at > now + validFor || now - at > validFor) return undefined;
  return marked.slice(0, idLength).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
