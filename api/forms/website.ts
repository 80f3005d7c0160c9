/** The address of a web site, as people give it: « www.exemple.be » too. Only http and https: parents click on it. */
import { z } from 'zod';
import { requiredLine } from './inputs.ts';

export const website = requiredLine('', 200).transform((typed, context) => {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && !url.username && !/\s/.test(typed))
    return url.href.replace(/\/$/, '');
  context.addIssue({
    code: 'custom',
    message: `« ${typed} » n'est pas l'adresse d'un site : écrivez par exemple www.exemple.be`,
  });
  return z.NEVER;
});
