/** The history: who consulted and who changed what, for those who control it. */
import { Router, type Request } from 'express';
import type { z } from 'zod';
import { recordAudit } from '../../db/audit.ts';
import { listCaseHistory } from '../../db/supervision/case-history.ts';
import { exportLimit, listForExport } from '../../db/supervision/export-history.ts';
import { listHistory, type HistoryFilter, type HistoryRow } from '../../db/supervision/history.ts';
import { addMonths, dayOf } from '../../domain/calendar.ts';
import { formatShortDate, formatShortDateTime } from '../../domain/french-dates.ts';
import { findDay } from '../../domain/written-day.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, whole } from '../forms/envelope.ts';
import { wordsIn } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { requireHistory, requireHistoryExport } from './access.ts';
import { historySheet } from './history-sheet.ts';
import { asWhat, events, onWhat, subjects, whatChanged, whatDone, whoDid } from './history-words.ts';
import { sheetType } from '../sheet.ts';

const row = whole(15);
const pageOfCase = 50;
const furthest = 100_000;

function filterIn(req: Request): HistoryFilter {
  const text = (name: string): string | undefined => wordsIn(req.query[name], 60);
  const one = <T>(schema: z.ZodType<T>, name: string): T | undefined => schema.safeParse(text(name)).data;
  const [from, to] = [text('from'), text('to')].map((value) => (value ? findDay(value) : undefined));
  const event = text('event');
  const subject = text('subject');
  return {
    ...(event && Object.hasOwn(events, event) ? { event } : {}),
    ...(subject && Object.hasOwn(subjects, subject) ? { subject } : {}),
    ...defined({ subjectId: one(id, 'id'), actorId: one(id, 'who'), from, to }),
  };
}

const queryOf = ({ event, subject, subjectId, actorId, from, to }: HistoryFilter): Record<string, string> =>
  defined({
    event,
    subject,
    id: subjectId,
    who: actorId,
    from: from && formatShortDate(from),
    to: to && formatShortDate(to),
  });

export function historyRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.get('/supervision/audit', requireHistory, async (req, res) => {
    const viewer = getViewer(res);
    const filter = filterIn(req);
    const caseId = filter.subject === 'case' ? filter.subjectId : undefined;
    const cursor = (name: string): number | undefined => row.safeParse(req.query[name]).data;
    const skip = Math.min(cursor('skip') ?? 0, furthest);
    const page = caseId
      ? { ...(await listCaseHistory(db, viewer, { ...filter, caseId, skip })), previous: undefined, next: undefined }
      : await listHistory(db, viewer, filter, defined({ before: cursor('before'), after: cursor('after') }));
    // Who looks at the history is in it too.
    await recordAudit(db, {
      at: now(),
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'consult',
      subject: 'audit',
      subjectId: 'history',
    });
    const href = (more: Record<string, number> = {}, path = '/supervision/audit'): string => {
      const query = new URLSearchParams(queryOf(filter));
      for (const [name, value] of Object.entries(more)) query.set(name, String(value));
      return `${path}?${query.toString()}`;
    };
    renderPage(deps, req, res, 'supervision/history', {
      title: 'Historique',
      line: 'Qui a consulté et qui a modifié quoi. Les valeurs personnelles sont masquées.',
      wide: true,
      exportHref: viewer.ability.can('export', 'Audit') ? href({}, '/supervision/audit/export') : undefined,
      filter: {
        action: '/supervision/audit',
        label: "Filtrer l'historique",
        ...(Object.keys(filter).length > 0 ? { resetHref: '/supervision/audit' } : {}),
        hidden: Object.entries({ id: filter.subjectId, who: filter.actorId }).flatMap(([name, value]) =>
          value ? [{ name, value }] : [],
        ),
        fields: [
          {
            name: 'event',
            label: 'Ce qui s’est passé',
            value: filter.event ?? '',
            options: [
              { value: '', text: 'Tout' },
              // Acts stand in the history of their case, and in the export.
              ...optionsOf(events).filter(
                ({ value }) => value !== 'act' || caseId !== undefined || filter.event === 'act',
              ),
            ],
          },
          {
            name: 'subject',
            label: 'Sur',
            value: filter.subject ?? '',
            options: [{ value: '', text: 'Tout' }, ...optionsOf(subjects)],
          },
          {
            name: 'from',
            label: 'Du',
            value: filter.from ? formatShortDate(filter.from) : '',
            placeholder: 'jj/mm/aaaa',
          },
          { name: 'to', label: 'Au', value: filter.to ? formatShortDate(filter.to) : '', placeholder: 'jj/mm/aaaa' },
        ],
      },
      table:
        page.rows.length > 0
          ? {
              caption: 'Historique',
              hideCaption: true,
              dense: true,
              stack: true,
              columns: [
                { label: 'Quand', nowrap: true },
                { label: 'Qui' },
                { label: 'Quoi' },
                { label: 'Sur' },
                { label: 'Changement' },
              ],
              rows: page.rows.map((entry) => ({ cells: cellsOf(deps, entry) })),
            }
          : undefined,
      pager:
        'more' in page
          ? {
              firstHref: skip > 0 ? href() : undefined,
              previousHref: skip > 0 ? href({ skip: Math.max(0, skip - pageOfCase) }) : undefined,
              nextHref: page.more ? href({ skip: skip + pageOfCase }) : undefined,
            }
          : {
              firstHref: page.previous === undefined ? undefined : href(),
              previousHref: page.previous === undefined ? undefined : href({ after: page.previous }),
              nextHref: page.next === undefined ? undefined : href({ before: page.next }),
            },
    });
  });

  router.get('/supervision/audit/export', requireHistoryExport, async (req, res) => {
    const viewer = getViewer(res);
    const filter = filterIn(req);
    const to = filter.to ?? dayOf(now());
    // Without a beginning: one month.
    const period = { from: filter.from ?? addMonths(to, -1), to };
    const rows = await listForExport(db, { ...filter, ...period });
    await recordAudit(db, {
      at: now(),
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'export',
      subject: 'audit',
      subjectId: 'history',
      change: {
        period: { before: null, after: `${period.from} – ${period.to}` },
        lines: { before: null, after: Math.min(rows.length, exportLimit) },
      },
    });
    res
      .attachment(`historique-${period.from}-${period.to}.xlsx`)
      .type(sheetType)
      .send(await historySheet(deps, rows, { ...filter, ...period }));
  });
  return router;
}

function cellsOf(deps: Dependencies, entry: HistoryRow): object[] {
  const { at, actor_id: actorId, subject, subject_id: subjectId, place } = entry;
  return [
    { text: formatShortDateTime(at) },
    {
      text: whoDid(entry),
      ...(actorId ? { href: `/supervision/audit?who=${actorId}` } : {}),
      sub: asWhat(entry) || undefined,
    },
    { text: whatDone(deps, entry) },
    {
      text: onWhat(entry),
      ...(id.safeParse(subjectId).success ? { href: `/supervision/audit?subject=${subject}&id=${subjectId}` } : {}),
      sub: place,
    },
    { text: whatChanged(entry) || '–' },
  ];
}

const optionsOf = (labels: Record<string, string>) => Object.entries(labels).map(([value, text]) => ({ value, text }));
const defined = <T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
