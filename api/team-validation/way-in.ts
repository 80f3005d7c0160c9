/** From a facility to the validation of this year; a place that was authorised after the first of January has it opened by its operator. */
import { Router } from 'express';
import { findOpenerRole, onBehalfOf } from '../../db/access/acts.ts';
import { asOpening } from '../../db/access/subjects.ts';
import { findFacility } from '../../db/authorisations.ts';
import { AlreadyOpen, newToken, openCase } from '../../db/record-act.ts';
import { findValidationOf } from '../../db/team-validation/find-validations.ts';
import { dayOf } from '../../domain/calendar.ts';
import { slug } from '../../workflows/team-validation/contract.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { tokenOfAct } from '../forms/envelope.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';

export const facilityPath = (facilityId: string): string => `/pro/facilities/${facilityId}/team-validation`;
const action = 'open-year';
const notYours = "La validation de l'équipe revient à qui gère Mon Équipe pour ce milieu d'accueil.";

export function wayInRoutes(deps: Dependencies): Router {
  const { db, now, bell } = deps;
  const router = Router();
  const path = facilityPath(':id');

  router.get(path, async (req, res) => {
    const { ability } = getViewer(res);
    const facility = await findFacility(db, ability, 'read', idOf(req));
    if (!facility) throw notFound();
    const year = dayOf(now()).slice(0, 4);
    const found = (await findValidationOf(db, [facility.id])).get(facility.id);
    if (!ability.can(action, asOpening(slug, facility))) throw forbidden(notYours);
    if (found?.year === year) {
      res.redirect(303, `/pro/${slug}/${found.caseId}`);
      return;
    }
    renderPage(deps, req, res, 'team-validation/start', {
      title: `Valider les données pour l'année ${year}`,
      line: facility.name,
      back: { href: '/pro/authorisation', label: 'à mon autorisation' },
      action: facilityPath(facility.id),
      token: newToken(),
      previous: found && { href: `/pro/${slug}/${found.caseId}`, year: found.year },
    });
  });

  router.post(path, async (req, res) => {
    const viewer = getViewer(res);
    const facility = await findFacility(db, viewer.ability, 'read', idOf(req));
    if (!facility) throw notFound();
    const opening = asOpening(slug, facility);
    const role = findOpenerRole(viewer, process, action, opening);
    if (!role) throw forbidden(notYours);
    const token = tokenOfAct.safeParse((req.body as Record<string, unknown> | undefined)?.token);
    if (!token.success) throw new Problem(422, 'form', { backHref: facilityPath(facility.id) });
    const at = now();
    const year = dayOf(at).slice(0, 4);
    const { facts, kind } = process.opening!;
    try {
      const opened = await openCase(db, process, {
        subject: { kind: 'facility', id: facility.id },
        period: year,
        kind,
        action,
        facts: facts(year, { facilityKind: facility.kind }) as object,
        token: token.data,
        actor: { role, userId: viewer.userId, acr: viewer.acr, onBehalfOf: onBehalfOf(role, facility) },
        at,
      });
      if (opened.ring) bell.ring(opened.slug, opened.caseId);
    } catch (error) {
      if (!(error instanceof AlreadyOpen)) throw error;
    }
    res.redirect(303, facilityPath(facility.id));
  });
  return router;
}
