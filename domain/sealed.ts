/** What is kept but not to be read where it is kept: sealed under a key that is elsewhere. AES-256-GCM: nonce, tag, ciphertext. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const [nonceBytes, tagBytes] = [12, 16];

export interface SealFor {
  secret: string;
  /** What such things are: a key of its own. */
  purpose: string;
  /** What it belongs to (an id): sealed for one, it does not open for another. */
  boundTo: string;
}
const keyOf = ({ secret, purpose }: SealFor): Buffer => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));

/** Sealing twice gives two different values. */
export function seal(text: string, to: SealFor): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(to), nonce).setAAD(Buffer.from(to.boundTo));
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Undefined for what was sealed under another key, for another, or has been touched. */
export function unseal(sealed: Buffer, to: SealFor): string | undefined {
  const nonce = sealed.subarray(0, nonceBytes);
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  if (tag.length !== tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(to), nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(to.boundTo))
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]).toString();
  } catch {
    return undefined;
  }
}
