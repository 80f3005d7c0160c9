/** How the cells of a team are read that no other sheet has: words of a list, places, national numbers. */
import type { Day } from '../../calendar.ts';
import { parseNationalNumber } from '../../national-number.ts';
import { quoted } from '../../number-fault.ts';
import { wrong, type CellRead as AnyCellRead } from '../../sheet/read-cells.ts';
import type { Cell } from '../../workbook.ts';
import { findWord, isAmbiguous, nearestWord, type Word } from '../../sheet/find-word.ts';
import type { FaultKind } from './line.ts';

export type CellRead<T> = AnyCellRead<T, FaultKind>;
export interface SheetPlace {
  id: string;
  name: string;
  number: string;
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
