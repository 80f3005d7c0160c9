/** « Ajouter un médecin »: the number first. It says whether ONE knows the doctor, and which steps follow. */
import { Router, type Request, type Response } from 'express';
import { findStory } from '../../db/doctors/again.ts';
import { findKnownDoctor, listStanding } from '../../db/doctors/find.ts';
import { asOpening } from '../../db/access/subjects.ts';
import { listDrafts } from '../../db/cases/lists.ts';
import { createDraft } from '../../db/drafts.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { parseInami } from '../../domain/inami.ts';
import { slug, type Kind } from '../../workflows/doctor-validation/contract.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import type { FacilitySubject } from '../drafts/facility-subjects.ts';
import { errorLinks, faultsIn, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { addPath, casePathOf, listOf } from './paths.ts';
import { inamiSchema } from './questions.ts';
import { findCreche } from './request.ts';
import { nameOf } from './rules.ts';

export function addRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/facilities/:id/doctors/new', async (req, res) => {
    const facility = await getCreche(deps, req, res);
    const before = await findBefore(deps, res, facility, req.query.again);
    await show(deps, req, res, facility, { typed: before ? { inami: before.inami } : {}, again: before?.caseId });
  });
  router.post('/pro/facilities/:id/doctors/new', (req, res) => add(deps, req, res));
  return router;
}

async function getCreche(deps: Dependencies, req: Request, res: Response): Promise<FacilitySubject> {
  const { ability } = getViewer(res);
  const facility = await findCreche(deps.db, ability, idOf(req));
  if (!facility) throw notFound();
  if (!ability.can('prepare', asOpening(slug, facility)) || facility.closed_on !== null) throw forbidden();
  return facility;
}

/** What was told of a doctor who was refused or withdrawn here. */
async function findBefore(
  deps: Dependencies,
  res: Response,
  facility: FacilitySubject,
  again: unknown,
): Promise<({ caseId: string; inami: string } & Record<string, unknown>) | undefined> {
  if (!isUuid(again)) return undefined;
  const told = await findStory(deps.db, getViewer(res).ability, facility.id, again);
  return told && { ...told, caseId: again };
}

interface Shown {
  typed?: Readonly<Record<string, unknown>>;
  faults?: Faults;
  again?: string | undefined;
  /** What stands in the way, or where it is. */
  there?: { text: string; href: string; linkText: string };
}
async function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  facility: FacilitySubject,
  { typed = {}, faults = {}, again, there }: Shown,
): Promise<void> {
  if (isFaulty(faults)) res.status(422);
  renderPage(deps, req, res, 'doctor-validation/new', {
    title: 'Ajouter un médecin',
    line: facility.name,
    back: { href: listOf(facility.id), label: 'à mes médecins' },
    action: addPath(facility.id),
    again,
    there,
    field: withTyped(
      {
        partial: 'field-text',
        name: 'inami',
        label: 'Numéro INAMI du médecin',
        hint: '11 chiffres, par exemple 1-23456-78-690. Tirets, points et espaces sont libres.',
        required: true,
        short: true,
      },
      typed,
      faults,
    ),
    errors: isFaulty(faults) ? errorLinks(faults, ['inami']) : undefined,
    listHref: listOf(facility.id),
  });
  await Promise.resolve();
}

async function add(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const facility = await getCreche(deps, req, res);
  const { again, ...typed } = (req.body ?? {}) as Record<string, unknown>;
  const read = inamiSchema.safeParse(typed);
  const before = await findBefore(deps, res, facility, again);
  const shown = { typed, again: before?.caseId };
  if (!read.success) return show(deps, req, res, facility, { ...shown, faults: faultsIn(read.error) });
  const number = parseInami(read.data.inami);
  if (!number.ok) throw new Error('a number that was read is none');
  const [standing, known, drafts] = await Promise.all([
    listStanding(deps.db, facility.id),
    findKnownDoctor(deps.db, number.value),
    listDrafts(deps.db, getViewer(res).ability, facility.id),
  ]);
  const here = standing.get(number.value);
  if (here !== undefined)
    return show(deps, req, res, facility, {
      ...shown,
      faults: { inami: 'Ce médecin est déjà dans la liste de cette crèche' },
      there: { text: 'Sa fiche dit où en est sa validation.', href: casePathOf(here), linkText: 'Ouvrir sa fiche' },
    });
  const kind: Kind = known ? 'known' : 'new';
  const begun = drafts.find((draft) => draft.slug === slug && draft.kind === kind);
  if (begun && begun.form.inami !== read.data.inami)
    return show(deps, req, res, facility, {
      ...shown,
      faults: { inami: 'Une demande commencée pour un autre médecin attend : terminez-la ou supprimez-la d’abord' },
      there: {
        text: 'Un brouillon à la fois pour chaque crèche.',
        href: `/pro/${slug}/drafts/${begun.id}`,
        linkText: 'Ouvrir le brouillon',
      },
    });
  const { caseId: _, ...told } = before ?? { caseId: '' };
  const id = await createDraft(deps.db, {
    slug,
    kind,
    subject: { ...facility, kind: 'facility' },
    form: { country: 'be', ...told, inami: read.data.inami },
    by: getViewer(res).userId,
    at: deps.now(),
  });
  if (known)
    leaveFlash(req, {
      kind: 'information',
      text: `${nameOf(known)} : l'ONE connaît ce médecin. Seules la collaboration et la convention sont à valider.`,
    });
  res.redirect(303, `/pro/${slug}/drafts/${id}${known ? '/collaboration' : '/doctor'}`);
}
