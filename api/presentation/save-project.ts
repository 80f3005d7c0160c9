/** The pedagogical project: put there, read by its operator, withdrawn. What parents read of it is of Premiers Pas. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { FacilityRow } from '../../db/authorisations.ts';
import { isShown } from '../../db/premiers-pas/read-public-places.ts';
import { findProject, inForce, listProjects, saveProject, withdrawProject } from '../../db/presentation/projects.ts';
import { addMonths, dayOf, isDay, type Day } from '../../domain/calendar.ts';
import { formatPlainDate } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { acceptFile } from '../documents/accept-file.ts';
import { noteRefusal } from '../documents/file-fields.ts';
import { extensionOf } from '../documents/file-name.ts';
import { receivedIn } from '../documents/receive-files.ts';
import { digest, whole } from '../forms/envelope.ts';
import { faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { requiredDay } from '../forms/inputs.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { leaveFlash } from '../page.ts';
import { conflict, notFound, Problem } from '../problems.ts';
import { presentationPath } from './open.ts';
import { showPresentation } from './page.ts';
import { notShown } from './read-by-parents.ts';
import { sendProject } from './send-project.ts';

/** When the youngest document was put there that the page showed. */
const seenAt = whole(15);
const Add = z.strictObject({
  validFrom: requiredDay('Encodez le jour à partir duquel le projet est valable'),
  seen: seenAt.optional(),
});
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
        version: seenAt.safeParse(typed.seen).data,
        typed,
        faults: { ...others, ...(why ? { why } : {}) },
      });
      return;
    }
    const { validFrom, seen = 0 } = form.data;
    const writer = { facility, viewer: getViewer(res), at: arrivedAt(res) };
    const saved = await saveProject(db, writer, { validFrom, seen, document });
    if (saved.outcome === 'changed-elsewhere') {
      const who = saved.by ?? 'Une autre personne';
      await showPresentation(
        deps,
        req,
        res,
        facility,
        { form: 'project', key: '', typed },
        `${who} a mis entre-temps « ${saved.name} » pour ce même jour. Un seul document vaut à partir d'un jour : choisissez à nouveau le vôtre et validez pour le remplacer, changez le jour, ou annulez.`,
      );
      return;
    }
    const replaced = saved.replaced ? ` Il remplace « ${saved.replaced} », qui valait à partir du même jour.` : '';
    const text = `Le projet pédagogique est enregistré.${replaced} ${await whatParentsRead(facility.id, validFrom)}`;
    leaveFlash(req, { kind: 'done', text });
    res.redirect(303, `${presentationPath(facility.id)}#project`);
  });

  router.get(`${at}/:from`, async (req, res) => {
    const facility = await read(req, res);
    const { from } = req.params;
    const project = isDay(from) ? await findProject(db, facility.id, from) : undefined;
    if (!project) throw notFound();
    await sendProject(deps, res, project);
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
    leaveFlash(req, { kind: 'done', text: `Le document est retiré. ${await whatParentsRead(facility.id)}` });
    res.redirect(303, backHref);
  });
  return router;

  /** What parents read once a document was put there (`added`: its first day) or taken away, in a sentence. */
  async function whatParentsRead(facilityId: string, added?: Day): Promise<string> {
    const today = dayOf(deps.now());
    const [projects, shown] = await Promise.all([listProjects(db, facilityId), isShown(db, today, facilityId)]);
    if (!shown) return notShown;
    const now = inForce(projects, today);
    if (added !== undefined && added > today)
      return `Les parents le lisent à partir du ${formatPlainDate(added)}${now ? `, et « ${now.name} » jusque-là` : ''}.`;
    if (!now) return 'Les parents ne lisent aucun projet pédagogique.';
    return now.validFrom === added
      ? 'Les parents le lisent dans la minute.'
      : `Les parents lisent « ${now.name} », valable à partir du ${formatPlainDate(now.validFrom)}.`;
  }

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

const yearFault = (day: Day, today: Day): Faults =>
  day > addMonths(today, 24) || day < addMonths(today, -240) ? { validFrom: "Vérifiez l'année de cette date" } : {};
