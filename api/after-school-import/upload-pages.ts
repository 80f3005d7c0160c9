/** The first page of an import: of one place, and of the files of a whole body. */
import type { Request, Response } from 'express';
import type { CountedPlace } from '../../db/after-school/counted-places.ts';
import { listWaiting } from '../../db/sheet-imports/imports.ts';
import { formatShortDateTime } from '../../domain/french-dates.ts';
import { monthInWords, monthOf, type Month } from '../../domain/quarter.ts';
import { budgetQuarterOf, quarterByMonths } from '../../domain/after-school/budget-year.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { workbookAccept } from '../documents/accept-workbook.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { id } from '../forms/envelope.ts';
import { renderPage } from '../page.ts';
import { attendanceHref, ofBody, path, placeInWords } from './scope.ts';
import { types } from './take.ts';

/** @param fault what is wrong with the file that was sent */
export async function showUpload(
  deps: Dependencies,
  req: Request,
  res: Response,
  { place, month, pasted }: { place: CountedPlace; month: Month; pasted?: string | undefined },
  fault?: string,
): Promise<void> {
  if (fault) res.status(faultStatusOf(res));
  const base = `/pro/after-school/${place.id}`;
  renderPage(deps, req, res, 'after-school-import/upload', {
    title: 'Importer des présences',
    about: place.name,
    back: { href: attendanceHref(place, month), label: 'aux présences' },
    line: `${placeInWords(place)} · ${monthInWords(month)}`,
    action: `${base}/import?month=${month}`,
    templates: [
      { href: `${base}/template?month=${month}`, label: `Modèle Excel, ${monthInWords(month)}` },
      {
        href: `${base}/template?quarter=${budgetQuarterOf(month)}`,
        label: `Modèle Excel, ${quarterByMonths(budgetQuarterOf(month))}`,
      },
    ],
    monthHref: attendanceHref(place, month),
    bodyHref: ofBody,
    accept: workbookAccept(types),
    error: fault,
    pasted,
    errors: fault ? [{ href: '#file', text: fault }] : undefined,
    ...(await waitingOf(deps, req, res, `${base}/import?month=${month}`, { facilityId: place.id })),
  });
}

/** @param faults of the files that were sent, by the name of each */
export async function showFilesUpload(
  deps: Dependencies,
  req: Request,
  res: Response,
  places: readonly CountedPlace[],
  faults: readonly { name?: string; fault: string }[] = [],
): Promise<void> {
  if (faults.length > 0) res.status(faultStatusOf(res));
  const [body, another] = new Set(places.map(({ bodyName }) => bodyName));
  renderPage(deps, req, res, 'after-school-import/body', {
    title: 'Importer les relevés de votre logiciel',
    back: { href: '/pro/after-school/attendance', label: 'aux présences' },
    line: another === undefined ? body : undefined,
    action: ofBody,
    accept: workbookAccept(types),
    error: faults.map(({ fault }) => fault).join(' ') || undefined,
    errors: faults.map(({ fault }) => ({ href: '#file', text: fault })),
    ...(await waitingOf(deps, req, res, ofBody)),
    places: places.map((place) => ({ href: `/pro/after-school/${place.id}/import`, text: placeInWords(place) })),
  });
}

/** @param page on which they are shown; those of a place alone, or all */
async function waitingOf(
  { db, now, config }: Dependencies,
  req: Request,
  res: Response,
  page: string,
  about?: { facilityId: string },
) {
  const after = id.safeParse(req.query.after).data;
  const { waiting, isMore } = await listWaiting(db, {
    ...{ kind: 'after-school', userId: getViewer(res).userId, now: now(), secret: config.nissKey, after },
    ...(about ? { about } : {}),
  });
  const mark = page.includes('?') ? '&' : '?';
  return {
    waiting: waiting.map(({ id: importId, createdAt, month, placeName, fileName }) => ({
      href: `${path}/${importId}`,
      text: `${placeName ?? 'Lieu à préciser'}${month ? `, ${monthInWords(monthOf(month))}` : ''}`,
      where: [fileName && `« ${fileName} »`, `import du ${formatShortDateTime(createdAt)}`].filter(Boolean).join(', '),
    })),
    waitingFirst: after === undefined ? undefined : `${page}#waiting`,
    waitingNext: isMore ? `${page}${mark}after=${waiting.at(-1)!.id}#waiting` : undefined,
  };
}
