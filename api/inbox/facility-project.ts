/** The pedagogical project of a place as ONE reads it: the document of each day, also what was withdrawn. */
import { Router } from 'express';
import { findFacilitySheet } from '../../db/inbox/facilities.ts';
import { findProject, inForce, type Project } from '../../db/presentation/projects.ts';
import { dayOf, isDay, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { sendProject } from '../presentation/send-project.ts';
import { notFound } from '../problems.ts';

export function facilityProjectRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/office/facilities/:id/project/:from', async (req, res) => {
    const sheet = await findFacilitySheet(deps.db, getViewer(res), idOf(req), dayOf(deps.now()));
    const { from } = req.params;
    const project = sheet && isDay(from) ? await findProject(deps.db, sheet.facility.id, from) : undefined;
    if (!project) throw notFound();
    await sendProject(deps, res, project);
  });
  return router;
}

export function presentProjects(projects: readonly Project[], facilityId: string, today: Day): object[] {
  const now = inForce(projects, today);
  return projects.map((project) => ({
    name: project.name,
    size: project.size,
    href: `/office/facilities/${facilityId}/project/${project.validFrom}`,
    text: `à partir du ${formatShortDate(project.validFrom)}, mis le ${formatShortDate(dayOf(project.addedAt))}`,
    badge:
      project.withdrawnAt !== null
        ? { kind: 'neutral', text: 'retiré' }
        : project === now
          ? { kind: 'done', text: 'en vigueur' }
          : undefined,
  }));
}
