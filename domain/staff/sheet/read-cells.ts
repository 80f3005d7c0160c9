/** How each kind of cell is read: what it says, or what is wrong with it. */
import type { Day } from '../../calendar.ts';
import { dayFault } from '../../day-fault.ts';
import { formatShortDate } from '../../french-dates.ts';
import { parseNationalNumber } from '../../national-number.ts';
import { quoted } from '../../number-fault.ts';
import { cleanLine, hasVisible } from '../../typed-text.ts';
import { unguarded, type Cell } from '../../workbook.ts';
import { readDay, type DayRefusal } from '../../written-day.ts';
import { findWord, isAmbiguous, nearestWord, type Word } from './find-word.ts';
import type { FaultKind } from './line.ts';

export interface Wrong {
  kind: FaultKind;
  sentence: string;
  proposal?: string;
}
export type CellRead<T> = { value: T } | { wrong: Wrong };
export interface SheetPlace {
  id: string;
  name: string;
  number: string;
}

export const wrong = (kind: FaultKind, sentence: string, proposal?: string): { wrong: Wrong } => ({
  wrong: { kind, sentence, ...(proposal ? { proposal } : {}) },
});

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

/** @param header of its column */
export function readWord<Code extends string>(
  text: string,
  words: readonly Word<Code>[],
  header: string,
): CellRead<Code> {
  const found = findWord(text, words);
  if (found) return { value: found };
  const near = nearestWord(text, words);
  return wrong(
    'unknown-word',
    `${quoted(text)} n'est pas dans la liste « ${header} »`,
    words.find(({ code }) => code === near)?.label,
  );
}

const namesOf = new WeakMap<readonly SheetPlace[], readonly Word<string>[]>();
/** By its name or its number, with or without « MA- ». */
export function readPlace(text: string, places: readonly SheetPlace[]): CellRead<string> {
  const words =
    namesOf.get(places) ??
    places.map(({ id, name, number }) => ({ code: id, label: name, also: [number, number.replace(/^MA-/, '')] }));
  namesOf.set(places, words);
  const found = findWord(text, words);
  if (found) return { value: found };
  if (isAmbiguous(text, words))
    return wrong(
      'unknown-facility',
      `Plusieurs de vos milieux d'accueil s'appellent ${quoted(text)} : écrivez son numéro (MA-…)`,
    );
  const near = nearestWord(text, words);
  return wrong(
    'unknown-facility',
    `${quoted(text)} n'est pas un de vos milieux d'accueil`,
    places.find(({ id }) => id === near)?.name,
  );
}

/** A program that takes a national number for a number drops the zeros before it. */
export const fullNumber = (text: string): string => text.padStart(11, '0');
/** What stands there is never repeated. */
export function readNiss(text: string, kind: Cell['kind'], today: Day): CellRead<string> {
  const parsed = parseNationalNumber(kind === 'number' ? fullNumber(text) : text, today);
  return parsed.ok
    ? { value: parsed.value }
    : wrong('niss', "Ce numéro n'est pas un NISS valable : onze chiffres, à vérifier sur la carte d'identité");
}
