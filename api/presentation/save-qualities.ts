/** Writing the summary and the qualities of a place: one section of its sheet, with its version. */
import { Router, type Request, type Response } from 'express';
import type { FacilityRow } from '../../db/authorisations.ts';
import { saveSection } from '../../db/sheet-sections.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { faultsIn } from '../forms/form.ts';
import { incomplete } from '../forms/sentences.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { leaveFlash } from '../page.ts';
import { presentationPath, type Open } from './open.ts';
import { showPresentation } from './page.ts';
import { readByParents } from './read-by-parents.ts';
import { qualitiesSchema } from './qualities-card.ts';

export function saveQualitiesRoutes(
  deps: Dependencies,
  find: (req: Request, res: Response) => Promise<FacilityRow>,
): Router {
  const router = Router();
  router.post('/pro/facilities/:id/presentation/qualities', async (req, res) => {
    const facility = await find(req, res);
    const { version: given, ...typed } = (req.body ?? {}) as Record<string, unknown>;
    const seen = version.safeParse(given);
    const form = qualitiesSchema.safeParse(typed);
    const open: Open = { form: 'qualities', key: '', version: seen.data, typed };
    if (!seen.success || !form.success) {
      const { form: why, ...faults } = form.success ? { form: incomplete } : faultsIn(form.error);
      await showPresentation(deps, req, res, facility, { ...open, faults: { ...faults, ...(why ? { why } : {}) } });
      return;
    }
    const saved = await saveSection(deps.db, {
      subject: { kind: 'facility', id: facility.id, organisingBodyId: facility.organising_body_id },
      section: 'characteristics',
      data: form.data,
      version: seen.data,
      viewer: getViewer(res),
      at: arrivedAt(res),
    });
    if (saved.outcome === 'changed-elsewhere') {
      const { by, at, current } = saved;
      await showPresentation(
        deps,
        req,
        res,
        facility,
        { ...open, version: current?.version ?? 0 },
        `Le résumé et les caractéristiques ont été modifiés par ${by?.name ?? 'une autre personne'}${at === null ? '' : `, ${formatDateTime(at)}`}. Ce que vous avez encodé est conservé ici : validez pour le garder, annulez pour garder l'autre version.`,
      );
      return;
    }
    leaveFlash(req, {
      kind: 'done',
      text: `Votre présentation est enregistrée. ${await readByParents(deps, facility.id)}`,
    });
    res.redirect(303, `${presentationPath(facility.id)}#qualities`);
  });
  return router;
}
