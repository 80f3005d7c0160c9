/** « Utilisateurs »: who may sign in for the body, and for what. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  administratorsOf,
  findLastChange,
  listDefaultAccounts,
  listMembers,
  memberOrders,
  memberRoles,
  memberStatuses,
  type Member,
  type MemberFilter,
  type MemberOrder,
} from '../../db/users/list-members.ts';
import { refusalOf } from '../../db/users/change-member.ts';
import { findContinuity, type Continuity } from '../../db/continuity/find-continuity.ts';
import { listPlaces } from '../../db/users/places.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { wordsIn } from '../forms/inputs.ts';
import { presentContinuity } from '../continuity/present.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { renderPage } from '../page.ts';
import { bodyOf, usersPath, type Body } from './body.ts';
import { profileNames } from '../../views/rights-words.ts';
import { rolesOf, seenOf, statusOf } from './words.ts';

const roleOptions = [
  { value: '', text: 'Tous les rôles' },
  { value: 'administrator', text: profileNames.administrator },
  { value: 'user-manager', text: profileNames['user-manager'] },
  { value: 'data-manager', text: profileNames['data-manager'] },
  { value: 'none', text: 'Aucun accès configuré' },
];
const statusOptions = [
  { value: '', text: 'Tous' },
  { value: 'active', text: 'Actif' },
  { value: 'temporary', text: 'Temporaire' },
  { value: 'deactivated', text: 'Désactivé' },
];
const columnNames: Record<MemberOrder['by'], string> = {
  'name': 'Nom',
  'first-name': 'Prénom',
  'status': 'Statut',
  'seen': 'Dernière connexion',
};

export async function showUsers(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  const { filter, order, query } = askedOf(req);
  const cursor = cursorOf(req, id);
  const isFirst = !cursor.after && !cursor.before;
  const [page, defaults, administrators, places, last, continuity] = await Promise.all([
    listMembers(db, viewer, body.id, { filter, order, cursor, now: now() }),
    isFirst ? listDefaultAccounts(db, viewer, body.id, { filter, now: now() }) : [],
    administratorsOf(db, body.id, dayOf(now())),
    listPlaces(db, viewer, body.id),
    findLastChange(db, viewer, body.id),
    isFirst ? findContinuity(db, { organisingBodyId: body.id, today: dayOf(now()) }) : undefined,
  ]);
  const href = (more: Record<string, string> = {}): string => usersPath(body, '', { ...query, ...more });
  const names = new Map(places.map(({ id: place, name }) => [place, name]));
  const isAdministrator = viewer.grants.some(
    ({ role, organisingBodyId }) => role === 'administrator' && organisingBodyId === body.id,
  );
  const members = [...defaults, ...page.rows];
  renderPage(deps, req, res, 'users/list', {
    title: 'Utilisateurs',
    back: { href: '/pro', label: "à l'accueil" },
    wide: true,
    scripts: ['scripts/inbox.js'],
    line: `${body.name} · qui peut se connecter à Pro.ONE, et pour quoi`,
    buttons: [
      { label: 'Ajouter un utilisateur', kind: 'go', href: usersPath(body, '/new') },
      { label: 'Exporter', kind: 'plain', href: usersPath(body, '/export', query) },
    ],
    few: administrators.today < 2 && {
      title: administrators.today === 1 ? "Il n'y a qu'un seul administrateur" : "Il n'y a aucun administrateur nommé",
      text:
        administrators.today === 1
          ? 'En son absence, personne ne pourra donner des droits ni débloquer un accès. Nous vous conseillons de nommer 2 administrateurs minimum.'
          : "Personne ne peut nommer un administrateur : appelez le helpdesk. Nous vous conseillons d'en nommer 2 minimum.",
      // Whoever manages users makes no administrator.
      ...(isAdministrator ? { second: usersPath(body, '/second') } : {}),
    },
    toSettle:
      continuity &&
      presentContinuity(withoutBanner(continuity), {
        today: dayOf(now()),
        href: (rest) => usersPath(body, rest),
        isAdministrator,
        userId: viewer.userId,
      }),
    filter: {
      action: '/pro/users',
      label: 'Filtrer les utilisateurs',
      ...(Object.keys(filter).length > 0 ? { resetHref: usersPath(body) } : {}),
      hidden: query.sort ? [{ name: 'sort', value: query.sort }] : [],
      fields: [
        ...(body.among.length > 1
          ? [
              {
                name: 'body',
                label: 'Organisme',
                value: body.id,
                options: body.among.map((one) => ({ value: one.id, text: one.name })),
              },
            ]
          : []),
        { name: 'q', label: 'Nom ou courriel', value: filter.text ?? '' },
        { name: 'role', label: 'Rôle', value: filter.role ?? '', options: roleOptions },
        { name: 'status', label: 'Statut', value: filter.status ?? '', options: statusOptions },
      ],
    },
    table: members.length > 0 && {
      caption: 'Utilisateurs',
      hideCaption: true,
      stack: true,
      shortcuts: true,
      columns: [
        sorted('name', order, href),
        { ...sorted('first-name', order, href), card: 'beside' },
        { label: 'Rôles', card: 'plain' },
        { ...sorted('status', order, href), card: 'corner' },
        sorted('seen', order, href),
        { label: 'Actions', hide: true },
      ],
      rows: members.map((member) => rowOf(member, { body, names, viewer, now: now() })),
    },
    allHref: usersPath(body),
    pager: pagerOf(page, href),
    historyHref: `/pro/history?${new URLSearchParams({ ...(body.among.length > 1 ? { body: body.id } : {}), on: 'user' }).toString()}`,
    count: page.total + defaults.length,
    last:
      last &&
      `Dernière modification le ${formatDateTime(last.at)}${last.by ? ` par ${last.by}` : ''}\u00a0: ${last.name}.`,
  });
}

/** That there is only one administrator, or none, is said above the card. */
const withoutBanner = ({ points, ...continuity }: Continuity): Continuity => ({
  ...continuity,
  points: points.filter(({ code }) => code !== 'single-administrator' && code !== 'no-administrator'),
});

