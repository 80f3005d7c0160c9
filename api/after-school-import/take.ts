/** A file that was sent, or cells that were pasted: read, known again, and kept as an import that waits. */
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { reviewDays, type DaysWaiting, type NamedPlace } from '../../db/after-school-import/preview.ts';
import { knownReportNames, placesOfBodies } from '../../db/after-school-import/report-names.ts';
import { listCountedPlaces, type CountedPlace } from '../../db/after-school/counted-places.ts';
import { keepImport, type WaitingSheet } from '../../db/sheet-imports/imports.ts';
import { likelyPlace } from '../../domain/after-school/likely-place.ts';
import { sheetName, type ColumnKey } from '../../domain/after-school/sheet/columns.ts';
import { sheetOfReport } from '../../domain/after-school/sheet/from-report.ts';
import { recogniseDays, withoutTitles, type DaysSheet } from '../../domain/after-school/sheet/recognise.ts';
import { readSoftwareReport } from '../../domain/after-school/software-report.ts';
import { dayOf } from '../../domain/calendar.ts';
import { monthsOf, type Month } from '../../domain/quarter.ts';
import { pastedWorkbook } from '../../domain/sheet/pasted.ts';
import { withoutNumbers } from '../../domain/sheet/without-numbers.ts';
import type { ReadWorkbook } from '../../domain/workbook.ts';
import { getViewer, type Dependencies } from '../context.ts';
import type { WorkbookType } from '../documents/accepted-types.ts';
import { receivedIn, type ReceivedFile } from '../documents/receive-files.ts';
import { inTurn } from '../sheet-import/in-turn.ts';
import { asWaiting, noHeaders, readSheet, takeSheet } from '../sheet-import/take-sheet.ts';
import { asKnown } from './layout.ts';
import { numberIn } from './template.ts';

export const types: readonly WorkbookType[] = ['xlsx', 'xls'];
const elsewhere = `Si les présences sont sur une autre feuille, appelez celle-ci « ${sheetName} ».`;

/** An import that waits, or what is said of the file: nothing of it is kept then. */
export type Taken = { id: string } | { fault: string };
interface Read {
  waiting: WaitingSheet<ColumnKey>;
  report: DaysWaiting['report'];
  /** Of the place, above the titles of our model; undefined: none stands there. */
  number: string | undefined;
  dropped: readonly string[];
}

/** Of the page of one place: its file, or the cells that were pasted. */
export async function takeOfPlace(
  deps: Dependencies,
  res: Response,
  { place, month, pasted }: { place: CountedPlace; month: Month | undefined; pasted?: string | undefined },
): Promise<Taken> {
  const taking = recognising();
  const taken =
    receivedIn(res, 'file').length === 0 && pasted !== undefined
      ? asWaiting(pastedWorkbook(pasted), 'cellules collées', taking.recognise)
      : await takeSheet(deps, res, { types, sheetName, recognise: taking.recognise });
  if (typeof taken === 'string') return { fault: taken };
  const read = taking.read(taken);
  const places = await listCountedPlaces(deps.db, getViewer(res).ability);
  const {
    named: [named],
  } = await namesIn(deps, places, [read]);
  const likely = !named && read.report ? likelyPlace(read.report, places) : undefined;
  // A file that names another place, or looks like another one's, may have been sent from the wrong page: it is asked.
  const isOther = named ? named.facilityId !== place.id : likely !== undefined && likely.id !== place.id;
  return keep(deps, res, { ...read, named, month, ...placed(places, isOther ? null : place.id) });
}

/** Each of several files by itself, in the order in which they were chosen, of whichever of these places. */
export async function takeFiles(
  deps: Dependencies,
  res: Response,
  places: readonly CountedPlace[],
): Promise<(Taken & { name: string })[]> {
  const read: (Read & { file: ReceivedFile })[] = [];
  const faults = new Map<ReceivedFile, string>();
  const files = receivedIn(res, 'file');
  for (const file of files) {
    const taking = recognising();
    const taken = await readSheet(deps, res, file, { types, sheetName, recognise: taking.recognise });
    if (typeof taken === 'string') faults.set(file, taken);
    else read.push({ file, ...taking.read(taken) });
  }
  const { named, only } = await namesIn(deps, places, read);
  const taken: (Taken & { name: string })[] = [];
  for (const file of files) {
    const at = read.findIndex((each) => each.file === file);
    const found = read[at];
    // What names no place is of the only one that there is; where this person counts one of several, it is asked.
    const id = named[at] ? named[at].facilityId : (only ?? null);
    taken.push({
      name: file.givenName,
      ...(found
        ? await keep(deps, res, { ...found, named: named[at], month: undefined, ...placed(places, id) })
        : { fault: faults.get(file) ?? '' }),
    });
  }
  return taken;
}

