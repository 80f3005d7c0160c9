/** Composing an agenda: several dossiers at once, their order, one taken off; closed and opened again. */
import { Router, type Request } from 'express';
import { z } from 'zod';
import { addToAgenda, moveOnAgenda, removeFromAgenda } from '../../db/agreement-commission/agenda.ts';
import { setAgenda } from '../../db/agreement-commission/sessions.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, several, version } from '../forms/envelope.ts';
import { faultsIn } from '../forms/form.ts';
import { choice } from '../forms/inputs.ts';
import { leaveFlash } from '../page.ts';
import { Problem } from '../problems.ts';
import { asSeen, changed, getSession, mustOrganise } from './get-session.ts';
import { listPath, sessionPath } from './paths.ts';
import { showSession } from './session.ts';
import { dossiersInWords } from '../../views/agreement-commission/words.ts';

const AddForm = z.strictObject({ version, cases: several(id, 'Cochez au moins un dossier à inscrire') });
const RemoveForm = z.strictObject({ version, case: id });
const OrderForm = z.strictObject({
  version,
  case: id,
  direction: choice('Choisissez', ['first', 'up', 'down', 'last']),
});
const OnlyVersion = z.strictObject({ version });

export function agendaRoutes(deps: Dependencies): Router {
  const { db, now, bell } = deps;
  const router = Router();
  const paths = ['add', 'remove', 'order', 'close-agenda', 'open-agenda'].map((act) => `${listPath}/:id/${act}`);
  router.use(paths, (_req, res, next) => {
    mustOrganise(res);
    next();
  });

  router.post(`${listPath}/:id/add`, async (req, res) => {
    const session = await getSession(deps, req);
    const form = AddForm.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      await showSession(deps, req, res, session, faultsIn(form.error));
      return;
    }
    const cases = [...new Set(form.data.cases)];
    const made = await addToAgenda(db, getViewer(res), asSeen(session, form.data.version), { cases, at: now() });
    if (!made) throw changed(session);
    for (const { slug, caseId } of made.rung) bell.ring(slug, caseId);
    leaveFlash(req, {
      kind: made.left > 0 ? 'warning' : 'done',
      text: `${dossiersInWords(made.added)} ${made.added === 1 ? 'est inscrit' : 'sont inscrits'}${made.added > 0 ? ', et les opérateurs connaissent la date' : ''}.${made.left > 0 ? ` ${dossiersInWords(made.left)} ne ${made.left === 1 ? "l'est" : 'le sont'} pas : déjà à une séance, ou le dossier a avancé.` : ''}`,
    });
    res.redirect(303, `${sessionPath(session)}#agenda`);
  });

  router.post(`${listPath}/:id/remove`, async (req, res) => {
    const { session, data } = await read(deps, req, RemoveForm);
    const rung = await removeFromAgenda(db, getViewer(res), session, { caseId: data.case, at: now() });
    if (!rung) throw changed(session);
    for (const { slug, caseId } of rung) bell.ring(slug, caseId);
    leaveFlash(req, { kind: 'done', text: "Le dossier n'est plus à l'ordre du jour ; l'opérateur en est prévenu." });
    res.redirect(303, `${sessionPath(session)}#agenda`);
  });

  router.post(`${listPath}/:id/order`, async (req, res) => {
    const { session, data } = await read(deps, req, OrderForm);
    const isDone = await moveOnAgenda(db, getViewer(res), session, {
      caseId: data.case,
      direction: data.direction,
      at: now(),
    });
    if (!isDone) throw changed(session);
    // Back to the button that was pressed: the keyboard goes on from there.
    res.redirect(303, `${sessionPath(session)}#dossier-${data.case}`);
  });

  for (const [act, to] of [
    ['close-agenda', 'agenda-closed'],
    ['open-agenda', 'planned'],
  ] as const)
    router.post(`${listPath}/:id/${act}`, async (req, res) => {
      const { session } = await read(deps, req, OnlyVersion);
      if (!(await setAgenda(db, getViewer(res), session, { to, at: now() }))) throw changed(session);
      leaveFlash(req, {
        kind: 'done',
        text:
          to === 'planned'
            ? "L'ordre du jour est rouvert."
            : "L'ordre du jour est clos : le procès-verbal peut être tenu, dossier par dossier.",
      });
      res.redirect(303, sessionPath(session));
    });
  return router;
}

/** The session as the page had it. @throws Problem 404; 422: nothing of it is typed */
async function read<T extends { version: number }>(deps: Dependencies, req: Request, schema: z.ZodType<T>) {
  const session = await getSession(deps, req);
  const form = schema.safeParse(req.body ?? {});
  if (!form.success) throw new Problem(422, 'form', { backHref: sessionPath(session) });
  return { session: asSeen(session, form.data.version), data: form.data };
}
