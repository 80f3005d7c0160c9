/** From when a place may be asked for: three full months of pregnancy (ONE, « comment choisir sa crèche »). */
import { addMonths, type Day } from '../days.ts';

/** A pregnancy is counted as nine months, date to date, that end on the expected day (hypothèse: no document says how). */
const monthsOfPregnancy = 9;

/** @param full months of pregnancy that must be over */
export const firstDayToAsk = (expectedOn: Day, full: number): Day => addMonths(expectedOn, full - monthsOfPregnancy);

/** Children are received until they are three; the day itself is too late. */
export const lastDayOfCare = (bornOn: Day): Day => addMonths(bornOn, 36);
