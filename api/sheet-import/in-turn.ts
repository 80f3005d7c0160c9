/**
 * Sheets are worked on one after the other, with a breath in between: a sheet of 500 lines keeps the process busy for some tens of milliseconds, ten at
 * once would keep every other page waiting behind all of them.
 */
import { setTimeout as wait } from 'node:timers/promises';

/** Long enough for the questions of a page to be asked and answered. */
const breath = 15;
let last: Promise<unknown> = Promise.resolve();

export function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const done = last.then(work);
  last = done.then(
    () => wait(breath),
    () => wait(breath),
  );
  return done;
}
