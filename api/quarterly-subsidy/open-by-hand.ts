/** A quarter that the calendar has missed (a place that became a subsidised crèche after its first day): the gestionnaire opens it, with a reason. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findOpenerRole } from '../../db/access/acts.ts';
import { accessibleBy } from '../../db/access/sql-filter.ts';
import { asOpening } from '../../db/access/subjects.ts';
import { listQuartersToOpen } from '../../db/quarterly-subsidy/may-be-opened.ts';
import { AlreadyOpen, openCase } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { quarterInWords, type Quarter } from '../../domain/quarter.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, withTyped, type Faults } from '../forms/form.ts';
import { answer, radios, requiredText, textarea } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { arrivedAt } from '../middleware/arrival.ts';

const Opening = z.strictObject({
  quarter: answer('Choisissez le trimestre.'),
  reason: requiredText('Écrivez pourquoi ce trimestre est ouvert maintenant.', 5000),
  token,
});
interface Facility {
  id: string;
  name: string;
  kind: string;
  organising_body_id: string;
  administration: string;
}
export const openingPath = (id: string): string => `/office/facilities/${id}/open-quarter`;

export function openingRoutes(deps: Dependencies): Router {
  const router = Router();
  const { db, now, bell } = deps;
  router.get(openingPath(':id'), async (req, res) => {
    const { facility } = await getFacility(deps, req, res);
    show(deps, req, res, { facility, quarters: await listQuartersToOpen(db, facility, dayOf(now())) });
  });
  router.post(openingPath(':id'), async (req, res) => {
    const { facility, role } = await getFacility(deps, req, res);
    const quarters = await listQuartersToOpen(db, facility, dayOf(now()));
    const body = (req.body ?? {}) as Record<string, unknown>;
    const read = Opening.safeParse(body);
    if (!read.success) {
      res.status(422);
      show(deps, req, res, { facility, quarters, typed: body, faults: faultsIn(read.error) });
      return;
    }
    const { quarter, reason, token: sending } = read.data;
    const viewer = getViewer(res);
    // One that has a case already is not offered: the case itself tells whether this sending has opened it.
    const isThere = async (): Promise<boolean> =>
      (await db('cases').where({ slug, kind: 'quarter', subject_id: facility.id, period: quarter }).first('id')) !==
      undefined;
    if (!quarters.includes(quarter) && !(await isThere())) {
      res.status(422);
      show(deps, req, res, { facility, quarters, typed: body, faults: { quarter: notAChoice } });
      return;
    }
    try {
      const opened = await openCase(db, process, {
        token: sending,
        subject: { kind: 'facility', id: facility.id },
        period: quarter,
        kind: 'quarter',
        action: 'open-quarter',
        facts: { quarter },
        content: { reason },
        actor: { role, userId: viewer.userId, acr: viewer.acr },
        at: arrivedAt(res),
      });
      if (opened.ring) bell.ring(slug, opened.caseId);
      res.redirect(303, `/office/${slug}/${opened.caseId}`);
    } catch (error) {
      if (!(error instanceof AlreadyOpen)) throw error;
      throw conflict({
        title: 'Ce trimestre est déjà ouvert',
        what: `Le ${quarterInWords(quarter)} a été ouvert entre-temps pour ${facility.name}`,
        kept: [{ label: 'Motif', value: reason }],
        backHref: `/office/facilities/${facility.id}`,
        backText: "Retour au milieu d'accueil",
      });
    }
  });
  return router;
}

async function getFacility(deps: Dependencies, req: Request, res: Response) {
  const viewer = getViewer(res);
  const facility = (await accessibleBy(
    deps.db('facilities').where({ id: idOf(req) }),
    viewer.ability,
    'read',
    'Facility',
  ).first()) as Facility | undefined;
  if (!facility) throw notFound();
  const role = findOpenerRole(viewer, process, 'open-quarter', asOpening(slug, facility));
  if (!role) throw forbidden('Seul·e le ou la gestionnaire subsides ouvre un trimestre.');
  return { facility, role };
}

interface Shown {
  facility: Facility;
  quarters: readonly Quarter[];
  typed?: Record<string, unknown>;
  faults?: Faults;
}
function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  { facility, quarters, typed = {}, faults = {} }: Shown,
): void {
  const back = `/office/facilities/${facility.id}`;
  const inputs = [
    radios(
      'quarter',
      'Trimestre',
      quarters.map((value) => ({ value, text: quarterInWords(value) })),
    ),
    textarea('reason', 'Motif', { rows: 4 }),
  ];
  const isPossible = quarters.length > 0;
  renderPage(deps, req, res, 'cases/act', {
    title: 'Ouvrir un trimestre',
    ...(isPossible ? { drafted: openingPath(facility.id) } : {}),
    line: facility.name,
    back: { href: back, label: "au milieu d'accueil" },
    intro: isPossible
      ? "Pour un milieu d'accueil devenu crèche subventionnée après le premier jour du trimestre : le calendrier ne l'a pas ouvert. Le dernier jour pour soumettre reste celui du trimestre ; s'il est dépassé ou trop proche, accordez une dérogation."
      : facility.kind === 'subsidised-creche'
        ? "Tous les trimestres où ce milieu d'accueil était autorisé sont déjà ouverts : il n'y a rien à ouvrir."
        : "Ce milieu d'accueil n'est pas une crèche subventionnée : il n'y a pas de trimestre à ouvrir.",
    fields: isPossible ? inputs.map((input) => withTyped(input, typed, faults)) : [],
    errors: errorLinks(faults, idsOf(inputs)),
    actionUrl: openingPath(facility.id),
    token: typeof typed.token === 'string' ? typed.token : randomUUID(),
    buttons: [
      ...(isPossible ? [{ label: 'Ouvrir le trimestre', kind: 'go' }] : []),
      { label: 'Annuler', href: back, kind: 'link' },
    ],
  });
}
