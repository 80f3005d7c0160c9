/** « Données signalétiques »: of a place and of an organising body, by the same page and the same forms. One section at a time, each with its version. */
import { Router, type Request, type Response } from 'express';
import { saveSection } from '../../db/sheet-sections.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { dayRoutes } from './exceptional-routes.ts';
import { postHours } from './hours-routes.ts';
import { listRoutes } from './list.ts';
import { again, done, findSheet, getWritable, paths, subjectOf, tellElsewhere, type Kind } from './found.ts';
import { hoursKey, openOf, type Open } from './open.ts';
import { showSheet } from './sheet-page.ts';

export function signaletiqueRoutes(deps: Dependencies): Router {
  const router = Router();
  router.use(listRoutes(deps));
  for (const kind of ['facility', 'organising-body'] as const)
    router.get(`${paths[kind]}/:id/data`, async (req, res) => {
      const found = await findSheet(deps, req, res, kind);
      const { sheet } = found.context;
      // Who is her own organising body has one sheet: that of her place.
      if (sheet.kind === 'organising-body' && sheet.body.kind === 'natural-person' && sheet.facilities.length === 1) {
        res.redirect(302, `${paths.facility}/${sheet.facilities[0]?.id ?? ''}/data`);
        return;
      }
      await showSheet(deps, req, res, { ...found, open: openOf(req, found.sections, found.context) });
    });
  router.use(dayRoutes(deps));
  router.post(`${paths.facility}/:id/data/${hoursKey}`, (req, res) => postHours(deps, req, res));
  for (const kind of ['facility', 'organising-body'] as const)
    router.post(`${paths[kind]}/:id/data/:section`, (req, res) => postSection(deps, req, res, kind));
  return router;
}

async function postSection(deps: Dependencies, req: Request, res: Response, kind: Kind): Promise<void> {
  const found = await getWritable(deps, req, res, kind);
  const { context, sections, base } = found;
  const section = sections.find(({ key }) => key === req.params.section);
  if (!section?.form) throw notFound();
  const why = section.why?.(context);
  if (why !== undefined) throw forbidden(why);
  const {
    version: seen,
    then: _then,
    page: _page,
    opened: _opened,
    ...typed
  } = (req.body ?? {}) as Record<string, unknown>;
  const envelope = version.safeParse(seen);
  if (!envelope.success) throw new Problem(422, 'form', { backHref: base });
  const open: Open = { key: section.key, version: envelope.data, typed };
  const read = section.form.read(typed, context);
  if (!read.ok) {
    await again(deps, req, res, found, { ...open, faults: read.faults });
    return;
  }
  const elsewhere = section.elsewhere?.(read.data, context);
  const saved = await saveSection(
    deps.db,
    {
      subject: subjectOf(context.sheet),
      section: section.key,
      data: elsewhere ? {} : read.data,
      version: envelope.data,
      viewer: getViewer(res),
      at: deps.now(),
    },
    elsewhere,
  );
  if (saved.outcome === 'changed-elsewhere') await tellElsewhere(deps, req, res, found, open, saved);
  else done(req, res, base, section.key);
}
