/** A form that was open when somebody's rights changed: told as that, with what was typed there, and not as a page that never was. */
import type { ErrorRequestHandler } from 'express';
import { findChangeOfOwnRights } from '../../db/users/own-changes.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { findViewerOf, type Dependencies } from '../context.ts';
import { toldRows } from '../kept/refill.ts';
import { Problem } from '../problems.ts';
import { findSeeing } from '../seeing.ts';

/** Refused without a word of its own, or with one that says no more than which profile a page is for. */
const isOfRights = (error: unknown): boolean =>
  error instanceof Problem &&
  (error.code === 'forbidden' || error.code === 'not-found') &&
  (error.page.reason === undefined || error.page.isOfProfile === true);

export const tellChangedRights =
  ({ db }: Pick<Dependencies, 'db'>): ErrorRequestHandler =>
  async (error: unknown, req, res, next) => {
    const viewer = findViewerOf(res);
    const isSent = req.method === 'POST' && req.originalUrl.startsWith('/pro/') && !findSeeing(res);
    if (!isSent || viewer?.portal !== 'pro' || !isOfRights(error)) {
      next(error);
      return;
    }
    const changed = await findChangeOfOwnRights(db, viewer.userId, req.session.startedAt ?? 0);
    if (!changed) {
      next(error);
      return;
    }
    const fields = Object.entries((req.body ?? {}) as Record<string, unknown>)
      .filter(([name]) => !/^_|niss|token|version/.test(name))
      .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]));
    next(
      new Problem(403, 'rights-changed', {
        reason: `Vos accès chez ${changed.body} ont été modifiés le ${formatDateTime(changed.at)}${changed.by ? ` par ${changed.by}` : ''}\u00a0: cette page n'est pas, ou n'est plus, ouverte à votre profil.`,
        kept: toldRows({}, { kind: 'late', why: 'other-session', path: '', fields }),
      }),
    );
  };
