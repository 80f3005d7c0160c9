/**
 * Adding a person by their national number (Guide Pro.ONE 2023, 11.3.2). The number is typed once; from then on it is sealed in the session.
 * Up to the last click the pages say the same of a number that nobody has and of one that somebody else has.
 */
import { Router, type Request, type Response } from 'express';
import type { z } from 'zod';
import { addToTeam } from '../../db/team/add-person.ts';
import { findTryLimits } from '../../db/team/find-team.ts';
import { dayOf } from '../../domain/calendar.ts';
import { parseNationalNumber } from '../../domain/national-number.ts';
import { openNationalNumber, sealNationalNumber } from '../../domain/sealed-number.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { leaveFlash } from '../page.ts';
import { tooMany } from '../problems.ts';
import { createCounter } from '../sign-in/throttle.ts';
import { CreateForm, faultsOf, generic, NameForm, NissForm, nissWords, UseForm } from './add-forms.ts';
import { nameStep, path, placesOf, showNiss, showPerson, showStep, typedIn, type Pending } from './add-steps.ts';
import { getBody, type TeamBody } from './bodies.ts';

const [hour, lifetime] = [3_600, 30 * 60_000];

export function addRoutes(deps: Dependencies): Router {
  const { db, now, config } = deps;
  const [perUser, perBody] = [createCounter(deps, 'niss-user', hour), createCounter(deps, 'niss-body', hour)];
  const router = Router();
  router.use(path, (_req, res, next) => {
    getBody(res, undefined);
    next();
  });

  /** @throws Problem 429 once too many numbers were tried by the person, or for the body */
  async function countTry(res: Response, body: TeamBody): Promise<void> {
    const [byUser, byBody, limits] = await Promise.all([
      perUser(getViewer(res).userId, 1),
      perBody(body.id, 1),
      findTryLimits(db, dayOf(now())),
    ]);
    if (byUser > limits.perUser || byBody > limits.perBody) throw tooMany(hour);
  }
  function findPending(req: Request, res: Response): Pending | undefined {
    const { addition } = req.session;
    if (!addition || now() - addition.at > lifetime) return undefined;
    const { userId } = getViewer(res);
    const niss = openNationalNumber(Buffer.from(addition.sealed, 'base64'), config.nissKey, userId);
    return niss === undefined
      ? undefined
      : { niss, body: getBody(res, addition.body).body, familyName: addition.familyName };
  }
  const restart = (res: Response): void => {
    res.redirect(303, path);
  };

  router.get(path, (req, res) => {
    showNiss(deps, req, res, req.query.body);
  });
  router.post(path, (req, res) => {
    const form = NissForm.safeParse(req.body ?? {});
    const { body } = getBody(res, (req.body as { body?: unknown } | undefined)?.body);
    const read = form.success ? parseNationalNumber(form.data.niss, dayOf(now())) : undefined;
    if (!form.success || !read?.ok) {
      res.status(422);
      showNiss(
        deps,
        req,
        res,
        body.id,
        form.success ? { niss: nissWords[read!.ok ? 'check' : read!.reason] } : faultsIn(form.error),
      );
      return;
    }
    const sealed = sealNationalNumber(read.value, config.nissKey, getViewer(res).userId);
    req.session.addition = { sealed: sealed.toString('base64'), body: body.id, at: now() };
    res.redirect(303, `${path}/name`);
  });

  router.get(`${path}/name`, (req, res) => {
    const pending = findPending(req, res);
    if (!pending) restart(res);
    else showStep(deps, req, res, pending, nameStep(pending.familyName ?? ''));
  });
  router.post(`${path}/name`, (req, res) => {
    const pending = findPending(req, res);
    if (!pending) {
      restart(res);
      return;
    }
    const form = NameForm.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      showStep(deps, req, res, pending, nameStep(typedIn(req).familyName, faultsIn(form.error)));
      return;
    }
    req.session.addition = { ...req.session.addition!, familyName: form.data.familyName };
    res.redirect(303, `${path}/person`);
  });

  router.get(`${path}/person`, async (req, res) => {
    const pending = findPending(req, res);
    if (pending?.familyName === undefined) restart(res);
    else {
      await countTry(res, pending.body);
      await showPerson(deps, req, res, pending);
    }
  });
  router.post(`${path}/use`, (req, res) => take(req, res, UseForm));
  router.post(`${path}/person`, (req, res) => take(req, res, CreateForm));

  async function take(req: Request, res: Response, schema: typeof UseForm | typeof CreateForm): Promise<void> {
    const pending = findPending(req, res);
    if (pending?.familyName === undefined) {
      restart(res);
      return;
    }
    // A form that is wrong shows whether the person is known as well as one that is right.
    await countTry(res, pending.body);
    const viewer = getViewer(res);
    const form = schema.safeParse(req.body ?? {});
    const places = await placesOf(deps, res, pending.body);
    const faults: Faults = form.success ? faultsOf(form.data, places, dayOf(now())) : faultsIn(form.error);
    if (!form.success || isFaulty(faults)) {
      res.status(422);
      await showPerson(deps, req, res, pending, faults);
      return;
    }
    const data = form.data as Partial<z.infer<typeof CreateForm>>;
    const added = await addToTeam(db, config, {
      niss: pending.niss,
      familyName: data.familyName ?? pending.familyName,
      ...(data.firstName && data.bornOn ? { made: { firstName: data.firstName, bornOn: data.bornOn } } : {}),
      organisingBodyId: pending.body.id,
      facilityId: pending.body.facilityIds === undefined ? undefined : (data.facilityId ?? places[0]?.id),
      viewer,
      at: now(),
    });
    if (added.outcome === 'refused') {
      res.status(422);
      await showPerson(deps, req, res, pending, { form: generic });
      return;
    }
    delete req.session.addition;
    leaveFlash(req, {
      kind: 'done',
      text:
        added.outcome === 'added'
          ? `${added.name} fait partie de votre équipe. Encodez maintenant son contrat.`
          : `${added.name} fait déjà partie de votre équipe : voici sa fiche.`,
    });
    const open = added.contractId ?? (added.outcome === 'added' ? 'new' : undefined);
    res.redirect(303, `/pro/team/${added.id}${open ? `?edit=contracts.${open}#contracts` : ''}`);
  }

  for (const [name, to] of [
    ['restart', path],
    ['abandon', '/pro/team'],
  ] as const)
    router.post(`${path}/${name}`, (req, res) => {
      const body = req.session.addition?.body;
      delete req.session.addition;
      res.redirect(303, body ? `${to}?body=${body}` : to);
    });
  return router;
}

declare module 'express-session' {
  interface SessionData {
    /** The person who is being added: the number under a key that is not in the database, for the user of this session alone. */
    addition: { sealed: string; body: string; familyName?: string; at: number };
  }
}
