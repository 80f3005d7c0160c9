/**
 * The link of a mail by which its reader asks for no more: no session, no cookie, no token of ours. A click on the page does it, since mail scanners
 * open addresses by themselves; a program of mail sends the same form in one click (RFC 8058), and is answered at this very address.
 */
import { Router, type Request } from 'express';
import { z } from 'zod';
import { findLetterOf, unsubscribe } from '../../db/newsletters/unsubscribe.ts';
import { letterNames } from '../../domain/newsletters.ts';
import type { Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { readPublicForms } from '../middleware/public-forms.ts';
import { renderPage } from '../page.ts';
import { notFound, Problem } from '../problems.ts';

const path = '/newsletters/unsubscribe';
const field = 'List-Unsubscribe';
const Click = z.strictObject({ [field]: z.literal('One-Click') });

export function unsubscribeRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(path, readPublicForms(deps));

  router.get(path, async (req, res) => {
    const link = tokenOf(req);
    const found = await findLetterOf(db, link);
    if (!found) throw notFound();
    renderPage(deps, req, res, 'newsletters/unsubscribe', {
      title: `Ne plus recevoir ${letterNames[found.letter]}`,
      letter: letterNames[found.letter],
      action: `${path}?token=${link}`,
      byMail: found.byMail,
    });
  });

  router.post(path, async (req, res) => {
    const link = tokenOf(req);
    if (!Click.safeParse(req.body ?? {}).success) throw new Problem(422, 'form');
    const letter = await unsubscribe(db, link, now());
    if (!letter) throw notFound();
    renderPage(deps, req, res, 'newsletters/unsubscribe', {
      title: `Ne plus recevoir ${letterNames[letter]}`,
      letter: letterNames[letter],
      done: true,
    });
  });
  return router;
}

function tokenOf(req: Request): string {
  const read = token.safeParse(req.query.token);
  if (!read.success) throw notFound();
  return read.data;
}
