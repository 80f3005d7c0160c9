/** Absences and who replaces whom: an agent's own, and those of the agents whom one leads. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  cancelAbsence,
  declareAbsence,
  findAbsence,
  listAbsences,
  listAbsencesAround,
  listSubstitutes,
  type Absence,
  type Overlap,
} from '../../db/absences.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { listColleagues } from '../../db/inbox/colleagues.ts';
import { freeTasks } from '../../db/inbox/free-tasks.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { afterAnswer } from '../after-answer.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { errorLinks, faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { answer, requiredDay } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';

const chooseSubstitute = 'Choisissez qui remplace, ou « personne »';
const noTasks = 'Votre fonction ne donne pas accès aux tâches des dossiers.';
const path = '/office/absences';

const Declaration = z.strictObject({
  agent: id,
  fromOn: requiredDay("Encodez le premier jour d'absence"),
  toOn: requiredDay("Encodez le dernier jour d'absence"),
  substitute: answer(chooseSubstitute),
});

interface Agent {
  id: string;
  name: string;
}

export function absenceRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.use(path, (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'Task')) throw forbidden(noTasks);
    next();
  });

  router.get(path, (req, res) => show(deps, req, res));

  router.post(path, async (req, res) => {
    const viewer = getViewer(res);
    const agents = await agentsOf(deps, viewer);
    const form = Declaration.safeParse(req.body ?? {});
    if (!form.success) {
      const { agent } = (req.body ?? {}) as { agent?: unknown };
      if (!isUuid(agent)) throw new Problem(422, 'form');
      await show(deps, req, res, faultsIn(form.error));
      return;
    }
    const { agent, fromOn, toOn, substitute } = form.data;
    const away = agents.find((one) => one.id === agent);
    if (!away) throw forbidden('Seules la personne elle-même et celles qui dirigent son équipe encodent son absence.');
    const substituteId = substitute === 'nobody' ? null : substitute;
    const faults = await faultsOf(deps, { agent, fromOn, toOn, substituteId });
    const overlap = !isFaulty(faults)
      ? await declareAbsence(db, viewer, { userId: agent, fromOn, toOn, substituteId }, now())
      : undefined;
    if (overlap) faults[overlap.whose === 'own' ? 'fromOn' : 'substitute'] = inTheWay(overlap);
    if (isFaulty(faults)) {
      await show(deps, req, res, faults);
      return;
    }
    // Without anybody instead, what falls due meanwhile is free for the team.
    afterAnswer(deps, res, () => freeTasks(db, now()));
    leaveFlash(req, { kind: 'done', text: `L'absence de ${away.name} est enregistrée.` });
    res.redirect(303, path);
  });

  router.post(`${path}/:id/cancel`, async (req, res) => {
    const viewer = getViewer(res);
    const absence = await findAbsence(db, idOf(req));
    if (!absence || !(await agentsOf(deps, viewer)).some((one) => one.id === absence.userId)) throw notFound();
    await cancelAbsence(db, viewer, idOf(req), now());
    leaveFlash(req, { kind: 'done', text: "L'absence est retirée : la personne est de nouveau là." });
    res.redirect(303, path);
  });
  return router;
}

/** For whom one may say that they are away: oneself, first, and the agents whom one leads. */
async function agentsOf({ db, now }: Pick<Dependencies, 'db' | 'now'>, viewer: Viewer): Promise<Agent[]> {
  const led = await listColleagues(db, viewer, now());
  return [
    { id: viewer.userId, name: `${viewer.firstName} ${viewer.familyName}` },
    ...led
      .filter((one) => one.id !== viewer.userId)
      .map((one) => ({ id: one.id, name: `${one.firstName} ${one.familyName}` })),
  ];
}

