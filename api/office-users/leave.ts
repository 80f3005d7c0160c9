/** An agent who leaves, or comes back. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { asSubject } from '../../db/access/subjects.ts';
import type { AgentSheet } from '../../db/office-users/agent-sheet.ts';
import { deactivateAgent, reactivateAgent } from '../../db/office-users/change-agent.ts';
import { freeTasks } from '../../db/inbox/free-tasks.ts';
import { afterAnswer } from '../after-answer.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, withTyped, type Faults, type Input } from '../forms/form.ts';
import { requiredText, textarea } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { changedElsewhere, getAgent, lastSupervisor, nameOf, path } from './agent.ts';

const Form = z.strictObject({ version, reason: requiredText('Écrivez le motif', 300) });
const inputs: Input[] = [textarea('reason', 'Motif', { rows: 3, maxLength: 300 })];
const turns = {
  deactivate: {
    title: 'Désactiver un agent',
    submit: 'Désactiver',
    line: 'La personne est déconnectée partout et ne peut plus se connecter. Ses tâches passent à qui en est responsable maintenant, ou redeviennent libres ; ses milieux sont à reprendre.',
    done: 'est désactivé·e. Ses tâches sont remises à l’équipe.',
    act: deactivateAgent,
  },
  reactivate: {
    title: 'Réactiver un agent',
    submit: 'Réactiver',
    line: 'La personne peut de nouveau se connecter, avec les fonctions qui courent encore.',
    done: 'est réactivé·e.',
    act: reactivateAgent,
  },
} as const;

export function leaveRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  for (const turn of ['deactivate', 'reactivate'] as const) {
    const { title, submit, line, done, act } = turns[turn];
    const show = (req: Request, res: Response, agent: AgentSheet, faults: Faults = {}): void => {
      const typed = (req.method === 'POST' ? (req.body ?? {}) : {}) as Record<string, unknown>;
      renderPage(deps, req, res, 'office-users/form', {
        title,
        about: nameOf(agent),
        back: { href: `${path}/${agent.id}`, label: "à l'agent" },
        line: nameOf(agent),
        text: line,
        action: `${path}/${agent.id}/${turn}`,
        submit,
        kind: turn === 'deactivate' ? 'stop' : 'go',
        version: agent.version,
        fields: inputs.map((input) => withTyped(input, typed, faults)),
        errors: errorLinks(faults, idsOf(inputs)),
      });
    };
    router.get(`${path}/:id/${turn}`, async (req, res) => {
      show(req, res, await getOther(deps, req, res));
    });
    router.post(`${path}/:id/${turn}`, async (req, res) => {
      const agent = await getOther(deps, req, res);
      const form = Form.safeParse(req.body ?? {});
      if (!form.success) {
        res.status(422);
        show(req, res, agent, faultsIn(form.error));
        return;
      }
      const outcome = await act(
        db,
        getViewer(res),
        { userId: agent.id, version: form.data.version, at: now() },
        form.data.reason,
      );
      if (outcome === 'changed-elsewhere') throw changedElsewhere(agent, [{ label: 'Motif', value: form.data.reason }]);
      if (outcome === 'last-supervisor') {
        res.status(422);
        show(req, res, agent, { reason: lastSupervisor });
        return;
      }
      afterAnswer(deps, res, () => freeTasks(db, now()));
      leaveFlash(req, { kind: 'done', text: `${nameOf(agent)} ${done}` });
      res.redirect(303, `${path}/${agent.id}`);
    });
  }
  return router;
}

/** Whoever supervises where the agent works; nobody themselves. */
async function getOther(deps: Dependencies, req: Request, res: Response): Promise<AgentSheet> {
  const agent = await getAgent(deps, req, res);
  const { ability } = getViewer(res);
  const row = asSubject('Agent', agent);
  if (!ability.can('deactivate', row)) throw forbidden(ability.relevantRuleFor('deactivate', row)?.reason);
  if (agent.rights.some((right) => !ability.can('end', asSubject('OfficeGrant', right))))
    throw forbidden('Cet agent exerce aussi ailleurs : une personne qui y supervise doit le faire.');
  return agent;
}
