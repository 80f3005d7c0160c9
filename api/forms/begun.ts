/** When a form was opened, in a mark that only this portal can make: whoever sends it at once has not read it, and one of yesterday is read again. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../domain/calendar.ts';
import type { Dependencies } from '../context.ts';

/** Nobody fills in two screens and reads a third in less (hypothèse). */
const soonest = 4_000;
const longest = 12 * 3_600_000;

type Secret = Pick<Dependencies, 'config'>;
const sealOf = ({ config }: Secret, at: string): string =>
  createHmac('sha256', config.sessionSecret).update(`form begun ${at}`).digest('base64url').slice(0, 22);

export const markBegun = (deps: Secret, now: Instant): string => `${String(now)}.${sealOf(deps, String(now))}`;

/** @returns `unknown` for a mark that is not ours */
export function readBegun(deps: Secret, mark: unknown, now: Instant): 'fine' | 'too-soon' | 'too-late' | 'unknown' {
  const [, at = '', seal = ''] = /^(\d{1,15})\.([\w-]{22})$/.exec(typeof mark === 'string' ? mark : '') ?? [];
  if (seal === '' || !timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(deps, at)))) return 'unknown';
  const age = now - Number(at);
  return age < soonest ? 'too-soon' : age > longest ? 'too-late' : 'fine';
}
