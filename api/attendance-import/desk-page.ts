/** The repair desk: what is to be mended, what was, what each row would do; nothing is written yet. */
import type { AttendanceWaiting } from '../../db/attendance-import/preview.ts';
import { codes, codeWords } from '../../domain/attendance/codes.ts';
import { fields, isDayKey, type ColumnKey } from '../../domain/attendance/sheet/columns.ts';
import { nothing } from '../../domain/attendance/sheet/read-rows.ts';
import { missingIn, namedColumns } from '../../domain/attendance/sheet/recognise.ts';
import { presentByDay } from '../../domain/attendance/month.ts';
import { formatShortDateTime } from '../../domain/french-dates.ts';
import { hideNationalNumbers } from '../../domain/national-number.ts';
import { monthInWords, monthsFurther, type Month } from '../../domain/quarter.ts';
import { cellsOf } from '../../domain/sheet/recognise.ts';
import { childName, codeClass, pointInWords, proposalInWords } from '../../views/attendance/words.ts';
import { closuresHref, type MonthContext } from '../attendance/month-context.ts';
import { groupFaults, groupMended, namesOfPlaces, type FaultGroup, type Place } from '../sheet-import/groups.ts';
import type { Waits } from '../sheet-import/routes.ts';
import { gathering, type ImportFault } from './faults.ts';
import { path, type ImportPreview } from './month-import.ts';
import { countsOf, headOf, nameInFile, rowsOf, views, type View } from './preview-rows.ts';
import { backTo, lineOf } from './upload-page.ts';

const [groupsShown, doubtsShown, rowsShown] = [40, 12, 60];

interface Showing extends Waits<AttendanceWaiting, MonthContext> {
  preview: ImportPreview;
  view?: View | undefined;
  /** Row from which the table goes on. */
  after: number;
  keptUntil: number;
}

export function deskPage({ found, scope, preview, view: asked, after, keptUntil }: Showing) {
  const { waiting, id, version, createdAt } = found;
  const { sheet, mending, fileName, mode } = waiting;
  const base = `${path}/${id}`;
  const groups = groupFaults(preview.faults, gathering);
  const faulty = new Set(preview.faults.map(({ row, column }) => `${String(row)} ${column}`)).size;
  const proposed = preview.faults.filter(({ proposal }) => proposal !== undefined).length;
  const rows = rowsOf(waiting, preview);
  const counts = countsOf(rows);
  const view = asked ?? (counts.since > 0 ? 'since' : counts.faulty > 0 ? 'faulty' : 'all');
  const inView = rows.filter((row) => (view === 'all' || row.views.includes(view)) && row.number > after);
  const read = preview.planned.reduce((sum, { child }) => sum + child.cells.filter((text) => text !== '').length, 0);
  const kept = preview.planned.length;
  const month = monthInWords(scope.month);
  const differing = preview.planned.reduce((sum, { cells }) => sum + cells.length, 0);
  const nothingNew = kept > 0 && faulty === 0 && counts.added + counts.changed + preview.removed.length === 0;
  return {
    title: 'Importer un relevé de présences',
    about: scope.creche.name,
    wide: true,
    scripts: ['scripts/import-desk.js'],
    styles: ['styles/attendance.css', 'styles/attendance-import.css'],
    back: backTo(scope),
    line: `${lineOf(scope)} · fichier « ${fileName} », ${String(kept)} ${kept < 2 ? 'enfant' : 'enfants'}`,
    base,
    monthHref: scope.base,
    version,
    digest: preview.digest,
    month,
    locked: scope.locked,
    keptUntil: formatShortDateTime(keptUntil),
    figures: [
      {
        label: 'cellules justes',
        value: Math.max(0, read - preview.faults.filter(({ column }) => isDayKey(column)).length),
      },
      { label: 'réparées', value: mending.cells.length },
      { label: 'à réparer', value: faulty },
    ],
    steps: [
      {
        label: 'Fichier reçu',
        when: `${formatShortDateTime(createdAt)}, ${String(read)} cellules lues`,
        state: 'done',
      },
      {
        label: 'Colonnes reconnues',
        when: waiting.isKnownLayout
          ? 'comme la dernière fois'
          : `${String(Object.keys(sheet.columns).length)} colonnes`,
        state: 'done',
      },
      faulty > 0
        ? {
            label: 'Réparer',
            when: `${String(groups.length)} ${groups.length < 2 ? 'point reste' : 'points restent'}`,
            state: 'current',
          }
        : { label: 'Réparer', when: 'tout est en ordre', state: 'done' },
      {
        label: 'Importer',
        when: `${String(kept)} ${kept < 2 ? 'enfant' : 'enfants'}`,
        state: faulty > 0 ? 'todo' : 'current',
      },
    ],
    faulty,
    faultyRows: new Set(preview.faults.map(({ row }) => row)).size,
    proposed,
    groups: groups.slice(0, groupsShown).map((group) => shownGroup(waiting, group, closuresHref(scope))),
    moreGroups: Math.max(0, groups.length - groupsShown),
    mended: groupMended(waiting, gathering).map(({ key, column, before, text, places }) => ({
      key,
      count: places.length,
      before: hideNationalNumbers(before),
      text: text === '' || text === nothing ? 'vide' : hideNationalNumbers(text),
      places: placesInWords(sheet, places, column),
    })),
    remembered: waiting.remembered,
    doubts: doubtsOf(preview, scope.month).slice(0, doubtsShown),
    moreDoubts: Math.max(0, doubtsOf(preview, scope.month).length - doubtsShown),
    columns: namedColumns(sheet).map((letters) => ({
      theirs: sheet.headers[letters],
      ours: sheet.columns[letters] ? headerOf(sheet.columns[letters]) : undefined,
    })),
    dayColumns: Object.values(sheet.columns).filter(isDayKey).length,
    columnsHref: `${base}/columns`,
    isKnownLayout: waiting.isKnownLayout,
    dropped: waiting.dropped,
    skipped: preview.skipped,
    hasHidden: waiting.hasHidden,
    others: waiting.others,
    hasEncoded: preview.encoded.length > 0,
    mode,
    totals: [
      { label: 'nouveaux', value: counts.added },
      { label: 'modifiés', value: counts.changed },
      { label: 'inchangés', value: counts.same },
      {
        label: mode === 'replace' ? 'retirés du mois' : 'encodés, absents du fichier',
        value: mode === 'replace' ? preview.removed.length : preview.rows.length - kept,
      },
    ],
    differing,
    removed: preview.removed.slice(0, 20).map(childName),
    moreRemoved: Math.max(0, preview.removed.length - 20),
    since: counts.since,
    head: headOf(scope.month, preview.rules),
    present: presentByDay(preview.rows, 31)
      .slice(0, headOf(scope.month, preview.rules).length)
      .map((each) => (each === 0 ? '' : String(each).replace('.', ','))),
    placesCount: preview.rules.places,
    legend: codes.map((code) => ({ code, text: codeWords[code], kind: codeClass[code] })),
    views: (Object.keys(views) as View[])
      .filter((each) => counts[each] > 0 || each === 'all')
      .map((each) => ({
        label: views[each],
        count: counts[each],
        href: `${base}?show=${each}#apercu`,
        current: each === view,
      })),
    view,
    rows: inView.slice(0, rowsShown).map((row) => ({ ...row, cells: row.cells() })),
    nextHref:
      inView.length > rowsShown
        ? `${base}?show=${view}&after=${String(inView[rowsShown - 1]!.number)}#apercu`
        : undefined,
    firstHref: after > 0 ? `${base}?show=${view}#apercu` : undefined,
    kept,
    nothingNew,
    isReadable: missingIn(sheet).length === 0,
  };
}

