/** « Mes bilans »: what is possible before the first day and nothing else, the documentation, the first day for one's own calendar. */
import { Router, type Request, type Response } from 'express';
import { findFacility, listFacilities, type FacilityRow } from '../../db/authorisations.ts';
import { listContacts } from '../../db/contacts.ts';
import {
  findDocumentsRead,
  listFirstActs,
  listOpenReviews,
  listReviews,
  listRights,
  markDocumentRead,
  type ReviewRow,
} from '../../db/functioning-review/my-reviews.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { hasReviews } from '../../domain/functioning-review/places.ts';
import { calendarOf } from '../../domain/icalendar.ts';
import { reviewDocuments } from '../../views/functioning-review/documents.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { myReviewsPath, reviewsPath } from './links.ts';
import { guideSteps, presentReviews } from './my-reviews-page.ts';

const documentPath = (code: string): string => `${reviewsPath}/documents/${code}`;

export function myReviewsRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(reviewsPath, (req, res) => showFacilities(deps, req, res));
  router.get(documentPath(':code'), (req, res) => showDocument(deps, req, res));
  router.post(`${documentPath(':code')}/read`, (req, res) => noteRead(deps, req, res));
  router.get(myReviewsPath(':id'), (req, res) => showReviews(deps, req, res));
  router.get(`${myReviewsPath(':id')}/first-day.ics`, (req, res) => sendCalendar(deps, req, res));
  return router;
}

async function showFacilities(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability } = getViewer(res);
  if (!ability.can('reviews', 'Facility')) throw forbidden(noRight);
  const facilities = (await listFacilities(deps.db, ability, 'reviews')).filter(hasReviews);
  const [only] = facilities;
  if (only && facilities.length === 1) {
    res.redirect(302, myReviewsPath(only.id));
    return;
  }
  const ids = facilities.map(({ id }) => id);
  const open = new Map((await listOpenReviews(deps.db, ability, ids)).map((review) => [review.facility_id, review]));
  renderPage(deps, req, res, 'functioning-review/places', {
    title: 'Mes bilans',
    back: { href: '/pro', label: "à l'accueil" },
    facilities: facilities.map(({ id, name }) => ({
      what: name,
      href: myReviewsPath(id),
      ...standingOf(open.get(id)),
    })),
  });
}

/** Where the review of a place stands, in a line. */
function standingOf(review: ReviewRow | undefined): { where: string; badge?: object } {
  if (!review) return { where: 'Aucun bilan en cours' };
  const { status, state, turn } = review;
  if (status === 'planned') return { where: `Planifié, premier jour le ${formatLongDate(state.data.firstDayOn)}` };
  const { label } = process.statuses[status];
  if (turn !== 'operator')
    return { where: label, ...(turn === 'one' ? { badge: { kind: 'at-one', text: "à l'ONE" } } : {}) };
  const [due] = state.tasks.flatMap(({ role, dueOn }) => (role === 'operator' && dueOn ? [dueOn] : [])).sort();
  return {
    where: due ? `${label}, avant le ${formatLongDate(due)}` : label,
    badge: { kind: 'to-you', text: 'à vous' },
  };
}
const noRight =
  "Vous n'avez pas le droit « Bilans ». Il est donné par la personne qui gère les utilisateurs de votre pouvoir organisateur.";

/** @throws 404 where the reviews of this place are not this person's to see */
async function getFacility({ db }: Dependencies, req: Request, res: Response): Promise<FacilityRow> {
  const facility = await findFacility(db, getViewer(res).ability, 'reviews', idOf(req));
  if (!facility || !hasReviews(facility)) throw notFound();
  return facility;
}

async function showReviews(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const { ability, userId } = getViewer(res);
  const facility = await getFacility(deps, req, res);
  const today = dayOf(now());
  const [reviews, read, contacts, rights, parameters, places] = await Promise.all([
    listReviews(db, ability, facility.id),
    findDocumentsRead(db, userId),
    listContacts(db, [facility.id], today),
    ability.can('read', 'Grant')
      ? listRights(db, ability, { organisingBodyId: facility.organising_body_id, facilityId: facility.id, today })
      : [],
    parametersOn(db, process.slug, today),
    listFacilities(db, ability, 'reviews', 2),
  ]);
  const open = reviews.find(({ closed_at: closed }) => closed === null);
  const acts = open ? await listFirstActs(db, open.id) : [];
  renderPage(deps, req, res, 'functioning-review/my-reviews', {
    ...presentReviews({ facility, reviews, open, acts, contacts, rights, parameters, ability, today }),
    othersHref: places.filter(hasReviews).length > 1 ? reviewsPath : undefined,
    documents: reviewDocuments.map(({ code, title, text }) => {
      const at = read.get(code);
      return { title, text, href: documentPath(code), readOn: at ? formatLongDate(dayOf(at)) : undefined };
    }),
  });
}

/** The documentation is the same for all, and read before any review is planned. */
function findDocument(req: Request, res: Response) {
  if (!getViewer(res).ability.can('reviews', 'Facility')) throw forbidden(noRight);
  const document = reviewDocuments.find(({ code }) => code === req.params.code);
  if (!document) throw notFound();
  return document;
}

async function showDocument(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const { code, title, text } = findDocument(req, res);
  const [read, parameters] = await Promise.all([
    findDocumentsRead(db, getViewer(res).userId),
    parametersOn(db, process.slug, dayOf(now())),
  ]);
  const at = read.get(code);
  renderPage(deps, req, res, `functioning-review/documents/${code}`, {
    title,
    back: { href: reviewsPath, label: 'à mes bilans' },
    steps: guideSteps(parameters),
    document: { title, text, action: `${documentPath(code)}/read`, readOn: at ? formatLongDate(dayOf(at)) : undefined },
  });
}

async function noteRead({ db }: Dependencies, req: Request, res: Response): Promise<void> {
  const { code } = findDocument(req, res);
  await markDocumentRead(db, { userId: getViewer(res).userId, document: code, at: arrivedAt(res) });
  res.redirect(303, documentPath(code));
}

/** The first day, as a file that any calendar takes; taken again after the day was moved, it replaces the first one. */
async function sendCalendar(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const facility = await getFacility(deps, req, res);
  const [review] = (await listReviews(deps.db, getViewer(res).ability, facility.id)).filter(
    ({ status }) => status === 'planned',
  );
  if (!review) throw notFound();
  const { data, number } = review.state;
  res
    .type('text/calendar; charset=utf-8')
    .attachment(`bilan-${data.firstDayOn}.ics`)
    .send(
      calendarOf({
        uid: `first-day-${review.id}@pro-one`,
        sequence: number,
        stamp: deps.now(),
        on: data.firstDayOn,
        summary: `Premier jour du bilan de fonctionnement, ${facility.name}`,
        description: "L'auto-évaluation s'ouvre ce jour sur Pro.ONE.",
        url: new URL(myReviewsPath(facility.id), deps.config.publicUrl).href,
      }),
    );
}
