/** The page of an import that waits: what is to be mended, what was, and what each row would do. */
import type { SheetImport } from '../../../db/sheet-imports/imports.ts';
import type { StaffedBody } from '../../../db/team/import/known.ts';
import type { ImportPreview, TeamWaiting } from '../../../db/team/import/preview.ts';
import { formatShortDateTime } from '../../../domain/french-dates.ts';
import { groupBy } from '../../../domain/group-by.ts';
import { hideNationalNumbers } from '../../../domain/national-number.ts';
import { staffFunctions, functionCodes, linkCodes, staffLinks } from '../../../domain/staff/functions.ts';
import { columnKeys, regimes, sheetColumns, type ColumnKey } from '../../../domain/staff/sheet/columns.ts';
import { unknownColumns } from '../../../domain/staff/sheet/recognise.ts';
import type { CellFault } from '../../../domain/staff/sheet/line.ts';
import { cellsOf, inOrder } from '../../../domain/sheet/recognise.ts';
import { groupFaults, groupMended, type FaultGroup } from '../../sheet-import/groups.ts';
import { gathering } from './gathering.ts';
import { doingOf, periodOf, placesOf, timeOf } from './words.ts';

const [groupsShown, rowsShown] = [50, 100];
export const views = {
  all: 'Toutes',
  faulty: 'À réparer',
  added: 'Ajouts',
  changed: 'Modifications',
  same: 'Inchangées',
  left: 'Laissées de côté',
  since: 'Changées depuis',
} as const;
type View = keyof typeof views;
export const viewIn = (value: unknown): View | undefined =>
  typeof value === 'string' && Object.hasOwn(views, value) ? (value as View) : undefined;

interface Showing {
  found: SheetImport & { waiting: TeamWaiting };
  body: StaffedBody;
  preview: ImportPreview;
  view?: View | undefined;
  /** Row from which the table goes on. */
  after: number;
  keptUntil: number;
}

export function previewPage({ found, body, preview, view: asked, after, keptUntil }: Showing) {
  const { waiting, id, version } = found;
  const { sheet, mending } = waiting;
  const base = `/pro/team/import/${id}`;
  const groups = groupFaults(preview.faults, gathering);
  const mended = groupMended(waiting, gathering);
  const faultyCells = new Set(preview.faults.map(({ row, column }) => `${String(row)} ${column}`)).size;
  const proposed = preview.faults.filter(({ proposal }) => proposal).length;
  const rows = rowsOf(waiting, preview, body);
  const counts = countsOf(rows);
  const view = asked ?? (counts.since > 0 ? 'since' : counts.faulty > 0 ? 'faulty' : 'all');
  const inView = rows.filter((row) => isIn(row, view) && row.number > after);
  const kept = rows.length - counts.left;
  return {
    title: 'Importer une équipe',
    back: { href: '/pro/team', label: 'à Mon Équipe' },
    line: `${body.name} · fichier « ${waiting.fileName} », ${String(sheet.rows.length)} ${sheet.rows.length < 2 ? 'ligne' : 'lignes'}`,
    base,
    version,
    digest: preview.digest,
    view,
    keptUntil: formatShortDateTime(keptUntil),
    steps: [
      { label: 'Fichier reçu', when: formatShortDateTime(found.createdAt), state: 'done' },
      { label: 'Colonnes reconnues', when: `${String(Object.keys(sheet.columns).length)} colonnes`, state: 'done' },
      faultyCells > 0
        ? { label: 'Réparer', when: `${String(groups.length)} à voir`, state: 'current' }
        : { label: 'Réparer', when: 'tout est en ordre', state: 'done' },
      {
        label: 'Importer',
        when: `${String(kept)} ${kept < 2 ? 'ligne' : 'lignes'}`,
        state: faultyCells > 0 ? 'todo' : 'current',
      },
    ],
    figures: [
      { label: 'lignes justes', value: kept - counts.faulty },
      { label: 'réparées', value: mending.cells.length },
      { label: 'à réparer', value: faultyCells },
    ],
    faultyCells,
    faultyRows: counts.faulty,
    proposed,
    groups: groups.slice(0, groupsShown).map((group) => shownGroup(waiting, group, body)),
    moreGroups: Math.max(0, groups.length - groupsShown),
    mended: mended.map(({ key, column, before, text, places }) => ({
      key,
      count: places.length,
      before: hideNationalNumbers(before),
      text: column === 'niss' ? 'NISS encodé' : hideNationalNumbers(text),
      places: placesOf(sheet, places),
    })),
    since: counts.since,
    ...columnsIn(sheet),
    ignored: unknownColumns(sheet).filter(({ header, samples }) => header !== '' || samples.length > 0),
    hasHidden: waiting.hasHidden,
    others: waiting.others,
    views: (Object.keys(views) as View[])
      .filter((each) => counts[each] > 0 || each === 'all')
      .map((each) => ({
        label: views[each],
        count: counts[each],
        href: `${base}?show=${each}#apercu`,
        current: each === view,
      })),
    rows: inView.slice(0, rowsShown),
    nextHref:
      inView.length > rowsShown
        ? `${base}?show=${view}&after=${String(inView[rowsShown - 1]!.number)}#apercu`
        : undefined,
    firstHref: after > 0 ? `${base}?show=${view}#apercu` : undefined,
    kept,
    nothing: kept > 0 && counts.added + counts.changed === 0 && faultyCells === 0,
  };
}

