/** A file that was sent, or cells that were pasted: read, known again, and kept as an import that waits. */
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { reviewDays, type DaysWaiting } from '../../db/after-school-import/preview.ts';
import { knownReportNames } from '../../db/after-school-import/report-names.ts';
import type { CountedPlace } from '../../db/after-school/counted-places.ts';
import { keepImport, type WaitingSheet } from '../../db/sheet-imports/imports.ts';
import { findLayout } from '../../db/sheet-imports/layouts.ts';
import { isMeaning, sheetName, type ColumnKey } from '../../domain/after-school/sheet/columns.ts';
import { sheetOfReport } from '../../domain/after-school/sheet/from-report.ts';
import {
  missingIn,
  recogniseDays,
  signatureOf,
  withMeanings,
  withoutTitles,
  type DaysSheet,
} from '../../domain/after-school/sheet/recognise.ts';
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

export const types: readonly WorkbookType[] = ['xlsx', 'xls'];
const elsewhere = `Si les présences sont sur une autre feuille, appelez celle-ci « ${sheetName} ».`;

/** An import that waits, or what is said of the file: nothing of it is kept then. */
export type Taken = { id: string } | { fault: string };
interface Read {
  waiting: WaitingSheet<ColumnKey>;
  report: DaysWaiting['report'];
  /** What stands above the titles, as our model names its place. */
  title: string;
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
  return keep(deps, res, {
    organisingBodyId: place.organisingBodyId,
    facilityId: place.id,
    month,
    ...taking.read(taken),
  });
}

/** Of the page of a body: each of its files by itself, in the order in which they were chosen. */
export async function takeOfBody(
  deps: Dependencies,
  res: Response,
  { bodyId, places }: { bodyId: string; places: readonly CountedPlace[] },
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
  const known = await knownReportNames(
    deps.db,
    bodyId,
    read.flatMap(({ report }) => report?.name ?? []),
  );
  const taken: (Taken & { name: string })[] = [];
  for (const file of files) {
    const found = read.find((each) => each.file === file);
    if (!found) taken.push({ name: file.givenName, fault: faults.get(file) ?? '' });
    else {
      const facilityId = placeOfFile(found, places, known);
      taken.push({
        name: file.givenName,
        ...(await keep(deps, res, { ...found, organisingBodyId: bodyId, facilityId, month: undefined })),
      });
    }
  }
  return taken;
}

/** Where the body has said so, or our model bears its number. */
const placeOfFile = (
  { report, title }: Read,
  places: readonly CountedPlace[],
  known: ReadonlyMap<string, string>,
): string | null => {
  const id = report ? known.get(report.name) : undefined;
  const place = places.find((each) => (report ? each.id === id : title.includes(`(n° ${each.number})`)));
  return place?.id ?? (places.length === 1 ? places[0]!.id : null);
};

/** What is found beside the sheet is told once it is read. */
function recognising() {
  let report: DaysWaiting['report'];
  let title = '';
  return {
    recognise: (workbook: ReadWorkbook, name: string): DaysSheet | string => {
      // First of all: what comes after may be kept.
      const rows = withoutNumbers(workbook.rows).rows;
      const found = readSoftwareReport({ rows });
      if (found === 'summary')
        return `« ${name} » est une synthèse de plusieurs lieux : rien n'y dit quels enfants étaient où. Demandez à votre logiciel un relevé par lieu, et importez ceux-là.`;
      if (found !== 'other') {
        const { sheet, cells } = sheetOfReport(found);
        report = { quarter: found.quarter, ...found.place, hours: found.hours, cells };
        return sheet;
      }
      const sheet = recogniseDays({ rows }) ?? withoutTitles({ rows });
      if (!sheet) return noHeaders(name, workbook, elsewhere);
      title = rows
        .filter(({ number }) => number < sheet.headerRow)
        .flatMap(({ cells }) => Object.values(cells).map(({ text }) => text))
        .join(' ');
      return sheet;
    },
    read: (waiting: WaitingSheet<ColumnKey>): Read => ({ waiting, report, title }),
  };
}

interface Keeping extends Omit<Read, 'title'> {
  organisingBodyId: string;
  facilityId: string | null;
  month: Month | undefined;
}
const keep = (deps: Dependencies, res: Response, keeping: Keeping): Promise<Taken> =>
  inTurn(async () => {
    const { db, config, now } = deps;
    const { organisingBodyId, facilityId, month, report, waiting: read } = keeping;
    const layout = report
      ? undefined
      : await findLayout(db, { kind: 'after-school', organisingBodyId, signature: signatureOf(read.sheet) }, isMeaning);
    const waiting: DaysWaiting = {
      ...read,
      sheet: layout ? withMeanings(read.sheet, layout.meanings) : read.sheet,
      open: [],
      isKnownLayout: layout !== undefined,
      ...(month ? { month } : {}),
      ...(report ? { report } : {}),
    };
    const { shown, months } =
      missingIn(waiting.sheet).length > 0
        ? { shown: {}, months: [] }
        : await reviewDays(db, facilityId ?? undefined, waiting, dayOf(now()));
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
