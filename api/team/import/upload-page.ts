/** The first page of an import: the file, the model, and what waits. */
import type { Request, Response } from 'express';
import { listWaiting } from '../../../db/sheet-imports/imports.ts';
import type { StaffedBody } from '../../../db/team/import/known.ts';
import { formatShortDateTime } from '../../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { workbookAccept } from '../../documents/accept-workbook.ts';
import { faultStatusOf } from '../../documents/file-fields.ts';
import { id } from '../../forms/envelope.ts';
import { renderPage } from '../../page.ts';

/** Where imports stand. */
export const path = '/pro/team/import';

/** With what is wrong with the file that was sent, or nothing. */
export async function showUpload(
  deps: Dependencies,
  req: Request,
  res: Response,
  bodies: readonly StaffedBody[],
  faults: { body?: string; file?: string } = {},
): Promise<void> {
  const { db, now, config } = deps;
  if (faults.body || faults.file) res.status(faultStatusOf(res));
  const { waiting, isMore } = await listWaiting(db, {
    ...{ kind: 'team', userId: getViewer(res).userId, now: now(), secret: config.nissKey },
  });
  const asked = id.safeParse(((req.body ?? {}) as { body?: unknown }).body ?? req.query.body).data;
  renderPage(deps, req, res, 'team/import/upload', {
    title: 'Importer une équipe',
    back: { href: '/pro/team', label: 'à Mon Équipe' },
    line: bodies.length === 1 ? bodies[0]!.name : undefined,
    action: path,
    model: `${path}/modele.xlsx`,
    accept: workbookAccept(['xlsx']),
    bodies: bodies.length > 1 ? bodies.map(({ id: value, name: text }) => ({ value, text })) : undefined,
    body: asked,
    error: faults,
    errors: (['body', 'file'] as const).flatMap((name) =>
      faults[name] ? [{ href: `#${name}`, text: faults[name] }] : [],
    ),
    waiting: waiting.map(({ id: importId, createdAt, bodyName, fileName }) => ({
      href: `${path}/${importId}`,
      text: `Import du ${formatShortDateTime(createdAt)}`,
      where: [bodyName, fileName && `fichier « ${fileName} »`].filter(Boolean).join(' · '),
    })),
    isMore,
  });
}
