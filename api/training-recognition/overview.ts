/** « Formation continue »: the hours of everybody towards 50, each line with its reason or its place in the queue, and how long the ONE takes. */
import { Router, type Request, type Response } from 'express';
import { listHolders } from '../../db/holders.ts';
import {
  findWaiting,
  listHours,
  listLines,
  listQualifications,
  type HoursRow,
  type ShownLine,
  type ShownQualification,
} from '../../db/training/overview.ts';
import { listAgreements, listTrainees, type Trainee } from '../../db/training/people.ts';
import { findDelays } from '../../db/training/waits.ts';
import { addMonths, dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { hoursOf, missingOf, periodsFrom, type Missing, type PeriodHours } from '../../domain/training-hours.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { staffFunctions } from '../../domain/staff/functions.ts';
import { openFor } from '../../db/access/acts.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import { findHoursRule } from '../../db/training/rules.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { barOf, barScale, hoursInWords } from '../hours-bar.ts';
import { linesOf, type LineContext } from './line-rows.ts';
import { listPath, newPath, qualificationPath } from './paths.ts';
import { waitingBanner } from './waiting.ts';

const atOnce = 40;

interface Counted extends Trainee {
  period: PeriodHours | undefined;
  missing: Missing;
}

export function overviewRoutes(deps: Dependencies): Router {
  const router = Router();
  router.use(listPath, (_req, res, next) => {
    if (!getViewer(res).ability.can(openFor(slug), 'Facility'))
      throw forbidden(
        "La formation continue demande le droit « AES1 » : la personne qui gère les utilisateurs de votre organisme peut l'ouvrir.",
      );
    next();
  });
  router.get(listPath, (req, res) => show(deps, req, res));
  return router;
}

async function show(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const { ability } = getViewer(res);
  const today = dayOf(now());
  const [trainees, rules, waiting, delays] = await Promise.all([
    listTrainees(db, ability, today),
    findHoursRule(db, today),
    findWaiting(db, ability),
    findDelays(db),
  ]);
  const ids = trainees.map(({ collaborationId }) => collaborationId);
  const facilities = [...new Map(trainees.map((one) => [one.facilityId, one])).values()];
  const [hours, agreements, holders] = await Promise.all([
    listHours(db, ability, ids),
    listAgreements(
      db,
      facilities.map(({ facilityId }) => facilityId),
      today,
    ),
    listHolders(db, 'aes-referent', [...new Set(facilities.map(({ administration }) => administration))], today),
  ]);
  const counted = sorted(trainees.map((one) => countedOf(one, hours, today, rules)));
  const from = Math.max(0, counted.findIndex(({ collaborationId }) => collaborationId === afterIn(req)) + 1);
  const shown = counted.slice(from, from + atOnce);
  const shownIds = shown.map(({ collaborationId }) => collaborationId);
  const [lines, qualifications] = await Promise.all([
    listLines(db, ability, shownIds),
    listQualifications(db, ability, shownIds),
  ]);
  const context: LineContext = { now: now(), today, delays, agreements, holders };
  const scale = barScale(
    counted.map(({ period }) => period),
    rules.required,
  );
  const endsOn = [...agreements.values()].sort()[0];
  renderPage(deps, req, res, 'training-recognition/overview', {
    title: 'Formation continue',
    line: lineOf(facilities.length, endsOn),
    back: { href: '/pro', label: "à l'accueil" },
    wide: true,
    styles: ['styles/training.css'],
    actions: [
      { label: 'Encoder un module', kind: 'go', href: newPath },
      { label: 'Demander une qualification', href: qualificationPath },
    ],
    waiting: waitingBanner(waiting, lines, context),
    required: rules.required,
    years: rules.months / 12,
    mark: scale.mark,
    people: shown.map((one) =>
      personOf(one, {
        lines: lines.filter(({ collaborationId }) => collaborationId === one.collaborationId),
        isOnlyPlace: facilities.length === 1,
        qualification: qualifications.find(({ collaborationId }) => collaborationId === one.collaborationId),
        context,
        required: rules.required,
        scale,
      }),
    ),
    count: counted.length,
    previous: from > 0 ? pageHref(counted[from - atOnce - 1]) : undefined,
    next: counted.length > from + atOnce ? pageHref(shown.at(-1)) : undefined,
    before: endsOn ? beforeEnd(counted, endsOn, waiting.lines) : undefined,
    contacts: holders.map(({ name, email }) => ({
      title: 'Votre contact',
      name,
      role: 'référent·e agrément AES',
      email,
    })),
  });
}

const afterIn = ({ query }: Request): string | undefined => (isUuid(query.after) ? query.after : undefined);
const pageHref = (one: Counted | undefined): string => (one ? `${listPath}?after=${one.collaborationId}` : listPath);

function countedOf(
  one: Trainee,
  hours: readonly HoursRow[],
  today: Day,
  { months, required }: { months: number; required: number },
): Counted {
  const own = hours.filter(({ collaborationId }) => collaborationId === one.collaborationId);
  const period = hoursOf(own, periodsFrom(one.enteredOn, today, months)).at(-1);
  return { ...one, period, missing: period ? missingOf(period, required) : { now: required, atBest: required } };
}

/** Who misses most, even if all that waits is recognised, comes first; then whose period ends first. */
const sorted = (all: readonly Counted[]): Counted[] =>
  all.toSorted(
    (a, b) =>
      b.missing.atBest - a.missing.atBest ||
      b.missing.now - a.missing.now ||
      (a.period?.to ?? '').localeCompare(b.period?.to ?? ''),
  );

const lineOf = (places: number, endsOn: Day | undefined): string =>
  `Accueil extrascolaire${places === 0 ? '' : `, ${String(places)} ${places === 1 ? 'lieu' : 'lieux'}`}${endsOn ? ` · agrément valable jusqu'au ${formatLongDate(endsOn)}` : ''}`;

interface Beside {
  isOnlyPlace: boolean;
  lines: readonly ShownLine[];
  qualification: ShownQualification | undefined;
  context: LineContext;
  required: number;
  scale: { most: number; mark: number };
}
function personOf(one: Counted, { lines, isOnlyPlace, qualification, context, required, scale }: Beside) {
  const { period, missing } = one;
  const asked = qualificationInWords(qualification);
  // Nothing is asked of who is not qualified yet; what was followed all the same is shown.
  const isCounted = qualification?.status === 'recognised' || lines.length > 0;
  return {
    id: one.collaborationId,
    name: `${one.familyName} ${one.firstName}`,
    role: staffFunctions[one.function].label.toLowerCase(),
    place: isOnlyPlace ? undefined : one.facilityName,
    period: period && { from: period.from, to: period.to },
    bar: period && isCounted && barOf(period, scale),
    recognised: period?.recognised ? hoursInWords(period.recognised) : '–',
    waiting: period?.waiting ? hoursInWords(period.waiting) : '–',
    refused: period?.refused ? hoursInWords(period.refused) : '–',
    ...(isCounted
      ? missingInWords(missing, period, required, context.today)
      : { missing: asked.text, missingMore: `les ${String(required)} h comptent dès qu'elle est reconnue` }),
    qualification: asked,
    askHref:
      !qualification || qualification.status === 'refused'
        ? `${qualificationPath}?person=${one.collaborationId}`
        : undefined,
    encodeHref: `${newPath}?person=${one.collaborationId}`,
    lines: linesOf(lines, context),
  };
}

/** Less than a year is left, and not even what waits is enough. */
function missingInWords(
  { now, atBest }: Missing,
  period: PeriodHours | undefined,
  required: number,
  today: Day,
): { isDone?: boolean; isLate?: boolean; missing: string; missingMore?: string } {
  if (!period) return { missing: 'pas encore compté' };
  if (now === 0) return { isDone: true, missing: `${String(required)} h atteintes` };
  const until = `avant le ${formatShortDate(period.to)}`;
  if (atBest === 0)
    return {
      missing: `${String(required)} h`,
      missingMore: `si les ${hoursInWords(period.waiting)} en attente sont reconnues`,
    };
  return {
    isLate: period.to <= addMonths(today, 12),
    missing: `${hoursInWords(atBest)}, ${until}`,
    ...(period.waiting > 0
      ? { missingMore: `même si les ${hoursInWords(period.waiting)} en attente sont reconnues` }
      : {}),
  };
}

function qualificationInWords(asked: ShownQualification | undefined): { text: string; href?: string } {
  if (!asked) return { text: 'Qualification à demander' };
  const href = `/pro/${slug}/${asked.caseId}`;
  switch (asked.status) {
    case 'recognised':
      return { text: 'Qualification reconnue', href };
    case 'refused':
      return { text: 'Qualification non reconnue', href };
    default:
      return { text: `Qualification demandée le ${formatShortDate(dayOf(asked.enteredAt))}`, href };
  }
}

/** What stands in the way of the renewal, and what does not. */
function beforeEnd(all: readonly Counted[], endsOn: Day, waiting: number): { title: string; points: string[] } {
  const reached = all.filter(({ missing }) => missing.now === 0).length;
  const ifRecognised = all.filter(({ missing }) => missing.now > 0 && missing.atBest === 0).length;
  const short = all.filter(({ missing, period }) => missing.atBest > 0 && period && period.to <= endsOn);
  const persons = (count: number): string => `${String(count)} ${count === 1 ? 'personne' : 'personnes'}`;
  return {
    title: `Avant le ${formatLongDate(endsOn)}`,
    points: [
      `${persons(reached)} ${reached === 1 ? 'a' : 'ont'} les heures de la période en cours${ifRecognised > 0 ? `, ${persons(ifRecognised)} les ${ifRecognised === 1 ? 'aura' : 'auront'} si les modules en attente sont reconnus` : ''} ;`,
      ...short
        .map(
          ({ firstName, familyName, missing, period }) =>
            `${firstName} ${familyName} doit encore suivre ${hoursInWords(missing.atBest)} avant le ${formatShortDate(period!.to)} ;`,
        )
        .slice(0, 5),
      ...(short.length > 5 ? [`et ${persons(short.length - 5)} de plus ;`] : []),
      waiting > 0
        ? "tant que des modules sont « à valider », le renouvellement de l'agrément ne peut pas être refusé pour ce motif."
        : "aucun module n'est en attente.",
    ],
  };
}