async function faultsOf(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  { agent, fromOn, toOn, substituteId }: { agent: string; fromOn: Day; toOn: Day; substituteId: string | null },
): Promise<Faults> {
  const faults: Faults = {};
  if (toOn < fromOn) faults.toOn = 'Le dernier jour vient avant le premier';
  else if (toOn < dayOf(now())) faults.toOn = "Cette absence est déjà finie : encodez-la à partir d'aujourd'hui";
  const isAble =
    substituteId === null || (await listSubstitutes(db, agent, now())).some((one) => one.id === substituteId);
  if (!isAble)
    faults.substitute = "Cette personne n'a pas la même fonction au même endroit : elle ne peut pas remplacer";
  return faults;
}

const inTheWay = ({ whose, fromOn, toOn }: Overlap): string =>
  `${whose === 'own' ? 'Une absence est déjà encodée' : 'Cette personne est elle-même absente'} du ${formatLongDate(fromOn)} au ${formatLongDate(toOn)}`;

async function show(deps: Dependencies, req: Request, res: Response, faults: Faults = {}): Promise<void> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const agents = await agentsOf(deps, viewer);
  const typed = (req.body ?? {}) as Record<string, unknown>;
  const asked = typed.agent ?? req.query.agent;
  const agent = agents.find((one) => one.id === asked) ?? agents[0]!;
  const theirs = new Set(agents.map((one) => one.id));
  const [led, around, substitutes] = await Promise.all([
    listAbsences(db, [...theirs], now()),
    listAbsencesAround(db, viewer.userId, now()),
    listSubstitutes(db, agent.id, now()),
  ]);
  const absences = [...led, ...around.filter(({ userId }) => !theirs.has(userId))];
  if (isFaulty(faults)) res.status(422);
  const given = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '');
  renderPage(deps, req, res, 'absences/absences', {
    title: 'Absences et remplacements',
    back: { href: '/office/tasks', label: 'aux tâches' },
    agent,
    agents: agents.length > 1 ? agents.map((one) => ({ value: one.id, text: one.name })) : undefined,
    error: faults,
    errors: errorLinks(faults, ['fromOn', 'toOn', 'substitute']),
    values: { fromOn: given('fromOn'), toOn: given('toOn'), substitute: given('substitute') },
    substitutes: [
      ...substitutes.map((one) => ({ value: one.id, text: one.name })),
      { value: 'nobody', text: "Personne : ce qui échoit pendant l'absence revient à l'équipe" },
    ],
    absences: absences.map((absence) => ({
      ...inWords(absence),
      cancel: theirs.has(absence.userId)
        ? { label: `Retirer l'absence de ${absence.name}`, action: `${path}/${absence.id}/cancel` }
        : undefined,
    })),
  });
}

const inWords = ({ name, fromOn, toOn, substitute, tasks }: Absence) => ({
  what: `${name}, du ${formatLongDate(fromOn)} au ${formatLongDate(toOn)}`,
  who: substitute ? `${substitute} remplace` : 'Personne ne remplace',
  tasks: `${String(tasks)} ${tasks === 1 ? 'tâche ouverte' : 'tâches ouvertes'}`,
});

/** What the inbox says on top of it. */
export function absenceBanner(
  { userId, name, fromOn, toOn, substitute, substituteId, tasks }: Absence,
  viewer: Viewer,
) {
  const who = userId === viewer.userId ? 'Vous êtes absent·e' : `${name} est absent·e`;
  const count = `${String(tasks)} ${tasks === 1 ? 'tâche ouverte' : 'tâches ouvertes'}`;
  const initial = `${name.slice(0, 1)}. ${name.split(' ').slice(1).join(' ')}`;
  const text =
    substituteId === viewer.userId
      ? `Vous remplacez : ${count} ${tasks === 1 ? 'est dans votre liste' : 'sont dans votre liste'}, avec la mention « pour ${initial} ».`
      : substitute
        ? `${substitute} remplace (${count}).`
        : "Personne ne remplace : ce qui échoit pendant l'absence revient à l'équipe.";
  return {
    kind: 'warning',
    title: `${who} du ${formatLongDate(fromOn)} au ${formatLongDate(toOn)}.`,
    text,
    href: path,
    linkText: "Voir l'absence",
  };
}
