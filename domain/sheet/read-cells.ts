/** What a cell of any sheet says, or what is wrong with it; and what is wrong, told by its row and column. */
import type { Day } from '../calendar.ts';
import { dayFault } from '../day-fault.ts';
import { formatShortDate } from '../french-dates.ts';
import { quoted } from '../number-fault.ts';
import { cleanLine, hasVisible } from '../typed-text.ts';
import { unguarded, type Cell } from '../workbook.ts';
import { readDay, type DayRefusal } from '../written-day.ts';

/** What may be wrong with a cell, whatever the sheet is about. */
export type CellKind = 'formula' | 'merged' | 'error' | 'missing' | 'unreadable' | 'too-long' | 'beyond';

export interface Wrong<Kind extends string = CellKind> {
  kind: Kind;
  sentence: string;
  /** What to write instead, where one thing is likely; '' empties the cell. */
  proposal?: string;
}
export type CellRead<T, Kind extends string = CellKind> = { value: T } | { wrong: Wrong<Kind> };
export const wrong = <Kind extends string>(
  kind: Kind,
  sentence: string,
  proposal?: string,
): { wrong: Wrong<Kind> } => ({ wrong: { kind, sentence, ...(proposal ? { proposal } : {}) } });

/** Where it is wrong. One kind of fault gathers what is mended alike. */
export interface SheetFault<Key extends string = string, Kind extends string = string> extends Wrong<Kind> {
  row: number;
  column: Key;
}

/** What was typed in a cell, on one line; undefined where nothing was. @param isSecret what stands there is never repeated */
export function readText(cell: Cell | undefined, isSecret = false): CellRead<string | undefined> {
  if (!cell) return { value: undefined };
  const text = cleanLine(cell.text);
  const shown = isSecret ? undefined : text;
  switch (cell.kind) {
    case 'formula':
      return wrong(
        'formula',
        `Cette cellule contient une formule${shown ? `, qui donne ${quoted(shown)}` : ''} : écrivez sa valeur`,
        shown,
      );
    case 'merged':
      return wrong('merged', 'Cette cellule est fusionnée avec une autre : écrivez la valeur dans chacune', shown);
    case 'error':
      return wrong('error', `Cette cellule contient une erreur du tableur (${text}) : écrivez sa valeur`);
    case 'text':
    case 'number':
    case 'date':
      // As our own exports write what would be taken for a formula.
      return { value: hasVisible(text) ? unguarded(text) : undefined };
    default:
      return cell.kind satisfies never;
  }
}

/** @param most characters */
export const readShort = (text: string, most: number): CellRead<string> =>
  text.length > most
    ? wrong('too-long', `Votre texte est trop long : ${String(text.length)} caractères, ${String(most)} au maximum`)
    : { value: text };
export const readName = (text: string): CellRead<string> =>
  /\d/.test(text) ? wrong('unreadable', 'Un nom ne contient pas de chiffres') : readShort(text, 60);

/**
 * @param meant of a bare number: the day that it may be
 * @param bornBy of a birth: today
 */
export function readDayCell(text: string, meant?: string, bornBy?: Day): CellRead<Day> {
  const read = readDay(text);
  if (!read.ok && meant !== undefined)
    return wrong(
      'unreadable',
      `Cette cellule contient le nombre ${text} au lieu d’une date : écrivez le jour, le mois et l’année, jj/mm/aaaa`,
      meant,
    );
  if (!read.ok) return wrong('unreadable', dayFault(read), meantDay(read, text, bornBy));
  const isOut =
    bornBy === undefined ? read.day < firstDay || read.day > lastDay : read.day > bornBy || read.day < firstBirth;
  return isOut ? wrong('beyond', "Vérifiez l'année de cette date") : { value: read.day };
}
/** Days of a working life, and births of who may be living: a year mistyped is not one of them. */
const [firstDay, lastDay, firstBirth] = ['1940-01-01', '2099-12-31', '1900-01-01'];

/** The one day that was likely meant: the last of a month that is shorter, a birth in the only century that is over. */
function meantDay(refusal: DayRefusal, typed: string, bornBy: Day | undefined): string | undefined {
  if (refusal.why === 'no-such-day' && refusal.day === refusal.last + 1)
    return [refusal.last, refusal.month, refusal.year].map((part) => String(part).padStart(2, '0')).join('/');
  if (refusal.why !== 'century' || bornBy === undefined) return undefined;
  const [old, young] = ['19', '20'].map((century) => readDay(typed.replace(/\d{2}\s*$/, `${century}${refusal.year}`)));
  return old?.ok && (!young?.ok || young.day > bornBy) ? formatShortDate(old.day) : undefined;
}
