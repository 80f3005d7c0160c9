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
    waiting: await waitingOf(deps, res, { facilityId: place.id }),
  });
}

interface Body {
  id: string;
  name: string;
}
/** @param faults of the files that were sent, by the name of each */
export async function showBodyUpload(
  deps: Dependencies,
  req: Request,
  res: Response,
  { bodies, places, body }: { bodies: readonly Body[]; places: readonly CountedPlace[]; body?: string | undefined },
  faults: readonly { name?: string; fault: string }[] = [],
): Promise<void> {
  if (faults.length > 0) res.status(faultStatusOf(res));
  renderPage(deps, req, res, 'after-school-import/body', {
    title: 'Importer les relevés de votre logiciel',
    back: { href: '/pro/after-school/attendance', label: 'aux présences' },
    line: bodies.length === 1 ? bodies[0]!.name : undefined,
    action: ofBody,
    bodies: bodies.length > 1 ? bodies.map(({ id: value, name: text }) => ({ value, text })) : undefined,
    body,
    accept: workbookAccept(types),
    error: faults.map(({ fault }) => fault).join(' ') || undefined,
    errors: faults.map(({ fault }) => ({ href: '#file', text: fault })),
    waiting: await waitingOf(deps, res),
    places: places.map((place) => ({ href: `/pro/after-school/${place.id}/import`, text: placeInWords(place) })),
  });
}

async function waitingOf(
  { db, now }: Dependencies,
  res: Response,
  about?: { facilityId: string },
): Promise<{ href: string; text: string; where: string }[]> {
  const waiting = await listWaiting(db, {
    ...{ kind: 'after-school', userId: getViewer(res).userId, now: now() },
    ...(about ? { about } : {}),
  });
  return waiting.map(({ id, createdAt, month, placeName }) => ({
    href: `${path}/${id}`,
    text: `${placeName ?? 'Lieu à préciser'}${month ? `, ${monthInWords(monthOf(month))}` : ''}`,
    where: `Import du ${formatShortDateTime(createdAt)}`,
  }));
}
