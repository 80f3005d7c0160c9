/** The tab « Historique » of a place after school: what was changed in its schedule, with what was said of it; who led its project. */
import type { Request, Response } from 'express';
import { listScheduleChanges } from '../../db/after-school/schedule-changes.ts';
import { formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { presentScheduleChange } from '../schedule-changes.ts';
import { getPlace, headOf } from './place.ts';

export async function showHistory(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const facility = await getPlace(deps, req, res);
  const [head, changes] = await Promise.all([
    headOf(deps, res, facility, 'history'),
    listScheduleChanges(deps.db, facility.id),
  ]);
  renderPage(deps, req, res, 'after-school-places/history', {
    ...head.data,
    changes: changes.map(presentScheduleChange),
    leaders: head.leaders.map(({ fromOn, name, changedAt, changedBy }) => ({
      when: `${fromOn > head.today ? 'à partir du' : 'depuis le'} ${formatLongDate(fromOn)}`,
      what: name,
      text: changedBy ? `encodé par ${changedBy}, ${formatDateTime(changedAt)}` : undefined,
      ...(fromOn > head.today ? { kind: 'next' } : {}),
    })),
    bodyHistoryHref: getViewer(res).ability.can('read', 'HistoryLine')
      ? `/pro/history?${new URLSearchParams({ body: facility.organising_body_id, on: 'facility' }).toString()}`
      : undefined,
  });
}
