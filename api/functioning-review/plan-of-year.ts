/** « Plan des bilans »: the places of a coordinator or adviser, what is due in a year, the load of its months; one or many planned at once. */
import { Router, type Request, type Response } from 'express';
import { actAs } from '../../db/access/acts.ts';
import { asOpening, readsFilesOfPlaces } from '../../db/access/subjects.ts';
import { listClosures } from '../../db/functioning-review/closures.ts';
import {
  countByMonth,
  followsPlaces,
  listPlan,
  listToPlan,
  planFilters,
  type PlanFilter,
  type PlanRow,
} from '../../db/functioning-review/plan-of-year.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { AlreadyOpen, openCase } from '../../db/record-act.ts';
import { groupBy } from '../../domain/group-by.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import { followerOf } from '../../workflows/roles.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { dayFieldOf, daysById, idOfDayField } from '../forms/days.ts';
import { id, token } from '../forms/envelope.ts';
import { faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { wordsIn } from '../forms/inputs.ts';
import { cursorOf } from '../keyset.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { leaveFlash } from '../page.ts';
import { forbidden } from '../problems.ts';
import { faultOfFirstDay } from './first-day.ts';
import { showPlan } from './plan-page.ts';

const planPath = '/office/reviews';
export function planOfYearRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(planPath, async (req, res) => {
    await show(deps, req, res);
  });
  router.post(planPath, (req, res) => planSome(deps, req, res));
  return router;
}

async function askedBy({ db, now }: Dependencies, req: Request, res: Response) {
  const { ability, userId } = getViewer(res);
  if (!readsFilesOfPlaces(ability)) throw forbidden("Le plan des bilans est lu par les agents de l'ONE.");
  const today = dayOf(now());
  const [follows, parameters] = await Promise.all([followsPlaces(db, userId), parametersOn(db, process.slug, today)]);
  const { query } = req;
  const thisYear = Number(today.slice(0, 4));
  const years = [thisYear - 1, thisYear, thisYear + 1, thisYear + 2].map(String);
  const text = wordsIn(query.q, 80);
  const whose = follows && query.whose !== 'all' ? 'mine' : 'all';
  // From November on one plans the year to come.
  const year = years.find((one) => one === query.year) ?? (today.slice(5, 7) >= '11' ? years[2]! : years[1]!);
  const state = planFilters.find((one) => one === query.state) ?? 'to-plan';
  const filter: PlanFilter = {
    year,
    state,
    ...(whose === 'mine' ? { followedBy: userId } : {}),
    ...(text ? { text } : {}),
  };
  const typed = { year, state, whose, ...(text ? { q: text } : {}) };
  const href = (more: Record<string, string> = {}): string =>
    `${planPath}?${new URLSearchParams({ ...typed, ...more }).toString()}`;
  return { today, years, follows, whose, filter, parameters, href };
}
export type Asked = Awaited<ReturnType<typeof askedBy>>;

/** Whose a review would be; those of others are read only. */
const mayPlan = (res: Response, row: PlanRow): boolean => {
  const { ability } = getViewer(res);
  const opening = asOpening(process.slug, row);
  return ability.can('plan', opening) && ability.can(actAs(followerOf(row.home)), opening);
};

async function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  typed: Readonly<Record<string, unknown>> = {},
  faults: Faults = {},
): Promise<void> {
  const { db } = deps;
  const { ability } = getViewer(res);
  const asked = await askedBy(deps, req, res);
  const cursor = cursorOf(req, id);
  const [page, months] = await Promise.all([
    listPlan(db, ability, asked.filter, asked.parameters, cursor),
    countByMonth(db, ability, asked.filter, asked.parameters),
  ]);
  const { after, before } = cursor;
  const here: Record<string, string> = after ? { after } : before ? { before } : {};
  showPlan(deps, req, res, {
    asked,
    page,
    months,
    typed,
    faults,
    plannable: new Set(page.rows.filter((row) => mayPlan(res, row)).map((row) => row.id)),
    action: asked.href(here),
  });
}

