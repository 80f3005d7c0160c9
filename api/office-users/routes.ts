/** ONE's own users: list, search, one agent. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { asSubject } from '../../db/access/subjects.ts';
import type { AgentSheet } from '../../db/office-users/agent-sheet.ts';
import { listAgents, type AgentFilter, type AgentRow } from '../../db/office-users/list-agents.ts';
import { formatDateTime, formatLongDate, formatShortDate, formatShortDateTime } from '../../domain/french-dates.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { roleNames } from '../../workflows/roles.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, oneOf } from '../forms/envelope.ts';
import { words } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { forbidden, Problem } from '../problems.ts';
import { addAgentRoutes } from './add.ts';
import { getAgent, nameOf, officeRoles, path, placeOf, rightInWords, todayOf } from './agent.ts';
import { leaveRoutes } from './leave.ts';
import { portfolioRoutes } from './portfolio.ts';
import { roleRoutes } from './roles.ts';

const notYours = 'Les agents de l’ONE sont gérés par les superviseurs ; le helpdesk les consulte.';
const readOnly = 'Les agents de l’ONE sont gérés par les superviseurs.';
const Search = z.strictObject({ q: words().optional().catch(undefined) });

export function officeUserRoutes(deps: Dependencies): Router {
  const router = Router();
  router.use(path, (req, res, next) => {
    const { ability } = getViewer(res);
    if (!ability.can('read', 'Agent')) throw forbidden(notYours);
    const isSearch = req.path === '/' || req.path === '';
    if (req.method === 'POST' && !isSearch && !ability.can('add', 'Agent')) throw forbidden(readOnly);
    next();
  });

  router.get(path, (req, res) => showList(deps, req, res));
  // A name that is searched stands in no address.
  router.post(path, async (req, res) => {
    const form = Search.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form');
    await showList(deps, req, res, form.data.q);
  });
  router.use(addAgentRoutes(deps));
  router.get(`${path}/:id`, async (req, res) => {
    const agent = await getAgent(deps, req, res);
    renderPage(deps, req, res, 'office-users/agent', present(deps, res, agent));
  });
  router.use(roleRoutes(deps));
  router.use(leaveRoutes(deps));
  router.use(portfolioRoutes(deps));
  return router;
}

async function showList(deps: Dependencies, req: Request, res: Response, q?: string): Promise<void> {
  const viewer = getViewer(res);
  const asked = (name: string): string | undefined => {
    const value = [req.query[name]].flat()[0];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const filter: AgentFilter = {
    ...(q ? { words: q } : {}),
    ...(officeRoles.includes(asked('role') as never) ? { role: asked('role')! } : {}),
    ...(oneOf(administrationNames).safeParse(asked('administration')).success
      ? { administration: asked('administration')! }
      : {}),
    ...(asked('state') === 'left' ? { deactivated: true } : {}),
  };
  const [after, before] = [id.safeParse(asked('after')), id.safeParse(asked('before'))];
  const page = await listAgents(
    deps.db,
    viewer,
    filter,
    { ...(after.success ? { after: after.data } : {}), ...(before.success ? { before: before.data } : {}) },
    deps.now(),
  );
  const chosen = {
    ...(filter.role ? { role: filter.role } : {}),
    ...(filter.administration ? { administration: filter.administration } : {}),
    ...(filter.deactivated ? { state: 'left' } : {}),
  };
  const href = (more: Record<string, string> = {}): string => {
    const query = new URLSearchParams({ ...chosen, ...more }).toString();
    return query ? `${path}?${query}` : path;
  };
  renderPage(deps, req, res, 'office-users/list', {
    title: "Utilisateurs de l'ONE",
    wide: true,
    q,
    addHref: viewer.ability.can('add', 'Agent') ? `${path}/new` : undefined,
    filter: {
      action: path,
      label: 'Filtrer les agents',
      ...(Object.keys(chosen).length > 0 ? { resetHref: path } : {}),
      fields: [
        {
          name: 'role',
          label: 'Fonction',
          value: filter.role ?? '',
          options: [
            { value: '', text: 'Toutes' },
            ...officeRoles.map((role) => ({ value: role, text: roleNames[role] })),
          ],
        },
        {
          name: 'administration',
          label: 'Administration',
          value: filter.administration ?? '',
          options: [
            { value: '', text: 'Toutes' },
            ...Object.entries(administrationNames).map(([value, text]) => ({ value, text })),
          ],
        },
        {
          name: 'state',
          label: 'État',
          value: filter.deactivated ? 'left' : '',
          options: [
            { value: '', text: 'En fonction' },
            { value: 'left', text: 'Désactivés' },
          ],
        },
      ],
    },
    rows: page.rows.map((row) => rowOf(row)),
    // What is searched by name is few: one page.
    more: q !== undefined && page.next !== undefined,
    pager:
      q === undefined
        ? {
            firstHref: page.previous ? href() : undefined,
            previousHref: page.previous && href({ before: page.previous }),
            nextHref: page.next && href({ after: page.next }),
          }
        : {},
  });
}

const rowOf = (row: AgentRow): object => ({
  cells: [
    { text: nameOf(row), href: `${path}/${row.id}`, strong: true, sub: row.email },
    rightsOf(row),
    { text: row.facilities === 0 ? '–' : String(row.facilities), numeric: true },
    { text: row.lastSignInAt === null ? 'jamais' : formatShortDateTime(row.lastSignInAt) },
    {
      badge:
        row.deactivatedAt !== null
          ? { kind: 'neutral', text: 'désactivé' }
          : row.awayUntil !== null
            ? { kind: 'due-soon', text: `absent jusqu'au ${formatShortDate(row.awayUntil)}` }
            : row.rights.length === 0
              ? { kind: 'due-late', text: 'sans fonction' }
              : { kind: 'done', text: 'en fonction' },
      text: '',
    },
  ],
});

/** What they do, and under it where; at several places each function says its own. */
function rightsOf({ rights }: AgentRow): { text: string; sub?: string } {
  const [first] = rights;
  if (!first) return { text: 'aucune fonction' };
  return rights.every(({ administration }) => administration === first.administration)
    ? { text: rights.map(({ role }) => roleNames[role]).join(', '), sub: placeOf(first.administration) }
    : { text: rights.map(({ role, administration }) => `${roleNames[role]} (${placeOf(administration)})`).join(', ') };
}

