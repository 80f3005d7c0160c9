/** Pages that anybody may read, and the message to the helpdesk. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { referenceOf } from '../../db/helpdesk/tickets.ts';
import { contactSubjects, keepContactMessage } from '../../db/contact-messages.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { findViewerOf, type Dependencies } from '../context.ts';
import { emailAddress } from '../forms/email.ts';
import { token } from '../forms/envelope.ts';
import { errorLinks, faultsIn } from '../forms/form.ts';
import { requiredLine, requiredText } from '../forms/inputs.ts';
import { issueCsrfToken } from '../middleware/forms.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { createThrottle } from '../sign-in/throttle.ts';
import { readAccessibilityCheck } from './accessibility-check.ts';

const missing = {
  name: 'Encodez votre prénom et votre nom',
  email: 'Encodez votre courriel',
  subject: 'Choisissez ce que votre question concerne',
  message: 'Écrivez votre message',
};
type Field = keyof typeof missing;

const Form = z.strictObject({
  token,
  name: requiredLine(missing.name, 100),
  email: emailAddress(missing.email),
  subject: z.enum(contactSubjects, { error: missing.subject }),
  message: requiredText(missing.message, 2000),
});

const pages: [path: string, view: string, title: string][] = [
  ['/aide', 'pages/aide', 'Aide'],
  ['/vie-privee', 'pages/vie-privee', 'Vie privée'],
];

export function publicPages(deps: Dependencies): Router {
  const { db, now } = deps;
  const perAddress = createThrottle(deps, 'contact', { points: 5 });
  const router = Router();
  for (const [path, view, title] of pages)
    router.get(path, (req, res) => {
      renderPage(deps, req, res, view, { title });
    });

  const check = readAccessibilityCheck();
  router.get('/accessibilite', (req, res) => {
    renderPage(deps, req, res, 'pages/accessibilite', { title: 'Accessibilité', check });
  });

  const show = (req: Request, res: Response, page: Record<string, unknown>) => {
    issueCsrfToken(req, res);
    renderPage(deps, req, res, 'pages/contact', {
      title: 'Contact',
      drafted: '/contact',
      token: randomUUID(),
      ...page,
    });
  };

  router.get('/contact', (req, res) => {
    const viewer = findViewerOf(res);
    // A page that leads here says what it is about.
    const subject = contactSubjects.find((one) => one === req.query.subject);
    show(req, res, {
      values: { subject, ...(viewer ? { name: `${viewer.firstName} ${viewer.familyName}` } : {}) },
    });
  });

  router.post('/contact', async (req, res) => {
    const values = (req.body ?? {}) as Partial<Record<Field | 'token', unknown>>;
    const form = Form.safeParse(values);
    if (!form.success) {
      const error = faultsIn(form.error);
      res.status(422);
      show(req, res, {
        values,
        ...(isUuid(values.token) ? { token: values.token } : {}),
        error,
        errors: errorLinks(error, Object.keys(missing)),
      });
      return;
    }
    await perAddress.consume(req.ip ?? '');
    const { token: sending, ...message } = form.data;
    const kept = await keepContactMessage(db, {
      token: sending,
      at: now(),
      userId: findViewerOf(res)?.userId ?? null,
      ...message,
    });
    const viewer = findViewerOf(res);
    if (viewer) {
      leaveFlash(req, {
        kind: 'done',
        text: 'Votre message est chez le helpdesk. Sa réponse viendra ici, et un courriel vous le dira.',
      });
      res.redirect(303, `/${viewer.portal}/questions/${kept.id}`);
      return;
    }
    renderPage(deps, req, res, 'pages/contact', {
      title: 'Votre message est envoyé',
      sent: { reference: referenceOf(kept) },
    });
  });

  return router;
}
