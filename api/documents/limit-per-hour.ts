/** How many files one person may send in an hour, good or not. */
import type { Response } from 'express';
import { fileLimitsOn } from '../../db/file-limits.ts';
import { dayOf } from '../../domain/calendar.ts';
import { findViewerOf, type Dependencies } from '../context.ts';
import { createCounter } from '../sign-in/throttle.ts';
import type { ReceivedFile } from './receive-files.ts';

const hour = 3_600;

export function limitPerHour(deps: Pick<Dependencies, 'config' | 'db' | 'now'>) {
  const count = createCounter(deps, 'files', hour);
  /** @returns what is said of all of them, once it is too much */
  return async (files: readonly ReceivedFile[], res: Response): Promise<'too-often' | undefined> => {
    const viewer = findViewerOf(res);
    if (!viewer) return undefined;
    const [sent, { sentPerHour }] = await Promise.all([
      count(viewer.userId, files.length),
      fileLimitsOn(deps.db, dayOf(deps.now())),
    ]);
    return sent > sentPerHour ? 'too-often' : undefined;
  };
}
