/** The number of a bank account as it is kept: sealed, and as a keyed digest by which the same one is found again. */
import { createHmac } from 'node:crypto';
import { seal, unseal } from './sealed.ts';

const purpose = 'account number';

/** @param boundTo the id of its row: sealed for one, it does not open for another */
export const sealAccountNumber = (iban: string, secret: string, boundTo: string): Buffer =>
  seal(iban, { secret, purpose, boundTo });

/** Undefined for what was sealed under another key, for another, or has been touched. */
export const openAccountNumber = (sealed: Buffer, secret: string, boundTo: string): string | undefined =>
  unseal(sealed, { secret, purpose, boundTo });

/** HMAC-SHA-256 of an IBAN without separators. @throws RangeError for a pepper under 16 bytes */
export function digestAccountNumber(iban: string, pepper: string): Buffer {
  if (Buffer.byteLength(pepper) < 16) throw new RangeError('The pepper must have at least 16 bytes');
  return createHmac('sha256', pepper).update(`${purpose} ${iban}`).digest();
}