/** Each place with a day is planned; the others stay as they are. Sent twice, each is planned once. */
async function planSome(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, bell } = deps;
  const viewer = getViewer(res);
  const asked = await askedBy(deps, req, res);
  const body = (req.body ?? {}) as Record<string, unknown>;
  const { token: sent, ...typed } = body;
  const [sending, read] = [token.safeParse(sent), daysById.safeParse(typed)];
  if (!sending.success || !read.success) {
    await show(deps, req, res.status(422), typed, read.success ? { form: missingToken } : faultsIn(read.error));
    return;
  }
  const days = new Map<string, Day>(
    Object.entries(read.data).flatMap(([name, day]) => (day ? [[idOfDayField(name), day] as const] : [])),
  );
  if (days.size === 0) {
    await show(deps, req, res.status(422), typed, { form: nothingTyped });
    return;
  }
  const at = arrivedAt(res);
  const [rows, closures] = await Promise.all([
    listToPlan(db, viewer.ability, [...days.keys()], asked.parameters),
    listClosures(db, [...days.keys()], dayOf(at)),
  ]);
  const closed = groupBy(closures, ({ facilityId }) => facilityId);
  const faults: Faults = {};
  for (const [facilityId, day] of days) {
    const row = rows.find((one) => one.id === facilityId);
    faults[dayFieldOf(facilityId)] =
      row && mayPlan(res, row)
        ? faultOfFirstDay(day, dayOf(at), closed.get(facilityId) ?? [])
        : "Ce milieu d'accueil n'est pas suivi par vous : son bilan est planifié par une autre personne.";
  }
  if (isFaulty(faults)) {
    await show(deps, req, res.status(422), typed, faults);
    return;
  }
  const { planned, others } = await openThem(deps, rows, {
    days,
    sending: sending.data,
    at,
    userId: viewer.userId,
    acr: viewer.acr,
  });
  for (const { slug, caseId, reference } of planned) bell.ring(slug, caseId, reference);
  leaveFlash(req, {
    kind: others.length > 0 ? 'warning' : 'done',
    text: `${saidPlanned(days.size - others.length)}${
      others.length > 0 ? ` Déjà planifié entre-temps : ${others.join(', ')}.` : ''
    }`,
  });
  res.redirect(303, asked.href());
}
const saidPlanned = (count: number): string =>
  count === 0
    ? "Rien n'a été planifié."
    : count === 1
      ? 'Un bilan est inscrit au plan.'
      : `${String(count)} bilans sont inscrits au plan.`;
const missingToken =
  "Le formulaire n'est pas arrivé en entier : rien n'a été planifié. Rechargez la page et recommencez.";
const nothingTyped = "Écrivez le premier jour d'au moins un milieu d'accueil : les autres restent à planifier.";

async function openThem(
  { db }: Dependencies,
  rows: readonly PlanRow[],
  by: { days: ReadonlyMap<string, Day>; sending: string; at: number; userId: string; acr: number | null },
): Promise<{ planned: { slug: string; caseId: string; reference?: string }[]; others: string[] }> {
  const planned: { slug: string; caseId: string; reference?: string }[] = [];
  const others: string[] = [];
  // An act is one statement of its own: at most a page of them.
  for (const { id: facilityId, name, home } of rows) {
    try {
      const opened = await openCase(db, process, {
        subject: { kind: 'facility', id: facilityId },
        kind: 'review',
        action: 'plan',
        facts: { kind: 'review', home, firstDayOn: by.days.get(facilityId) },
        content: {},
        token: `${by.sending}.${facilityId}`,
        actor: { role: followerOf(home), userId: by.userId, acr: by.acr },
        at: by.at,
      });
      if (opened.ring) planned.push({ slug: process.slug, caseId: opened.caseId, reference: opened.reference });
    } catch (error) {
      if (!(error instanceof AlreadyOpen)) throw error;
      others.push(name);
    }
  }
  return { planned, others };
}
