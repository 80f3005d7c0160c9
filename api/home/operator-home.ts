/** The operator's first page: what is to be done, then where the requests stand. */
import type { CaseListRow, DraftListRow } from '../../db/cases/lists.ts';
import type { OperatorTask } from '../../db/home/operator.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { dayOf, daysBetween, noDueDay, type Day, type Instant } from '../../domain/calendar.ts';
import { dueInWords, formatLongDate, formatTime, sinceInWords } from '../../domain/french-dates.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { dueBadge } from '../../views/helpers.ts';
import { nextDateOf, turnOf } from '../cases/next-date.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { tilesOf } from '../cases/ways-in.ts';
import { getProcedure, isRight, nameOfCase, wordOfKind, wordsOfAction } from '../procedure-words.ts';

export interface OperatorHome {
  procedures: readonly AnyProcedurePages[];
  tasks: OperatorTask[];
  drafts: DraftListRow[];
  cases: CaseListRow[];
  more: boolean;
  unread: number;
  previousSignIn: Instant | undefined;
  placesToConfirm: object[];
  /** Lines of the continuity guard that do not wait. */
  usersToSettle: object[];
}

export function presentOperatorHome(
  viewer: Viewer,
  { procedures, tasks, drafts, cases, more, unread, previousSignIn, placesToConfirm, usersToSettle }: OperatorHome,
  now: Instant,
) {
  const today = dayOf(now);
  const mayWait = ({ slug, action }: OperatorTask): boolean => isRight(procedures, slug, action);
  const toDo = [
    ...tasks.filter((task) => !mayWait(task)).map((task) => ofTask(procedures, task, today)),
    ...drafts.map((draft) => ofDraft(procedures, draft, today)),
    ...placesToConfirm,
    ...usersToSettle,
    ...noticesItem(unread),
  ];
  const rights = tasks.filter(mayWait).map((task) => ofTask(procedures, task, today));
  const seesCases = viewer.ability.can('read', 'Case');
  return {
    title: 'Accueil',
    greeting: `Bonjour ${viewer.firstName}`,
    line: `${formatLongDate(today)} · ${previousSignIn === undefined ? 'première connexion' : `dernière connexion ${when(previousSignIn, today)}`}`,
    works: viewer.grants.length > 0,
    seesCases,
    toDo,
    toDoTitle: `À faire (${String(toDo.length)})`,
    rights,
    tiles: [
      ...(seesCases
        ? [
            ...tilesOf(procedures, viewer.ability),
            { title: 'Mes demandes', href: '/pro/cases', text: 'où elles en sont, ce qui a été décidé' },
          ]
        : []),
      ...(viewer.ability.can('change', 'Collaboration')
        ? [{ title: 'Mon Équipe', href: '/pro/team', text: "qui travaille dans vos milieux d'accueil" }]
        : []),
      ...(viewer.ability.can('read', 'Membership')
        ? [{ title: 'Gérer mes utilisateurs', href: '/pro/users', text: 'qui peut se connecter, et pour quoi' }]
        : []),
      { title: 'Contacts ONE', href: '/pro/contacts', text: "qui suit vos milieux d'accueil" },
      {
        title: 'Notifications',
        href: '/pro/notices',
        text: unread > 0 ? `${String(unread)} à lire` : 'toutes lues',
      },
    ],
    table:
      cases.length > 0
        ? {
            caption: 'Mes demandes en cours',
            hideCaption: true,
            stack: true,
            columns: [
              { label: 'Demande' },
              { label: "Milieu d'accueil" },
              { label: 'Où en est-elle ?' },
              { label: 'À qui le tour ?' },
              { label: 'Prochaine date' },
            ],
            rows: cases.map((row) => ({
              cells: [
                {
                  text: nameOfCase(procedures, row),
                  href: `/pro/${row.slug}/${row.id}`,
                  sub: row.reference,
                },
                { text: row.facility_name },
                { text: rowOf(getProcedure(procedures, row.slug).process, row.status).label },
                turnOf(procedures, row, today),
                { text: nextDateOf(procedures, row) },
              ],
            })),
          }
        : undefined,
    moreHref: more ? '/pro/cases' : undefined,
    adapts: viewer.ability.can('authorisation', 'Facility'),
  };
}

function ofTask(
  procedures: readonly AnyProcedurePages[],
  { slug, kind, period, caseId, action, facilityName, locality, reference, dueOn }: OperatorTask,
  today: Day,
): object {
  const { task } = wordsOfAction(procedures, slug, action);
  const right = isRight(procedures, slug, action);
  const href = `/pro/${slug}/${caseId}/${action}`;
  const left = dueOn === noDueDay ? undefined : daysBetween(today, dueOn);
  return {
    what: `${task}\u00a0: ${lowered(nameOfCase(procedures, { slug, kind, period }))}`,
    href,
    where: `${facilityName}, ${locality} · ${reference}`,
    badge:
      left === undefined
        ? { kind: 'neutral', text: 'sans échéance' }
        : {
            ...dueBadge(dueOn, today),
            text: `${right ? 'possible jusqu’au ' : `${dueInWords(dueOn, today)}\u00a0· `}${formatLongDate(dueOn).replace(/ \d{4}$/, dueOn.slice(0, 4) === today.slice(0, 4) ? '' : '$&')}`,
            ...(right ? { kind: 'neutral' } : {}),
          },
    // The verb is enough: the line beside says the rest, to screen readers too.
    button: { label: task.split(' ')[0], href, go: !right },
  };
}

function ofDraft(
  procedures: readonly AnyProcedurePages[],
  { id, slug, kind, facility_name: facility, updated_at: updatedAt, updated_by_name: by }: DraftListRow,
  today: Day,
): object {
  const href = `/pro/${slug}/drafts/${id}`;
  return {
    what: `Terminer la demande\u00a0: ${lowered(wordOfKind(procedures, slug, kind))}`,
    href,
    where: `${facility} · modifiée par ${by}`,
    badge: { kind: 'neutral', text: `brouillon ${sinceInWords(dayOf(updatedAt), today)}` },
    button: { label: 'Continuer', href },
  };
}

const noticesItem = (unread: number): object[] =>
  unread === 0
    ? []
    : [
        {
          what: unread === 1 ? 'Lire une notification' : `Lire ${String(unread)} notifications`,
          href: '/pro/notices',
          where: 'Ce qui a changé dans vos demandes',
          badge: { kind: 'neutral', text: 'à lire' },
          button: { label: 'Lire', href: '/pro/notices' },
        },
      ];

/** « aujourd'hui à 8 h 02 », « vendredi à 17 h 42 », « le lundi 2 novembre 2026 à 9 h 00 » */
function when(at: Instant, today: Day): string {
  const day = dayOf(at);
  const gone = daysBetween(day, today);
  const name =
    gone === 0
      ? "aujourd'hui"
      : gone === 1
        ? 'hier'
        : gone < 7
          ? formatLongDate(day).split(' ')[0]
          : `le ${formatLongDate(day)}`;
  return `${name ?? ''} à ${formatTime(at)}`;
}
const lowered = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
