/** « Modules de formation à valider »: the desk where the agrément referents decide on groups of training lines. */
import { Router, type Request, type Response } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { batchSlug } from '../../db/batches/batch.ts';
import { findSent } from '../../db/training-desk/before-deciding.ts';
import { decide } from '../../db/training-desk/decide.ts';
import { isGroup } from '../../db/training-desk/group.ts';
import { noteGroupLook } from '../../db/training-desk/looks.ts';
import { findDecisionOn } from '../../db/training-desk/precedents.ts';
import { findQueued, listQueue } from '../../db/training-desk/queue.ts';
import { rankGroups } from '../../db/training-desk/rank.ts';
import { afterAnswer } from '../after-answer.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { token, whole } from '../forms/envelope.ts';
import { faultsIn, type Faults } from '../forms/form.ts';
import { conflict, forbidden, notFound, Problem } from '../problems.ts';
import { renderPage } from '../page.ts';
import { decisionRoutes } from './decisions.ts';
import { DecisionForm, decidedOf, Ticked } from './form.ts';
import { deskPage } from './desk-page.ts';
import { mustDecide, notYours } from './may.ts';
import { organisationRoutes } from './organisations.ts';
import { whenInWords } from './present.ts';

const place = whole(5).catch(0);

export function trainingDeskRoutes(deps: Dependencies): Router {
  const { db, now, bell } = deps;
  const router = Router();
  router.use('/office/trainings', (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'TrainingGroup')) throw forbidden(notYours);
    next();
  });
  router.use(decisionRoutes(deps));
  router.use(organisationRoutes(deps));

  router.get('/office/trainings', async (req, res) => {
    // The first that nobody has open; a colleague's groups are theirs.
    const [first] = await listQueue(db, { limit: 1, notOpenFor: { userId: getViewer(res).userId, at: now() } });
    await show(deps, req, res, first?.id);
  });

  router.get('/office/trainings/:id', async (req, res) => {
    if (!(await findQueued(db, idOf(req)))) throw notFound();
    await show(deps, req, res, idOf(req));
  });

  // The same page with what is ticked, and its effects. The script takes the effects out of it.
  router.post('/office/trainings/:id/effects', async (req, res) => {
    if (!(await findQueued(db, idOf(req)))) throw notFound();
    await show(deps, req, res, idOf(req), { typed: bodyOf(req) });
  });

  // A page that is open says so each minute: a colleague is kept from deciding on the same group.
  router.post('/office/trainings/:id/open', async (req, res) => {
    mustDecide(res);
    await noteGroupLook(db, { groupId: idOf(req), userId: getViewer(res).userId, at: now() });
    res.status(204).end();
  });

  router.post('/office/trainings/:id/decide', async (req, res) => {
    mustDecide(res);
    const viewer = getViewer(res);
    const groupId = idOf(req);
    const group = await findQueued(db, groupId);
    if (!group && !(await isGroup(db, groupId))) throw notFound();
    const sent = token.safeParse(bodyOf(req).token);
    if (!sent.success) throw new Problem(422, 'form');
    // Sent twice: it is done, and the next one opens.
    if (await findSent(db, viewer.userId, sent.data)) {
      res.redirect(303, '/office/trainings');
      return;
    }
    const form = DecisionForm.safeParse(req.body ?? {});
    if (!group) throw await refusal(deps, groupId, viewer.userId, form.success ? form.data : {});
    if (!form.success) {
      res.status(422);
      await show(deps, req, res, groupId, { typed: bodyOf(req), faults: faultsIn(form.error) });
      return;
    }
    const decided = decidedOf(form.data, { groupId, names: group });
    const [next] = await listQueue(db, {
      limit: 1,
      after: { score: group.score, id: group.id },
      notOpenFor: { userId: viewer.userId, at: now() },
    });
    const made = await decide(db, viewer, decided, now());
    if ('refused' in made && made.refused === 'no-base') {
      res.status(422);
      const faults = { restsOn: 'Choisissez une des décisions de la liste, ou aucune.' };
      await show(deps, req, res, groupId, { typed: bodyOf(req), faults });
      return;
    }
    if ('refused' in made) throw refused(made, groupId, form.data);
    bell.ring(batchSlug, made.batchId);
    // What is left of the group has its new place.
    afterAnswer(deps, res, () => rankGroups(db, now(), groupId));
    res.redirect(303, next ? `/office/trainings/${next.id}` : '/office/trainings');
  });
  return router;
}

