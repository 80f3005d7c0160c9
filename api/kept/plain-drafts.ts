/** What somebody has begun to write in a form that is no act: a reason, a question. It saves itself under the address that the form is sent to. */
import { Router, type Request, type Response } from 'express';
import { discardFormDraft, findFormDraft, saveFormDraft } from '../../db/form-drafts.ts';
import { findViewerOf, type Dependencies } from '../context.ts';
import { openedPage, savedFrom, typedFields } from '../forms/typed-fields.ts';
import { versionOf } from '../forms/versions.ts';
import { localPath } from '../sign-in/return-to.ts';
import { pageOfForm } from './keep.ts';
import { fillIn } from './refill.ts';

/** What comes with such a form beside what is typed; taken out of it before its route reads it. */
export interface PlainEnvelope {
  _draft?: unknown;
  _page?: unknown;
  _place?: unknown;
}

const save = '/form-drafts';
const placeIn = (value: unknown): string | undefined => {
  const place = localPath(value);
  return place === '/' || place.length > 300 ? undefined : place;
};

/** The page with what was begun there, unless it shows what was just sent. */
export async function withDraft<T extends Record<string, unknown>>(
  { db }: Pick<Dependencies, 'db'>,
  req: Request,
  res: Response,
  page: T,
  place: string,
): Promise<T> {
  const userId = findViewerOf(res)?.userId;
  if (!userId) return page;
  const draft = await findFormDraft(db, { userId, place });
  const { kept, asLeft } = res.locals as { kept?: unknown; asLeft?: boolean };
  const isFresh = req.method === 'GET' && !kept && !asLeft;
  return {
    ...(draft && isFresh ? fillIn(page, draft.fields) : page),
    draft: {
      place,
      save,
      discard: `${save}/discard`,
      version: draft?.version ?? 0,
      page: openedPage(),
      savedAt: draft?.saved_at,
    },
  };
}

export function plainDraftRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  const asked = (req: Request, res: Response) => {
    const { envelope = {} } = res.locals as { envelope?: PlainEnvelope };
    const place = placeIn(envelope._place);
    return place === undefined ? undefined : { ...envelope, place, userId: req.session.userId! };
  };

  router.post(save, async (req, res, next) => {
    const one = asked(req, res);
    if (!one) {
      next();
      return;
    }
    const at = now();
    const version = await saveFormDraft(db, {
      ...one,
      fields: typedFields(req.body),
      seen: versionOf(one._draft) ?? 0,
      from: savedFrom(one._page),
      at,
    });
    if (req.accepts(['html', 'json']) === 'json') {
      if (version === undefined) res.status(409).json({ error: 'changed-elsewhere' });
      else res.json({ savedAt: at, version });
    } else res.redirect(303, pageOfForm(req) ?? one.place);
  });

  router.post(`${save}/discard`, async (req, res, next) => {
    const one = asked(req, res);
    if (!one) {
      next();
      return;
    }
    await discardFormDraft(db, one);
    res.redirect(303, pageOfForm(req) ?? one.place);
  });
  return router;
}
