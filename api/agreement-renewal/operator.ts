/** « Agrément » of an operator: whether the agreement stands and until when, what is under way, and what may be asked. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { bodiesToOpenFor, findOpenerRole } from '../../db/access/acts.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { standsOn, type Agreement } from '../../db/agreement-renewal/agreements.ts';
import { listStandings, type AgreementCase, type BodyStanding } from '../../db/agreement-renewal/standing.ts';
import { AlreadyOpen, newToken, openCase } from '../../db/record-act.ts';
import { addDays, dayOf, type Day } from '../../domain/calendar.ts';
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
    openings: openingsOf(standing, today).map((kind) => ({
      action: operatorPath,
      body: bodyId,
      kind,
      token: newToken(),
      label: openWords[kind],
    })),
    renews: open.some(({ kind, status }) => kind === 'renewal' && status !== 'conditions-follow-up'),
  };
}
const openWords: Readonly<Record<Exclude<Kind, 'renewal'>, string>> = {
  first: 'Préparer une première demande',
  places: 'Demander un changement de lieux',
};

/** The first fear first. */
interface Answer {
  turn: string;
  answer: string;
  more: string;
}
function answerOf({ agreement, cases }: BodyStanding, today: Day): Answer {
  if (!agreement)
    return {
      turn: 'other',
      answer: 'Aucun agrément pour le moment.',
      more: 'Une première demande se prépare ici, partie par partie.',
    };
  const renewal = renewalOf(agreement, cases);
  const end = formatLongDate(agreement.to);
  if (renewal && isRefused(renewal)) return refusedAnswer(agreement, renewal, today);
  if (renewal?.status === 'granted')
    return {
      turn: 'other',
      answer: `Votre agrément est renouvelé à partir du ${formatLongDate(renewal.data.effectiveOn ?? agreement.to)}.`,
      more: `Il court ensuite jusqu'au ${formatLongDate(renewal.data.untilOn ?? agreement.to)}.${isInTime(renewal.data) ? " Aucun jour n'est perdu." : ''}`,
    };
  if (!standsOn(agreement, today))
    return agreement.from > today
      ? {
          turn: 'other',
          answer: `Votre agrément commence le ${formatLongDate(agreement.from)}.`,
          more: `Il court jusqu'au ${end}.`,
        }
      : {
          turn: 'you',
          answer: `Votre agrément s'est terminé le ${formatLongDate(lastDayOf(agreement))}.`,
          more:
            renewal && !renewal.isClosed
              ? 'Votre demande est encore examinée.'
              : 'Une première demande peut être préparée ici, partie par partie.',
        };
  if (agreement.prolonged?.until && agreement.to < today)
    return {
      turn: 'you',
      answer: `Votre agrément se termine le ${formatLongDate(agreement.prolonged.until)}.`,
      more: `Il était venu à échéance le ${end}, et n'est plus prolongé après ce jour.`,
    };
  if (agreement.prolonged && agreement.to < today)
    return {
      turn: 'one',
      answer: "Votre agrément continue jusqu'à la décision.",
      more: `Il est venu à échéance le ${end}, votre demande a été introduite à temps. Subsides et activités ne changent pas.`,
    };
  if (renewal && !renewal.isClosed && isInTime(renewal.data))
    return {
      turn: 'one',
      answer: "Votre agrément continue jusqu'à la décision.",
      more: `Introduite à temps : il vient à échéance le ${end} (${dueInWords(agreement.to, today)}). Subsides et activités ne changent pas.`,
    };
  if (renewal?.data.submitBy && renewal.status === 'invited')
    return {
      turn: 'you',
      answer: `Votre agrément court jusqu'au ${end}. Introduisez le renouvellement avant le ${formatLongDate(renewal.data.submitBy)}.`,
      more: "Il continue alors jusqu'à la décision. Introduit plus tard, il n'est pas prolongé.",
    };
  if (renewal?.status === 'late')
    return {
      turn: 'you',
      answer: `Votre agrément se termine le ${end} : le délai d'introduction est dépassé.`,
      more: "Un dossier introduit maintenant est encore examiné, mais l'agrément n'est pas prolongé.",
    };
  if (renewal && !renewal.isClosed && renewal.data.late)
    return {
      turn: 'one',
      answer: `Votre agrément se termine le ${end}, et n'est pas prolongé.`,
      more: 'Votre demande, introduite hors délai, est examinée.',
    };
  if (renewal?.isClosed && renewal.status !== 'in-force')
    return {
      turn: 'you',
      answer: `Votre agrément se termine le ${end}, et rien n'est demandé pour après.`,
      more: "Le renouvellement est clos : votre référent·e agrément peut l'ouvrir à nouveau.",
    };
  return {
    turn: 'other',
    answer: `Votre agrément court jusqu'au ${end}.`,
    more: 'Vous êtes invité·e à le renouveler un an avant cette date.',
  };
}

