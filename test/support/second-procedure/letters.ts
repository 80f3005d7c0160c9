import { plainLetter, type ProcedureLetters } from '../../../views/letters/letters.ts';
import { findLast } from '../../../views/letters/parts.ts';

export const letters: ProcedureLetters<'sent-receipt'> = {
  'sent-receipt': (context, options) =>
    plainLetter(context, options, {
      name: 'Accusé de réception',
      paragraphs: [`L'ONE a reçu vos présences : ${String(findLast(context, 'send-quarter')?.facts.places)} jours.`],
    }),
};
