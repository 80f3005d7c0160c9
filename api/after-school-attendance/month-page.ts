/** The page of a month: its year and quarter above, the three months with what is left in each, one of them open. */
import type { Request, Response } from 'express';
import { lastDaysToSend } from '../../db/aes-subsidy/list-quarters.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import {
  budgetQuarterOf,
  budgetYearOf,
  lastDayOfQuarter,
  monthsOfQuarter,
  quarterByMonths,
  quartersOf,
} from '../../domain/after-school/budget-year.ts';
import { presencesInWords, reasonInWords, warningInWords } from '../../domain/after-school/attendance-words.ts';
import { standingOf, type CountWarning, type MonthStanding } from '../../domain/after-school/month-standing.ts';
import { formatShortDate, formatTime } from '../../domain/french-dates.ts';
import { dayOf } from '../../domain/calendar.ts';
import { weekdayOf } from '../../domain/days.ts';
import { monthInWords, type Month } from '../../domain/quarter.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { findSeeing } from '../seeing.ts';
import { budgetCard } from './budget-card.ts';
import { enrolledNote, weekCells, type Sent } from './day-cells.ts';
import { baseOf, loadQuarter, type Loaded, type MonthContext } from './month-context.ts';
import { seenOf } from './read-form.ts';

export interface Answer extends Sent {
  errors?: { href?: string; text: string }[];
}

export async function showMonth(
  deps: Dependencies,
  req: Request,
  res: Response,
  context: MonthContext,
  answer: Answer = {},
): Promise<void> {
  const { place, month, today, lockedBy, base } = context;
  const quarter = budgetQuarterOf(month);
  const [loaded, parameters, lastDays] = await Promise.all([
    loadQuarter(deps, context),
    // As the control of the quarter will take them.
    parametersOn(deps.db, 'aes-subsidy', lastDayOfQuarter(quarter)),
    lastDaysToSend(deps.db, place.organisingBodyId, quartersOf(budgetYearOf(month))),
  ]);
  const yearGap = parameters['year-gap']?.value;
  const months = monthsOfQuarter(quarter);
  const standings = new Map(
    months.map((one) => [
      one,
      standingOf(one, loaded.counts, loaded.redOn(one), today, yearGap === undefined ? {} : { yearGap }),
    ]),
  );
  const standing = standings.get(month)!;
  const isOffice = getViewer(res).portal === 'office';
  const root = isOffice ? `/office/after-school/${place.id}/attendance` : baseOf(place.id);
  const at = months.indexOf(month);
  const fold = (one: Month) => ({ ...foldOf(standings.get(one)!, context), href: `${root}/${one}#mois` });
  if (answer.errors) res.status(res.statusCode === 200 ? 422 : res.statusCode);
  renderPage(deps, req, res, isOffice ? 'after-school-attendance/read' : 'after-school-attendance/month', {
    title: `Présences : ${place.name}`,
    about: monthInWords(month),
    // In this order: the last one is for narrow windows.
    styles: ['month', 'days', 'narrow'].map((part) => `styles/after-school-${part}.css`),
    ...(lockedBy || isOffice || findSeeing(res) ? {} : { scripts: ['scripts/after-school-attendance.js'] }),
    back: isOffice
      ? { href: `/office/facilities/${place.id}`, label: "au lieu d'accueil" }
      : { href: '/pro/after-school', label: "aux lieux d'accueil" },
    line: [
      'Accueil extrascolaire de type 1',
      [place.street, [place.postcode, place.locality].filter(Boolean).join(' ')].filter(Boolean).join(', '),
    ]
      .filter(Boolean)
      .join(' · '),
    errors: answer.errors,
    base,
    importHref: `/pro/after-school/${place.id}/import?month=${month}`,
    templateHref: `/pro/after-school/${place.id}/template?month=${month}`,
    placeId: place.id,
    month,
    year: budgetCard(context, { parameters, lastDays }, { base: root }),
    before: months.slice(0, at).map(fold),
    after: months.slice(at + 1).map(fold),
    ...openMonth(context, loaded, standing, answer, typeof req.query.weekend === 'string'),
    quarter: {
      name: quarterByMonths(quarter),
      ended: lastDayOfQuarter(quarter) < today,
      complete: months.every((one) => standings.get(one)!.state === 'complete'),
    },
  });
}

