/** The history: who consulted and who changed what, for those who control it. */
import { Router } from 'express';
import type { z } from 'zod';
import { recordAudit } from '../../db/audit.ts';
import { listHistory, type HistoryFilter, type HistoryRow } from '../../db/supervision/history.ts';
import { isDay } from '../../domain/calendar.ts';
import { formatShortDate, formatShortDateTime } from '../../domain/french-dates.ts';
import { findDay } from '../../domain/written-day.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, whole } from '../forms/envelope.ts';
import { wordsIn } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { requireHistory } from './access.ts';

const events: Record<string, string> = {
  'sign-in': 'Connexion',
  'sign-in-refused': 'Connexion refusée',
  'sign-out': 'Déconnexion',
  'convert-ask': 'Conversion demandée',
  'convert-refused': 'Conversion refusée',
  'convert-user': 'Utilisateur converti',
  'consult': 'Consultation',
  'read': 'Consultation d’un dossier',
  'download': 'Document téléchargé',
  'create': 'Création',
  'update': 'Modification',
  'delete': 'Suppression',
  'export': 'Export',
  'claim': 'Tâche prise',
  'release': 'Tâche rendue',
  'assign': 'Tâche attribuée',
  'retry': 'Nouvel essai',
  'pause': 'Mise en pause',
  'resume': 'Reprise',
  'cancel': 'Arrêt',
  'undo': 'Annulation du travail',
  'upload': 'Document ajouté',
  'remove': 'Document retiré',
  'discard': 'Brouillon supprimé',
  'propose': 'Changement demandé',
  'approve': 'Changement confirmé',
  'refuse': 'Changement refusé',
  'withdraw': 'Changement retiré',
};
const subjects: Record<string, string> = {
  'user': 'Utilisateur',
  'sign-in': 'Connexion',
  'case': 'Dossier',
  'task': 'Tâche',
  'facility': "Milieu d'accueil",
  'document': 'Document',
  'draft': 'Brouillon',
  'audit': 'Historique',
  'grant': 'Droits',
  'rule-change': 'Règle',
  'parameters': 'Paramètres',
  'batch': 'Travail',
};
const columnNames: Record<string, string> = {
  assignee_id: 'personne en charge',
  reason: 'motif',
  status: 'état',
  name: 'nom',
  email: 'courriel',
  role: 'fonction',
  valid_to: 'jusqu’au',
  from_on: 'à partir du',
  holiday: 'jour férié',
  school_holiday: 'vacances scolaires',
};

const row = whole(15);

export function historyRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.get('/supervision/audit', requireHistory, async (req, res) => {
    const viewer = getViewer(res);
    const text = (name: string): string | undefined => wordsIn(req.query[name], 60);
    const one = <T>(schema: z.ZodType<T>, name: string): T | undefined => schema.safeParse(text(name)).data;
    const [from, to] = [text('from'), text('to')].map((value) => (value ? findDay(value) : undefined));
    const event = text('event');
    const subject = text('subject');
    const filter: HistoryFilter = {
      ...(event && Object.hasOwn(events, event) ? { event } : {}),
      ...(subject && Object.hasOwn(subjects, subject) ? { subject } : {}),
      ...defined({ subjectId: one(id, 'id'), actorId: one(id, 'who'), from, to }),
    };
    const page = await listHistory(
      db,
      viewer,
      filter,
      defined({ before: one(row, 'before'), after: one(row, 'after') }),
    );
    // Who looks at the history is in it too.
    await recordAudit(db, {
      at: now(),
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'consult',
      subject: 'audit',
      subjectId: 'history',
    });
    const query: Record<string, string> = {
      ...defined({
        event: filter.event,
        subject: filter.subject,
        id: filter.subjectId,
        who: filter.actorId,
        from: filter.from,
        to: filter.to,
      }),
    };
    const href = (more: Record<string, number> = {}): string =>
      `/supervision/audit?${new URLSearchParams({ ...query, ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])) }).toString()}`;
    renderPage(deps, req, res, 'supervision/history', {
      title: 'Historique',
      line: 'Qui a consulté et qui a modifié quoi. Les valeurs personnelles sont masquées.',
      wide: true,
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
            options: [{ value: '', text: 'Tout' }, ...optionsOf(events)],
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
              rows: page.rows.map((entry) => ({ cells: cellsOf(entry) })),
            }
          : undefined,
      pager: {
        firstHref: page.previous === undefined ? undefined : href(),
        previousHref: page.previous === undefined ? undefined : href({ after: page.previous }),
        nextHref: page.next === undefined ? undefined : href({ before: page.next }),
      },
    });
  });
  return router;
}

function cellsOf({
  at,
  actor,
  actor_id: actorId,
  body,
  acr,
  event,
  subject,
  subject_id: subjectId,
  change,
}: HistoryRow): object[] {
  const isId = id.safeParse(subjectId).success;
  return [
    { text: formatShortDateTime(at) },
    {
      text: actor ?? (event === 'sign-in-refused' ? 'inconnu' : 'le système'),
      ...(actorId ? { href: `/supervision/audit?who=${actorId}` } : {}),
      sub:
        [body ? `pour ${body}` : '', acr === 500 ? 'eID' : acr === 450 ? 'itsme' : ''].filter(Boolean).join(' · ') ||
        undefined,
    },
    { text: events[event] ?? 'Autre' },
    {
      text: subjects[subject] ?? 'Autre',
      ...(isId ? { href: `/supervision/audit?subject=${subject}&id=${subjectId}` } : {}),
    },
    {
      text:
        Object.entries(change ?? {})
          .map(
            ([column, { before, after }]) =>
              `${columnNames[column] ?? column} : ${shown(column, before)} → ${shown(column, after)}`,
          )
          .join(' ; ') || '–',
    },
  ];
}

/** Ids say nothing to a reader: that there was somebody, and whether it is another, does. */
function shown(column: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'vide';
  if (column.endsWith('_id')) return 'une personne';
  if (typeof value !== 'string') return JSON.stringify(value);
  return isDay(value) ? formatShortDate(value) : value;
}
const optionsOf = (labels: Record<string, string>) => Object.entries(labels).map(([value, text]) => ({ value, text }));
const defined = <T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