const headerOf = (key: ColumnKey): string => (isDayKey(key) ? `Jour ${key.slice(4)}` : fields[key].header);

/** « Cellules AC4, AC9 et 3 autres · Date d'entrée » */
function placesInWords(
  sheet: Pick<AttendanceWaiting['sheet'], 'columns'>,
  places: readonly Place<ColumnKey>[],
  column: ColumnKey,
): string {
  const { names, rest, areCells } = namesOfPlaces(sheet, places);
  const word = `${areCells ? 'Cellule' : 'Ligne'}${places.length === 1 ? '' : 's'}`;
  return `${word} ${names.join(', ')}${rest > 0 ? ` et ${String(rest)} ${rest === 1 ? 'autre' : 'autres'}` : ''}${isDayKey(column) ? '' : ` · ${headerOf(column)}`}`;
}

/** A code, or nothing at all. */
const codeOptions = [
  ...codes.map((code) => ({ value: code, text: `${code} ${codeWords[code]}` })),
  { value: nothing, text: 'vide' },
];

function shownGroup({ sheet }: AttendanceWaiting, group: FaultGroup<ImportFault>, closures: string | undefined) {
  const { key, column, kind, sentence, proposal, places, elsewhere } = group;
  const rows = [...new Set(places.map(({ row }) => row))];
  const cells = cellsOf(sheet.rows.find(({ number }) => number === rows[0])?.cells ?? {}, sheet.columns);
  const isDay = isDayKey(column);
  return {
    key,
    count: places.length,
    sentence: hideNationalNumbers(sentence),
    proposal: proposal === undefined ? undefined : proposal === '' ? 'effacer' : proposal,
    places: placesInWords(sheet, places, column),
    who: rows.length === 1 && !sentence.includes('ligne') ? nameInFile(cells) : '',
    label: headerOf(column),
    elsewhere: elsewhere
      ? { label: headerOf(elsewhere), action: proposalInWords({ do: 'change', field: elsewhere }) }
      : undefined,
    opens:
      group.isDeclaredClosed && closures ? { href: closures, label: proposalInWords({ do: 'open-day' }) } : undefined,
    // Nothing is written over a child that is there twice, or too many.
    isWritten: kind !== 'same-child' && kind !== 'too-many-rows',
    options: isDay ? codeOptions : undefined,
    row: rows.length === 1 ? rows[0] : undefined,
  };
}

/** Questions: nothing is refused for them. */
function doubtsOf({ points, rows, rules, doubts }: ImportPreview, month: Month): { who: string; text: string }[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const before = monthInWords(monthsFurther(month, -1));
  return [
    ...points.filter(({ weight }) => weight === 'doubt').map((point) => pointInWords(point, byId, rules.places)),
    ...doubts.map(({ kind, name, row }) => ({
      who: row === undefined ? name : `${name}, ligne ${String(row)}`,
      text:
        kind === 'gone'
          ? `Présent en ${before}, sans date de sortie, et absent de ce relevé : est-il sorti ?`
          : `Entré avant ce mois, et absent en ${before} : la date d'entrée est-elle exacte ?`,
    })),
  ];
}
