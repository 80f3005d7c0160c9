/** How many national numbers an import looks up: counted, so that nobody learns by imports whose a number is. */
import type { Response } from 'express';
import type { StaffedBody } from '../../../db/team/import/known.ts';
import type { ImportPreview, TeamWaiting } from '../../../db/team/import/preview.ts';
import type { CellFault } from '../../../domain/staff/sheet/line.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { tooMany } from '../../problems.ts';
import { createCounter } from '../../sign-in/throttle.ts';

/**
 * How many numbers one person, and all of a body, may send in an hour (hypothèse): nobody learns so whose a number is. `mismatches` do not go with
 * their name; the others are those of nobody in the team: four times a team of 800, for its sheet is sent again once it is mended.
 */
const most = { mismatches: 200, perUser: 3_200, perBody: 6_400 };
const hour = 3_600;

type Tried = Pick<ImportPreview, 'faults' | 'outside'>;
const isMismatch = ({ kind }: CellFault): boolean => kind === 'not-the-person';
/** To be compared: whether a number was written anew. */
const numbersIn = ({ cells }: TeamWaiting['mending']): string =>
  JSON.stringify(cells.filter(({ column }) => column === 'niss'));

interface Looked {
  preview: Tried;
  waiting: Pick<TeamWaiting, 'mending'>;
}
/** @throws Problem 429 from what it gives: more were tried in an hour than may be. `before`: what was counted already */
export function createTryCounter(deps: Dependencies) {
  const mismatches = createCounter(deps, 'niss-import', hour);
  const perUser = createCounter(deps, 'niss-import-user', hour);
  const perBody = createCounter(deps, 'niss-import-body', hour);
  return async (
    res: Response,
    body: StaffedBody,
    { preview: after, waiting }: Looked,
    shown?: Looked,
  ): Promise<void> => {
    const { userId } = getViewer(res);
    const before = shown?.preview;
    const isRewritten = shown !== undefined && numbersIn(shown.waiting.mending) !== numbersIn(waiting.mending);
    const told = new Set(isRewritten ? [] : before?.faults.filter(isMismatch).map(({ row }) => row));
    const wrong = after.faults.filter((fault) => isMismatch(fault) && !told.has(fault.row)).length;
    const tried = [...after.outside].filter((niss) => !before?.outside.has(niss)).length;
    const isTooMany = [
      wrong > 0 && (await mismatches(userId, wrong)) > most.mismatches,
      tried > 0 && (await perUser(userId, tried)) > most.perUser,
      tried > 0 && (await perBody(body.id, tried)) > most.perBody,
    ];
    if (isTooMany.includes(true)) throw tooMany(hour);
  };
}
