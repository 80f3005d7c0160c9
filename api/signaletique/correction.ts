/** Where a value that ONE keeps is corrected from. */
import type { Sheet } from '../../db/signaletique/find-sheet.ts';

export const correctionHref = ({ kind, id }: Sheet): string =>
  kind === 'facility' ? `/pro/correction?facility=${id}` : '/pro/correction';
