/** The repair desk: what is to be mended, what is asked, what each day would become; nothing is written yet. */
import {
  questionsOf,
  type DaysReview,
  type DaysWaiting,
  type NamedPlace,
} from '../../db/after-school-import/preview.ts';
import { budgetQuarterInWords } from '../../domain/after-school/budget-year.ts';
import { likelyPlace } from '../../domain/after-school/likely-place.ts';
import { fields, type ColumnKey } from '../../domain/after-school/sheet/columns.ts';
import { missingIn, namedColumns } from '../../domain/after-school/sheet/recognise.ts';
import type { DayFault } from '../../domain/after-school/sheet/read-rows.ts';
import { formatShortDate, formatShortDateTime } from '../../domain/french-dates.ts';
import { monthInWords, monthsOf, quarterInWords } from '../../domain/quarter.ts';
import { placeOf } from '../../domain/sheet/mending.ts';
import { hideNationalNumbers } from '../../domain/national-number.ts';
import { dayInFull, reasonInWords, warningInWords } from '../../domain/after-school/attendance-words.ts';
import {
  groupFaults,
  groupMended,
  namesOfPlaces,
  type FaultGroup,
  type Gathering,
  type Place,
} from '../sheet-import/groups.ts';
import type { Waits } from '../sheet-import/routes.ts';
import { countsInWords, countsOf, rowsOf, views, type View } from './day-rows.ts';
import { emptyDays } from './rework.ts';
import { attendanceHref, ofBody, path, placeInWords, type DaysScope } from './scope.ts';

/** A fault of a count is its day's alone. */
export const gathering: Gathering<DayFault> = { isShared: () => false };

const [groupsShown, questionsShown, doubtsShown, rowsShown] = [40, 40, 12, 120];

interface Showing extends Waits<DaysWaiting, DaysScope> {
  review: DaysReview;
  view?: View | undefined;
  /** Row from which the table goes on. */
  after: number;
  keptUntil: number;
}

