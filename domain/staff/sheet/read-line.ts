/** One row: each cell read by the rules of the screen, every fault told. */
import type { Day } from '../../calendar.ts';
import { formatShortDate } from '../../french-dates.ts';
import { isUuid } from '../../identifiers.ts';
import { findBirthDay } from '../../national-number.ts';
import { readDayCell, readName, readShort, readText, wrong } from '../../sheet/read-cells.ts';
import type { Cell } from '../../workbook.ts';
import { isTimeAsked } from '../check-team.ts';
import type { FunctionCode, LinkCode } from '../functions.ts';
import { sheetColumns, type ColumnKey } from './columns.ts';
import type { CellFault, SheetLine } from './line.ts';
import { readNiss, readPlace, readWord, type CellRead, type SheetPlace } from './read-cells.ts';
import { functionWords, linkWords, regimeWords } from './words.ts';
import { workTimeOf, type WorkTime } from './work-time.ts';

export interface Reading {
  /** Where this person may say who works. */
  facilities: readonly SheetPlace[];
  today: Day;
}
export type LineCells = Partial<Record<ColumnKey, Cell>>;

/** @returns the line where nothing is wrong, and what is wrong */
export function readLine(
  row: number,
  cells: LineCells,
  { facilities, today }: Reading,
): { line?: SheetLine; faults: CellFault[] } {
  const faults: CellFault[] = [];
  const take = <T>(column: ColumnKey, read: CellRead<T>): T | undefined => {
    if ('value' in read) return read.value;
    faults.push({ row, column, ...read.wrong });
    return undefined;
  };
  const isFaulty = (column: ColumnKey): boolean => faults.some((each) => each.column === column);
  /** @param missing said where nothing stands there; without, it may stay empty */
  const read = <T>(column: ColumnKey, as: (text: string) => CellRead<T>, missing?: string): T | undefined => {
    const text = take(column, readText(cells[column], column === 'niss'));
    if (text !== undefined) return take(column, as(text));
    if (missing !== undefined && !isFaulty(column)) take(column, wrong('missing', missing));
    return undefined;
  };
  const word = {
    link: (text: string): CellRead<LinkCode> => readWord(text, linkWords, sheetColumns.link.header),
    function: (text: string): CellRead<FunctionCode> => readWord(text, functionWords, sheetColumns.function.header),
  };

  const niss = read('niss', (text) => readNiss(text, cells.niss?.kind ?? 'text', today));
  const familyName = read('familyName', readName, 'Encodez le nom');
  const firstName = read('firstName', readName, 'Encodez le prénom');
  const typedBirth = read('bornOn', (text) => readDayCell(text, cells.bornOn?.day, today));
  const bornOn = typedBirth ?? (niss && !isFaulty('bornOn') ? findBirthDay(niss) : undefined);
  const facilityId = read('facility', (text) => readPlace(text, facilities), "Choisissez le milieu d'accueil");
  const typedLink = read('link', word.link);
  const link = typedLink ?? (isFaulty('link') ? undefined : 'employment');
  const code = read('function', word.function, 'Choisissez la fonction');
  const regime = read('regime', (text) => readWord(text, regimeWords, sheetColumns.regime.header));
  const text = read(
    'time',
    (value): CellRead<string> => ({ value }),
    !link || isTimeAsked({ link }) ? 'Encodez le temps de travail' : undefined,
  );
  const time = text === undefined || isFaulty('regime') ? undefined : takeTime(workTimeOf(text, regime), take);
  const employer =
    link === 'other-employer'
      ? read('employer', (value) => readShort(value, 100), "Écrivez le nom de l'employeur")
      : undefined;
  const fromOn = read('fromOn', (value) => readDayCell(value, cells.fromOn?.day), 'Encodez le premier jour');
  const toOn = read('toOn', (value) => inOrder(readDayCell(value, cells.toOn?.day), fromOn));
  const reference = read('reference', readReference);
  if (faults.length > 0 || !familyName || !firstName || !facilityId || !link || !fromOn) return { faults };
  return {
    faults,
    line: {
      row,
      niss: niss ?? null,
      familyName,
      firstName,
      bornOn: bornOn ?? null,
      facilityId,
      link,
      function: code ?? null,
      regime: time?.regime ?? 'percent',
      percent: time?.regime === 'percent' ? time.value : null,
      weeklyHours: time?.regime === 'hours' ? time.value : null,
      employer: employer ?? null,
      fromOn,
      toOn: toOn ?? null,
      reference: reference ?? null,
    },
  };
}

const takeTime = (
  read: ReturnType<typeof workTimeOf>,
  take: <T>(column: ColumnKey, read: CellRead<T>) => T | undefined,
): WorkTime | undefined => ('column' in read ? take<WorkTime>(read.column, read) : take('time', read));

const inOrder = (read: CellRead<Day>, fromOn: Day | undefined): CellRead<Day> =>
  'value' in read && fromOn !== undefined && read.value < fromOn
    ? wrong('order', `Le dernier jour vient avant le premier, ${formatShortDate(fromOn)}`)
    : read;

const readReference = (text: string): CellRead<string> =>
  isUuid(text)
    ? { value: text }
    : wrong('reference', 'Cette référence a été modifiée : effacez-la pour ajouter un contrat');