const listFor = (column: ColumnKey, body: StaffedBody): { value: string; text: string }[] | undefined => {
  const words = ((): readonly string[] | undefined => {
    switch (column) {
      case 'facility':
        return body.facilities.map(({ name }) => name);
      case 'function':
        return functionCodes.map((code) => staffFunctions[code].label);
      case 'link':
        return linkCodes.map((code) => staffLinks[code].label);
      case 'regime':
        return Object.values(regimes);
      default:
        return undefined;
    }
  })();
  return words?.map((text) => ({ value: text, text }));
};

function shownGroup(
  { sheet }: TeamWaiting,
  { key, column, sentence, proposal, places }: FaultGroup<CellFault>,
  body: StaffedBody,
) {
  const rows = places.map(({ row }) => row);
  const people = sheet.rows.find(({ number }) => number === rows[0]);
  const cells = people && cellsOf(people.cells, sheet.columns);
  const who = [cells?.familyName?.text, cells?.firstName?.text].filter(Boolean).join(' ');
  return {
    key,
    count: rows.length,
    sentence: hideNationalNumbers(sentence),
    proposal,
    places: placesOf(sheet, places),
    who: rows.length === 1 ? hideNationalNumbers(who) : '',
    label: sheetColumns[column].header,
    /** A national number has a field of its own name, which nothing keeps. */
    input: column === 'niss' ? 'niss' : 'value',
    options: listFor(column, body),
    row: rows.length === 1 ? rows[0] : undefined,
  };
}

interface ShownRow {
  number: number;
  state: 'faulty' | 'added' | 'changed' | 'same' | 'left';
  isSince: boolean;
  person: string;
  facility: string;
  function: string;
  time: string;
  period: string;
  badge: { kind: string; text: string };
  text: string;
  faults: string[];
}
const isIn = (row: ShownRow, view: View): boolean =>
  view === 'all' || (view === 'since' ? row.isSince : row.state === view);
function countsOf(rows: readonly ShownRow[]): Record<View, number> {
  const of = (view: View): number => rows.filter((row) => isIn(row, view)).length;
  return {
    all: rows.length,
    faulty: of('faulty'),
    added: of('added'),
    changed: of('changed'),
    same: of('same'),
    left: of('left'),
    since: of('since'),
  };
}

function rowsOf({ sheet, mending, shown }: TeamWaiting, preview: ImportPreview, body: StaffedBody): ShownRow[] {
  const planned = new Map(preview.planned.map((each) => [each.line.row, each]));
  const faults = groupBy(preview.faults, ({ row }) => row);
  const mended = groupBy(mending.cells, ({ row }) => row);
  const left = new Set(mending.leftOut);
  const nameOf = (id: string): string => body.facilities.find((each) => each.id === id)?.name ?? 'un autre milieu';
  return sheet.rows.map(({ number, cells }): ShownRow => {
    const typed = cellsOf(cells, sheet.columns);
    const text = Object.fromEntries(
      columnKeys.map((key) => [
        key,
        hideNationalNumbers(
          (mended.get(number) ?? []).find(({ column }) => column === key)?.text ?? typed[key]?.text ?? '',
        ),
      ]),
    ) as Record<ColumnKey, string>;
    const plan = planned.get(number);
    const own = faults.get(number) ?? [];
    const line = own.length === 0 ? plan?.line : undefined;
    const isSince = shown[String(number)] !== preview.shown[String(number)] && shown[String(number)] !== undefined;
    const doing = plan && doingOf(plan, nameOf);
    const state = left.has(number)
      ? 'left'
      : own.length > 0 || !plan
        ? 'faulty'
        : plan.contract.kind === 'add'
          ? 'added'
          : plan.contract.kind === 'change'
            ? 'changed'
            : 'same';
    return {
      number,
      state,
      isSince,
      person: [text.familyName, text.firstName].filter(Boolean).join(' '),
      facility: line ? nameOf(line.facilityId) : text.facility,
      function: line?.function ? staffFunctions[line.function].label : text.function,
      time: line ? timeOf(line) : text.time,
      period: line ? periodOf(line) : [text.fromOn, text.toOn].filter(Boolean).join(' – '),
      badge:
        state === 'left'
          ? { kind: 'neutral', text: 'laissée de côté' }
          : state === 'faulty'
            ? { kind: 'due-late', text: 'à réparer' }
            : doing!.badge,
      text: state === 'left' || state === 'faulty' ? '' : doing!.text,
      faults: state === 'left' ? [] : own.map(({ sentence }) => hideNationalNumbers(sentence)),
    };
  });
}

/** A column that is called as in the model is only counted. */
function columnsIn({ columns, headers }: Pick<TeamWaiting['sheet'], 'columns' | 'headers'>) {
  const all = inOrder(columns).map((letters) => ({
    letters,
    theirs: headers[letters] ?? '',
    ours: sheetColumns[columns[letters]!].header,
  }));
  const others = all.filter(({ theirs, ours }) => theirs.trim() !== ours);
  return { columns: others, likeModel: all.length - others.length };
}