function present(deps: Dependencies, res: Response, agent: AgentSheet) {
  const { ability } = getViewer(res);
  const today = todayOf(deps);
  const here = `${path}/${agent.id}`;
  const isHere = agent.deactivatedAt === null;
  const manages = ability.can('deactivate', asSubject('Agent', agent));
  return {
    title: nameOf(agent),
    back: { href: path, label: "aux utilisateurs de l'ONE" },
    line: agent.email,
    badge: isHere ? { kind: 'done', text: 'en fonction' } : { kind: 'neutral', text: 'désactivé' },
    rows: [
      { label: 'Courriel', value: agent.email },
      {
        label: 'Dernière connexion',
        value: agent.lastSignInAt === null ? 'jamais' : formatDateTime(agent.lastSignInAt),
      },
      { label: 'Tâches ouvertes', value: String(agent.openTasks) },
    ],
    rights: agent.rights.map((right) => rightInWords(right, today)),
    ended: agent.ended.map((right) => rightInWords(right, today)),
    rightButtons:
      manages && isHere
        ? [
            { label: 'Donner une fonction', href: `${here}/role` },
            ...(agent.rights.length > 0 ? [{ label: 'Mettre fin à une fonction', href: `${here}/end` }] : []),
          ]
        : [],
    portfolio: agent.portfolio.map(({ role, facilities }) => ({
      role: roleNames[role as never] as string,
      facilities,
    })),
    portfolioHref: manages && isHere ? `${here}/portfolio` : undefined,
    left: !isHere && agent.portfolio.length > 0,
    absences: agent.absences.map(({ fromOn, toOn, substitute }) => ({
      dates: `du ${formatLongDate(fromOn)} au ${formatLongDate(toOn)}`,
      substitute: substitute ?? 'personne ne remplace',
    })),
    absenceHref: manages && isHere ? `/office/absences?agent=${agent.id}` : undefined,
    stateButtons: manages
      ? [
          isHere
            ? { label: 'Désactiver', href: `${here}/deactivate`, kind: 'stop' }
            : { label: 'Réactiver', href: `${here}/reactivate` },
        ]
      : [],
    own: agent.id === getViewer(res).userId,
  };
}
