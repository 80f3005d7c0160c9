/** The pedagogical project: put there, read by its operator, withdrawn. What parents read of it is of Premiers Pas. */
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { FacilityRow } from '../../db/authorisations.ts';
import { findProject, saveProject, withdrawProject } from '../../db/presentation/projects.ts';
import { addMonths, dayOf, isDay, type Day } from '../../domain/calendar.ts';
import { formatPlainDate } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { acceptFile } from '../documents/accept-file.ts';
import { noteRefusal } from '../documents/file-fields.ts';
import { attachmentHeader, extensionOf } from '../documents/file-name.ts';
import { receivedIn } from '../documents/receive-files.ts';
import { digest } from '../forms/envelope.ts';
import { faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { requiredDay } from '../forms/inputs.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { leaveFlash } from '../page.ts';
import { conflict, notFound, Problem } from '../problems.ts';
import { presentationPath } from './open.ts';
import { showPresentation } from './page.ts';

const Add = z.strictObject({ validFrom: requiredDay('Encodez le jour à partir duquel le projet est valable') });
const Withdraw = z.strictObject({ digest });
const noFile = 'Choisissez le document sur votre appareil';
const onlyPdf =
  'Le projet pédagogique est un fichier PDF : depuis votre traitement de texte, « Enregistrer sous », PDF';

type Find = (req: Request, res: Response) => Promise<FacilityRow>;

export function projectRoutes(deps: Dependencies, { change, read }: { change: Find; read: Find }): Router {
  const { db } = deps;
  const router = Router();
  const at = '/pro/facilities/:id/presentation/project';

  router.post(at, async (req, res) => {
    const facility = await change(req, res);
    const typed = (req.body ?? {}) as Record<string, unknown>;
    const form = Add.safeParse(typed);
    const faults: Faults = form.success ? yearFault(form.data.validFrom, dayOf(arrivedAt(res))) : faultsIn(form.error);
    const document = isFaulty(faults) ? undefined : await documentIn(res, faults);
    if (!form.success || !document) {
      const { form: why, ...others } = faults;
      if (receivedIn(res, 'file').length === 0) others.file = noFile;
      await showPresentation(deps, req, res, facility, {
        form: 'project',
        key: '',
        typed,
        faults: { ...others, ...(why ? { why } : {}) },
      });
      return;
    }
    const { validFrom } = form.data;
    await saveProject(db, { facility, viewer: getViewer(res), at: arrivedAt(res) }, { validFrom, document });
    const when = validFrom > dayOf(arrivedAt(res)) ? `à partir du ${formatPlainDate(validFrom)}` : 'dans la minute';
    leaveFlash(req, { kind: 'done', text: `Le projet pédagogique est enregistré. Les parents le lisent ${when}.` });
    res.redirect(303, `${presentationPath(facility.id)}#project`);
  });

  router.get(`${at}/:from`, async (req, res) => {
    const facility = await read(req, res);
    const { from } = req.params;
    const project = isDay(from) ? await findProject(db, facility.id, from) : undefined;
    if (!project) throw notFound();
    res.set({
      'Content-Type': 'application/pdf',
      'Content-Disposition': attachmentHeader(project.name),
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    await send(deps, res, project.digest);
  });

  router.post(`${at}/:from/withdraw`, async (req, res) => {
    const facility = await change(req, res);
    const { from } = req.params;
    const project = isDay(from) ? await findProject(db, facility.id, from) : undefined;
    if (!project) throw notFound();
    const backHref = `${presentationPath(facility.id)}#project`;
    const form = Withdraw.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form', { backHref });
    const writer = { facility, viewer: getViewer(res), at: arrivedAt(res) };
    if (!(await withdrawProject(db, writer, { validFrom: project.validFrom, digest: form.data.digest })))
      throw conflict({
        title: 'Ce document a été remplacé entre-temps',
        what: `${project.addedBy ?? 'Une autre personne'} a mis « ${project.name} » à sa place`,
        kept: [],
        backHref,
        backText: 'Voir le projet comme il est maintenant',
      });
    leaveFlash(req, { kind: 'done', text: 'Le document est retiré : les parents ne le lisent plus.' });
    res.redirect(303, backHref);
  });
  return router;

  /** @returns the document, stored; undefined once `faults` say why not */
  async function documentIn(res: Response, faults: Faults) {
    const [file, another] = receivedIn(res, 'file');
    if (!file) return undefined;
    if (extensionOf(file.givenName) !== 'pdf') {
      faults.file = onlyPdf;
      return undefined;
    }
    const accepted = await acceptFile(deps)(another ? { ...file, refused: 'one-too-many' } : file);
    if (accepted.ok) return accepted.document;
    noteRefusal(res, accepted);
    faults.file = accepted.message;
    return undefined;
  }
}

async function send({ blobs }: Pick<Dependencies, 'blobs'>, res: Response, blob: string): Promise<void> {
  await pipeline(await blobs.get(blob), res).catch((error: unknown) => {
    // A reader who goes away is no fault.
    if (!res.destroyed) throw error;
  });
}

const yearFault = (day: Day, today: Day): Faults =>
  day > addMonths(today, 24) || day < addMonths(today, -240) ? { validFrom: "Vérifiez l'année de cette date" } : {};
