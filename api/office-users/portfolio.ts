/** The facilities an agent follows: taken over from a colleague, or from nobody, many at once. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { asSubject } from '../../db/access/subjects.ts';
import type { AgentSheet } from '../../db/office-users/agent-sheet.ts';
import {
  listFollowers,
  listToTakeOver,
  portfolioRoles,
  takeOver,
  type PortfolioRole,
} from '../../db/office-users/portfolios.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import { roleNames } from '../../workflows/roles.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, several, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, type Faults } from '../forms/form.ts';
import { choice } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { changedElsewhere, getAgent, nameOf, path } from './agent.ts';

const nobody = 'nobody';
const From = z.union([id, z.literal(nobody)]);
const Form = z.strictObject({
  version,
  role: choice('Choisissez la fonction', portfolioRoles),
  from: From,
  which: choice('Choisissez tous les milieux, ou ceux que vous cochez', ['all', 'some']),
  facilities: several(id, 'Cochez au moins un milieu').optional(),
  tasks: z.literal('oui').optional(),
});

export function portfolioRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.get(`${path}/:id/portfolio`, async (req, res) => {
    const asked = {
      role: z.enum(portfolioRoles).safeParse(req.query.role).data,
      from: From.safeParse(req.query.from).data,
    };
    await show(deps, req, res, await getTaker(deps, req, res), asked);
  });
  router.post(`${path}/:id/portfolio`, async (req, res) => {
    const agent = await getTaker(deps, req, res);
    const viewer = getViewer(res);
    const form = Form.safeParse(req.body ?? {});
    const faults: Faults = form.success ? {} : faultsIn(form.error);
    if (form.data?.which === 'some' && !form.data.facilities) faults.facilities = 'Cochez au moins un milieu';
    if (!form.success || faults.facilities) {
      const typed = (req.body ?? {}) as Record<string, unknown>;
      const asked = { role: z.enum(portfolioRoles).safeParse(typed.role).data, from: From.safeParse(typed.from).data };
      // Until both are known, the page asks for nothing else.
      const { which: _, facilities: __, ...first } = faults;
      res.status(422);
      await show(deps, req, res, agent, asked, asked.role && asked.from ? faults : first);
      return;
    }
    const { role, which, tasks } = form.data;
    const from = form.data.from === nobody ? null : form.data.from;
    const facilityIds =
      which === 'all'
        ? (await listToTakeOver(db, viewer, { role, from, to: agent.id }, now())).map((one) => one.id)
        : (form.data.facilities ?? []);
    const taken = await takeOver(
      db,
      viewer,
      { role, from, to: agent.id, facilityIds, withTasks: tasks !== undefined, version: form.data.version },
      now(),
    );
    if (!taken) throw changedElsewhere(agent);
    const left = facilityIds.length - taken.facilities;
    leaveFlash(req, {
      kind: left > 0 ? 'warning' : 'done',
      text: [
        `${count(taken.facilities, 'milieu repris', 'milieux repris')}${taken.tasks > 0 ? `, avec ${count(taken.tasks, 'tâche ouverte', 'tâches ouvertes')}` : ''}.`,
        left > 0 ? `${count(left, 'milieu avait', 'milieux avaient')} changé de mains entre-temps.` : '',
      ]
        .filter(Boolean)
        .join(' '),
    });
    res.redirect(303, `${path}/${agent.id}`);
  });
  return router;
}
const count = (number: number, one: string, more: string): string => `${String(number)} ${number === 1 ? one : more}`;

async function getTaker(deps: Dependencies, req: Request, res: Response): Promise<AgentSheet> {
  const agent = await getAgent(deps, req, res);
  const { ability } = getViewer(res);
  const row = asSubject('Agent', agent);
  if (!ability.can('deactivate', row)) throw forbidden(ability.relevantRuleFor('deactivate', row)?.reason);
  if (agent.deactivatedAt !== null) throw notFound();
  return agent;
}

async function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  agent: AgentSheet,
  asked: { role: PortfolioRole | undefined; from: string | undefined },
  faults: Faults = {},
): Promise<void> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const roles = portfolioRoles.filter((role) => agent.rights.some((right) => right.role === role));
  const role = asked.role && roles.includes(asked.role) ? asked.role : roles[0];
  const followers = role ? (await listFollowers(db, viewer, role)).filter((one) => one.id !== agent.id) : [];
  const from = asked.from === nobody || followers.some((one) => one.id === asked.from) ? asked.from : undefined;
  const facilities =
    role && from
      ? await listToTakeOver(db, viewer, { role, from: from === nobody ? null : from, to: agent.id }, now())
      : undefined;
  const typed = (req.method === 'POST' ? (req.body ?? {}) : {}) as Record<string, unknown>;
  renderPage(deps, req, res, 'office-users/portfolio', {
    title: 'Reprendre des milieux',
    about: nameOf(agent),
    back: { href: `${path}/${agent.id}`, label: "à l'agent" },
    line: `pour ${nameOf(agent)}`,
    action: `${path}/${agent.id}/portfolio`,
    version: agent.version,
    role,
    from,
    roles: roles.map((value) => ({ value, text: roleNames[value] })),
    followers: [
      ...followers.map((one) => ({
        value: one.id,
        text: `${one.name} (${count(one.facilities, 'milieu', 'milieux')}${one.left ? ', a quitté l’ONE' : ''})`,
      })),
      { value: nobody, text: 'Personne : les milieux sans agent dans cette fonction' },
    ],
    total: facilities && count(facilities.length, 'milieu', 'milieux'),
    facilities: facilities?.map((one) => ({
      value: one.id,
      text: `${one.name} (${one.number})`,
      hint: administrationNames[one.administration as Administration],
    })),
    which: typed.which ?? 'all',
    whichOptions: [
      { value: 'all', text: 'Tous les milieux de cette liste' },
      { value: 'some', text: 'Seulement ceux que je coche' },
    ],
    picked: typed.facilities,
    tasks: typed.tasks !== undefined || req.method === 'GET',
    error: faults,
    errors: errorLinks(faults, role && from ? ['which', 'facilities', 'role', 'from'] : ['role', 'from']),
  });
}
