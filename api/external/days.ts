/** What the interface answers of the days of a place after school: what is asked for and what is there, and counts that come in by the one way. */
import { findCalendars } from '../../db/after-school/calendars.ts';
import { loadCounts } from '../../db/after-school/counts.ts';
import { findSendings, lockedMonths, lockPlaces } from '../../db/after-school/locked.ts';
import { saveCounts, type SavedDay, type SavedMonth } from '../../db/after-school/save-counts.ts';
import { recordAudit } from '../../db/audit.ts';
import type { Database } from '../../db/connect.ts';
import { budgetQuarterOf, budgetYearOf, quarterByMonths } from '../../domain/after-school/budget-year.ts';
import { faultInWords, nothingCounted, type PlaceCounts } from '../../domain/after-school/counts.ts';
import { notRequired } from '../../domain/after-school/required-days.ts';
import { daysOfMonth, firstDayOfMonth, lastDayOfMonth, monthOf, type Month } from '../../domain/quarter.ts';
import { reasonInWords } from '../../domain/after-school/attendance-words.ts';
import type { z } from 'zod';
import type { CallOf } from './call.ts';
import type { DaysToWrite } from './days-schemas.ts';
import type { Handler } from './handlers.ts';
import { CallProblem, type PointBody } from './problem.ts';

export const readDays: Handler = async ({ db }, call) => {
  const { facilityId, month } = placeAndMonth(call);
  const [from, to] = [firstDayOfMonth(month), lastDayOfMonth(month)];
  const quarter = budgetQuarterOf(month);
  const [calendars, counts, sendings] = await Promise.all([
    findCalendars(db, [facilityId], from, to),
    loadCounts(db, facilityId, from, to),
    findSendings(db, [facilityId], [quarter]),
  ]);
  const { nursery = null, primary = null, version = 0 } = counts.months.get(month) ?? {};
  return {
    status: 200,
    etag: `"${cursorOf(counts)}"`,
    body: {
      ...{ place: facilityId, month, budgetYear: budgetYearOf(month), quarter: quarterByMonths(quarter) },
      state: lockedMonths(sendings.get(facilityId) ?? []).has(month) ? 'sent' : 'open',
      enrolled: { nursery, primary, version },
      days: daysOfMonth(month).map((day) => {
        const why = notRequired(day, calendars.get(facilityId)!);
        const there = counts.days.get(day);
        const { nursery: inNursery, primarySchool, together, positive, morning } = there ?? nothingCounted;
        return {
          day,
          required: why === undefined || there?.openAnyway === true,
          ...{ reason: why?.reason ?? null, reasonText: why ? reasonInWords(why, day) : null },
          ...{ nursery: inNursery, primarySchool, together, positive, morning },
          ...{ openAnyway: there?.openAnyway ?? false, version: there?.version ?? 0 },
        };
      }),
    },
  };
};

/** All of it, or nothing: what is refused takes the rest with it. */
export const writeDays: Handler = ({ db }, call, keep = () => Promise.resolve()) => {
  const { facilityId, month } = placeAndMonth(call);
  const { caller, at, seen } = call;
  const { days, enrolled } = call.body as z.output<typeof DaysToWrite>;
  const misplaced = days.flatMap(({ day }, index): PointBody[] => [
    ...(monthOf(day) === month ? [] : [pointAt(index, 'beyond-month', 'Ce jour n’est pas de ce mois', day)]),
    ...(days.findIndex((other) => other.day === day) === index
      ? []
      : [pointAt(index, 'same-day', 'Ce jour est deux fois dans votre message', day)]),
  ]);
  if (misplaced.length > 0) throw new CallProblem('counts-refused', { errors: misplaced });
  return db.transaction(async (trx) => {
    await lockPlaces(trx, [facilityId]);
    const standing = await loadCounts(trx, facilityId, firstDayOfMonth(month), lastDayOfMonth(month));
    if (seen !== undefined && seen !== cursorOf(standing))
      throw new CallProblem('month-changed', { headers: { ETag: `"${cursorOf(standing)}"` } });
    const versionOf = (given: number | undefined, there: number | undefined): number =>
      seen === undefined ? (given ?? 0) : (there ?? 0);
    const saved = await saveCounts(
      trx,
      { facilityId, bodyId: caller.organisingBodyId, userId: null, acr: null, origin: 'api', at },
      {
        days: days.map(({ day, openAnyway, version, ...counted }) => ({
          ...{ day, counted, openAnyway },
          seen: versionOf(version, standing.days.get(day)?.version),
        })),
        months: enrolled
          ? [
              {
                ...{ month, nursery: enrolled.nursery, primary: enrolled.primary },
                seen: versionOf(enrolled.version, standing.months.get(month)?.version),
              },
            ]
          : [],
      },
    );
    refuse([...saved.days, ...saved.months]);
    await tellWhose(trx, call, { facilityId, month }, days.length);
    const after = await loadCounts(trx, facilityId, firstDayOfMonth(month), lastDayOfMonth(month));
    const [inscribed] = saved.months;
    const answer = {
      status: 200,
      etag: `"${cursorOf(after)}"`,
      body: {
        month,
        ...(inscribed ? { enrolled: { version: versionIn(inscribed) } } : {}),
        days: saved.days.map((each) => ({ day: each.day, version: versionIn(each) })),
      },
    };
    await keep(trx, answer);
    return answer;
  });
};

