/** The children of a crèche of the demonstration, and what they did of a month: invented, and the same on every machine. */
import { isTrainingDay } from '../training-day.ts';
import { addDays, addMonths, isWorkingDay, type Day } from '../../../../domain/calendar.ts';
import { weekday } from '../../../../domain/attendance/weeks.ts';
import { daysOfMonth, firstDayOfMonth, lastDayOfMonth, type Month } from '../../../../domain/quarter.ts';
import type { SentRow } from '../../../attendance/sent.ts';
import { stableId } from '../stable-id.ts';

const families =
  'Lambert,Maes,Dubois,El Amrani,Vasseur,Sow,Nagy,Peeters,Bakkali,Renard,Aydın,Thonnard,Collard,Nguyen,Delfosse,Ribeiro,Hanssens,Kabongo,Pirard,Lejeune,Van den Broeck,Marchal,Idrissi,Goffin,Wery,Bastin,Moreau,Simonis,Tshibanda,Colson,Evrard,Jacquemin,Noël,Öztürk,Fontaine,Gilles,Henrard,Iacono,Jadot,Kowalski'.split(
    ',',
  );
const names =
  'Ada,Basile,Camille,Dounia,Elio,Fatou,Gaspard,Hélène,Ilyas,Jeanne,Khadija,Léon,Mila,Noah,Olivia,Pablo,Rose,Sacha,Téa,Ugo,Victoire,Wassim,Yasmine,Zoé,Alix,Björn,Chloé,Diego'.split(
    ',',
  );
const pick = (text: string, most: number): number => Number.parseInt(stableId(text).slice(0, 6), 16) % most;

/** Children of a month, by name, without a fault. @param until the last day that is encoded; @param today from which ages are counted */
export function rowsOf(
  key: string,
  month: Month,
  count: number,
  { until, today }: { until: Day; today: Day },
): SentRow[] {
  const [first, last] = [firstDayOfMonth(month), lastDayOfMonth(month)];
  return Array.from({ length: count }, (_, number) => childOf(key, number, firstDayOfMonth(today.slice(0, 7))))
    .filter(({ enteredOn, leftOn }) => enteredOn <= last && (leftOn === null || leftOn >= first))
    .sort((a, b) => a.familyName.localeCompare(b.familyName, 'fr') || a.firstName.localeCompare(b.firstName, 'fr'))
    .map((child, index) => ({
      ...child,
      id: stableId(`attendance ${key} ${month} ${child.childId}`),
      position: index + 1,
      cells: daysOfMonth(month).map((day) => (day > until ? '' : cellOf(child, day))),
    }));
}

type Child = Omit<SentRow, 'cells' | 'position' | 'enteredOn'> & { enteredOn: Day };

function childOf(key: string, number: number, present: Day): Child {
  const childId = stableId(`child ${key} ${String(number)}`);
  const birthOn = addDays(addMonths(present, -(6 + pick(`age ${childId}`, 24))), pick(`day ${childId}`, 27));
  return {
    id: childId,
    childId,
    familyName: families[(number + pick(`names ${key}`, families.length)) % families.length]!,
    firstName: names[(number * 3 + pick(`names ${key}`, names.length)) % names.length]!,
    birthOn,
    enteredOn: addDays(addMonths(birthOn, 4), 3),
    leftOn: null,
    contractDays: [5, 5, 4, 3, 2.5, 5, 4][number % 7]!,
  };
}

function cellOf({ childId, contractDays, enteredOn }: Child, day: Day): string {
  if (!isWorkingDay(day) || isTrainingDay(day) || day < enteredOn) return '';
  // A contract of less than five days leaves out the last days of the week; a half one ends at noon.
  const nth = weekday(day);
  if (nth >= Math.ceil(contractDays ?? 5)) return '';
  const isHalf = nth === Math.floor(contractDays ?? 5);
  const chance = pick(`${childId} ${day}`, 100);
  if (chance < 6) return isHalf ? '½AJ' : 'AJ';
  if (chance < 9) return isHalf ? '½AI' : 'AI';
  return isHalf || chance < 16 ? '½P' : 'P';
}
