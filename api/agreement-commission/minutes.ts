/** The minutes: who was there, and what was said of each dossier. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { listAgenda } from '../../db/agreement-commission/agenda.ts';
import { notePresent } from '../../db/agreement-commission/minutes.ts';
import type { Session } from '../../db/agreement-commission/sessions.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, withTyped, type Faults } from '../forms/form.ts';
import { requiredText, textarea } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { asSeen, changed, getBegun, mayOrganise, mustOrganise } from './get-session.ts';
import { listPath, sessionPath } from './paths.ts';
import {
  dossierInWords,
  dossiersInWords,
  opinionBadge,
  outcomeInWords,
  reportInWords,
  sessionInWords,
} from '../../views/agreement-commission/words.ts';

const PresentForm = z.strictObject({
  version,
  present: requiredText('Écrivez qui était là : un nom par ligne', 2000),
});
const presentInput = textarea('present', 'Membres présents', {
  rows: 4,
  maxLength: 2000,
  hint: 'Un nom par ligne, avec la fonction.',
});

export function minutesRoutes(deps: Dependencies): Router {
  const { db } = deps;
  const router = Router();
  router.get(`${listPath}/:id/minutes`, async (req, res) => {
    await showMinutes(deps, req, res, await getBegun(deps, req));
  });
  router.post(`${listPath}/:id/minutes`, async (req, res) => {
    mustOrganise(res);
    const session = await getBegun(deps, req);
    const form = PresentForm.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      await showMinutes(deps, req, res, session, faultsIn(form.error));
      return;
    }
    if (!(await notePresent(db, asSeen(session, form.data.version), form.data.present)))
      throw changed(session, [{ label: 'Membres présents', value: form.data.present }]);
    leaveFlash(req, { kind: 'done', text: 'Les membres présents sont notés.' });
    res.redirect(303, `${sessionPath(session)}/minutes`);
  });
  return router;
}

const isWritable = (session: Session, res: Response): boolean => session.status === 'agenda-closed' && mayOrganise(res);

async function showMinutes(
  deps: Dependencies,
  req: Request,
  res: Response,
  session: Session,
  faults: Faults = {},
): Promise<void> {
  const agenda = await listAgenda(deps.db, getViewer(res).ability, session.id);
  const typed = (req.method === 'POST' ? req.body : { present: session.present }) as Record<string, unknown>;
  const base = sessionPath(session);
  const writes = isWritable(session, res);
  const without = agenda.filter(({ opinion }) => opinion === null).length;
  renderPage(deps, req, res, 'agreement-commission/minutes', {
    title: 'Procès-verbal',
    line: `Séance du ${sessionInWords(session)}, ${session.place}`,
    back: { href: base, label: 'à la séance' },
    wide: true,
    errors: errorLinks(faults, ['present']),
    writes,
    action: `${base}/minutes`,
    version: session.version,
    fields: [withTyped(presentInput, typed, faults)],
    present: session.present?.split('\n').filter((line) => line.trim() !== ''),
    rows: agenda.map((row) => ({
      position: row.position,
      body: row.body,
      reference: row.reference,
      about: dossierInWords(row),
      report: reportInWords(row),
      opinion: row.opinion ? opinionBadge(row.opinion) : undefined,
      reasons: row.reasons,
      outcome: outcomeInWords(row),
      href: writes ? `${base}/minutes/${row.caseId}` : undefined,
    })),
    left: without,
    leftText: without === 0 ? 'Chaque dossier a son avis.' : `${dossiersInWords(without)} sans avis.`,
    closeHref: writes && without === 0 && session.present && agenda.length > 0 ? `${base}/close` : undefined,
    needsPresent: writes && without === 0 && !session.present,
  });
}
