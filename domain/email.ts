import validator from 'validator';

/** Whether a mail server accepts the address, by the rules of SMTP: lengths, dots, labels of the domain. Letters with accents only in the domain. */
export const isEmail = (text: string): boolean => validator.isEmail(text, { allow_utf8_local_part: false });