export function deskPage({ found, scope, review, view: asked, after, keptUntil }: Showing) {
  const { waiting, id, version, createdAt } = found;
  const { sheet, mending, fileName, report } = waiting;
  const base = `${path}/${id}`;
  const { place } = scope;
  const questions = questionsOf(review);
  const groups = groupFaults(review.faults, gathering);
  const faulty = review.faults.length;
  const rows = rowsOf(waiting, review);
  const counts = countsOf(rows);
  const dayOfRow = new Map(review.days.map(({ row, day }) => [row, formatShortDate(day)]));
  const view = asked ?? (counts.since > 0 ? 'since' : 'all');
  const inView = rows.filter((row) => row.views.includes(view) && row.number > after);
  const changing = [...review.days, ...review.enrolled].filter(({ doing }) => doing === 'new' || doing === 'changed');
  const written = review.days.filter(({ doing }) => doing === 'new' || doing === 'changed').length;
  const empty = emptyDays(review);
  const lockedMonths = review.months.filter((month) => review.locked.has(month));
  const lockedDays = review.days.filter(({ doing }) => doing === 'locked').length;
  const opened = review.days.filter(({ opens }) => opens);
  const isReady = place !== undefined && faulty === 0 && questions.length === 0;
  const toDo = faulty + questions.length + (place ? 0 : 1);
  return {
    title: 'Importer des présences',
    about: place?.name ?? fileName,
    wide: true,
    scripts: ['scripts/import-desk.js'],
    styles: ['styles/attendance-import.css', 'styles/after-school-import.css'],
    back: place
      ? { href: attendanceHref(place, review.months[0]), label: 'aux présences' }
      : { href: ofBody, label: 'aux fichiers' },
    line: `${place ? placeInWords(place) : 'Lieu à préciser'} · ${periodInWords(review.months)} · fichier « ${fileName} »`,
    ...{ base, version, digest: review.digest },
    keptUntil: formatShortDateTime(keptUntil),
    report: report && {
      name: report.name,
      address: report.address.replace(/\s*\n\s*/g, ', '),
      hours: report.hours,
      quarter: quarterInWords(report.quarter),
      months: budgetQuarterInWords(monthsOf(report.quarter)[0]),
      gaps: (report.gaps ?? []).map(({ table, months }) => ({
        table: tableInWords[table],
        months: months.length === monthsOf(report.quarter).length ? undefined : months.map(monthInWords).join(', '),
      })),
    },
    otherMonth:
      waiting.month !== undefined && review.months.length > 0 && !review.months.includes(waiting.month)
        ? { asked: monthInWords(waiting.month), found: periodInWords(review.months) }
        : undefined,
    choice: choiceOf(scope, waiting),
    figures: [
      { label: 'jours lus', value: review.read },
      { label: 'réparés', value: mending.cells.length },
      { label: 'à régler', value: toDo },
    ],
    steps: [
      { label: 'Fichier reçu', when: formatShortDateTime(createdAt), state: 'done' },
      place
        ? { label: 'Lieu connu', when: place.name, state: 'done' }
        : { label: 'Choisir le lieu', when: 'une seule fois', state: 'current' },
      toDo > 0
        ? {
            label: 'Régler',
            when: `${String(toDo)} ${toDo < 2 ? 'point reste' : 'points restent'}`,
            state: place ? 'current' : 'todo',
          }
        : { label: 'Régler', when: 'tout est en ordre', state: 'done' },
      {
        label: 'Importer',
        when: `${String(written)} ${written < 2 ? 'jour' : 'jours'}`,
        state: isReady ? 'current' : 'todo',
      },
    ],
    locked: lockedMonths.length > 0 && {
      months: lockedMonths.map(monthInWords).join(', '),
      isOne: lockedMonths.length === 1,
      days: lockedDays,
      isAll: lockedMonths.length === review.months.length,
    },
    faulty,
    proposed: review.faults.filter(({ proposal }) => proposal !== undefined).length,
    faultyRows: new Set(review.faults.map(({ row }) => row)).size,
    groups: groups.slice(0, groupsShown).map((group) => shownGroup(waiting, group, dayOfRow)),
    moreGroups: Math.max(0, groups.length - groupsShown),
    questions: questions.slice(0, questionsShown).map(({ row, day, after: counted, why }) => ({
      ...{ row, day: dayInFull(day), short: formatShortDate(day), counts: countsInWords(counted) },
      why: why ? reasonInWords(why, day) : '',
    })),
    moreQuestions: Math.max(0, questions.length - questionsShown),
    questionsCount: questions.length,
    opened: opened.map(({ row, day, why }) => ({ row, day: dayInFull(day), why: why ? reasonInWords(why, day) : '' })),
    empty: empty.slice(0, rowsShown).map(({ row, day }) => ({ row, day: dayInFull(day) })),
    emptyCount: empty.length,
    mended: groupMended(waiting, gathering).map(({ key, column, before, text, places }) => ({
      ...{ key, count: places.length, before: hideNationalNumbers(before) },
      text: text === '' ? 'vide' : hideNationalNumbers(text),
      places: placesInWords(waiting, places, column),
    })),
    doubts: review.warnings.slice(0, doubtsShown).map((each) => ({
      ...warningInWords(each, ''),
      ...('day' in each ? { who: dayInFull(each.day) } : {}),
    })),
    moreDoubts: Math.max(0, review.warnings.length - doubtsShown),
    columns: namedColumns(sheet).map((letters) => ({
      theirs: sheet.headers[letters],
      ours: sheet.columns[letters] ? fields[sheet.columns[letters]].header : undefined,
    })),
    columnsHref: report || scope.bodyId === null ? undefined : `${base}/columns`,
    isReport: report !== undefined,
    isKnownLayout: waiting.isKnownLayout,
    skipped: review.skipped,
    hasHidden: waiting.hasHidden,
    dropped: waiting.dropped,
    others: waiting.others,
    since: counts.since,
    period: periodInWords(review.months),
    views: (Object.keys(views) as View[])
      .filter((each) => counts[each] > 0 || each === 'all')
      .map((each) => ({
        ...{ label: views[each], count: counts[each], href: `${base}?show=${each}#apercu` },
        current: each === view,
      })),
    view,
    rows: inView.slice(0, rowsShown),
    nextHref:
      inView.length > rowsShown
        ? `${base}?show=${view}&after=${String(inView[rowsShown - 1]!.number)}#apercu`
        : undefined,
    firstHref: after > 0 ? `${base}?show=${view}#apercu` : undefined,
    ...{ written, isReady, isKnown: place !== undefined },
    nothingNew: isReady && changing.length === 0,
    isReadable: missingIn(sheet).length === 0,
  };
}