function openMonth(context: MonthContext, loaded: Loaded, standing: MonthStanding, answer: Answer, weekend: boolean) {
  const { month, today, lockedBy } = context;
  const { enrolled, totals } = standing;
  const cells = weekCells(context, loaded, standing, { sent: answer, weekend });
  const past = standing.required.filter((day) => day < today);
  const kept = (name: string, value: number | null | undefined) => ({
    value: answer.kept?.get(name)?.typed ?? (value === null || value === undefined ? '' : String(value)),
    error: answer.kept?.get(name)?.error,
  });
  const complete = cells.weeks.filter((week) => week.complete).map(({ first }) => first);
  return {
    ...cells,
    today,
    monthName: monthInWords(month),
    badge: badgeOf(standing, context),
    ...correctionOf(context),
    locked: lockedBy && {
      by: lockedBy.by ?? 'une personne de votre organisme',
      on: formatShortDate(dayOf(lockedBy.at)),
      at: formatTime(lockedBy.at),
      caseHref: `/pro/aes-subsidy/${lockedBy.caseId}`,
      quarter: quarterByMonths(lockedBy.quarter),
    },
    enrolled: {
      nursery: kept('e.n', enrolled?.nursery),
      primary: kept('e.p', enrolled?.primary),
      seen: seenOf(enrolled?.version ?? 0, [enrolled?.nursery ?? null, enrolled?.primary ?? null]),
      missing: standing.lacksEnrolled && standing.given.length > 0,
    },
    columnNotes: { nursery: enrolledNote(standing, 'nursery'), primary: enrolledNote(standing, 'primarySchool') },
    progress: {
      given: past.length - standing.missing.length,
      past: past.length,
      required: standing.required.length,
    },
    warnings: standing.warnings.map((warning) => warningLine(warning, standing, loaded)),
    totals,
    folded:
      complete.length > 0
        ? {
            text:
              complete.length === 1
                ? `Voir la semaine du ${complete[0]!} (complète)`
                : `Voir les semaines du ${complete.slice(0, -1).join(', du ')} et du ${complete.at(-1)!} (complètes)`,
          }
        : undefined,
    counting: loaded.counting,
  };
}

/** What ONE asks to correct here, where the numbers are. */
function correctionOf({ month, sendings }: MonthContext): object {
  const sending = sendings.find(({ reopened }) => reopened.includes(month));
  return sending
    ? { correction: { question: sending.questions.get(month), caseHref: `/pro/aes-subsidy/${sending.caseId}` } }
    : {};
}

/** A place says in how many days nothing was asked for, and why, the most frequent first. */
function foldOf(standing: MonthStanding, context: MonthContext) {
  const { month, required, given, red, totals } = standing;
  const weekdays = [...red].filter(([day]) => weekdayOf(day) <= 5);
  const names = [...new Set(weekdays.map(([day, why]) => why.name ?? reasonInWords(why, day)))];
  const notRequired =
    weekdays.length > 0 ? `, ${String(weekdays.length)} non requis (${inList(names.slice(0, 3))})` : '';
  return {
    name: monthInWords(month),
    badge: badgeOf(standing, context),
    line:
      required.length === 0
        ? `rien à encoder${notRequired.replace(/^, /, ' : ')}`
        : given.length === 0
          ? `pas commencé · ${days(required.length)} requis${notRequired}`
          : `${days(given.length)} ${given.length < 2 ? 'encodé' : 'encodés'}${given.length < required.length ? ` sur ${String(required.length)}` : ''}${notRequired} · ${presencesInWords(totals.present)}`,
  };
}
const days = (count: number): string => `${String(count)} ${count < 2 ? 'jour' : 'jours'}`;
const inList = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} et ${parts.at(-1)!}`;

export function badgeOf(
  { state, missing, required, lacksEnrolled, month }: MonthStanding,
  { sendings, today }: Pick<MonthContext, 'sendings' | 'today'>,
): { kind: string; text: string } | undefined {
  const sent = sendings.find(({ quarter }) => quarter === budgetQuarterOf(month));
  if (sent?.reopened.includes(month)) return { kind: 'to-you', text: 'rouvert pour correction' };
  if (sent) return { kind: 'done', text: 'envoyé' };
  if (required.length === 0) return { kind: 'neutral', text: 'rien à encoder' };
  if (state === 'complete') return { kind: 'done', text: 'complet' };
  if (missing.length > 0) return { kind: 'due-soon', text: `${days(missing.length)} à encoder` };
  if (lacksEnrolled && (required[0] ?? '') <= today) return { kind: 'due-soon', text: 'inscrits à encoder' };
  return undefined;
}

/** What looks odd, with what mends it at once. */
function warningLine(warning: CountWarning, { enrolled, month }: MonthStanding, { counts }: Loaded) {
  const words = warningInWords(warning, monthInWords(month));
  if (warning.kind === 'unlike-last-year') return words;
  const number = String(Number(warning.day.slice(8)));
  if (warning.kind === 'on-red-day') return { ...words, asks: `#o.${number}` };
  const letter = warning.kind === 'beyond-enrolled' ? (warning.section === 'nursery' ? 'n' : 'p') : 't';
  return {
    ...words,
    href: `#${letter}.${number}`,
    mend:
      warning.kind === 'beyond-enrolled' && warning.proposal !== undefined
        ? { what: letter, day: warning.day, value: warning.proposal, seen: counts.days.get(warning.day)?.version ?? 0 }
        : undefined,
    raise:
      warning.kind === 'beyond-enrolled'
        ? {
            what: warning.section === 'nursery' ? 'en' : 'ep',
            value: warning.count,
            seen: enrolled?.version ?? 0,
          }
        : undefined,
  };
}
