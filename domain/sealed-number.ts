/** A national number that is kept but never shown: sealed under a key that is not where it is kept. */
import { seal, unseal } from './sealed.ts';

const purpose = 'national number';

/** @param boundTo what it belongs to (an id): sealed for one, it does not open for another */
export const sealNationalNumber = (niss: string, secret: string, boundTo: string): Buffer =>
  seal(niss, { secret, purpose, boundTo });

/** The 11 digits; undefined for what was sealed under another key, for another, or has been touched. */
export const openNationalNumber = (sealed: Buffer, secret: string, boundTo: string): string | undefined =>
  unseal(sealed, { secret, purpose, boundTo });