const bodiesOf = (places: readonly CountedPlace[]): string[] => [
  ...new Set(places.map(({ organisingBodyId }) => organisingBodyId)),
];
/** The place, where this person counts its children, and whose it is. */
function placed(
  places: readonly CountedPlace[],
  id: string | null,
): { facilityId: string | null; organisingBodyId: string | null } {
  const place = places.find((each) => each.id === id);
  const [body, another] = bodiesOf(places);
  return {
    facilityId: place?.id ?? null,
    organisingBodyId: place?.organisingBodyId ?? (another === undefined ? (body ?? null) : null),
  };
}

/** Which place each file names, among all those of the bodies: also those whose children this person does not count. And the only one that they have. */
async function namesIn(
  { db }: Dependencies,
  counted: readonly CountedPlace[],
  files: readonly Pick<Read, 'report' | 'number'>[],
): Promise<{ named: (NamedPlace | undefined)[]; only: string | undefined }> {
  const bodies = bodiesOf(counted);
  const names = files.flatMap(({ report }) => report?.name ?? []);
  const [byName, places] = await Promise.all([knownReportNames(db, bodies, names), placesOfBodies(db, bodies)]);
  const named = files.map(({ report, number }): NamedPlace | undefined => {
    const id = report && byName.get(report.name);
    if (report) return id === undefined ? undefined : { by: 'name', text: report.name, facilityId: id };
    if (number === undefined) return undefined;
    return { by: 'number', text: number, facilityId: places.find((each) => each.number === number)?.id ?? null };
  });
  return { named, only: places.length === 1 ? places[0]!.id : undefined };
}

/** What is found beside the sheet is told once it is read. */
function recognising() {
  let dropped: readonly string[] = [];
  let report: DaysWaiting['report'];
  let number: string | undefined;
  return {
    recognise: (workbook: ReadWorkbook, name: string): DaysSheet | string => {
      // First of all: what comes after may be kept.
      const { rows, ...without } = withoutNumbers(workbook.rows);
      ({ dropped } = without);
      const found = readSoftwareReport({ rows });
      if (found === 'summary')
        return `« ${name} » est une synthèse de plusieurs lieux : rien n'y dit quels enfants étaient où. Demandez à votre logiciel un relevé par lieu, et importez ceux-là.`;
      if (found === 'no-days')
        return `« ${name} » a le titre et le lieu d'un relevé de logiciel, mais aucun mois de son trimestre n'est trouvé dans le tableau « Subvention de fonctionnement » : rien n'en est lu. Demandez à votre logiciel le relevé d'un trimestre et d'un lieu, et importez-le sans le changer.`;
      if (found !== 'other') {
        const { sheet, cells } = sheetOfReport(found);
        report = { quarter: found.quarter, ...found.place, hours: found.hours, cells, gaps: found.gaps };
        return sheet;
      }
      const sheet = recogniseDays({ rows }) ?? withoutTitles({ rows });
      if (!sheet) return noHeaders(name, workbook, elsewhere);
      number = rows
        .filter((row) => row.number < sheet.headerRow)
        .flatMap(({ cells }) => Object.values(cells).map(({ text }) => numberIn(text)))
        .find((each) => each !== undefined);
      return sheet;
    },
    read: (waiting: WaitingSheet<ColumnKey>): Read => ({ waiting, report, number, dropped }),
  };
}

interface Keeping extends Omit<Read, 'number'> {
  named: NamedPlace | undefined;
  organisingBodyId: string | null;
  facilityId: string | null;
  month: Month | undefined;
}
const keep = (deps: Dependencies, res: Response, keeping: Keeping): Promise<Taken> =>
  inTurn(async () => {
    const { db, config, now } = deps;
    const { organisingBodyId, facilityId, month, report, named, dropped, waiting: read } = keeping;
    const waiting: DaysWaiting = {
      ...read,
      dropped,
      ...(await asKnown(db, organisingBodyId, { sheet: read.sheet, ...(report ? { report } : {}) })),
      open: [],
      ...(month ? { month } : {}),
      ...(report ? { report } : {}),
      ...(named ? { named } : {}),
    };
    const { shown, months } = await reviewDays(db, facilityId ?? undefined, waiting, dayOf(now()));
    const id = randomUUID();
    await keepImport(db, {
      kind: 'after-school',
      ...{ id, userId: getViewer(res).userId, organisingBodyId },
      about: { facilityId, month: report ? monthsOf(report.quarter)[0] : (months[0] ?? month ?? null) },
      waiting: { ...waiting, shown },
      ...{ secret: config.nissKey, at: now() },
    });
    return { id };
  });