/** Its last renewal: the one that is open, else the newest. Other places agreed meanwhile put another agreement in its place, until the same day. */
const renewalOf = ({ id, to }: Agreement, cases: readonly AgreementCase[]): AgreementCase | undefined =>
  cases.find(({ kind, data }) => kind === 'renewal' && (data.agreementId === id || data.endsOn === to));
const isRefused = ({ data, status }: AgreementCase): boolean =>
  data.outcome === 'refuse' && (status === 'refused' || status === 'appeal' || status === 'closed-refused');
const lastDayOf = ({ to, prolonged }: Agreement): Day => prolonged?.until ?? to;
/** A refusal ends it: on its own last day, or on the eve of the day that the refusal fixes where it was introduced in time. */
function refusedAnswer(agreement: Agreement, { status, data }: AgreementCase, today: Day): Answer {
  const eve = data.effectiveOn && isInTime(data) ? addDays(data.effectiveOn, -1) : agreement.to;
  const last = eve > agreement.to ? eve : agreement.to;
  return {
    turn: status === 'appeal' ? 'one' : 'you',
    answer: `L'ONE a refusé le renouvellement : votre agrément ${last < today ? "s'est terminé" : 'se termine'} le ${formatLongDate(last)}.`,
    more: {
      'refused': 'Vous pouvez introduire un recours : ouvrez le renouvellement pour voir la lettre et le délai.',
      'appeal': "Votre recours est introduit ; il ne change pas cette date tant qu'il n'est pas décidé.",
      'closed-refused': 'Le refus est définitif. Une première demande peut être préparée ici, partie par partie.',
    }[status as 'refused' | 'appeal' | 'closed-refused'],
  };
}

/**
 * What may be asked now. A first agreement where none stands any more and nothing is looked at; other places while one stands, except while its
 * renewal runs, whose own dossier names the places.
 */
function openingsOf({ agreement, cases }: BodyStanding, today: Day): ('first' | 'places')[] {
  const open = cases.filter(({ isClosed }) => !isClosed);
  const renews = open.some(({ kind, status }) => kind === 'renewal' && status !== 'conditions-follow-up');
  const over =
    !agreement ||
    (agreement.from <= today && !standsOn(agreement, today)) ||
    renewalOf(agreement, cases)?.status === 'closed-refused';
  const kind = over ? 'first' : 'places';
  return renews || open.some((one) => one.kind === kind && one.status !== 'conditions-follow-up') ? [] : [kind];
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
  // A form of before is answered by the page as it is now, or by the case that it has opened.
  const there = standing.cases.find((one) => one.kind === kind && !one.isClosed);
  if (!openingsOf(standing, dayOf(arrivedAt(res))).includes(kind)) {
    res.redirect(303, there ? `/pro/${slug}/${there.id}` : operatorPath);
    return;
  }
  try {
    const opened = await openCase(db, process, {
      subject: { kind: 'organising-body', id: bodyId },
      kind,
      action,
      facts: kind === 'places' && agreement ? { kind, agreementId: agreement.id, endsOn: agreement.to } : { kind },
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
