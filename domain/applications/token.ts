/** Tokens of external software: « pro1_a1b2c3d4e5f6.<secret> ». The part before the dot is public; of the other only a digest is kept. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** So that scanners of published code find one. `test`: of the sandbox. */
const marks = { real: 'pro1_', test: 'pro1_test_' } as const;
const written = /^(pro1_(?:test_)?[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

export interface Token {
  prefix: string;
  secret: string;
}

/** 256 random bits. */
export const makeToken = (isSandbox: boolean): Token => ({
  prefix: (isSandbox ? marks.test : marks.real) + randomBytes(6).toString('hex'),
  secret: randomBytes(32).toString('base64url'),
});

export const writeToken = ({ prefix, secret }: Token): string => `${prefix}.${secret}`;

/** Of « Authorization: Bearer … ». @returns undefined for what is no token */
export function readBearer(header: string | undefined): Token | undefined {
  const [, prefix, secret] = written.exec(/^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '') ?? [];
  return prefix && secret ? { prefix, secret } : undefined;
}

export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** In a time that tells nothing, whether there is such a token or not. */
export const isSecret = (secret: string, kept: Buffer | undefined): boolean =>
  timingSafeEqual(digestOf(secret), kept ?? nobodys) && kept !== undefined;
const nobodys = Buffer.alloc(32);