/** Versions only grow: their sum is that of the month. */
const cursorOf = ({ days, months }: PlaceCounts): string =>
  String([...days.values(), ...months.values()].reduce((sum, { version }) => sum + version, 0));
const versionIn = (saved: SavedDay | SavedMonth): number => (saved.outcome === 'saved' ? saved.version : 0);

function placeAndMonth({ facilityId, month }: CallOf): { facilityId: string; month: Month } {
  if (facilityId === undefined || month === undefined) throw new Error('an address without a place and a month');
  return { facilityId, month };
}

const pointAt = (index: number, code: string, detail: string, day: string): PointBody => ({
  ...{ pointer: `/days/${String(index)}`, code, detail, day },
});

/** @throws CallProblem where something is refused */
function refuse(saved: readonly (SavedDay | SavedMonth)[]): void {
  if (saved.some(({ outcome }) => outcome === 'locked')) throw new CallProblem('month-sent');
  const errors = saved.flatMap((each, index): PointBody[] => {
    const pointer = 'day' in each ? `/days/${String(index)}` : '/enrolled';
    const at = { pointer, ...('day' in each ? { day: each.day } : {}) };
    switch (each.outcome) {
      case 'saved':
      case 'locked':
        return [];
      case 'changed':
        return [
          {
            ...{ ...at, code: 'changed', stands: { version: each.version } },
            detail: 'Autre chose s’y trouve déjà : relisez, puis renvoyez avec la version lue pour remplacer',
          },
        ];
      case 'no-such-month':
        return [{ ...at, code: 'no-such-month', detail: 'Le portail ne compte pas les enfants de ce mois' }];
      case 'to-come':
        return [
          {
            ...at,
            code: 'to-come',
            detail: 'Ce jour n’est pas encore passé : ses enfants ne se comptent pas d’avance',
          },
        ];
      case 'not-required':
        return [
          {
            ...{ ...at, code: 'not-required' },
            detail: `Rien n’est attendu ce jour-là : ${reasonInWords(each.why, each.day)}. Si le lieu était ouvert, envoyez « openAnyway »: true`,
          },
        ];
      case 'wrong':
        return [{ ...at, code: each.fault, detail: faultInWords(each.fault, each.counted) }];
      default:
        return each satisfies never;
    }
  });
  if (errors.length === 0) return;
  const isChanged = errors.every(({ code }) => code === 'changed');
  throw new CallProblem(isChanged ? 'counts-changed' : 'counts-refused', { errors });
}

/** Which software wrote stands in the history of the operator. */
const tellWhose = (
  trx: Database,
  { caller, at }: CallOf,
  { facilityId, month }: { facilityId: string; month: Month },
  cells: number,
): Promise<void> =>
  recordAudit(trx, {
    ...{ at, actorId: null, onBehalfOf: caller.organisingBodyId },
    ...{ event: 'update', subject: 'application-attendance', subjectId: caller.applicationId },
    change: {
      facility_id: { before: null, after: facilityId },
      month: { before: null, after: month },
      cells: { before: null, after: cells },
    },
  });
