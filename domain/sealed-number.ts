/** A national number that is kept but never shown: sealed under a key that is not where it is kept. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const [nonceBytes, tagBytes] = [12, 16];
const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'national number', 32));

/**
 * AES-256-GCM: nonce, tag, ciphertext. Sealing twice gives two different values.
 * @param boundTo what it belongs to (an id): sealed for one, it does not open for another
 */
export function sealNationalNumber(niss: string, secret: string, boundTo: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce).setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([cipher.update(niss), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The 11 digits; undefined for what was sealed under another key, for another, or has been touched. */
export function openNationalNumber(sealed: Buffer, secret: string, boundTo: string): string | undefined {
  const nonce = sealed.subarray(0, nonceBytes);
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  if (tag.length !== tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(tag);
  try {
    const opened = Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return opened.toString();
  } catch {
    return undefined;
  }
}
