/** From a facility to the validation of this year; a place that was authorised after the first of January has it opened by its operator. */
import { Router } from 'express';
import { findOpenerRole, onBehalfOf } from '../../db/access/acts.ts';
import { asOpening, asSubject } from '../../db/access/subjects.ts';
import { findFacility } from '../../db/authorisations.ts';
import { AlreadyOpen, newToken, openCase } from '../../db/record-act.ts';
import { findValidationOf } from '../../db/team-validation/find-validations.ts';
import { findYearToOpen, type YearToOpen } from '../../db/team-validation/may-be-opened.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/team-validation/contract.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { tokenOfAct } from '../forms/envelope.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { facilityPath } from './links.ts';
import { arrivedAt } from '../middleware/arrival.ts';

const action = 'open-year';
const closedText: Readonly<Record<Exclude<YearToOpen, 'may-be-opened'>, string>> = {
  'too-early': `La première année à valider ici est ${process.opening!.from.slice(0, 4)} : elle est ouverte le ${formatLongDate(process.opening!.from)} pour les milieux d'accueil autorisés. D'ici là, rien n'est à valider dans Pro.ONE.`,
  'not-authorised':
    "Ce milieu d'accueil n'est pas autorisé à accueillir des enfants aujourd'hui : il n'y a pas d'équipe à valider. Dès qu'il l'est, vous ouvrez la validation ici.",
};
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
    const opens = await findYearToOpen(db, facility.id, dayOf(now()));
    renderPage(deps, req, res, 'team-validation/start', {
      title: `Valider les données pour l'année ${year}`,
      line: facility.name,
      back: ability.can('authorisation', asSubject('Facility', facility))
        ? { href: '/pro/authorisation', label: 'à mon autorisation' }
        : { href: '/pro/team', label: 'à Mon Équipe' },
      ...(opens === 'may-be-opened'
        ? { action: facilityPath(facility.id), token: newToken() }
        : { closed: closedText[opens] }),
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
    const at = arrivedAt(res);
    const year = dayOf(at).slice(0, 4);
    const { facts, kind } = process.opening!;
    if ((await findYearToOpen(db, facility.id, dayOf(at))) !== 'may-be-opened') {
      // The page says why.
      res.redirect(303, facilityPath(facility.id));
      return;
    }
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
