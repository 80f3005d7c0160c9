/** Who asked for a thing that exists and is not for them stands in the audit, once in ten minutes for each thing and never in floods. */
import type { ErrorRequestHandler } from 'express';
import { recordRefusedAccess } from '../db/refused-access.ts';
import { afterAnswer } from './after-answer.ts';
import { findViewerOf, type Dependencies } from './context.ts';
import { Problem } from './problems.ts';
import { createThrottle } from './sign-in/throttle.ts';

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Behind all routes, before the page that says what went wrong: it passes the error on at once, and nobody waits for the line. */
export function auditRefusals(deps: Dependencies): ErrorRequestHandler {
  const perThing = createThrottle(deps, 'refused-thing', { points: 1, seconds: 600 });
  const perPerson = createThrottle(deps, 'refused-person', { points: 60, seconds: 3600 });

  async function note(person: { userId: string; acr: number | null }, status: number, path: string): Promise<void> {
    const id = uuid.exec(path)?.[0].toLowerCase();
    // A page without an id is told by its name; an id that nobody has is a mistake in typing.
    const thing = id ?? path.split('/').slice(1, 4).join('/').slice(0, 60);
    if (status === 404 && !id) return;
    if (!(await perThing.tryConsume(`${person.userId} ${thing}`))) return;
    if (!(await perPerson.tryConsume(person.userId))) return;
    await recordRefusedAccess(deps.db, { ...person, id, page: thing, at: deps.now() });
  }

  return (error: unknown, req, res, next) => {
    const viewer = findViewerOf(res);
    if (viewer && error instanceof Problem && (error.code === 'not-found' || error.code === 'forbidden')) {
      const path = req.originalUrl.split('?')[0] ?? '';
      afterAnswer(deps, res, () => note(viewer, error.status, path));
    }
    next(error);
  };
}
