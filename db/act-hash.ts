/** The chain of acts: each act's hash covers the one before, and the digest of its content rather than the content. */
import { createHash } from 'node:crypto';

/** JSON with sorted keys, so that the same content always gives the same digest. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

export const digest = (value: unknown): Buffer => createHash('sha256').update(canonical(value)).digest();

export interface HashedAct {
  caseId: string;
  number: number;
  token: string;
  action: string;
  facts: object;
  contentDigest: Buffer | null;
  actorRole: string;
  actorId: string | null;
  onBehalfOf: string | null;
  acr: number | null;
  at: number;
  status: string;
  effects: string[];
  deadline: string | null;
}

export function hashAct(act: HashedAct, previous: Buffer | null): Buffer {
  return createHash('sha256')
    .update(previous ?? '')
    .update(canonical({ ...act, contentDigest: act.contentDigest?.toString('hex') ?? null }))
    .digest();
}
