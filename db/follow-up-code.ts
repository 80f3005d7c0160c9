/** The code by which somebody without an account follows what they have asked: shown once, kept as its digest alone. */
import { createHash, randomInt } from 'node:crypto';

/** Without letters and figures that are taken for one another; four groups, 80 bits. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ0'.replace('0', 'L');
const length = 16;
export const newCode = (): string =>
  Array.from({ length }, () => signs[randomInt(signs.length)])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');

/** As it may be typed: small letters, with or without dashes and blanks. */
export const digestOf = (code: string): Buffer =>
  createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))
    .digest();
