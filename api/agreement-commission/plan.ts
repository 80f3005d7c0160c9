/** Planning a session, moving it, cancelling it: by the secretariat. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { cancelSession, changeSession, planSession, type Session } from '../../db/agreement-commission/sessions.ts';
import { dayOf } from '../../domain/calendar.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id as aDossier, token, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import {
  dateInput,
  hourInput,
  notBefore,
  notTooFar,
  requiredDay,
  requiredLine,
  requiredText,
  textarea,
} from '../forms/inputs.ts';
import { requiredHour } from '../forms/numbers.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { asSeen, changed, getSession, mustOrganise } from './get-session.ts';
import { chosenQuery, listPath, sessionPath } from './paths.ts';
import { dossiersInWords, sessionInWords } from '../../views/agreement-commission/words.ts';

const wording = {
  heldOn: requiredDay('Encodez le jour de la séance'),
  heldAt: requiredHour("Encodez l'heure de la séance"),
  place: requiredLine('Écrivez où la séance se tient', 120),
};
const NewForm = z.strictObject({ token, ...wording });
const EditForm = z.strictObject({ version, ...wording });
const CancelForm = z.strictObject({ version, why: requiredText('Écrivez pourquoi la séance est annulée', 1000) });

const inputs: Input[] = [
  dateInput('heldOn', 'Jour de la séance', {
    hint: 'Les avis des référent·es sont à remettre avant, selon le délai des Paramètres.',
  }),
  hourInput('heldAt', 'Heure', { hint: 'Par exemple 9:30.' }),
  {
    partial: 'field-text',
    name: 'place',
    label: 'Lieu',
    required: true,
    hint: "L'adresse ou la salle, ou « en visioconférence ».",
  },
];
const whyInput = textarea('why', 'Pourquoi la séance est-elle annulée ?', { rows: 3, maxLength: 1000 });

export function planRoutes(deps: Dependencies): Router {
  const { db, now, bell } = deps;
  const router = Router();
  router.use([`${listPath}/new`, `${listPath}/:id/edit`, `${listPath}/:id/cancel`], (_req, res, next) => {
    mustOrganise(res);
    next();
  });

  router.get(`${listPath}/new`, (req, res) => {
    showForm(deps, req, res, undefined);
  });
  router.post(`${listPath}/new`, async (req, res) => {
    const form = NewForm.safeParse(req.body ?? {});
    const faults = form.success ? faultsOf(form.data, deps) : faultsIn(form.error);
    if (!form.success || isFaulty(faults)) {
      res.status(422);
      showForm(deps, req, res, undefined, faults);
      return;
    }
    const { token: id, ...planned } = form.data;
    await planSession(db, getViewer(res), planned, { id, today: dayOf(now()), at: now() });
    leaveFlash(req, {
      kind: 'done',
      text: `La séance du ${sessionInWords(planned)} est planifiée. Composez son ordre du jour.`,
    });
    const chosen = chosenIn(req);
    res.redirect(303, sessionPath({ id }) + (chosen ? `${chosenQuery(chosen)}#waiting` : ''));
  });

  router.get(`${listPath}/:id/edit`, async (req, res) => {
    showForm(deps, req, res, await getOpen(deps, req));
  });
  router.post(`${listPath}/:id/edit`, async (req, res) => {
    const session = await getOpen(deps, req);
    const form = EditForm.safeParse(req.body ?? {});
    const faults = form.success ? faultsOf(form.data, deps) : faultsIn(form.error);
    if (!form.success || isFaulty(faults)) {
      res.status(422);
      showForm(deps, req, res, session, faults);
      return;
    }
    const { version: seen, ...planned } = form.data;
    const rung = await changeSession(db, getViewer(res), asSeen(session, seen), {
      wording: planned,
      today: dayOf(now()),
      at: now(),
    });
    if (!rung)
      throw changed(session, [
        { label: 'Séance', value: sessionInWords(planned) },
        { label: 'Lieu', value: planned.place },
      ]);
    for (const { slug, caseId } of rung) bell.ring(slug, caseId);
    leaveFlash(req, {
      kind: 'done',
      text: `La séance est enregistrée${rung.length > 0 ? ` ; ${dossiersInWords(rung.length)} de l'ordre du jour ${rung.length === 1 ? 'a' : 'ont'} la nouvelle date, et les opérateurs sont prévenus` : ''}.`,
    });
    res.redirect(303, sessionPath(session));
  });

  router.get(`${listPath}/:id/cancel`, async (req, res) => {
    showCancel(deps, req, res, await getOpen(deps, req));
  });
  router.post(`${listPath}/:id/cancel`, async (req, res) => {
    const session = await getOpen(deps, req);
    const form = CancelForm.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      showCancel(deps, req, res, session, faultsIn(form.error));
      return;
    }
    const { version: seen, why } = form.data;
    const rung = await cancelSession(db, getViewer(res), asSeen(session, seen), { why, at: now() });
    if (!rung) throw changed(session, [{ label: 'Motif', value: why }]);
    for (const { slug, caseId } of rung) bell.ring(slug, caseId);
    leaveFlash(req, {
      kind: 'done',
      text: `La séance du ${sessionInWords(session)} est annulée${rung.length > 0 ? ` ; ${dossiersInWords(rung.length)} ${rung.length === 1 ? 'attend' : 'attendent'} une autre séance, et les opérateurs sont prévenus` : ''}.`,
    });
    res.redirect(303, listPath);
  });
  return router;
}

const chosenIn = ({ query }: Request): string | undefined => aDossier.safeParse(query.dossier).data;

/** @throws Problem 404; 409 once it is held or cancelled */
async function getOpen(deps: Dependencies, req: Request): Promise<Session> {
  const session = await getSession(deps, req);
  if (session.status !== 'planned' && session.status !== 'agenda-closed') throw changed(session);
  return session;
}

