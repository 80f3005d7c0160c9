/** « Agrément » of an operator: whether the agreement stands and until when, what is under way, and what may be asked. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { bodiesToOpenFor, findOpenerRole } from '../../db/access/acts.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { standsOn } from '../../db/agreement-renewal/agreements.ts';
import { listStandings, type BodyStanding } from '../../db/agreement-renewal/standing.ts';
import { AlreadyOpen, newToken, openCase } from '../../db/record-act.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { dueInWords, formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { isPreparing, slug, type Kind } from '../../workflows/agreement-renewal/contract.ts';
import { process } from '../../workflows/agreement-renewal/process.ts';
import { isInTime } from '../../workflows/agreement-renewal/rules.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { kindWords } from '../../views/agreement-renewal/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, token } from '../forms/envelope.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';

export const operatorPath = '/pro/agreement';
const action = 'open-request';
const notYours = "L'agrément est celui du pouvoir organisateur : il se demande et se suit par qui l'administre.";
const Opening = z.strictObject({ body: id, kind: z.enum(['first', 'places']), token });

export function operatorRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(operatorPath, (req, res) => show(deps, req, res));
  router.post(operatorPath, (req, res) => open(deps, req, res));
  return router;
}

const standingsOf = ({ db }: Dependencies, res: Response): Promise<BodyStanding[]> => {
  const viewer = getViewer(res);
  return listStandings(db, viewer.ability, bodiesToOpenFor(viewer, { slug, action }));
};

async function show(deps: Dependencies, req: Request, res: Response): Promise<void> {
  if (bodiesToOpenFor(getViewer(res), { slug, action }).length === 0) throw forbidden(notYours);
  const today = dayOf(deps.now());
  const standings = await standingsOf(deps, res);
  renderPage(deps, req, res, 'agreement-renewal/agreement', {
    title: 'Agrément',
    back: { href: '/pro', label: "à l'accueil" },
    bodies: standings.map((standing) => shown(standing, today)),
  });
}

function shown(standing: BodyStanding, today: Day): object {
  const { id: bodyId, name, places, agreement, cases } = standing;
  const open = cases.filter(({ isClosed }) => !isClosed);
  return {
    name,
    places: `${String(places)} ${places > 1 ? 'lieux' : 'lieu'}`,
    ...answerOf(standing, today),
    agreement: agreement && `du ${formatLongDate(agreement.from)} au ${formatLongDate(agreement.to)}`,
    conditions: agreement?.conditions.map(({ text, dueOn }) => `${text} (avant le ${formatShortDate(dueOn)})`) ?? [],
    cases: cases.map(({ id: caseId, reference, kind, status, dueOn, isClosed }) => ({
      href: `/pro/${slug}/${caseId}`,
      text: kindWords[kind],
      reference,
      badge: { kind: isClosed ? 'neutral' : 'at-one', text: rowOf(process, status).label },
      due: isPreparing(status) && dueOn ? `avant le ${formatShortDate(dueOn)}` : undefined,
    })),
    openings: (agreement ? (['places'] as const) : (['first'] as const))
      .filter((kind) => !open.some((one) => one.kind === kind))
      .map((kind) => ({ action: operatorPath, body: bodyId, kind, token: newToken(), label: openWords[kind] })),
  };
}
const openWords: Readonly<Record<Exclude<Kind, 'renewal'>, string>> = {
  first: 'Préparer une première demande',
  places: 'Demander un changement de lieux',
};

/** The first fear first. */
function answerOf({ agreement, cases }: BodyStanding, today: Day): { turn: string; answer: string; more: string } {
  const renewal = cases.find(({ kind, isClosed }) => kind === 'renewal' && !isClosed);
  if (!agreement)
    return {
      turn: 'other',
      answer: 'Aucun agrément pour le moment.',
      more: 'Une première demande se prépare ici, partie par partie.',
    };
  const end = formatLongDate(agreement.to);
  if (!standsOn(agreement, today))
    return agreement.from > today
      ? {
          turn: 'other',
          answer: `Votre agrément commence le ${formatLongDate(agreement.from)}.`,
          more: `Il court jusqu'au ${end}.`,
        }
      : {
          turn: 'you',
          answer: `Votre agrément s'est terminé le ${formatLongDate(agreement.prolonged?.until ?? agreement.to)}.`,
          more: 'Une demande introduite est encore examinée.',
        };
  if (agreement.prolonged && agreement.to < today)
    return {
      turn: 'one',
      answer: "Votre agrément continue jusqu'à la décision.",
      more: `Il est venu à échéance le ${end}, votre demande a été introduite à temps. Subsides et activités ne changent pas.`,
    };
  if (renewal && isInTime(renewal.data))
    return {
      turn: 'one',
      answer: "Votre agrément continue jusqu'à la décision.",
      more: `Introduite à temps : il vient à échéance le ${end} (${dueInWords(agreement.to, today)}). Subsides et activités ne changent pas.`,
    };
  const toSubmit = renewal?.data.submitBy && (renewal.status === 'invited' || renewal.status === 'late');
  if (toSubmit && renewal.data.submitBy)
    return renewal.status === 'invited'
      ? {
          turn: 'you',
          answer: `Votre agrément court jusqu'au ${end}. Introduisez le renouvellement avant le ${formatLongDate(renewal.data.submitBy)}.`,
          more: "Il continue alors jusqu'à la décision. Introduit plus tard, il n'est pas prolongé.",
        }
      : {
          turn: 'you',
          answer: `Votre agrément se termine le ${end} : le délai d'introduction est dépassé.`,
          more: "Un dossier introduit maintenant est encore examiné, mais l'agrément n'est pas prolongé.",
        };
  return {
    turn: 'other',
    answer: `Votre agrément court jusqu'au ${end}.`,
    more: 'Vous êtes invité·e à le renouveler un an avant cette date.',
  };
}

async function open(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, bell } = deps;
  const viewer = getViewer(res);
  const read = Opening.safeParse(req.body ?? {});
  if (!read.success) throw new Problem(422, 'form', { backHref: operatorPath });
  const { body: bodyId, kind, token: sending } = read.data;
  const standing = (await standingsOf(deps, res)).find((one) => one.id === bodyId);
  if (!standing) throw notFound();
  const subject = asSubject('Draft', { slug, organising_body_id: bodyId, facility_id: null, administration: '' });
  const role = findOpenerRole(viewer, process, action, subject);
  if (!role) throw forbidden(notYours);
  const { agreement } = standing;
  // The page offers the one or the other: a form of before is answered by the page as it is now.
  if ((kind === 'places') !== (agreement !== undefined)) {
    res.redirect(303, operatorPath);
    return;
  }
  try {
    const opened = await openCase(db, process, {
      subject: { kind: 'organising-body', id: bodyId },
      kind,
      action,
      facts: agreement ? { kind, agreementId: agreement.id, endsOn: agreement.to } : { kind },
      token: sending,
      actor: { role, userId: viewer.userId, acr: viewer.acr, onBehalfOf: bodyId },
      at: arrivedAt(res),
    });
    if (opened.ring) bell.ring(opened.slug, opened.caseId);
    res.redirect(303, `/pro/${slug}/${opened.caseId}`);
  } catch (error) {
    if (!(error instanceof AlreadyOpen)) throw error;
    res.redirect(303, operatorPath);
  }
}
