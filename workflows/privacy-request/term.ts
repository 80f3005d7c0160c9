/** Until when one must be answered: whole months, and no day that the person cannot use. */
import { addDays, daysBetween, nextWorkingDay, type Day } from '../../domain/calendar.ts';
import { after, type Quantity } from '../../domain/quantity.ts';

/** A term that ends on a Saturday, a Sunday or a holiday ends on the next working day (règlement 1182/71, art. 3(4)). */
export const termAfter = (start: Day, term: Quantity): Day => nextWorkingDay(after(start, term));

/** The days of a question do not count (EDPB, lignes directrices 01/2022, points 157 à 159). */
export const resumed = (dueOn: Day, askedOn: Day, on: Day): Day =>
  nextWorkingDay(addDays(dueOn, Math.max(0, daysBetween(askedOn, on))));
