/** The results of a call: one person proposes them, another publishes them to all at once. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { batchSlug } from '../../db/batches/batch.ts';
import { findCall, type ProjectCall } from '../../db/project-call/calls.ts';
import { countDeposits, countReadiness, type Readiness, type Standing } from '../../db/project-call/deposits.ts';
import { askForResults, findProposal, proposeResults, type Proposal } from '../../db/project-call/results.ts';
import type { Instant } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { leaveFlash } from '../page.ts';
import { conflict, forbidden, notFound, Problem } from '../problems.ts';
import { filesInWords, placesInWords } from './words.ts';
import { officePath } from './write.ts';

interface Read {
  call: ProjectCall;
  version: number;
}

export function resultsRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.post(`${officePath}/:id/propose-results`, async (req, res) => {
    const { call, version: seen } = await read(deps, req, res);
    if (!(await proposeResults(db, getViewer(res), { id: call.id, version: seen, at: now() }))) throw notYet(call, 0);
    leaveFlash(req, {
      kind: 'done',
      text: 'Les résultats sont proposés. Une autre personne de la supervision les relit et les publie.',
    });
    res.redirect(303, `${officePath}/${call.id}`);
  });

  router.post(`${officePath}/:id/results`, async (req, res) => {
    const { call, version: seen } = await read(deps, req, res);
    const viewer = getViewer(res);
    if ((await findProposal(db, call.id))?.by === viewer.userId) throw forbidden(own);
    const [standings, { examined }] = await Promise.all([
      countDeposits(db, viewer.ability, [call.id]),
      countReadiness(db, call.id),
    ]);
    if (examinedIn(standings) < examined) throw forbidden(unread);
    if (!(await ensureRecentSignIn(deps, req, res))) return;
    const asked = await askForResults(db, viewer, { id: call.id, version: seen, at: now() });
    if (asked === 'own') throw forbidden(own);
    if (asked === 'changed') throw notYet(call, 0);
    deps.bell.ring(batchSlug, asked.batchId);
    leaveFlash(req, {
      kind: 'done',
      text: 'Les résultats sont publiés : chaque opérateur lit le sien et reçoit un courriel.',
    });
    res.redirect(303, `${officePath}/${call.id}`);
  });
  return router;
}

const own = 'Vous avez proposé ces résultats : une autre personne de la supervision les relit et les publie.';

const unread =
  "Des dossiers relèvent d'administrations que vous ne supervisez pas : une personne qui les lit tous publie les résultats.";
const examinedIn = (standings: readonly Standing[]): number =>
  standings.find(({ status }) => status === 'examined')?.files ?? 0;

/** @throws Problem 403 for who does not write calls, 404, 422, 409 while a file is without an opinion */
async function read({ db, now }: Dependencies, req: Request, res: Response): Promise<Read> {
  if (!getViewer(res).ability.can('write', 'ProjectCall'))
    throw forbidden('Les résultats sont publiés par les superviseurs.');
  const call = await findCall(db, idOf(req));
  if (!call) throw notFound();
  const form = z.strictObject({ version }).safeParse(req.body ?? {});
  if (!form.success) throw new Problem(422, 'form', { backHref: `${officePath}/${call.id}` });
  const { undecided } = await countReadiness(db, call.id);
  if (call.closes_at > now() || undecided > 0) throw notYet(call, undecided);
  return { call, version: form.data.version };
}

const notYet = ({ id }: ProjectCall, undecided: number): Problem =>
  conflict({
    title: 'Les résultats ne peuvent pas être publiés maintenant',
    what:
      undecided > 0
        ? `${filesInWords(undecided)} sans avis`
        : "L'appel est encore ouvert, un avis a changé depuis que les résultats sont proposés, ou ils viennent d'être publiés",
    kept: [],
    backHref: `${officePath}/${id}`,
    backText: "Voir l'appel comme il est maintenant",
  });

interface Known {
  call: ProjectCall;
  /** As far as the reader may see. */
  standings: readonly Standing[];
  readiness: Readiness;
  proposal: Proposal | undefined;
  reader: string;
  now: Instant;
}
/** The card of who answers for calls. @returns for the view `project-call/office-call` */
export function resultsCard({ call, standings, readiness, proposal, reader, now }: Known): object {
  const base = `${officePath}/${call.id}`;
  const { undecided, examined, places } = readiness;
  const why =
    call.closes_at > now
      ? "L'appel est encore ouvert."
      : undecided > 0
        ? `${filesInWords(undecided)} sans avis, toutes administrations confondues.`
        : examined === 0
          ? "Aucun dossier n'est à publier."
          : undefined;
  if (why) return { why };
  const waiting = proposal?.stands === true;
  return {
    version: call.version,
    examined: `${filesInWords(examined)} (${placesInWords(places)})`,
    proposed: proposal && `${proposal.name}, le ${formatDateTime(proposal.at)}`,
    moved: proposal?.stands === false,
    waiting,
    unread: waiting && proposal.by !== reader && examinedIn(standings) < examined ? unread : undefined,
    isOwn: waiting && proposal.by === reader,
    action: waiting ? `${base}/results` : `${base}/propose-results`,
  };
}
