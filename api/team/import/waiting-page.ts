/** The page of an import that waits for its columns, its mending or its confirmation. */
import type { Request, Response } from 'express';
import { keptFor } from '../../../db/sheet-imports/imports.ts';
import type { StaffedBody } from '../../../db/team/import/known.ts';
import { previewImport, type ImportPreview, type TeamWaiting } from '../../../db/team/import/preview.ts';
import { dayOf } from '../../../domain/calendar.ts';
import { sheetColumns } from '../../../domain/staff/sheet/columns.ts';
import { missingColumns, unknownColumns } from '../../../domain/staff/sheet/recognise.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { renderPage } from '../../page.ts';
import type { Status, Waits } from '../../sheet-import/routes.ts';
import { previewPage, viewIn } from './preview-page.ts';
import { path } from './upload-page.ts';

/** What the sheet would do to the team of now, for whoever asks. */
export const previewFor = (
  { db, now, config }: Dependencies,
  res: Response,
  waiting: TeamWaiting,
  body: StaffedBody,
): Promise<ImportPreview> =>
  previewImport(db, waiting, {
    body,
    ability: getViewer(res).ability,
    today: dayOf(now()),
    nissPepper: config.nissPepper,
  });

/** The columns that are still to be told apart, else what the sheet would do. */
export async function showWaiting(
  deps: Dependencies,
  req: Request,
  res: Response,
  { found, scope: body }: Waits<TeamWaiting, StaffedBody>,
  status?: Status,
): Promise<void> {
  if (status) res.status(status);
  const { waiting } = found;
  const missing = missingColumns(waiting.sheet);
  if (missing.length > 0) {
    renderPage(deps, req, res, 'team/import/columns', {
      title: 'Colonnes de votre fichier',
      back: { href: path, label: "à l'import" },
      line: `${body.name} · fichier « ${waiting.fileName} »`,
      action: `${path}/${found.id}/columns`,
      abandon: `${path}/${found.id}/abandon`,
      version: found.version,
      isRefused: status === 422,
      errors:
        status === 422
          ? [{ href: `#${missing[0]!}`, text: 'Choisissez une colonne de votre fichier pour chacune' }]
          : undefined,
      missing: missing.map((key) => ({ name: key, label: sheetColumns[key].header, hint: sheetColumns[key].write })),
      options: unknownColumns(waiting.sheet).map(({ letters, header, samples }) => ({
        value: letters,
        text: `${letters} : ${header || 'sans titre'}${samples.length > 0 ? ` (${samples.join(', ')})` : ''}`,
      })),
    });
    return;
  }
  const { show: asked, after } = req.query;
  renderPage(deps, req, res, 'team/import/preview', {
    ...previewPage({
      found,
      body,
      preview: await previewFor(deps, res, waiting, body),
      view: status ? undefined : viewIn(asked),
      after: typeof after === 'string' && /^\d{1,7}$/.test(after) ? Number(after) : 0,
      keptUntil: found.createdAt + (await keptFor(deps.db, 'team', deps.now())),
    }),
    isStale: status === 409,
    isRefused: status === 422,
  });
}
