/** What is unusual in a month that is signed: to be confirmed, not mended. */
import type { MonthToSign } from '../../db/consultations/sign.ts';
import { lineInWords, pointInWords } from '../../views/consultations/words.ts';
import { nameOf } from './present-lines.ts';

export const doubtsOf = ({ month, looked, doctors }: MonthToSign): string[] =>
  looked.lines
    .filter(({ standing }) => standing === 'ready')
    .flatMap(({ line, points }) =>
      points.map(
        (point) =>
          `${lineInWords(line, nameOf(doctors.get(line.collaboration ?? '')))}. ${pointInWords(point, line, { month })}.`,
      ),
    );