const faultsOf = ({ heldOn }: { heldOn: string }, { now }: Dependencies): Faults => ({
  ...notBefore('heldOn', heldOn, dayOf(now()), 'La séance'),
  ...notTooFar('heldOn', heldOn, dayOf(now())),
});

function showForm(
  deps: Dependencies,
  req: Request,
  res: Response,
  session: Session | undefined,
  faults: Faults = {},
): void {
  const typed = (req.method === 'POST' ? req.body : undefined) as Record<string, unknown> | undefined;
  const sent = token.safeParse(typed?.token);
  const action = session ? `${sessionPath(session)}/edit` : `${listPath}/new${chosenQuery(chosenIn(req))}`;
  renderPage(deps, req, res, 'agreement-commission/form', {
    title: session ? 'Déplacer la séance' : 'Nouvelle séance',
    line: session && sessionInWords(session),
    back: session ? { href: sessionPath(session), label: 'à la séance' } : { href: listPath, label: 'aux séances' },
    action,
    ...(session ? { version: session.version } : { token: sent.success ? sent.data : randomUUID() }),
    fields: inputs.map((input) => withTyped(input, typed ?? (session ? { ...session } : { heldAt: '09:30' }), faults)),
    errors: errorLinks(faults, idsOf(inputs)),
    submit: session ? 'Enregistrer' : 'Planifier la séance',
  });
}

function showCancel(deps: Dependencies, req: Request, res: Response, session: Session, faults: Faults = {}): void {
  const typed = (req.method === 'POST' ? req.body : {}) as Record<string, unknown>;
  renderPage(deps, req, res, 'agreement-commission/form', {
    title: 'Annuler la séance',
    line: sessionInWords(session),
    text: "Les dossiers de l'ordre du jour attendent alors une autre séance ; chaque opérateur en est prévenu.",
    back: { href: sessionPath(session), label: 'à la séance' },
    action: `${sessionPath(session)}/cancel`,
    version: session.version,
    fields: [withTyped(whyInput, typed, faults)],
    errors: errorLinks(faults, ['why']),
    submit: 'Annuler la séance',
    submitKind: 'stop',
  });
}
