/** « Erreur NISS/nom »: the helpdesk finds a person of Mon Équipe, to correct their national number. What is searched for stands in no address. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { recordAudit } from '../../db/audit.ts';
import { findPeople, type FoundPerson } from '../../db/team/correct-number.ts';
import { parseNationalNumber } from '../../domain/national-number.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { errorLinks, faultsIn, type Faults } from '../forms/form.ts';
import { requiredLine } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';

const path = '/office/helpdesk/people';
const neverByNumber = 'Une personne ne se cherche jamais par son numéro de registre national : encodez son nom.';
const Search = z.strictObject({
  q: requiredLine('Écrivez un nom, ou un nom et un pouvoir organisateur', 200).refine(
    (text) => !parseNationalNumber(text).ok,
    neverByNumber,
  ),
});

export function findPeopleRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(path, (_req, res, next) => {
    if (!getViewer(res).ability.can('find', 'Person')) throw forbidden('Ces corrections sont faites par le helpdesk.');
    next();
  });
  router.get(path, (req, res) => {
    show(deps, req, res, {});
  });
  router.post(path, async (req, res) => {
    const viewer = getViewer(res);
    const form = Search.safeParse(req.body ?? {});
    if (!form.success) {
      const { q } = (req.body ?? {}) as { q?: unknown };
      const faults = faultsIn(form.error);
      res.status(422);
      show(deps, req, res, { faults, q: typeof q === 'string' && faults.q !== neverByNumber ? q : '' });
      return;
    }
    const found = await findPeople(db, viewer, form.data.q);
    await recordAudit(db, {
      at: now(),
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'search',
      subject: 'person',
      subjectId: 'search',
      change: { text: { before: null, after: form.data.q }, found: { before: null, after: found.length } },
    });
    show(deps, req, res, { q: form.data.q, found });
  });
  return router;
}

function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  { q = '', faults = {}, found }: { q?: string; faults?: Faults; found?: FoundPerson[] },
): void {
  renderPage(deps, req, res, 'helpdesk/people', {
    title: 'Corriger un numéro dans Mon Équipe',
    back: { href: '/office/helpdesk/corrections', label: 'aux corrections' },
    q,
    error: faults,
    errors: errorLinks(faults, ['q']),
    searched: found !== undefined,
    rows: found?.map(({ id, firstName, familyName, bodies }) => ({
      cells: [
        { text: `${firstName} ${familyName}`, href: `${path}/${id}/correct`, strong: true },
        { text: bodies.join(', ') || 'aucun' },
      ],
    })),
  });
}
