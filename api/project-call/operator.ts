/** « Appels à projets » of operators: those for their places, and the files deposited. */
import { Router, type Request, type Response } from 'express';
import { openFor } from '../../db/access/acts.ts';
import { findCall, lastMinuteOf, listPublished, takesFiles, type ProjectCall } from '../../db/project-call/calls.ts';
import { listOwnDeposits } from '../../db/project-call/deposits.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { dueInWords, formatDateTime, formatShortDateTime } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/project-call/contract.ts';
import { process } from '../../workflows/project-call/process.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { callsPath, listAnswering } from './request.ts';
import { rulesShown, sendRules } from './rules-document.ts';
import { datesOf, standingOf } from './words.ts';

const notYours = 'Les appels à projets se lisent avec le droit « Appel à projets Cigogne +5200 ».';

export function operatorRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(callsPath, (_req, res, next) => {
    if (!getViewer(res).ability.can(openFor(slug), 'Facility')) throw forbidden(notYours);
    next();
  });

  router.get(callsPath, async (req, res) => {
    const { ability } = getViewer(res);
    const places = await listAnswering(db, ability);
    const calls = await listPublished(db, kindsOf(places));
    const own = await listOwnDeposits(
      db,
      ability,
      calls.map(({ id }) => id),
    );
    renderPage(deps, req, res, 'project-call/calls', {
      title: 'Appels à projets',
      back: { href: '/pro', label: "à l'accueil" },
      calls: calls.map((call) => ({
        title: call.title,
        href: `${callsPath}/${call.id}`,
        badge: standingOf(call, now()),
        line: closingOf(call, now()),
        files: own.filter((file) => file.call === call.id).length,
      })),
    });
  });

  router.get(`${callsPath}/:id`, async (req, res) => {
    const { ability } = getViewer(res);
    const call = await getCall(deps, req, res);
    const own = await listOwnDeposits(db, ability, [call.id]);
    renderPage(deps, req, res, 'project-call/call', {
      title: call.title,
      badge: standingOf(call, now()),
      line: closingOf(call, now()),
      back: { href: callsPath, label: 'aux appels à projets' },
      description: call.description,
      dates: datesOf(call),
      rules: rulesShown(call, `${callsPath}/${call.id}/rules`),
      depositHref: takesFiles(call, now()) ? `/pro/${slug}/new` : undefined,
      table:
        own.length > 0
          ? {
              caption: 'Vos dossiers',
              hideCaption: true,
              stack: true,
              columns: [{ label: 'Dossier' }, { label: "Milieu d'accueil" }, { label: 'Déposé le' }, { label: 'État' }],
              rows: own.map(({ id, reference, facility_name: name, opened_at: at, status }) => ({
                cells: [
                  { text: reference, href: `/pro/${slug}/${id}`, strong: true },
                  { text: name },
                  { text: formatShortDateTime(at) },
                  { text: rowOf(process, status).label },
                ],
              })),
            }
          : undefined,
    });
  });
  router.get(`${callsPath}/:id/rules`, async (req, res) => sendRules(deps, res, await getCall(deps, req, res)));
  return router;
}

const kindsOf = (places: readonly { kind: string }[]): string[] => [...new Set(places.map(({ kind }) => kind))];

/** @throws Problem 404 where it is not published, or for no place of the reader */
async function getCall({ db }: Dependencies, req: Request, res: Response): Promise<ProjectCall> {
  const call = await findCall(db, idOf(req));
  const kinds = call?.published_at ? kindsOf(await listAnswering(db, getViewer(res).ability)) : [];
  if (!call || !call.kinds.some((kind) => kinds.includes(kind))) throw notFound();
  return call;
}

function closingOf(call: ProjectCall, now: Instant): string {
  const { opens_at: opens, closes_at: closes, results_at: results } = call;
  const last = lastMinuteOf(call);
  if (now < opens) return `Ouvre le ${formatDateTime(opens)}`;
  if (now < closes) return `Jusqu'au ${formatDateTime(last)} (${dueInWords(dayOf(last), dayOf(now))})`;
  return results === null
    ? `Clos depuis le ${formatDateTime(last)}`
    : `Résultats publiés le ${formatDateTime(results)}`;
}
