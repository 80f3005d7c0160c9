/** Sheets that somebody sent and has not confirmed yet: shown wherever they go on with a month. */
import type { Response } from 'express';
import { listWaiting } from '../../db/sheet-imports/imports.ts';
import type { MonthOf } from '../../db/attendance/month.ts';
import { formatShortDateTime } from '../../domain/french-dates.ts';
import { monthInWords, monthOf } from '../../domain/quarter.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { path } from './month-import.ts';

/** @param about of a month alone; else of every place in `names` */
export async function waitingImports(
  { db, now, config }: Dependencies,
  res: Response,
  about: MonthOf | { names: ReadonlyMap<string, string> },
): Promise<{ waiting: { href: string; text: string; where: string | undefined }[]; isMore: boolean }> {
  const names = 'names' in about ? about.names : undefined;
  const { waiting, isMore } = await listWaiting(db, {
    kind: 'attendance',
    userId: getViewer(res).userId,
    now: now(),
    secret: config.nissKey,
    ...('names' in about ? {} : { about }),
  });
  const shown = waiting.flatMap(({ id, createdAt, facilityId, month, fileName }) => {
    const place = names?.get(facilityId ?? '');
    if (names && (place === undefined || month === null)) return [];
    const of = place && month ? `${place}, ${monthInWords(monthOf(month))} : import` : 'Import';
    return [
      {
        href: `${path}/${id}`,
        text: `${of} du ${formatShortDateTime(createdAt)}`,
        where: fileName ? `fichier « ${fileName} »` : undefined,
      },
    ];
  });
  return { waiting: shown, isMore };
}
