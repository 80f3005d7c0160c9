/** Functions of an agent: given, with their dates, and ended. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { asSubject } from '../../db/access/subjects.ts';
import type { AgentSheet } from '../../db/office-users/agent-sheet.ts';
import { endRole, giveRole } from '../../db/office-users/change-agent.ts';
import { freeTasks } from '../../db/inbox/free-tasks.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { roleNames, type OfficeRole } from '../../workflows/roles.ts';
import { afterAnswer } from '../after-answer.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { answer, dateInput, optionalDay, radios, requiredDay } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import {
  changedElsewhere,
  getAgent,
  isCentral,
  lastSupervisor,
  nameOf,
  officeRoles,
  path,
  placeOf,
  rightInWords,
  todayOf,
} from './agent.ts';

const everywhere = 'all';
const Give = z.strictObject({
  version,
  role: answer('Choisissez la fonction'),
  administration: answer('Choisissez où'),
  from: requiredDay('Encodez le premier jour'),
  to: optionalDay(),
});
const End = z.strictObject({
  version,
  grant: answer('Choisissez la fonction qui prend fin'),
  lastDay: requiredDay('Encodez le dernier jour'),
});

const giveInputs = (deps: Dependencies, res: Response, agent: AgentSheet): Input[] => {
  const { ability } = getViewer(res);
  const places = [null, ...Object.keys(administrationNames)].filter((administration) =>
    ability.can('give', asSubject('OfficeGrant', { user_id: agent.id, role: 'referent', administration })),
  );
  return [
    {
      partial: 'field-select',
      name: 'role',
      label: 'Fonction',
      required: true,
      options: officeRoles
        .filter((role) => !isCentral(role) || places.includes(null))
        .map((role) => ({ value: role, text: roleNames[role] })),
    },
    {
      partial: 'field-select',
      name: 'administration',
      label: 'Administration',
      required: true,
      hint: 'Secrétariat des recours, helpdesk et protection des données : toutes les administrations.',
      options: places.map((place) => ({
        value: place ?? everywhere,
        text: place === null ? 'Toutes les administrations' : placeOf(place),
      })),
    },
    dateInput('from', 'Premier jour', { value: todayOf(deps) }),
    dateInput('to', 'Dernier jour', {
      required: false,
      hint: 'Laissez vide si la fin n’est pas connue. Le droit prend fin de lui-même ce jour-là.',
    }),
  ];
};
const endInputs = (deps: Dependencies, res: Response, agent: AgentSheet): Input[] => {
  const { ability } = getViewer(res);
  const today = todayOf(deps);
  return [
    radios(
      'grant',
      'Fonction',
      agent.rights
        .filter((right) => ability.can('end', asSubject('OfficeGrant', right)))
        .map((right) => ({ value: right.id, text: rightInWords(right, today) })),
    ),
    dateInput('lastDay', 'Dernier jour', { value: today, hint: 'La fonction est encore exercée ce jour-là.' }),
  ];
};

export function roleRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get(`${path}/:id/role`, async (req, res) => {
    showGive(deps, req, res, await getChangeable(deps, req, res));
  });
  router.post(`${path}/:id/role`, async (req, res) => {
    const agent = await getChangeable(deps, req, res);
    const viewer = getViewer(res);
    const form = Give.safeParse(req.body ?? {});
    const faults: Faults = form.success ? {} : faultsIn(form.error);
    const right = form.data && readRight(form.data);
    if (form.success && !right)
      faults.role = 'Choisissez la fonction et l’administration parmi celles qui sont proposées';
    if (right) {
      if (right.to !== null && right.to < right.from) faults.to = 'Le dernier jour vient avant le premier';
      else if (right.to !== null && right.to < todayOf(deps)) faults.to = 'Cette période est déjà finie';
      if (isCentral(right.role) && right.administration !== null)
        faults.administration = 'Cette fonction s’exerce pour toutes les administrations';
      const row = asSubject('OfficeGrant', { user_id: agent.id, ...right });
      if (!isFaulty(faults) && !viewer.ability.can('give', row))
        throw forbidden(viewer.ability.relevantRuleFor('give', row)?.reason ?? notThere);
      const twice = agent.rights.find(
        (one) =>
          one.role === right.role &&
          (one.administration === right.administration || one.administration === null) &&
          (one.to === null || one.to >= right.from) &&
          (right.to === null || one.from <= right.to),
      );
      const isSame =
        twice?.from === right.from && twice.to === right.to && twice.administration === right.administration;
      if (twice && !isSame) faults.role = `L'agent exerce déjà cette fonction : ${rightInWords(twice, todayOf(deps))}`;
    }
    if (!form.success || !right || isFaulty(faults)) {
      res.status(422);
      showGive(deps, req, res, agent, faults);
      return;
    }
    const outcome = await giveRole(db, viewer, { userId: agent.id, version: form.data.version, at: now() }, right);
    if (outcome !== 'done') throw changedElsewhere(agent, [{ label: 'Fonction', value: roleNames[right.role] }]);
    leaveFlash(req, {
      kind: 'done',
      text: `${nameOf(agent)} : ${roleNames[right.role]}, ${placeOf(right.administration)}. L'effet est immédiat.`,
    });
    res.redirect(303, `${path}/${agent.id}`);
  });

  router.get(`${path}/:id/end`, async (req, res) => {
    showEnd(deps, req, res, await getChangeable(deps, req, res));
  });
  router.post(`${path}/:id/end`, async (req, res) => {
    const agent = await getChangeable(deps, req, res);
    const viewer = getViewer(res);
    const form = End.safeParse(req.body ?? {});
    const faults: Faults = form.success ? {} : faultsIn(form.error);
    const right = [...agent.rights, ...agent.ended].find((one) => one.id === form.data?.grant);
    if (form.success && (!right || !id.safeParse(form.data.grant).success))
      faults.grant = 'Choisissez une fonction de cette liste';
    if (right && form.data && form.data.lastDay < todayOf(deps) && right.to !== form.data.lastDay)
      faults.lastDay = "Le dernier jour est aujourd'hui au plus tôt : ce qui est fait reste fait";
    else if (right?.to && form.data && form.data.lastDay > right.to)
      faults.lastDay = `Cette fonction ${right.to < todayOf(deps) ? 'a pris fin' : 'prend fin'} le ${formatLongDate(right.to)} : pour qu’elle dure plus longtemps, donnez-la à nouveau`;
    if (right && !viewer.ability.can('end', asSubject('OfficeGrant', right)))
      throw forbidden(viewer.ability.relevantRuleFor('end', asSubject('OfficeGrant', right))?.reason ?? notThere);
    if (!form.success || !right || isFaulty(faults)) {
      res.status(422);
      showEnd(deps, req, res, agent, faults);
      return;
    }
    const { lastDay } = form.data;
    const outcome = await endRole(
      db,
      viewer,
      { userId: agent.id, version: form.data.version, at: now() },
      { grantId: right.id, lastDay },
    );
    if (outcome === 'changed-elsewhere')
      throw changedElsewhere(agent, [{ label: 'Fonction', value: roleNames[right.role] }]);
    if (outcome === 'last-supervisor') {
      res.status(422);
      showEnd(deps, req, res, agent, { grant: lastSupervisor });
      return;
    }
    afterAnswer(deps, res, () => freeTasks(db, now()));
    leaveFlash(req, { kind: 'done', text: `${roleNames[right.role]} : jusqu'au ${formatLongDate(lastDay)} compris.` });
    res.redirect(303, `${path}/${agent.id}`);
  });
  return router;
}
const notThere = 'Vous donnez et terminez les fonctions des administrations que vous supervisez.';

function readRight({ role, administration, from, to }: z.infer<typeof Give>) {
  const known = officeRoles.find((one) => one === role);
  if (!known || (administration !== everywhere && !Object.hasOwn(administrationNames, administration)))
    return undefined;
  return {
    role: known as OfficeRole,
    administration: administration === everywhere ? null : administration,
    from,
    to: to ?? null,
  };
}

async function getChangeable(deps: Dependencies, req: Request, res: Response): Promise<AgentSheet> {
  const agent = await getAgent(deps, req, res);
  const { ability } = getViewer(res);
  const row = asSubject('Agent', agent);
  if (!ability.can('deactivate', row)) throw forbidden(ability.relevantRuleFor('deactivate', row)?.reason);
  if (agent.deactivatedAt !== null) throw notFound();
  return agent;
}

function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  agent: AgentSheet,
  {
    title,
    submit,
    inputs,
    action,
    faults,
    line,
  }: { title: string; submit: string; inputs: Input[]; action: string; faults: Faults; line?: string },
): void {
  const typed = (req.method === 'POST' ? (req.body ?? {}) : {}) as Record<string, unknown>;
  renderPage(deps, req, res, 'office-users/form', {
    title,
    about: nameOf(agent),
    back: { href: `${path}/${agent.id}`, label: "à l'agent" },
    line: line ?? nameOf(agent),
    action: `${path}/${agent.id}/${action}`,
    submit,
    version: agent.version,
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
  });
}
function showGive(deps: Dependencies, req: Request, res: Response, agent: AgentSheet, faults: Faults = {}): void {
  show(deps, req, res, agent, {
    title: 'Donner une fonction',
    submit: 'Donner cette fonction',
    inputs: giveInputs(deps, res, agent),
    action: 'role',
    faults,
  });
}
function showEnd(deps: Dependencies, req: Request, res: Response, agent: AgentSheet, faults: Faults = {}): void {
  show(deps, req, res, agent, {
    title: 'Mettre fin à une fonction',
    submit: 'Mettre fin',
    inputs: endInputs(deps, res, agent),
    action: 'end',
    faults,
  });
}
