/** What somebody was told, by case: what is expected of them first, then what has changed. */
import type { Request, Response } from 'express';
import { listScheduleNotices } from '../../db/after-school/schedule-changes.ts';
import { listAccountNotices } from '../../db/continuity/account-notices.ts';
import { listNotices, type Expected, type ToldCase } from '../../db/home/notices.ts';
import { bodiesOf } from '../../db/access/scopes.ts';
import { dayOf, noDueDay, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDateTime } from '../../domain/french-dates.ts';
import { dueBadge } from '../../views/helpers.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { presentScheduleChange } from '../schedule-changes.ts';
import { isRight, nameOfCase, wordsOfAction } from '../procedure-words.ts';
import { presentAccountNotices } from './account-notices.ts';

type Portal = 'pro' | 'office';

export const inWords = (count: number): string =>
  count === 1 ? 'Un dossier' : count === 0 ? 'Aucun dossier' : `${String(count)} dossiers`;
const emptyTexts: Record<Portal, string> = {
  pro: "Vous serez prévenu·e ici, et par courriel, de ce que l'ONE vous demande et décide dans vos dossiers.",
  office: 'Vous serez prévenu·e ici de ce qui change dans vos dossiers et des tâches qui vous reviennent.',
};
/** News that the cell of a case names; of more, the number is said. */
const named = 3;

export async function showNotices(deps: Dependencies, req: Request, res: Response, portal: Portal): Promise<void> {
  const viewer = getViewer(res);
  const [cases, account, schedules] = await Promise.all([
    listNotices(deps.db, viewer),
    portal === 'pro' ? listAccountNotices(deps.db, viewer.userId) : [],
    portal === 'office' ? listScheduleNotices(deps.db, viewer) : [],
  ]);
  const unread = cases.filter(isUnread).length;
  const unreadAccount = account.filter(({ readAt }) => readAt === null).length;
  const unreadSchedules = schedules.filter(({ readAt }) => readAt === null).length;
  const newest = Math.max(cases[0]?.news[0]?.at ?? 0, account[0]?.at ?? 0, schedules[0]?.at ?? 0);
  const today = dayOf(deps.now());
  const managed = bodiesOf(viewer.grants, ['administrator', 'user-manager']);
  renderPage(deps, req, res, 'home/notices', {
    title: 'Notifications',
    wide: true,
    line: unread === 0 ? undefined : `${inWords(unread)} à lire`,
    action: `/${portal}/notices`,
    until: unread + unreadAccount + unreadSchedules > 0 ? newest : undefined,
    account: presentAccountNotices(account, { userId: viewer.userId, today, managed: new Set(managed) }),
    schedules: schedules.map((notice) => ({
      ...presentScheduleChange(notice),
      where: `${notice.facilityName} (${notice.bodyName})`,
      href: `/office/facilities/${notice.facilityId}#after-school`,
      isNew: notice.readAt === null,
    })),
    emptyText: emptyTexts[portal],
    table:
      cases.length > 0
        ? {
            caption: 'Notifications',
            hideCaption: true,
            stack: true,
            columns: [
              { label: 'Attendu de vous' },
              { label: 'Demande' },
              { label: "Milieu d'accueil" },
              { label: 'Ce qui a changé' },
              { label: 'Quand', nowrap: true },
              { label: 'Marquer', hide: true },
            ],
            rows: cases.map((told) => rowOf(deps, told, portal, today)),
          }
        : undefined,
  });
}

const isUnread = ({ news }: ToldCase): boolean => news.some(({ readAt }) => readAt === null);

function rowOf(deps: Dependencies, told: ToldCase, portal: Portal, today: Day): object {
  const { caseId, slug, reference, facilityName, news } = told;
  const { procedures } = deps;
  const page = `/${portal}/${slug}/${caseId}`;
  const unread = isUnread(told);
  const words = [...new Set(news.map(({ action }) => wordsOfAction(procedures, slug, action).done))];
  const newest = news[0]?.at ?? 0;
  return {
    cells: [
      told.expected ? expectedCell(deps, told, told.expected, portal, today) : { text: 'Rien pour le moment' },
      {
        text: nameOfCase(procedures, told),
        sub: reference,
        href: page,
        strong: unread,
        ...(unread ? { badge: { kind: 'to-you', text: 'à lire' } } : {}),
      },
      { text: facilityName },
      {
        text: words[0] ?? '',
        sub: [
          ...words.slice(1, named),
          ...(words.length > named ? [`et ${String(words.length - named)} de plus`] : []),
        ].join(' · '),
      },
      { text: formatShortDateTime(newest) },
      unread
        ? {
            buttons: [
              {
                label: 'Marquer comme lu',
                kind: 'link',
                action: `/${portal}/notices`,
                fields: [
                  { name: 'case', value: caseId },
                  { name: 'until', value: String(newest) },
                ],
              },
            ],
          }
        : { text: 'lu' },
    ],
  };
}

const prefixes: Record<Expected['how'], string> = { do: '', take: 'À prendre\u00a0: ', assign: 'À attribuer\u00a0: ' };

function expectedCell(
  { procedures }: Dependencies,
  { slug, caseId }: ToldCase,
  { action, dueOn, how }: Expected,
  portal: Portal,
  today: Day,
): object {
  const right = isRight(procedures, slug, action);
  const until = dueOn === noDueDay ? 'sans échéance' : `au plus tard le ${formatLongDate(dueOn)}`;
  return {
    text: `${right ? 'Vous pouvez\u00a0: ' : prefixes[how]}${wordsOfAction(procedures, slug, action).task}`,
    href:
      how === 'assign'
        ? '/office/tasks?view=unassigned'
        : action === 'retry-effect'
          ? `/supervision/cases/${caseId}`
          : `/${portal}/${slug}/${caseId}/${action}`,
    strong: !right,
    sub: until,
    ...(dueOn === noDueDay || right ? {} : { mark: dueBadge(dueOn, today) }),
  };
}