const bodyOf = (req: Request): Record<string, unknown> => (req.body ?? {}) as Record<string, unknown>;

async function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  groupId: string | undefined,
  { typed, faults = {} }: { typed?: Record<string, unknown>; faults?: Faults } = {},
): Promise<void> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const ticked = Ticked.safeParse(typed ?? {});
  const page = await deskPage(deps, viewer, groupId, {
    typed,
    faults,
    ticked: ticked.success ? ticked.data : {},
    certificate: place.parse(req.query.certificate),
  });
  if (groupId) {
    const look = { groupId, userId: viewer.userId, at: now() };
    const isAgent = viewer.ability.can('decide', 'TrainingGroup');
    // Noted before the page is out: the colleague who opens it a second later is told.
    if (isAgent) await noteGroupLook(db, look);
    afterAnswer(deps, res, () =>
      recordAudit(db, {
        at: now(),
        actorId: viewer.userId,
        acr: viewer.acr,
        event: 'consult',
        subject: 'training-group',
        subjectId: groupId,
      }),
    );
  }
  renderPage(deps, req, res, 'training-desk/desk', {
    ...page,
    foldsMenu: true,
    styles: ['styles/training-desk.css'],
    scripts: ['scripts/training-desk.js'],
  });
}

type Refusal = Exclude<Extract<Awaited<ReturnType<typeof decide>>, { refused: string }>, { refused: 'no-base' }>;
type Typed = { organisation?: string | undefined; module?: string | undefined; text?: string | undefined };
function refused(refusal: Refusal, groupId: string, { organisation = '', module = '', text = '' }: Typed): Error {
  const kept = [
    { label: 'Organisme', value: organisation },
    { label: 'Module', value: module },
    ...(text ? [{ label: 'Phrase', value: text }] : []),
  ];
  const back = { kept, backHref: `/office/trainings/${groupId}`, backText: 'Ouvrir le groupe comme il est maintenant' };
  switch (refusal.refused) {
    case 'decided':
      return conflict({
        ...back,
        title: refusal.own ? 'Vous avez déjà décidé' : "Quelqu'un a décidé avant vous",
        what: `${refusal.own ? 'Vous avez' : `${refusal.by} a`} pris la décision ${String(refusal.number)} sur une de ces lignes ${whenInWords(refusal.at)}`,
        backHref: '/office/trainings',
        backText: 'Passer au groupe suivant',
      });
    case 'base-undone':
      return conflict({
        ...back,
        title: 'La décision que vous citez est annulée',
        what: `${refusal.by} a annulé la décision ${String(refusal.number)} ${whenInWords(refusal.at)}`,
      });
    case 'open-elsewhere':
      return conflict({
        ...back,
        title: 'Ce groupe est ouvert chez un·e collègue',
        what: `${refusal.by} a ouvert ce groupe ${whenInWords(refusal.at)}`,
      });
    case 'nothing-waits':
      return conflict({
        ...back,
        title: "Plus rien n'attend dans ce groupe",
        what: 'Les lignes cochées ont été décidées ou retirées entre-temps',
        backHref: '/office/trainings',
        backText: 'Passer au groupe suivant',
      });
    default:
      return refusal satisfies never;
  }
}
async function refusal({ db }: Dependencies, groupId: string, userId: string, typed: Typed): Promise<Error> {
  const made = await findDecisionOn(db, groupId);
  if (!made) return refused({ refused: 'nothing-waits' }, groupId, typed);
  const { by, at, number } = made;
  return refused({ refused: 'decided', by, own: made.decidedBy === userId, at, number }, groupId, typed);
}