function rowOf(
  member: Member,
  {
    body,
    names,
    viewer,
    now,
  }: { body: Body; names: ReadonlyMap<string, string>; viewer: ReturnType<typeof getViewer>; now: Instant },
): object {
  const { sub, ...badge } = statusOf(member, dayOf(now));
  const who = { user_id: member.id, organising_body_id: body.id };
  const mayChange = refusalOf(viewer, who, member.held) === undefined;
  const rights = usersPath(body, `/${member.id}/rights`);
  return {
    cells: [
      { text: member.isDefault ? 'Utilisateur' : member.familyName, href: rights, strong: true },
      { text: member.isDefault ? '– par défaut' : member.firstName },
      member.isDefault
        ? {
            text: rolesOf(member, names).text,
            sub: "nom d'utilisateur et mot de passe reçus de l'ONE ; sert seulement à convertir cet accès",
          }
        : rolesOf(member, names),
      { badge, text: '', ...(sub ? { sub } : {}) },
      seenOf(member, { viewerId: viewer.userId, now }),
      member.isDefault
        ? { text: 'Comment convertir', href: '/aide#convertir' }
        : !mayChange
          ? { text: '' }
          : member.deactivatedAt === null
            ? { text: 'Désactiver', href: usersPath(body, `/${member.id}/deactivate`) }
            : { text: 'Réactiver', href: usersPath(body, `/${member.id}/reactivate`) },
    ],
  };
}

/** What the address asks for; what it cannot mean is left out. */
export function askedOf(req: Request): { filter: MemberFilter; order: MemberOrder; query: Record<string, string> } {
  const text = wordsIn(req.query.q);
  const role = z.enum(memberRoles).safeParse(req.query.role);
  const status = z.enum(memberStatuses).safeParse(req.query.status);
  const sort = typeof req.query.sort === 'string' ? req.query.sort : '';
  const by = z.enum(memberOrders).safeParse(sort.replace(/^-/, ''));
  return {
    filter: {
      ...(text ? { text } : {}),
      ...(role.success ? { role: role.data } : {}),
      ...(status.success ? { status: status.data } : {}),
    },
    order: { by: by.success ? by.data : 'name', descending: by.success && sort.startsWith('-') },
    query: {
      ...(text ? { q: text } : {}),
      ...(role.success ? { role: role.data } : {}),
      ...(status.success ? { status: status.data } : {}),
      ...(by.success ? { sort } : {}),
    },
  };
}

const sorted = (by: MemberOrder['by'], order: MemberOrder, href: (more: Record<string, string>) => string): object => ({
  label: columnNames[by],
  sortHref: href({ sort: order.by === by && !order.descending ? `-${by}` : by }),
  ...(order.by === by ? { sort: order.descending ? 'descending' : 'ascending' } : {}),
});