const tableInWords = { present: 'Subvention de fonctionnement', positive: 'Différenciation positive' } as const;

/** « novembre 2026 », « avril 2026 à juin 2026 » */
export function periodInWords(months: readonly string[]): string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return 'aucun jour lu';
  return first === last ? monthInWords(first) : `${monthInWords(first)} à ${monthInWords(last)}`;
}

/** Asked once of a report whose name nobody has told yet, and of a file that names another place than the one it was sent for; a report of another place can be told. */
function choiceOf({ places, place }: DaysScope, { report, named }: DaysWaiting) {
  const isSaid = report !== undefined || named !== undefined;
  if (place && (places.length < 2 || !isSaid)) return undefined;
  // A name that is told is that place's alone: none that looks like it is proposed to who does not count there.
  const likely = named ? places.find(({ id }) => id === named.facilityId) : report && likelyPlace(report, places);
  const ofSeveral = new Set(places.map(({ organisingBodyId }) => organisingBodyId)).size > 1;
  return {
    isAsked: place === undefined,
    isUnlike: place !== undefined && likely !== undefined && likely.id !== place.id ? likely.name : undefined,
    value: place?.id ?? likely?.id,
    named: place ? undefined : named && { [named.by]: named.text, place: namedInWords(named, places) },
    likely: place || named ? undefined : likely?.name,
    isKept: report !== undefined,
    options: [...places]
      .sort((one, other) => Number(other.id === likely?.id) - Number(one.id === likely?.id))
      .map((each) => ({
        value: each.id,
        text: [
          each.name,
          [each.street, each.postcode, each.locality].filter(Boolean).join(' '),
          ofSeveral ? each.bodyName : '',
        ]
          .filter(Boolean)
          .join(' · '),
      })),
  };
}
/** The name of a place whose children this person does not count is not told. */
const namedInWords = ({ facilityId }: NamedPlace, places: DaysScope['places']): string =>
  places.find(({ id }) => id === facilityId)?.name ??
  (facilityId === null
    ? "un lieu qui n'est pas de votre pouvoir organisateur"
    : "un autre lieu de votre pouvoir organisateur, dont vous n'encodez pas les présences");

/** « Cellules C12, C14 », those of the file that was sent. */
function placesInWords({ sheet, report }: DaysWaiting, places: readonly Place<ColumnKey>[], column: ColumnKey): string {
  const { names, rest, areCells } = namesOfPlaces(sheet, places);
  const theirs = report ? places.flatMap((each) => report.cells[placeOf(each)] ?? []).slice(0, names.length) : names;
  const isTold = report ? theirs.length > 0 : areCells;
  const word = `${isTold ? 'Cellule' : 'Ligne'}${places.length === 1 ? '' : 's'}`;
  return `${word} ${(isTold ? theirs : names).join(', ')}${rest > 0 ? ` et ${String(rest)} ${rest < 2 ? 'autre' : 'autres'}` : ''} · ${fields[column].header}`;
}

function shownGroup(
  waiting: DaysWaiting,
  group: FaultGroup<DayFault>,
  dayOfRow: ReadonlyMap<number | undefined, string>,
) {
  const { key, column, kind, sentence, proposal, places } = group;
  const row = places[0]?.row;
  return {
    ...{ key, count: places.length, sentence: hideNationalNumbers(sentence) },
    proposal: proposal === undefined ? undefined : proposal === '' ? 'effacer' : proposal,
    places: placesInWords(waiting, places, column),
    who: dayOfRow.get(row) ?? '',
    label: fields[column].header,
    // Nothing is written over a day that is there twice, or still to come.
    isWritten: kind !== 'same-day' && kind !== 'to-come',
    isNumber: column !== 'day',
    row,
  };
}
